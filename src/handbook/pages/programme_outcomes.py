"""One page for each programme outcome, and the list of them."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from handbook import addresses
from handbook.model import ProgrammeOutcome
from handbook.pages.page import Later, Link, Page
from handbook.pages.words import capital
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    framework = site.framework
    if not site.programme_outcomes:
        return
    title = capital(framework.terms.programme_outcome.many)
    yield Page(
        uri="programme-outcomes/index.md",
        title=title,
        template="pages/programme_outcomes.html",
        data={"framework": framework, "programme_outcomes": list(site.programme_outcomes.values())},
        about=f"What {framework.title} as a whole leads to.",
        record=framework,
        field="programme_outcomes",
    )
    for record in site.programme_outcomes.values():
        yield _page(site, record, Link(title, "programme-outcomes/"))


def _page(site: Site, record: ProgrammeOutcome, parent: Link) -> Page:
    return Page(
        uri=addresses.uri(addresses.address(site, record)),
        title=record.title,
        template="pages/programme_outcome.html",
        data=Later(partial(_data, site, record)),
        prose=record.statement,
        record=record,
        trail=(parent,),
    )


def _data(site: Site, record: ProgrammeOutcome) -> Mapping[str, object]:
    towards = site.outcomes_towards(record)
    return {
        "framework": site.framework,
        "programme_outcome": record,
        "groups": [(d, list(found)) for d, found in groupby(towards, key=site.domain_of)],
    }
