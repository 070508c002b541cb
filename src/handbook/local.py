"""What is local in an edition: contacts, placements and events, and where each value comes from.

An edition lies over its base in layers, such as nation, region and trust. Nothing here decides
anything; `handbook.edition` works it out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from handbook.model import Date, Id, Line, Prose, Record, Terms, Url
from handbook.problems import Place

# A value as JSON has it: what a field says, whatever type of record it belongs to.
Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
Key = tuple[str, str]  # the kind of a record, as `handbook.changes` calls it, and its id


Email = Annotated[str, StringConstraints(pattern=r"^[^\s<>\"@?&]+@[^\s<>\"@?&]+$", max_length=200)]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9() -]{2,30}$")]


class Contact(Record):
    """Somebody to turn to."""

    id: Id = Field(description="Never changes: placements and events name it.")
    name: Line = Field(description="A person, a team or a post.")
    role: Line | None = Field(None, description="What to turn to them for, in a few words.")
    summary: Prose | None = Field(None, description="More about that. Markdown.")
    email: Email | None = None
    phone: Phone | None = Field(None, description="Numbers, spaces and brackets.")
    url: Url | None = Field(None, description="A page about them, starting with https://.")


class _Offer(Record):
    """What placements and events have in common."""

    id: Id = Field(description="Never changes and is never reused: links depend on it.")
    title: Line
    summary: Prose = Field(description="What happens there, in a few sentences. Markdown.")
    where: Line | None = Field(None, description="Where it is.")
    contact: Id | None = Field(None, description="Id of a contact.")
    url: Url | None = Field(None, description="Where to read more or to book.")
    domains: tuple[Id, ...] = Field((), description="Ids of the domains that it fits.")
    outcomes: tuple[Id, ...] = Field((), description="Ids of the outcomes that it helps with.")
    activities: tuple[Id, ...] = Field((), description="Ids of activities to do there.")


class Placement(_Offer):
    """Somewhere to learn at work for a time."""

    time: Line | None = Field(None, description="How long it lasts, such as 'four weeks'.")


class Event(_Offer):
    """Something on a certain day: teaching, a meeting, a deadline."""

    starts: Date = Field(description="Its day, or its first one, such as 2027-01-12.")
    ends: Date | None = Field(None, description="Its last day, if it lasts longer than one.")
    time: Line | None = Field(None, description="The time of day, such as '09:30 to 12:30'.")

    @field_validator("ends")
    @classmethod
    def _not_before(cls, ends: date | None, info: ValidationInfo) -> date | None:
        """Refuse a last day before the first."""
        starts = info.data.get("starts")  # missing, if it is no date
        if ends and starts and ends < starts:
            raise PydanticCustomError("ends-first", "before {starts}", {"starts": str(starts)})
        return ends


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
