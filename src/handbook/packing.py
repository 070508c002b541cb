"""Valid records as plain values, for the memory between builds, and back without a second look.

What was packed has been validated, by this program and from a file with these bytes: whoever keeps
it must make sure of both.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from handbook.model import Record, Where

Address = tuple[str | int, ...]
# The type of a record, the fields that were written, the values that are not the usual ones, dates
# as days since the year 1, and the records inside it, by field.
Packed = tuple[str, set[str], dict[str, Any], dict[str, int], dict[str, Any]]
PLAIN = (str, int, float, bool, type(None))


class Known(NamedTuple):
    """A file's fields: lists of records, packed, and all others as they are written.

    If the file has changed since, its lists hold packed only what has not, and the rest as it is
    written.
    """

    fields: Mapping[str, Any]
    lists: Mapping[str, Sequence[Any]]


def packed(record: Record) -> Packed:
    """A record, and all that are inside it. Raises TypeError for values of another make."""
    kind = _name(type(record))
    _kind(kind)
    own = vars(record)
    values: dict[str, Any] = {}
    dates: dict[str, int] = {}
    inside: dict[str, Any] = {}
    for name, usual in _usual(type(record)).items():
        value = own[name]
        if value is usual:  # as most are
            continue
        if isinstance(value, Record):
            inside[name] = packed(value)
        elif isinstance(value, date):
            dates[name] = value.toordinal()
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            inside[name] = [packed(inner) for inner in value]
        elif value != usual:
            values[name] = _plain(value)
    return kind, {*record.model_fields_set}, values, dates, inside


def _plain(value: object) -> object:
    if type(value) in PLAIN:
        return value
    if type(value) is tuple and all(type(item) in PLAIN for item in value):
        return value
    raise TypeError(f"the memory cannot keep a {type(value).__name__}")


def unpacked(told: Packed, where: Callable[[Address], Where], address: Address) -> Record:
    """The record that was packed, and was written at `address`."""
    name, written, given, dates, inside = told
    kind = _kind(name)
    values = _usual(kind) | given
    if dates:
        values.update({field: date.fromordinal(day) for field, day in dates.items()})
    for field in inside:
        inner, at = inside[field], (*address, field)
        values[field] = unpacked(inner, where, at) if type(inner) is tuple else tuple([
            unpacked(one, where, (*at, number)) for number, one in enumerate(inner)
        ])  # fmt: skip
    return kind.again(values, written, where(address))


def _name(kind: type[Record]) -> str:
    return f"{kind.__module__} {kind.__qualname__}"


@cache
def _kind(name: str) -> type[Record]:
    """The type of record of that name. Raises TypeError if there are several."""
    found = [kind for kind in _below(Record) if _name(kind) == name]
    if len(found) != 1:
        raise TypeError(f"there are {len(found)} types of record called {name}")
    return found[0]


@cache
def _usual(kind: type[Record]) -> dict[str, Any]:
    """What each field of a type of record holds if nobody writes it, in their order.

    Not so a record: each has a place of its own, even one that nobody has written.
    """
    fields = kind.model_fields.items()
    found = {name: info.get_default(call_default_factory=True) for name, info in fields}
    return {name: None if isinstance(usual, Record) else usual for name, usual in found.items()}


def _below(kind: type[Record]) -> list[type[Record]]:
    return [kind, *(inner for below in kind.__subclasses__() for inner in _below(below))]
