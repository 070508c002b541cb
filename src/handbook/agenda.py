"""What is due for review on a given day: as lists, and as calendars for each owner.

No page is told what day it is, so that no build changes because a day passed; these lists are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from handbook.edition.model import Changed
from handbook.exports.table import cells, table
from handbook.identifiers import namespace
from handbook.model import Reviewed
from handbook.pages.words import capital, day
from handbook.problems import Place
from handbook.review import Item, State, items
from handbook.site import Site

if TYPE_CHECKING:  # it takes half a second, and lists need none
    from icalendar import Event

NOBODY = "Nobody yet"
HEADER = ("owner", "state", "due", "last_reviewed", "kind", "id", "title", "file", "line", "note")
MARKS = re.compile(r"[\\`*_\[\]<>#|~]")


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: on which day, how many days ahead, whose, and what else.

    `within` None means however far ahead; `never` whether to list what was never reviewed.
    """

    today: date
    within: int | None = 60
    owner: str | None = None
    never: bool = False

    def wants(self, item: Item) -> bool:
        """Whether a record or page belongs on the list."""
        if self.owner is not None and _folded(item.record.owner) != _folded(self.owner):
            return False
        if item.due is None:
            return self.never
        late = item.state(self.today) == "dated ahead"
        return late or self.within is None or item.due <= _ahead(self.today, self.within)


@dataclass(frozen=True)
class Agenda:
    """What one owner has to look at, what is due first at the top. `owner` is empty for nobody."""

    owner: str
    items: tuple[Item, ...]
    today: date
    permanent_uri: str  # of the default framework: what the ids of calendar entries are made from

    @property
    def name(self) -> str:
        """What to call the owner."""
        return self.owner or NOBODY

    def states(self) -> Iterator[tuple[State, Item]]:
        """Each item with how it is today."""
        return ((item.state(self.today), item) for item in self.items)


@dataclass(frozen=True)
class Deviation(Item):
    """A change of a local edition, which somebody wants to think of again on a certain day."""

    entry: Changed

    @property
    def due(self) -> date | None:
        """The day that its `until` names."""
        return self.entry.until

    @property
    def place(self) -> Place:
        """Where that day is written."""
        return self.entry.place("until")


def deviations(changes: Iterable[Changed]) -> Iterator[Deviation]:
    """The changes of an edition that have such a day."""
    for entry in (entry for entry in changes if entry.until):
        title, record = f"What is local about {entry.id}", Reviewed(owner=entry.owner)
        yield Deviation("local change", entry.id, title, "local-changes/", record, entry)


def agendas(site: Site, wanted: Wanted, changes: Iterable[Changed] = ()) -> list[Agenda]:
    """An agenda for each owner who has something on it, by name; what nobody owns comes last.

    `changes` are those of a local edition.
    """
    found: dict[str, list[Item]] = {}
    for item in filter(wanted.wants, (*items(site), *deviations(changes))):
        found.setdefault(item.record.owner or "", []).append(item)
    owners = sorted(found, key=lambda owner: (not owner, owner.casefold(), owner))
    uri = site.framework.permanent_uri
    return [
        Agenda(owner, tuple(sorted(found[owner], key=_first)), wanted.today, uri)
        for owner in owners
    ]


def owners(site: Site, changes: Iterable[Changed] = ()) -> list[str]:
    """Everybody who looks after something."""
    every = (*items(site), *deviations(changes))
    return sorted({item.record.owner for item in every if item.record.owner})


def _first(item: Item) -> tuple[date, str, str]:
    return item.due or date.max, item.kind, item.id


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _ahead(today: date, days: int) -> date:
    return today + timedelta(days=min(days, (date.max - today).days))


def text(found: Sequence[Agenda]) -> str:
    """For a terminal."""
    return "\n".join(
        "".join([f"{agenda.name}\n", *(f"  {_told(*pair)}\n" for pair in agenda.states())])
        for agenda in found
    )


