"""How the handbook is kept, for its editors: what is due for review, and what is lacking."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handbook import upkeep
from handbook.pages.page import Link, Page, written
from handbook.review import Item
from handbook.site import Site
from handbook.upkeep import Entry, Measure

MOST = 25  # entries of a list; `handbook health` and `handbook review` have them all


class Row(NamedTuple):
    """One review that is to come, or that has not come."""

    title: str
    url: str
    kind: str
    owner: str
    last: date
    due: date


@dataclass(frozen=True)
class Section:
    """One kind of shortcoming, with as many entries as a page can bear."""

    key: str
    what: str
    advice: str
    count: int
    budget: int | None
    worse: bool
    entries: tuple[Entry, ...]


def pages(site: Site) -> Iterator[Page]:
    reviewed = upkeep.reviewed(site)
    yield Page(
        uri="contribute/health.md",
        title="How the handbook is kept",
        template="pages/health.html",
        data={
            "sections": [_section(measure) for measure in upkeep.measures(site)],
            "reviews": [row for item in reviewed[:MOST] if (row := _row(item))],
            "reviewed": len(reviewed),
            "days": _days(reviewed),
            "hard_grade": site.budgets.hard_grade,
        },
        about="What is due for review, what is lacking, and what may not get worse.",
        trail=written(site, Link("Contribute", "contribute/")),
    )


def _section(measure: Measure) -> Section:
    return Section(
        key=measure.key,
        what=measure.what,
        advice=measure.advice,
        count=measure.count,
        budget=measure.budget,
        worse=measure.worse,
        entries=tuple(measure.entries[:MOST]),
    )


def _row(item: Item) -> Row | None:
    last, due = item.record.last_reviewed, item.due
    if last is None or due is None:
        return None
    return Row(item.title, item.url, item.kind, item.record.owner or "", last, due)


def _days(reviewed: Sequence[Item]) -> str:
    """Every day on which reviews are due, with how many: `2027-03-01:4 2027-03-02:1`."""
    counts = Counter(str(item.due) for item in reviewed)
    return " ".join(f"{day}:{count}" for day, count in sorted(counts.items()))
