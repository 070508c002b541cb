"""What every part of the comparison needs to know, and where each thing was written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.edition.changing import touched
from handbook.edition.content import Content, inside
from handbook.edition.read import Edition
from handbook.edition.values import fingerprint, plain, whole
from handbook.load import At
from handbook.local import Key, Plain
from handbook.model import Domain, Record
from handbook.site import Text
from handbook.upgrade.fate import Fate, fate
from handbook.upgrade.finding import Address, Deed, Keep, Put, Value


@dataclass(frozen=True)
class Context:
    """An edition, its base as it is now and, if it is at hand, as it was then.

    `pages` are the edition's own hand-written pages, by their paths below `content/`; `known` has
    the ids of all that the base had when it was last compared, by kind.
    """

    edition: Edition
    then: Content | None
    now: Content
    pages: Mapping[str, Text] = field(default_factory=dict)
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def fate(self, key: Key) -> Fate:
        """What became of a record of the base."""
        return fate(self.then, self.now, key)

    def before(self, key: Key) -> Record | None:
        """A record as the base had it, if that is at hand."""
        return self.then.records.get(key) if self.then else None

    def said(self, key: Key, name: str, expected: str | None) -> tuple[Plain, bool]:
        """What the base said in a field when a change was made, and whether that is known.

        `expected` is the fingerprint that was noted then, if one was.
        """
        if expected and (text := self.edition.texts.get(expected)):
            return text.plain, True
        record = self.before(key)
        value = field_of(record, name) if record else None
        known = record is not None and expected in {None, fingerprint(value)}
        return (value, True) if known else (None, False)

    @cached_property
    def own_ids(self) -> frozenset[str]:
        """The ids of all that the edition adds."""
        records = inside([addition.record for addition in self.edition.added])
        return frozenset(str(id) for record in records if (id := getattr(record, "id", "")))

    @cached_property
    def wanted(self) -> Counter[tuple[Key, str]]:
        """How many changes of each field there would be, each at its record's new id."""
        return Counter(
            (self.fate(change.key).key, name)
            for change in self.edition.changes
            if change.kind != "page"
            for name, _ in touched(change.entry)
        )

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The domain of each outcome and activity in the base as it is now."""
        return dict(_homes(self.now))

    @cached_property
    def former_homes(self) -> Mapping[str, str]:
        """The same in the base as it was."""
        return dict(_homes(self.then)) if self.then else {}


def _homes(content: Content) -> Iterator[tuple[str, str]]:
    for record in content.records.values():
        if isinstance(record, Domain):
            for inner in [*record.outcomes, *record.activities]:
                yield str(getattr(inner, "id", "")), record.id


def field_of(record: Record, name: str) -> Plain:
    """What a field says; of `replace_with` the whole record."""
    return whole(record) if name == "replace_with" else plain(record, name)


def at(record: Record) -> tuple[Path, Address]:
    """The file that a record of the edition was read from, and its address in there."""
    where = record._written
    if not isinstance(where, At):
        raise LookupError("this record was put together from several places")
    return where.document.file, tuple(where.address)


def put(record: Record, address: Address, value: Value) -> Put:
    """A value for a place inside a record of the edition."""
    file, start = at(record)
    return Put(file, (*start, *address), value)


def kept(kind: str, id: str, name: str, value: Plain) -> Keep:
    """What the base says, for its store of texts."""
    return Keep(fingerprint(value), f"{kind} {id}", name, value)


def pinned(entry: Record, kind: str, id: str, name: str, value: Plain) -> tuple[Deed, ...]:
    """Note with a change that it was made against this value of the base."""
    return (put(entry, ("expects", name), fingerprint(value)), kept(kind, id, name, value))