def _told(state: State, item: Item) -> str:
    what = f"{item.title} ({item.kind} {item.id})"
    return f"{_when(state, item)}: {what}, {item.place.file.as_posix()}:{item.place.line}"


def _when(state: State, item: Item) -> str:
    """The state in words, with the day that it is about."""
    if item.due is None:
        return "never reviewed"
    if state == "dated ahead" and item.record.last_reviewed:
        return f"the last review is dated {day(item.record.last_reviewed)}, which has not come"
    if state in {"overdue", "well overdue"}:
        return f"{state} since {day(item.due)}"
    return f"due on {day(item.due)}"


def markdown(found: Sequence[Agenda]) -> str:
    """Task lists, for an issue or a message. What people wrote stays text."""
    return "\n".join(
        "".join([f"## {_still(agenda.name)}\n\n", *(_task(*p) for p in agenda.states())])
        for agenda in found
    )


def _task(state: State, item: Item) -> str:
    where = f"`{item.place.file.as_posix()}`, line {item.place.line}"
    told = f"{_still(item.title)} ({item.kind} `{item.id}`), {where}"
    return f"- [ ] {capital(_when(state, item))}: {told}\n"


def _still(words: str) -> str:
    """Text whose marks mean nothing, and that calls nobody by an @."""
    return MARKS.sub(r"\\\g<0>", words).replace("@", "&#64;")


def as_csv(found: Sequence[Agenda]) -> str:
    """One row for each record or page."""
    return table(HEADER, (cells(*_row(a, *pair)) for a in found for pair in a.states()))


def _row(agenda: Agenda, state: State, item: Item) -> tuple[object, ...]:
    place, record = item.place, item.record
    return (
        agenda.owner, state, item.due, record.last_reviewed, item.kind, item.id, item.title,
        place.file.as_posix(), place.line, record.review_note,
    )  # fmt: skip


def calendar(found: Sequence[Agenda]) -> str:
    """A calendar after RFC 5545, with a whole day for each review.

    What is overdue stands on the day asked for, where its owner sees it. A later calendar with the
    same reviews takes the place of the earlier one: the ids of the entries stay the same.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//living-handbook//review//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"Reviews: {found[0].name}" if len(found) == 1 else "Reviews")
    for agenda in found:
        for state, item in agenda.states():
            if item.due:
                made.add_component(_event(agenda, state, item, item.due))
    return bytes(made.to_ical()).decode()


def _event(agenda: Agenda, state: State, item: Item, due: date) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(namespace(agenda.permanent_uri), f"review/{item.kind}/{item.id}")))
    event.add("dtstamp", datetime.combine(agenda.today, time(), UTC))
    event.add("dtstart", max(due, agenda.today))
    event.add("summary", f"Review: {item.title}")
    where = f"{item.place.file.as_posix()}, line {item.place.line}"
    about = f"{capital(item.kind)} {item.id}: {_when(state, item)}.\n{where}"
    event.add("description", f"{about}\nLooked after by: {agenda.name}")
    event.add("categories", [agenda.name])
    event.add("transp", "TRANSPARENT")
    return event


Format = Callable[[Sequence[Agenda]], str]
# How to show agendas, and the ending of a file that holds one.
FORMATS: Mapping[str, tuple[Format, str]] = {
    "text": (text, "txt"),
    "markdown": (markdown, "md"),
    "csv": (as_csv, "csv"),
    "ics": (calendar, "ics"),
}


def files(found: Iterable[Agenda], style: str) -> dict[str, str]:
    """File name → what it holds: a file for each owner, named after them."""
    show, ending = FORMATS[style]
    made: dict[str, str] = {}
    for agenda in found:
        name = stem = _slug(agenda.name)
        number = 1
        while f"{name}.{ending}" in made:
            number += 1
            name = f"{stem}-{number}"
        made[f"{name}.{ending}"] = show([agenda])
    return made


def _slug(name: str) -> str:
    """A name as the name of a file: small letters, numbers and hyphens only."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "owner"
