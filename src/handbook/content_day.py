"""The date of a site's content: no clock has a say in it, only the dates that the data name."""

from collections.abc import Iterator
from datetime import date

from handbook.site import Site


def content_day(site: Site) -> date | None:
    """The newest day that anything in the data names as done; nothing, if none does."""
    return max(_days(site), default=None)


def _days(site: Site) -> Iterator[date]:
    yield from (release.date for release in site.releases)
    for record in site.records:
        for name in ("last_changed", "last_reviewed", "added"):
            found = getattr(record, name, None)
            if isinstance(found, date):
                yield found
