"""What a run has found, as values that every report shows: no report judges for itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from handbook.health import Health, Kind
from handbook.links.allow import AllowList, Entry
from handbook.links.listed import Listed
from handbook.links.memory import confirmed, lasts
from handbook.problems import Problem

Level: TypeAlias = Literal["error", "warning", "notice", "none"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What a pull request is told about an address that it brings.
OF_A_CHANGE: Mapping[Kind, Level] = {
    "ok": "none",
    "moved": "notice",
    "broken": "error",
    "temporary": "warning",
    "blocked": "notice",
    "insecure": "warning",
    "suspect": "warning",
    "fragment": "notice",
    "invalid": "error",
}
# What a scheduled run says; `broken` and `insecure` become errors with time.
OF_A_RUN: Mapping[Kind, Level] = {**OF_A_CHANGE, "broken": "warning", "invalid": "warning",
                                  "temporary": "notice", "suspect": "notice"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One address, what is known about it, where it is written, and how bad that is."""

    health: Health
    places: Sequence[Listed]
    level: Level
    looked: bool = True
    excused: Entry | None = None

    @property
    def kind(self) -> Kind:
        """Its class."""
        return self.health.kind

    @property
    def first(self) -> Listed:
        """The place that matters most."""
        return self.places[0]

    @property
    def stored_copy(self) -> str:
        """Where a copy from the day when it last worked may be found: a guess, not looked up."""
        day = self.health.ok_last
        if not self.health.dead or day is None:
            return ""
        return f"https://web.archive.org/web/{day:%Y%m%d}/{self.health.url}"


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that a run has found.

    `older` counts addresses that were broken before and that a pull request is not to blame for.
    """

    at: datetime
    mode: Literal["due", "all", "changed"]
    found: Sequence[Finding]
    looked: int
    older: int = 0
    notes: Sequence[Problem] = ()
    void: str = ""

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.at.date()

    @property
    def errors(self) -> Sequence[Finding]:
        """What makes the run fail."""
        return [finding for finding in self.found if finding.level == "error"]

    @property
    def exit_code(self) -> int:
        """0 nothing to fail, 1 something, 3 could not look."""
        return 3 if self.void else 1 if self.errors else 0

    def of(self, kind: Kind) -> Sequence[Finding]:
        """The findings of one class."""
        return [finding for finding in self.found if finding.kind == kind]

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many of each class, those that there are."""
        return {kind: len(self.of(kind)) for kind in KINDS if self.of(kind)}

    def worth_saying(self) -> Iterator[Finding]:
        """What a person may want to do something about, the worst first."""
        for level in ("error", "warning", "notice"):
            for kind in KINDS:
                yield from (f for f in self.of(kind) if f.level == level)


def judge(
    health: Health, places: Sequence[Listed], allowed: AllowList, *, change: bool, looked: bool
) -> Finding:
    """How bad it is that an address is as it is, in a pull request or in a scheduled run."""
    if entry := allowed.excuse(health.url, health.kind):
        return Finding(health, places, "none", looked, entry)
    level = (OF_A_CHANGE if change else OF_A_RUN)[health.kind]
    if not change and (confirmed(health) or lasts(health)):
        level = "error"
    return Finding(health, places, level, looked)
