"""What is local in an edition: its layers, and where each value comes from.

An edition lies over its base in layers, such as nation, region and trust. Nothing here decides
anything; `handbook.edition` works it out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handbook.model import Terms
from handbook.problems import Place

# A value as JSON has it: what a field says, whatever type of record it belongs to.
Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
Key = tuple[str, str]  # the kind of a record, as `handbook.changes` calls it, and its id


@dataclass(frozen=True)
class Layer:
    """One edition, or the handbook that all others stand on."""

    id: str
    title: str
    organisation: str
    version: str = ""  # of the handbook; editions have none


@dataclass(frozen=True)
class FieldMark:
    """A field that a layer changed: the other text, and whether people still have to decide.

    `other` is what readers do not see at once: the value of the layer `below`, or the local one in
    a `conflict` that shows the base's new text.
    """

    layer: str
    below: str
    other: Plain
    because: str = ""
    conflict: bool = False


@dataclass(frozen=True)
class Note:
    """A local note on a record, in Markdown."""

    layer: str
    text: str


@dataclass(frozen=True)
class Marks:
    """What is local about one record: which layer added it, which changed what of it."""

    added: str = ""
    fields: Mapping[str, FieldMark] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it says anything else than the base does."""
        return any(not mark.conflict for mark in self.fields.values())

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields of which somebody still has to decide the wording."""
        return tuple(name for name, mark in self.fields.items() if mark.conflict)


@dataclass(frozen=True)
class Hidden:
    """A record that a layer leaves out, why, and what stands in its place, if anything.

    `within` is the id of the domain that it belonged to, `follows` the key of the record with
    which it went, if nobody named it. `url` is the address that its page had.
    """

    kind: str
    id: str
    title: str
    layer: str
    because: str
    place: Place | None = None
    within: str = ""
    follows: Key | None = None
    instead: str = ""
    url: str = ""


@dataclass(frozen=True)
class Consequence:
    """What became of a link to a hidden record: in whose field it stood, and what it is now."""

    hidden: Key
    kind: str
    id: str
    field: str
    became: str


@dataclass(frozen=True)
class Conflict:
    """A change that was made against another text than the base has now.

    `then` is what the base said when the change was made, if that is still known; `shown` is
    whose text readers see until somebody decides.
    """

    kind: str
    id: str
    field: str
    place: Place
    then: Plain
    known: bool
    now: Plain
    local: Plain
    shown: str
    safety: bool = False


@dataclass(frozen=True)
class Local:
    """All that is local in an edition: its layers, the base first, and what each of them did."""

    layers: tuple[Layer, ...] = ()
    marks: Mapping[Key, Marks] = field(default_factory=dict)
    hidden: Mapping[Key, Hidden] = field(default_factory=dict)
    consequences: tuple[Consequence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    terms: Terms | None = None  # of the handbook at the bottom, before anybody renamed them

    @property
    def own(self) -> Layer:
        """The edition itself: the topmost layer."""
        return self.layers[-1]

    def layer(self, id: str) -> Layer:
        """The layer with an id."""
        return next(layer for layer in self.layers if layer.id == id)

    def of(self, kind: str, id: str) -> Marks:
        """What is local about a record; nothing, most of the time."""
        return self.marks.get((kind, id), NONE)

    def hidden_in(self, kind: str, within: str = "") -> Iterator[Hidden]:
        """The records of a kind that are left out, of one domain or of all."""
        for found in self.hidden.values():
            if found.kind == kind and (not within or found.within == within):
                yield found


NONE = Marks()
