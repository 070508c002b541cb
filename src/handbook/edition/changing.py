"""One record of the base with what an edition changes about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotated_types import MinLen

from handbook.edition.model import BaseText, Changed
from handbook.edition.read import Change
from handbook.edition.values import alike, fingerprint, plain
from handbook.local import Conflict, FieldMark, Key, Marks, Note, Plain
from handbook.model import Evidence, Record, Relation, Statement, Step, SubjectArea, Where
from handbook.problems import Place, Problem, did_you_mean, shown

Address = tuple[str | int, ...]
Origin = tuple[Where, Address]


@dataclass(frozen=True)
class Pin:
    """What `expects` and `base-texts.yml` should say of a change that lacks a fingerprint."""

    kind: str
    id: str
    field: str
    entry: Changed
    fingerprint: str
    value: Plain


@dataclass(frozen=True)
class Rules:
    """What holds for all changes of an edition."""

    layer: str
    on_conflict: str
    texts: Mapping[str, BaseText]


@dataclass
class Findings:
    """What came to light while an edition was laid over its base.

    `problems` stop a build; `remarks` are warnings.
    """

    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)


class Woven:
    """Answers where the values of a changed record were written: some of them elsewhere."""

    __slots__ = ("base", "fields", "items")

    def __init__(
        self,
        base: Where,
        fields: Mapping[str, Origin],
        items: Mapping[str, Sequence[Origin]],
    ) -> None:
        self.base = base
        self.fields = fields
        self.items = items

    @property
    def file(self) -> Path:
        """The file of the record itself."""
        return self.base.file

    def __call__(self, *address: str | int) -> Place:
        """The place of the value at `address` inside the record."""
        name = str(address[0]) if address else ""
        if name in self.fields:
            where, start = self.fields[name]
            return where(*start, *address[1:])
        if len(address) > 1 and name in self.items and isinstance(address[1], int):
            origins = self.items[name]
            if address[1] < len(origins):
                where, start = origins[address[1]]
                return where(*start, *address[2:])
        return self.base(*address)


def woven(
    record: Record,
    fields: Mapping[str, Origin],
    items: Mapping[str, Sequence[Origin]] | None = None,
) -> Record:
    """Tell a changed record where each of its values was written."""
    record.stand(Woven(record._written, fields, items or {}))
    return record


def changed(
    record: Record,
    changes: Sequence[Change],
    marks: Marks,
    below: str,
    rules: Rules,
    found: Findings,
) -> tuple[Record, Marks]:
    """A record with all `changes` made to it, and what is local about it then.

    `marks` says what lower layers changed, `below` names the layer that the record is from.
    """
    work = _Work(record, changes[0].key, dict(marks.fields), marks.added or below, rules, found)
    for change in changes:
        work.take(change.entry)
    notes = tuple(Note(rules.layer, c.entry.note) for c in changes if c.entry.note)
    return work.done(), Marks(marks.added, work.marks, (*marks.notes, *notes))


@dataclass
class _Work:
    record: Record
    key: Key
    marks: dict[str, FieldMark]
    below: str
    rules: Rules
    found: Findings
    update: dict[str, object] = field(default_factory=dict)
    fields: dict[str, Origin] = field(default_factory=dict)
    items: dict[str, list[Origin]] = field(default_factory=dict)

    def take(self, entry: Changed) -> None:
        """Make the changes of one entry."""
        for name, value in _given(entry.set):
            self._set(entry, name, value, ("set", name))
        for i, name in enumerate(entry.clear):
            self._set(entry, name, type(self.record).model_fields[name].default, ("clear", i))
        for name, items in _given(entry.add_to):
            self._list(entry, name, items, add=True)
        for name, items in _given(entry.remove_from):
            self._list(entry, name, items, add=False)

    def done(self) -> Record:
        """The record as it is now."""
        if not self.update:
            return self.record
        record = self.record.model_copy(update=self.update)
        return woven(record, self.fields, self.items)

    def _set(self, entry: Changed, name: str, value: object, address: Address) -> None:
        now = plain(self.record, name)
        local = plain(self.record.model_copy(update={name: value}), name)
        if alike(now, local):
            return  # the base says the same by now
        expected = expectation(entry, name)
        if expected is None:
            kind, id = self.key
            self.found.pins.append(Pin(kind, id, name, entry, fingerprint(now), now))
        elif expected != fingerprint(now):
            shown = self._conflict(entry, name, now, local, expected, entry.place(*address))
            if shown == "base":
                below = self._below(name)
                mark = FieldMark(self.rules.layer, below, local, entry.because or "", conflict=True)
                self.marks[name] = mark
                return
        self.marks[name] = FieldMark(self.rules.layer, self._below(name), now, entry.because or "")
        self.update[name] = value
        self.fields[name] = (entry._written, address)

    def _below(self, name: str) -> str:
        mark = self.marks.get(name)
        return mark.layer if mark and not mark.conflict else self.below

    def _conflict(
        self, entry: Changed, name: str, now: Plain, local: Plain, expected: str, place: Place
    ) -> str:
        """Note a conflict. Returns whose text is shown."""
        kind, id = self.key
        conflict = conflicting(
            kind, id, name, place, now, local, expected, self.rules,
            safety=bool(getattr(self.record, "safety", None)),
        )  # fmt: skip
        self.found.conflicts.append(conflict)
        return conflict.shown

    def _list(self, entry: Changed, name: str, given: Sequence[object], *, add: bool) -> None:
        now = self.update.get(name, getattr(self.record, name))
        assert isinstance(now, tuple)  # noqa: S101 (only lists are offered)
        written = self._origins(name, len(now))
        if add:
            items, origins = self._more(entry, name, now, given)
            written += origins
        else:
            items, kept = self._fewer(entry, name, now, given)
            written = [written[i] for i in kept]
        if items == now or (not items and self._needed(entry, name)):
            return
        self.update[name] = items
        self.items[name] = written
        before = self.marks.get(name)
        if before and before.conflict:
            return  # the wording is what people have to decide first
        other = before.other if before and before.layer == self.rules.layer else None
        other = other if other is not None else plain(self.record, name)
        mark = FieldMark(self.rules.layer, self._below(name), other, entry.because or "")
        self.marks[name] = mark

    def _origins(self, name: str, count: int) -> list[Origin]:
        if name in self.items:
            return self.items[name]
        where, start = self.fields.get(name, (self.record._written, (name,)))
        return [(where, (*start, i)) for i in range(count)]

    def _more(
        self, entry: Changed, name: str, now: tuple[object, ...], given: Sequence[object]
    ) -> tuple[tuple[object, ...], list[Origin]]:
        here = {word(item) for item in now}
        new = [(i, item) for i, item in enumerate(given) if word(item) not in here]
        origins: list[Origin] = [(entry._written, ("add_to", name, i)) for i, _ in new]
        return (*now, *(item for _, item in new)), origins

    def _fewer(
        self, entry: Changed, name: str, now: tuple[object, ...], given: Sequence[object]
    ) -> tuple[tuple[object, ...], list[int]]:
        words = [word(item) for item in now]
        for i, text in enumerate(given):
            if text not in words:
                place = entry.place("remove_from", name, i)
                message = f"'{name}' has no '{shown(str(text))}' to take out"
                help = did_you_mean(str(text), words) or "delete this line"
                self.found.remarks.append(Problem(place, "nothing-to-remove", message, help))
        kept = [i for i, text in enumerate(words) if text not in given]
        return tuple(now[i] for i in kept), kept

    def _needed(self, entry: Changed, name: str) -> bool:
        """Whether a list may not be empty, which we say then."""
        info = type(self.record).model_fields[name]
        if not any(isinstance(part, MinLen) for part in info.metadata):
            return False
        place = entry.place("remove_from", name)
        help = "leave one, or hide the whole record"
        message = f"'{name}' would have nothing in it"
        self.found.problems.append(Problem(place, "too-few", message, help))
        return True


def _given(fields: Record | None) -> Iterator[tuple[str, Any]]:
    """The fields that somebody wrote, in the order of the model."""
    for name in type(fields).model_fields if fields is not None else ():
        if fields is not None and name in fields.model_fields_set:
            yield name, getattr(fields, name)


def conflicting(
    kind: str, id: str, name: str, place: Place, now: Plain, local: Plain, expected: str,
    rules: Rules, *, safety: bool,
) -> Conflict:  # fmt: skip
    """A conflict with all three texts, as far as they are known."""
    then = rules.texts.get(expected)
    shown = "local" if rules.on_conflict == "local" and not safety else "base"
    return Conflict(
        kind, id, name, place, then.plain if then else None, then is not None, now, local, shown,
        safety,
    )  # fmt: skip


def expectation(entry: Changed, name: str) -> str | None:
    """The fingerprint that a change expects of a field of the base."""
    found: str | None = getattr(entry.expects, name, None) if entry.expects else None
    return found


def replaced(entry: Changed) -> str | None:
    """The id of the resource that takes the place of one of the base, if one does."""
    found: str | None = getattr(entry, "replace_with", None)
    return found


def word(item: object) -> str:
    """What an item of a list is called by."""
    match item:
        case SubjectArea() | Evidence() | Step():
            return item.text
        case Statement():
            return item.number
        case Relation():
            return item.outcome
    return str(item)


def twice(changes: Sequence[Change]) -> Iterator[Problem]:
    """Fields that are changed in two places."""
    first: dict[tuple[str, str, str], Place] = {}
    for change in changes:
        for name, address in touched(change.entry):
            spot, place = (*change.key, name), change.entry.place(*address)
            if before := first.get(spot):
                what = f"'{name}' of {change.kind} '{change.id}'"
                help = f"it already is in {before}; keep one of the two"
                yield Problem(place, "changed-twice", f"{what} is changed twice", help)
            first.setdefault(spot, place)


def touched(entry: Changed) -> Iterator[tuple[str, Address]]:
    """What of a record an entry is about, and where that stands in it: once is enough for each."""
    for name, _ in _given(entry.set):
        yield name, ("set", name)
    for i, name in enumerate(entry.clear):
        yield name, ("clear", i)
    for name in ("hide", "note", "replace_with"):
        if getattr(entry, name, None):
            yield name, (name,)


def renamed(change: Change, id: str) -> Change:
    """A change of a record that has another id by now."""
    return replace(change, id=id)
