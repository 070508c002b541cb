"""`links-allow.yml`: addresses whose class an editor has looked at and excuses, for a while.

Written by people, so read and checked like all their files. An entry whose day has come counts
as if it were not there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from handbook.health import Kind
from handbook.links import urls
from handbook.load import load_one
from handbook.model import Date, Line, Record, Url
from handbook.problems import DataError, Problem

FILE = Path("links-allow.yml")
RULE = "link-allow"
LONGEST = timedelta(days=180)
WARNING = timedelta(days=14)
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+(:[0-9]+)?$", max_length=253)]


class Entry(Record):
    """One address, or one website, and what is excused about it."""

    url: Url | None = Field(None, description="The address, as it stands in the data.")
    host: HostName | None = Field(None, description="Or a whole website, such as example.org.")
    kind: Kind = Field(alias="class", description="The class that is excused.")
    reason: Line = Field(description="Why it is fine.")
    owner: Line = Field(description="Who has looked at it, and will again.")
    until: Date = Field(description="The last day on which it is excused: at most 180 days on.")


class Allowed(Record):
    """The whole file."""

    allow: tuple[Entry, ...] = ()


@dataclass(slots=True)
class AllowList:
    """The entries that count today, and which of them were needed."""

    entries: Sequence[Entry] = ()
    warnings: list[Problem] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def excuse(self, url: str, kind: Kind) -> Entry | None:
        """The entry that excuses this class of this address, if there is one."""
        for index, entry in enumerate(self.entries):
            if entry.kind == kind and _fits(entry, url):
                self.used.add(index)
                return entry
        return None

    def unused(self) -> Iterator[Problem]:
        """The entries that excused nothing, when everything has been looked at."""
        for index, entry in enumerate(self.entries):
            if index not in self.used:
                message = f"nothing that we know of is '{entry.kind}' here"
                yield Problem(entry.place(), RULE, message, "delete this entry")


def _fits(entry: Entry, url: str) -> bool:
    if entry.url is not None:
        return entry.url == url
    try:
        return entry.host in (urls.host(url), urls.host(url).partition(":")[0])
    except ValueError:
        return False


def read(root: Path, today: date) -> AllowList:
    """The list below `root`; an empty one if there is none.

    Raises DataError with everything that is wrong with it.
    """
    if not (root / FILE).exists():
        return AllowList()
    found, problems = load_one(Allowed, root, FILE)
    entries = found.allow if found else ()
    problems = [*problems, *(p for e in entries for p in _wrong(e, today))]
    if problems:
        raise DataError(problems)
    current = [entry for entry in entries if entry.until >= today]
    return AllowList(current, [*_ending(entries, today)])


def _wrong(entry: Entry, today: date) -> Iterable[Problem]:
    if (entry.url is None) == (entry.host is None):
        message = "an entry is about one address or about one website"
        yield Problem(entry.place(), RULE, message, "write 'url: …' or 'host: …', not both")
    if entry.until - today > LONGEST:
        latest = (today + LONGEST).isoformat()
        message = f"'{entry.until}' is more than 180 days on"
        help = f"write {latest} or earlier; somebody should look again then"
        yield Problem(entry.place("until"), RULE, message, help)


def _ending(entries: Iterable[Entry], today: date) -> Iterator[Problem]:
    for entry in entries:
        if entry.until < today:
            message = f"this ended on {entry.until} and excuses nothing any more"
            yield Problem(entry.place("until"), RULE, message, "look again, or delete this entry")
        elif entry.until - today <= WARNING:
            message = f"this ends on {entry.until}"
            yield Problem(entry.place("until"), RULE, message, "look again, and set a later day")
