"""What readers are told of what is local about a record, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from handbook.model import (
    Activity,
    Domain,
    EvidenceKind,
    Framework,
    GlossaryEntry,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Record,
    Resource,
    Theme,
)
from handbook.phrases import label
from handbook.site import Site

if TYPE_CHECKING:
    from handbook.local import FieldMark, Key, Local, Plain

KINDS: Mapping[type[Record], str] = {
    Framework: "framework",
    Domain: "domain",
    Outcome: "outcome",
    Activity: "activity",
    Resource: "resource",
    Theme: "theme",
    ProgrammeOutcome: "programme outcome",
    EvidenceKind: "evidence kind",
    GlossaryEntry: "term",
    Pathway: "pathway",
}
# Fields of which the other text is Markdown.
PROSE = {"statement", "meaning", "purpose", "why", "note", "summary", "text", "editor_note"}


class Difference(NamedTuple):
    """One field that says something else than in the layer `below`.

    `other` has that text, one item on each line; in a `conflict` it has the local one.
    """

    name: str
    layer: str
    below: str
    other: tuple[str, ...]
    because: str
    conflict: bool
    prose: bool


class Told(NamedTuple):
    """What is local about one record. `added` names the edition that added it, if one did."""

    added: str
    differences: tuple[Difference, ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def word(self) -> str:
        """One word for lists and filters: added, changed, noted, or nothing."""
        if self.added:
            return "added"
        if any(not found.conflict for found in self.differences):
            return "changed"
        return "noted" if self.notes else ""

    @property
    def open(self) -> bool:
        """Whether somebody still has to decide about it."""
        return any(found.conflict for found in self.differences)


def told(site: Site, record: Record) -> Told | None:
    """What is local about a record; nothing outside editions, and for most records in them."""
    if site.local is None:
        return None
    return of(site.local, (KINDS.get(type(record), ""), str(getattr(record, "id", ""))))


def of(local: "Local", key: "Key") -> Told | None:
    """The same by the key of a record, or of a page."""
    marks = local.marks.get(key)
    if marks is None:
        return None
    return Told(
        local.layer(marks.added).title if marks.added else "",
        tuple(_difference(local, name, mark) for name, mark in marks.fields.items()),
        tuple((local.layer(note.layer).title, note.text) for note in marks.notes),
    )


def _difference(local: "Local", name: str, mark: "FieldMark") -> Difference:
    return Difference(
        label(name),
        local.layer(mark.layer).title,
        local.layer(mark.below).title,
        tuple(lines(mark.other)),
        mark.because,
        mark.conflict,
        name in PROSE,
    )


def lines(value: "Plain") -> Sequence[str]:
    """A value as lines of text: one for each item of a list."""
    if value is None:
        return ()
    if isinstance(value, list):
        return [" ".join(lines(item)) for item in value]
    if isinstance(value, dict):
        return ["; ".join(" ".join(lines(item)) for item in value.values())]
    return [str(value)]


WORDS = (("added", "Added here"), ("changed", "Changed here"), ("noted", "With a local note"))


def local_options(site: Site, records: Iterable[Record]) -> list[tuple[str, str]]:
    """What the filter of a list offers: the ways in which any of its records is local."""
    if site.local is None:
        return []
    words = {found.word for record in records if (found := told(site, record))}
    return [(word, title) for word, title in WORDS if word in words]
