"""Fingerprints: what a page was made from, in a few letters that change when it does.

A record's print covers its own fields and the ids of the records inside it, not their text: they
have prints of their own. A page's print covers what its plan says, with records by name. So a page
is still right when its own print and the prints of the records that its template read are.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from handbook.model import NAMED, Activity, Domain, Outcome, Record, Resource
from handbook.pages import Page
from handbook.pages.page import Later
from handbook.yamlio import Data

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Prints = dict[str, str]
# Where the records with pages of their own stand in a file, and what to call their type.
INSIDE: Mapping[str, type[Record]] = {
    "domains": Domain,
    "outcomes": Outcome,
    "activities": Activity,
    "resources": Resource,
}
APART = frozenset(INSIDE.values())  # the types of record that have prints of their own
# What may be worded anew while all else of a handbook stays as it is: its frame.
TEXTS: Mapping[type[Record], Sequence[str]] = {
    Domain: ("purpose", "why"),
    Outcome: ("statement", "meaning"),
    Activity: ("title", "text"),
    Resource: ("title", "summary"),
}


def name(record: Record) -> str:
    """What a print is kept under: type and id, such as `Outcome pcp-1`."""
    return f"{type(record).__name__} {getattr(record, 'id', '')}"


def of_bytes(*parts: bytes) -> str:
    """The print of some bytes: 24 hexadecimal digits."""
    made = blake2b(digest_size=12)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()


class OfFile(NamedTuple):
    """The prints of a file of data.

    `rest` is that of what it says beside its records, but for the list of resources: no page shows
    it but by a plan that names them. `records` has that of each record by name, and `frame` is that
    of all records without their texts.
    """

    rest: str
    records: Prints
    frame: str


def of_file(data: Data | None) -> OfFile:
    """The prints of what a file says."""
    found: Prints = {}
    frames: list[str] = []
    rest = _without_records(data, found, frames) if isinstance(data, dict) else data
    if isinstance(rest, dict):
        rest.pop("resources", None)
    return OfFile(of(rest), found, of(frames))


def _without_records(data: dict[str, Data], found: Prints, frames: list[str]) -> dict[str, Data]:
    """The same data with ids in the place of records, whose prints go into `found`."""
    return {
        key: [_noted(INSIDE[key], item, found, frames) for item in value]
        if key in INSIDE and isinstance(value, list)
        else value
        for key, value in data.items()
    }


def _noted(kind: type[Record], item: Data, found: Prints, frames: list[str]) -> Data:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return item
    own = _without_records(item, found, frames)
    texts = {name: own[name] for name in TEXTS[kind] if isinstance(own.get(name), str)}
    frame = of(own | dict.fromkeys(texts, "text"))
    frames.append(frame)
    found[f"{kind.__name__} {item['id']}"] = of([frame, texts])
    return item["id"]


def of_page(page: Page) -> str:
    """The print of what a page's plan says, with its records by name.

    Raises TypeError for a value that nothing is known of: it could change and nobody would see.
    """
    return of(page)


def of(told: object) -> str:
    """The print of anything that JSON can write, or a plan may hold."""
    return of_bytes(JSON.encode(told).encode())


def _told(value: Any) -> object:
    """A value of a plan as JSON can write it."""
    kind: type = type(value)
    return _teller(kind)(value)


@cache
def _teller(kind: type) -> Callable[[Any], object]:
    """What makes something that JSON can write of a value of this type."""
    if issubclass(kind, Record):
        return name if kind in NAMED else kind.model_dump_json
    if issubclass(kind, Later):
        return dict
    if is_dataclass(kind):
        return _values(kind)
    if issubclass(kind, bytes):
        return of_bytes
    if issubclass(kind, date):
        return kind.isoformat
    if issubclass(kind, ModuleType):
        return attrgetter("__name__")
    raise TypeError(f"a page's plan may not hold a {kind.__name__}")


def _values(kind: "type[DataclassInstance]") -> Callable[[object], object]:
    """What takes all values out of a dataclass."""
    return attrgetter(*(field.name for field in fields(kind)))


# Records are told by name, so nothing can hold itself: not to look for that saves a quarter.
JSON = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_told
)
