"""Which records of a file that has changed are still what they were, so that they stay valid."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from handbook.packing import Known, Packed
from handbook.prints import INSIDE, OfFile
from handbook.yamlio import Data


def unchanged(data: Data | None, said: OfFile, then: OfFile, known: Known) -> Known | None:
    """What is known of a file that says `data` now, where `said` has the prints of its records.

    `known` was valid when their prints were those of `then`. Nothing, if two records have one id.
    """
    if not isinstance(data, dict):
        return None
    lists = {field: items for field in INSIDE if isinstance(items := data.get(field), list)}
    named = {field: [[*_names(field, item)] for item in items] for field, items in lists.items()}
    if len(said.records) != sum(len(names) for every in named.values() for names in every):
        return None
    same = frozenset(dict(then.records.items() & said.records.items()))
    found = {
        field: _again(items, named[field], same, known.lists.get(field, ()))
        for field, items in lists.items()
    }
    others = {field: value for field, value in data.items() if field not in found}
    return Known(others, found)


def _again(
    items: Sequence[Data],
    named: Sequence[Collection[str]],
    same: frozenset[str],
    before: Sequence[Packed],
) -> list[Any]:
    """Each item of a list as it is written, or packed, if nothing in it has changed."""
    packed = {one[2].get("id"): one for one in before}
    return [
        packed.get(item["id"], item)
        if isinstance(item, dict) and names and same.issuperset(names)
        else item
        for item, names in zip(items, named, strict=True)
    ]


def _names(field: str, item: Any) -> Iterator[str]:
    """The names of the record that an item of a list is, and of all that are inside it."""
    if not isinstance(item, dict):
        return
    yield f"{INSIDE[field].__name__} {item.get('id')}"
    for inner in INSIDE:
        inside = item.get(inner)
        for one in inside if isinstance(inside, list) else ():
            yield from _names(inner, one)
