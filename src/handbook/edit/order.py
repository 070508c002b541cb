"""The order of fields, as in the model, and of records that stand in the order of their ids."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from handbook.edit.tree import Group, Part
from handbook.model import GlossaryEntry, Record, Resource, fields

# The lists at the top of a file that the rule `unsorted` wants in order, by what is in them.
BY_ID: Mapping[type[Record], str] = {Resource: "resources", GlossaryEntry: "glossary"}


def arrange(group: Group, kind: type[Record]) -> None:
    """Put the fields of a record of this kind, and of all records in it, into our order.

    A field that we do not know stands after those that we know.
    """
    known = fields(kind)
    order = {name: n for n, name in enumerate(known)}
    if group.keyed:
        group.parts.sort(key=lambda part: order.get(part.key.value if part.key else "", len(order)))
    for part in group.parts:
        info = known.get(part.key.value) if part.key else None
        inner = record_in(info.annotation) if info else None
        if inner and isinstance(part.value, Group):
            _arrange_all(part.value, inner)


def _arrange_all(group: Group, kind: type[Record]) -> None:
    if group.keyed:
        arrange(group, kind)
        return
    for item in group.parts:
        if isinstance(item.value, Group):
            arrange(item.value, kind)
    if kind in BY_ID:
        _sort(group.parts)


def sort(root: Group, kind: type[Record]) -> None:
    """Put the records of a kind in a file into the order of their ids, if they have that order."""
    part = root.part(BY_ID.get(kind, ""))
    if part and isinstance(part.value, Group):
        _sort(part.value.parts)


def _sort(items: list[Part]) -> None:
    """Sort records by id; blank lines between them stay where they are."""
    ids = [item.value.text("id") if isinstance(item.value, Group) else "" for item in items]
    if not all(ids) or ids == sorted(ids):
        return
    blank = [item.before[:1] == [""] for item in items]
    items[:] = [item for _, item in sorted(zip(ids, items, strict=True), key=lambda pair: pair[0])]
    for item, wanted in zip(items, blank, strict=True):
        rest = item.before[_blanks(item.before) :]
        item.before = [""] * wanted + rest


def _blanks(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if line), len(lines))


def record_in(annotation: Any) -> type[Record] | None:
    """The type of record that a field holds, if it holds one or a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(record_in, get_args(annotation))), None)
