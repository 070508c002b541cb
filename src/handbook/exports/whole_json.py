"""The whole handbook: every framework, outcome, activity and resource, with every field."""

from pydantic_core import to_json

from handbook.site import Site

URI = "data/handbook.json"
TITLE = "The whole handbook"
FORMAT = "JSON"


def export(site: Site) -> str:
    whole = {"frameworks": site.frameworks, "resources": site.resources}  # schema.Whole
    return to_json(whole, indent=1, exclude_none=True).decode() + "\n"
