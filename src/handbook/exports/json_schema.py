"""The JSON Schema of the whole handbook: what each field means and may hold."""

import json

from handbook.schema import whole
from handbook.site import Site

URI = "data/handbook.schema.json"
TITLE = "The schema of the whole handbook"
FORMAT = "JSON Schema"


def export(site: Site) -> bytes:
    return site.kept(URI, (), _told)


def _told() -> bytes:
    told = json.dumps(whole(), ensure_ascii=False, indent=1)
    return f"{told}\n".encode()
