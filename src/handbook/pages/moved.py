"""The pages at addresses that records had under earlier ids: they lead to the record."""

from collections.abc import Iterator

from handbook import addresses
from handbook.model import Activity, Domain, Outcome, Pathway, ProgrammeOutcome, Resource
from handbook.pages.page import Page
from handbook.site import Site

Moving = Domain | Outcome | Activity | ProgrammeOutcome | Pathway | Resource


def pages(site: Site) -> Iterator[Page]:
    for record in _records(site):
        for url in addresses.former(site, record) if record.was else ():
            yield Page(
                uri=addresses.uri(url),
                title=record.title,
                template="pages/moved.html",
                data={"record": record},
                about=f"This page has moved: {record.title}",
                record=record,
                field="was",
                indexed=False,
            )


def _records(site: Site) -> Iterator[Moving]:
    yield from site.domains.values()
    yield from site.outcomes.values()
    yield from site.activities.values()
    yield from site.programme_outcomes.values()
    yield from site.pathways.values()
    yield from site.resources
