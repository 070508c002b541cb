"""The date of a site's content: no clock has a say in it, only the dates that the data name."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from handbook.model import Record
from handbook.site import Site

DATES = ("last_changed", "last_reviewed", "added")


def content_day(site: Site) -> date | None:
    """The newest day that anything in the data names as done; nothing, if none does."""
    return max(_days(site), default=None)


def _days(site: Site) -> Iterator[date]:
    yield from (release.date for release in site.releases)
    for record in site.identified:
        for name in _dated(type(record)):
            if found := getattr(record, name):
                yield found


@cache
def _dated(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a type of record that say when something was done."""
    return tuple(name for name in DATES if name in kind.model_fields)
