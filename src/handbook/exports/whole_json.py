"""The whole handbook: every framework, outcome, activity and resource, with every field."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pydantic_core import to_json

from handbook.keeping import in_blocks
from handbook.model import Framework, Record
from handbook.prose import relinked
from handbook.provenance import provenance
from handbook.site import Site

if TYPE_CHECKING:
    from handbook.local import Key

URI = "data/handbook.json"
TITLE = "The whole handbook"
FORMAT = "JSON"


def export(site: Site) -> bytes:
    frameworks = [_framework(site, framework) for framework in site.frameworks]
    resources = in_blocks(site.kept, URI, site.resources, partial(_items, "resources"))
    pieces = [b"{\n", *_list("frameworks", frameworks), NEXT, *_list("resources", [*resources])]
    if site.local is not None:
        pieces += [NEXT, _inner({"edition": provenance(site.local)})]
    told = b"".join([*pieces, b"\n}\n"])  # once: it may be many megabytes
    return _without_hidden(told, site) if site.hidden else told


NEXT = b",\n"


def _framework(site: Site, framework: Framework) -> bytes:
    worded = [r for d in framework.domains for r in (d, *d.outcomes, *d.activities)]
    key = f"{URI} {framework.id}"
    return site.kept(key, worded, partial(_items, "frameworks", [framework]))


def _list(name: str, items: Sequence[bytes]) -> list[bytes]:
    """A field that holds a list, of whose items there are texts."""
    if not items:
        return [_inner({name: []})]
    inside = [piece for item in items for piece in (NEXT, item)][1:]
    return [f' "{name}": [\n'.encode(), *inside, b"\n ]"]


def _items(name: str, records: Sequence[Record]) -> bytes:
    """Some items of a list, as they stand in the list of that name."""
    told = _inner({name: records})
    return told.removeprefix(f' "{name}": [\n'.encode()).removesuffix(b"\n ]")


def _inner(told: Mapping[str, object]) -> bytes:
    """What stands between the outermost braces."""
    return to_json(told, indent=1, exclude_none=True).removeprefix(b"{\n").removesuffix(b"\n}")


def _without_hidden(told: bytes, site: Site) -> bytes:
    """The same text with no link to what an edition leaves out."""
    instead = {
        spot: f"resource:{hidden.instead}" if hidden.instead else ""
        for spot, hidden in site.hidden.items()
    }
    return to_json(_relinked(json.loads(told), instead), indent=1) + b"\n"


def _relinked(value: object, instead: "Mapping[Key, str]") -> object:
    """The same data, in which no text links to what an edition leaves out."""
    if isinstance(value, str):
        return relinked(value, instead) if "](" in value else value
    if isinstance(value, list):
        return [_relinked(item, instead) for item in value]
    if isinstance(value, dict):
        return {name: _relinked(inner, instead) for name, inner in value.items()}
    return value
