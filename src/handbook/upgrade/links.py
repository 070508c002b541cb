"""Which values of a record name other records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.edition.kinds import KINDS
from handbook.model import Record
from handbook.references import REFERENCES
from handbook.upgrade.finding import Address

# What an upgrade can say of what is named: the kinds of record that a base has. Contacts are an
# edition's own, and `handbook check` knows them.
OF_BASES = frozenset({*(kind.name for kind in KINDS), "outcome or domain"})


@dataclass(frozen=True)
class Named:
    """That a value is an id: of what, and in which field of the item if that has fields."""

    what: str
    field: str = ""


@dataclass(frozen=True)
class Reference:
    """One id in a record, at its address there; `listed` if it is an item of a list."""

    address: Address
    what: str
    id: str
    listed: bool


def reference(kind: type[Record], name: str, item: object) -> Named | None:
    """Whether an item of the list `name` of such a record is an id, or has one in it."""
    if isinstance(item, str):
        what = dict(_fields(kind)).get(name)
        return Named(what) if what else None
    if isinstance(item, Record):
        for inner, what in _fields(type(item)):
            if type(item).model_fields[inner].is_required():
                return Named(what, inner)
    return None


def references(record: Record) -> Iterator[Reference]:
    """Every id of another record in a record and in those inside it."""
    yield from _own(record, ())
    for address, child in record.children():
        for found in references(child):
            yield Reference((*address, *found.address), found.what, found.id, found.listed)


def _own(record: Record, address: Address) -> Iterator[Reference]:
    for name, what in _fields(type(record)):
        value = getattr(record, name, None)
        if isinstance(value, str):
            yield Reference((*address, name), what, value, listed=False)
        for i, id in enumerate(value if isinstance(value, tuple) else ()):
            yield Reference((*address, name, i), what, str(id), listed=True)


def _fields(kind: type[Any]) -> Sequence[tuple[str, str]]:
    names = (base.__name__ for base in kind.__mro__)
    found = next((REFERENCES[name] for name in names if name in REFERENCES), ())
    return [(name, what) for name, what in found if what in OF_BASES]
