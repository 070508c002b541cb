"""What became of one local change, and what could be written about it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handbook.edit.patch import Gone, Target
from handbook.local import Plain
from handbook.problems import Place

Verdict = Literal["holds", "taken over", "follows", "conflict", "gone", "new"]
Choice = Literal["ours", "theirs"]
Doing = Literal[
    "set",
    "clear",
    "add_to",
    "remove_from",
    "note",
    "hide",
    "replace_with",
    "page",
    "extends",
    "order",
    "add",
    "refers",
    "terms",
    "base",
]
VERDICTS: tuple[Verdict, ...] = ("conflict", "gone", "new", "follows", "taken over", "holds")
# What stays undecided until a person says what to do.
OPEN: frozenset[Verdict] = frozenset({"conflict", "gone"})
Address = tuple[str | int, ...]
Value = Target | Gone


@dataclass(frozen=True)
class Put:
    """A value for a place in one of the edition's files; GONE takes out what is there."""

    file: Path
    address: Address
    value: Value


@dataclass(frozen=True)
class Keep:
    """What the base said, to be kept with the edition under its fingerprint."""

    fingerprint: str
    record: str
    field: str
    value: Plain


@dataclass(frozen=True)
class Remove:
    """A hand-written page of the edition that is to go."""

    file: Path


Deed = Put | Keep | Remove


@dataclass(frozen=True)
class Finding:
    """One local change, or one thing that is new in the base.

    `then`, `now` and `ours` are what the base said when the change was made (if `known`), what it
    says now, and the local value. `deeds` need no thought; `choices` are what a person may decide,
    and `wording` is where a new text would go. `to` is the id that the record has now.
    """

    verdict: Verdict
    kind: str
    id: str
    title: str
    doing: Doing
    place: Place | None = None
    field: str = ""
    why: str = ""
    then: Plain = None
    known: bool = True
    now: Plain = None
    ours: Plain = None
    to: str = ""
    safety: bool = False
    because: str = ""
    deeds: tuple[Deed, ...] = ()
    choices: Mapping[Choice, tuple[Deed, ...]] = dataclasses.field(default_factory=dict)
    wording: Put | None = None

    @property
    def open(self) -> bool:
        """Whether a person has to decide."""
        return self.verdict in OPEN


@dataclass(frozen=True)
class Report:
    """All findings, in the order of the files, and what else people should hear of.

    `others` says what changed in the base besides, `safety` what of it matters to safety.
    """

    edition: str
    base: str
    old: str
    new: str
    findings: tuple[Finding, ...]
    others: str = ""
    safety: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()  # what follows from the comparison as a whole

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings with one verdict."""
        return tuple(finding for finding in self.findings if finding.verdict == verdict)

    @property
    def changes(self) -> tuple[Finding, ...]:
        """The findings that are about something local."""
        return tuple(finding for finding in self.findings if finding.verdict != "new")

    @property
    def undecided(self) -> tuple[Finding, ...]:
        """What a person has to decide before all is settled."""
        return tuple(finding for finding in self.findings if finding.open)
