"""The whole handbook: every framework, outcome, activity and resource, with every field."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic_core import to_json

from handbook.prose import relinked
from handbook.provenance import provenance
from handbook.site import Site

if TYPE_CHECKING:
    from handbook.local import Key

URI = "data/handbook.json"
TITLE = "The whole handbook"
FORMAT = "JSON"


def export(site: Site) -> str:
    whole: dict[str, object] = {"frameworks": site.frameworks, "resources": site.resources}
    if site.local is not None:
        whole["edition"] = provenance(site.local)
    told = to_json(whole, indent=1, exclude_none=True)
    if site.hidden:
        instead = {
            spot: f"resource:{hidden.instead}" if hidden.instead else ""
            for spot, hidden in site.hidden.items()
        }
        told = to_json(_relinked(json.loads(told), instead), indent=1)
    return told.decode() + "\n"


def _relinked(value: object, instead: "Mapping[Key, str]") -> object:
    """The same data, in which no text links to what an edition leaves out."""
    if isinstance(value, str):
        return relinked(value, instead) if "](" in value else value
    if isinstance(value, list):
        return [_relinked(item, instead) for item in value]
    if isinstance(value, dict):
        return {name: _relinked(inner, instead) for name, inner in value.items()}
    return value
