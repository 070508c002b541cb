"""Who looks after what, and when to look at it again. Nothing here asks what day it is."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from handbook import addresses
from handbook.about import body
from handbook.model import Record, Resource, Reviewed
from handbook.problems import Place
from handbook.site import Site, Text

SOON = timedelta(days=60)
LONG = timedelta(days=90)
# Months until the next look where nobody has said. What others publish ages faster than our own.
USUAL: Mapping[type[Record], int] = {Resource: 12}
OTHERWISE = 24

State = Literal["dated ahead", "well overdue", "overdue", "due soon", "current", "never reviewed"]


def months(record: Reviewed) -> int:
    """After how many months to look at a record again."""
    return record.review_every or USUAL.get(type(record), OTHERWISE)


def due(record: Reviewed) -> date | None:
    """The day of the next review, or nothing if there has been none."""
    return later(record.last_reviewed, months(record)) if record.last_reviewed else None


def later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Item:
    """One record or hand-written page that somebody looks after.

    `id` is the path under `content/` for a page; `url` is the address from the site's root.
    """

    kind: str
    id: str
    title: str
    url: str
    record: Reviewed

    @property
    def due(self) -> date | None:
        """The day of the next review, or nothing if there has been none."""
        return due(self.record)

    @property
    def place(self) -> Place:
        """Where its review is written, or would be."""
        return self.record.place("last_reviewed")

    def state(self, today: date) -> State:
        """How it is on a day: a review is overdue from the day after it was due."""
        if self.due is None:
            return "never reviewed"
        if self.record.last_reviewed and self.record.last_reviewed > today:
            return "dated ahead"
        if today - self.due > LONG:
            return "well overdue"
        if today > self.due:
            return "overdue"
        return "due soon" if self.due - today <= SOON else "current"


@lru_cache(maxsize=1)
def items(site: Site) -> Sequence[Item]:
    """Everything that somebody looks after: records in the order of the data, then pages."""
    return tuple(item(site, entry) for entry in looked_after(site))


@lru_cache(maxsize=1)
def looked_after(site: Site) -> Sequence[Reviewed | Text]:
    """The same, as it stands in the data."""
    return (*(record for record in site.identified if isinstance(record, Reviewed)), *site.texts)


def item(site: Site, entry: Reviewed | Text) -> Item:
    """What the lists of reviews show of a record or a hand-written page."""
    if isinstance(entry, Text):
        return Item("page", entry.uri, title(entry), addresses.url(entry.uri), entry.front)
    return _of_record(site, entry)


def last_reviewed(entry: Reviewed | Text) -> date | None:
    """The day when somebody last reviewed a record or a page."""
    return (entry.front if isinstance(entry, Text) else entry).last_reviewed


def _of_record(site: Site, record: Reviewed) -> Item:
    kind = _kind(type(record))
    code = getattr(record, "code", "") if kind == "outcome" else ""
    title = f"{code} {getattr(record, 'title', '')}".strip()
    url = addresses.address(site, record)
    return Item(kind, getattr(record, "id", ""), title, url, record)


@cache
def _kind(type: type[Record]) -> str:  # noqa: A002 (that is what it is)
    """What a type of record is called: `programme outcome`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type.__name__).lower()


def title(text: Text) -> str:
    """What a hand-written page is called: its first heading, or else its path."""
    found = re.search(r"^#[ \t]+(.+?)[ \t#]*$", body(text.text), re.MULTILINE)
    return found[1] if found else text.uri
