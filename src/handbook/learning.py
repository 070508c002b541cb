"""What a learner keeps in their own browser: the only definition of its records.

The handbook never sees these records. But their JSON Schema is published with the site, the
scripts of 'My learning' check by it, and the page about the file shows its fields. Fields that we
do not know are kept, for a newer handbook may have written them.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from handbook.learning_limits import MOST_OUTCOMES

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~-]*$", max_length=120)]
Instant = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"),
    Field(description="A moment in universal time, such as 2026-03-01T09:30:00.000Z."),
]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Short = Annotated[str, StringConstraints(max_length=500)]
Minutes = Annotated[int, Field(ge=0, le=100_000)]
Long = Annotated[str, StringConstraints(max_length=50_000)]


class Kept(BaseModel):
    """Open: what we do not know stays."""

    model_config = ConfigDict(extra="allow", defer_build=True)


class Link(Kept):
    """Something of the handbook that a record is about."""

    id: Key = Field(description="Its permanent id.")
    title: Short = Field("", description="Its title when the link was made.")
    version: Short = Field(
        "", description="The handbook's version in which the learner last looked at it."
    )


class OutcomeLink(Link):
    """An outcome that an entry shows."""

    why: Long = Field("", description="Why it fits.")


class Record(Kept):
    """What every record has."""

    id: Key = Field(description="Never changes; by it files are merged.")
    clock: dict[str, int] = Field(
        description="How often each browser has changed it. Shows which of two versions is newer, "
        "or that both have changed."
    )
    made: Instant
    changed: Instant
    deleted: Instant | None = Field(None, description="Only if it has been deleted.")
    version: Short = Field("", description="The handbook's version when it was made.")
    copy_of: Key | None = Field(
        None, description="Only of a second version that was kept: the id of the first."
    )


class Entry(Record):
    """Evidence of something learned."""

    kind: Literal["entry"]
    date: Day = Field(description="When it happened.")
    title: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    evidence_kind: Short = Field("", description="Id of a kind of evidence.")
    happened: Long = Field("", description="What happened.")
    learned: Long = Field("", description="What I learned.")
    next: Long = Field("", description="What I will do next.")
    activity: Link | None = Field(None, description="The work-based activity, if there was one.")
    resource: Link | None = Field(None, description="The resource, if there was one.")
    minutes: Minutes | None = Field(None, description="How long it took.")
    reference: Short = Field("", description="Where it stands in a portfolio elsewhere.")
    outcomes: Annotated[list[OutcomeLink], Field(max_length=MOST_OUTCOMES)] = Field(
        default=[], description="The outcomes that it fits best, with the reason for each."
    )


class Rating(Record):
    """How sure of an outcome the learner feels, on one day."""

    kind: Literal["rating"]
    outcome: Link
    stage: Literal["before", "during", "after"]
    confidence: Annotated[int, Field(ge=1, le=5)]
    date: Day
    note: Long = ""


class PlanItem(Record):
    """Something the learner means to do."""

    kind: Literal["plan"]
    about: Literal["outcome", "activity", "resource"]
    item: Link
    target: Day | None = Field(None, description="When to have done it.")
    done: Day | None = Field(None, description="When it was done.")
    order: int = Field(0, description="Its place in the list.")
    minutes: Minutes | None = Field(None, description="How long it may take: the learner's guess.")
    note: Long = ""


class FrameworkName(Kept):
    """Which handbook a file comes from."""

    id: Key
    title: Short = ""
    uri: Short = Field("", description="Its permanent name for machines.")
    version: Short = Field("", description="The handbook's version that wrote the file.")


class File(Kept):
    """Everything a learner has kept, as a file."""

    format: Literal["my-learning"]
    format_version: Annotated[int, Field(ge=1)] = Field(
        description="Grows when an older handbook could no longer read the file."
    )
    framework: FrameworkName
    exported: Instant
    records: list[Entry | Rating | PlanItem]
