"""The whole handbook: every framework, outcome, activity and resource, with every field."""

from handbook.schema import Whole
from handbook.site import Site

URI = "data/handbook.json"
TITLE = "The whole handbook"
FORMAT = "JSON"


def export(site: Site) -> str:
    whole = Whole.model_construct(frameworks=site.frameworks, resources=site.resources)
    return whole.model_dump_json(indent=1, exclude_none=True) + "\n"
