"""The records of `changes/`: what each version changed, and what that means for whom.

A file `changes/2026.2.yml` holds one release. `handbook release` writes it from the difference to
the version before; its summary and notes may be put into better words by hand.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from handbook.model import CONTROL, Date, Id, Line, Prose, Record

Kind = Literal[
    "framework", "programme outcome", "theme", "domain", "outcome", "activity", "resource",
    "pathway", "evidence kind", "term", "page",
]  # fmt: skip
What = Literal[
    "added", "removed", "withdrawn", "replaced", "split", "merged", "retired", "restored",
    "arrived", "moved", "recoded", "renumbered", "reworded", "gained", "lost", "address",
    "changed", "reviewed",
]  # fmt: skip


def _visible(text: str) -> str:
    """Refuse characters that nobody can see. Markup is only text: it was text in its record."""
    if found := CONTROL.search(text):
        code = f"U+{ord(found.group()):04X}"
        message = "there is a hidden character ({code}) in this text"
        raise PydanticCustomError("hidden-character", message, {"code": code})
    return text


Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9}){0,3}$")]
Words = Annotated[
    str, StringConstraints(pattern=r"^[^\n]*\S[^\n]*$", max_length=1_000), AfterValidator(_visible)
]
Value = Annotated[str, StringConstraints(max_length=40_000), AfterValidator(_visible)]


class FieldChange(Record):
    """One field of a record, before and after. A list has one item on each line."""

    name: Line = Field(description="The field's name, such as statement.")
    before: Value | None = Field(None, description="What it said; nothing if it was not there.")
    after: Value | None = Field(None, description="What it says; nothing if it is gone.")


class Change(Record):
    """What happened to one record."""

    kind: Kind = Field(description="The type of record.")
    id: Words = Field(description="Its permanent id; of a hand-written page its path.")
    title: Words = Field(description="Its title in this version.")
    domains: tuple[Id, ...] = Field((), description="Ids of the domains that it belongs to.")
    what: tuple[What, ...] = Field(min_length=1, description="What happened, in one word each.")
    meaning: Literal["changed", "same"] | None = Field(
        None, description="Of a new wording: whether it still asks for the same."
    )
    judged_by: Literal["editor", "rule"] | None = Field(
        None, description="Who says so: the editor who marked it, or our rule of thumb."
    )
    sign: Words | None = Field(None, description="What made our rule think that it has changed.")
    note: Words | None = Field(None, description="Why, in the editor's words.")
    replaced_by: tuple[Id, ...] = Field((), description="Ids of the records to use instead.")
    replaces: tuple[Id, ...] = Field((), description="Ids of the records that it replaces.")
    likely: Id | None = Field(None, description="Of a removed record: the new one most like it.")
    fields: tuple[FieldChange, ...] = Field((), description="What it said before and after.")


class Release(Record):
    """One version: `changes/2026.2.yml`."""

    version: Version = Field(description="Its number; the file has the same name.")
    date: Date = Field(description="The day it came out.")
    since: Version | None = Field(None, description="The version that it is compared with.")
    summary: Prose | None = Field(None, description="For readers, in a few sentences. Markdown.")
    changes: tuple[Change, ...] = ()


class Level(IntEnum):
    """How far a change reaches. The version number grows accordingly."""

    NOTHING = 0
    WORDING = 1
    ADDITION = 2
    MEANING = 3


# Records that say what is asked of a learner: to lose or to replace one changes the curriculum.
ASKING = ("framework", "programme outcome", "theme", "domain", "outcome")
ENDING = {"removed", "withdrawn", "replaced", "split", "merged", "restored"}
SMALL = {"reworded", "address", "changed", "reviewed"}


def level(change: Change) -> Level:
    """How far one change reaches."""
    if change.meaning == "changed" or (change.kind in ASKING and ENDING & {*change.what}):
        return Level.MEANING
    small = change.kind == "page" or {*change.what} <= SMALL
    return Level.WORDING if small else Level.ADDITION


def highest(changes: tuple[Change, ...]) -> Level:
    """How far the furthest of some changes reaches."""
    return max(map(level, changes), default=Level.NOTHING)


Act = Literal["teaching", "assessment", "mapping"]
Audience = Literal["learners", "supervisors", "hosts"]
MAPPED = {"moved", "recoded", "renumbered", "removed"}
NEWS = {
    "added",
    "arrived",
    "retired",
    "restored",
    "replaced",
    "withdrawn",
    "split",
    "merged",
    "removed",
}


def acts(change: Change) -> tuple[Act, ...]:
    """What readers may have to act on: their teaching, assessments, or maps between curricula."""
    if change.kind in ASKING and level(change) is Level.MEANING:
        return ("teaching", "assessment", "mapping")
    if change.kind == "outcome" and "added" in change.what:
        return ("teaching", "assessment", "mapping")
    touched = {field.name for field in change.fields}
    parts = {"gained", "lost"} & {*change.what}
    found: list[Act] = []
    if _teaching(change, touched, bool(parts)):
        found.append("teaching")
    if change.kind in ASKING and parts and "evidence" in touched:
        found.append("assessment")
    if MAPPED & {*change.what} or (parts and touched & {"connections", "relates"}):
        found.append("mapping")
    return tuple(found)


def _teaching(change: Change, touched: set[str], parts: bool) -> bool:
    if change.kind in {"activity", "resource"}:
        return bool({*change.what} & (NEWS - {"added", "arrived"}))
    return change.kind in ASKING and parts and "explore" in touched


def audiences(change: Change) -> tuple[Audience, ...]:
    """Whom a change is for. Nobody in particular needs to hear of a comma."""
    todo = acts(change)
    found: list[Audience] = []
    if "teaching" in todo or {"added", "arrived", "gained", "address"} & {*change.what}:
        found.append("learners")
    if "assessment" in todo or "teaching" in todo:
        found.append("supervisors")
    if "mapping" in todo:
        found.append("hosts")
    return tuple(found)


AUDIENCES: tuple[Audience, ...] = ("learners", "supervisors", "hosts")
# What each of them may have to act on.
THEIRS: Mapping[Audience, tuple[Act, ...]] = {
    "learners": (),
    "supervisors": ("teaching", "assessment"),
    "hosts": ("mapping",),
}


def named(change: Change) -> set[str]:
    """The ids of other records that a change of links is about, gained or lost."""
    lines = {f.name: {*_lines(f.before)} ^ {*_lines(f.after)} for f in change.fields}
    return {line.split()[0] for name in LINKS for line in lines.get(name, ())}


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").split("\n") if line.strip()]


# Fields that hold ids of other records, one on each line.
LINKS = ("domains", "outcomes", "themes", "programme_outcomes", "connections", "relates")
# Fields that hold lists of something else.
PARTS = ("explore", "statements", "evidence", "impact", "also_called", "synonyms", "search_words",
         "formerly", "authors")  # fmt: skip
LISTS = (*LINKS, *PARTS)
