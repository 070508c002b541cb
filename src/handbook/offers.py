"""What only an edition has: contacts, placements and events.

A build of any other handbook has no use for them, and making their classes takes it a while.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from handbook.model import Date, Id, Line, Prose, Record, Url

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
