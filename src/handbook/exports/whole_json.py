"""The whole handbook: every framework, outcome, activity and resource, with every field."""

import json

from handbook.site import Site

URI = "data/handbook.json"
TITLE = "The whole handbook"
FORMAT = "JSON"


def export(site: Site) -> str:
    whole = {
        "frameworks": [f.model_dump(mode="json", exclude_none=True) for f in site.frameworks],
        "resources": [r.model_dump(mode="json", exclude_none=True) for r in site.resources],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
