"""The curriculum at a glance: what each outcome has (the coverage), and all of them as a poster.

Both go on over as many pages as a large framework needs.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from handbook.model import Domain, Framework, Outcome, Resource
from handbook.pages.page import Later, Link, Page
from handbook.pages.parts import in_parts
from handbook.site import Site


class Row(NamedTuple):
    """One outcome, and how much of each kind there is for it."""

    outcome: Outcome
    activities: int
    learning: int
    resources: int
    evidence: int
    themes: int


def pages(site: Site) -> Iterator[Page]:
    yield from _coverage(site, site.framework)
    yield from _poster(site.framework)


def _coverage(site: Site, framework: Framework) -> Iterator[Page]:
    page = Page(
        uri="map/coverage.md",
        title=f"How much there is for each {framework.terms.outcome.one}",
        template="pages/coverage.html",
        data=Later(lambda: {"framework": framework, "all_themes": framework.themes}),
        about=f"How many activities, resources, examples of evidence and themes each "
        f"{framework.terms.outcome.one} has.",
        record=framework,
        field="domains",
        trail=_trail(framework),
    )
    yield from in_parts(page, framework.domains, _code, _outcomes, partial(_rows, site))


def _rows(site: Site, domain: Domain) -> tuple[Domain, list[Row]]:
    return domain, [_row(site, outcome) for outcome in domain.outcomes]


def _row(site: Site, outcome: Outcome) -> Row:
    listed = site.resources_for(outcome)
    return Row(
        outcome=outcome,
        activities=len(site.activities_for(outcome)),
        learning=_used(listed, "online learning"),
        resources=len(listed) - _used(listed, "online learning"),
        evidence=len(outcome.evidence),
        themes=len(outcome.themes),
    )


def _used(resources: Sequence[Resource], use: str) -> int:
    return sum(resource.use == use for resource in resources)


def _poster(framework: Framework) -> Iterator[Page]:
    page = Page(
        uri="map/poster.md",
        title=f"{framework.title} at a glance",
        template="pages/poster.html",
        data=Later(lambda: {"framework": framework}),
        about="All of it on one sheet, to read here or to print on A3.",
        record=framework,
        field="domains",
        trail=_trail(framework),
    )
    yield from in_parts(page, framework.domains, _code, _size)


def _trail(framework: Framework) -> tuple[Link, ...]:
    return (Link(f"How the {framework.terms.domain.many} connect", "map/"),)


def _code(domain: Domain) -> str:
    return domain.code


def _outcomes(domain: Domain) -> int:
    return len(domain.outcomes)


def _size(domain: Domain) -> int:
    """As many domains with as many outcomes as fit on one sheet."""
    return 4 * len(domain.outcomes)
