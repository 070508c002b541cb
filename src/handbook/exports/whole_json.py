"""The whole handbook: every framework, outcome, activity and resource, with every field."""

from pydantic_core import to_json

from handbook.provenance import provenance
from handbook.site import Site

URI = "data/handbook.json"
TITLE = "The whole handbook"
FORMAT = "JSON"


def export(site: Site) -> str:
    whole: dict[str, object] = {"frameworks": site.frameworks, "resources": site.resources}
    if site.local is not None:
        whole["edition"] = provenance(site.local)
    return to_json(whole, indent=1, exclude_none=True).decode() + "\n"
