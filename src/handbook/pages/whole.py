"""A whole domain on one page: to print for a class, and a chapter of the book."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from handbook import addresses
from handbook.model import (
    Activity,
    Domain,
    EvidenceKind,
    Framework,
    Outcome,
    ProgrammeOutcome,
    Resource,
    Theme,
)
from handbook.pages import domains, outcomes
from handbook.pages.page import Later, Link, Page
from handbook.site import Site


class InFull(NamedTuple):
    """An outcome with everything that belongs to it and stands elsewhere in the data."""

    outcome: Outcome
    evidence: tuple[EvidenceKind, ...]
    activities: tuple[Activity, ...]
    resources: tuple[Resource, ...]
    named_by: tuple[Domain, ...]
    programme_outcomes: tuple[ProgrammeOutcome, ...]
    themes: tuple[Theme, ...]
    relations: tuple[tuple[str, str | None, Outcome, Framework], ...]
    replaced_by: tuple[Outcome, ...]
    see: Mapping[str, Outcome | Domain]


def pages(site: Site) -> Iterator[Page]:
    for framework in site.frameworks:
        for domain in framework.domains:
            yield _page(site, framework, domain)


def _page(site: Site, framework: Framework, domain: Domain) -> Page:
    one = framework.terms.domain.one
    return Page(
        uri=addresses.uri(addresses.whole(site, domain)),
        title=f"{domain.title}: the whole {one} on one page",
        template="pages/whole.html",
        data=Later(partial(data, site, framework, domain)),
        about=f"Every {framework.terms.outcome.one} of this {one} in full, on one page.",
        record=domain,
        trail=(
            *domains.trail(site, framework),
            Link(domain.title, addresses.address(site, domain)),
        ),
        indexed=False,  # its parts have pages of their own
    )


def data(site: Site, framework: Framework, domain: Domain) -> dict[str, object]:
    """What the template shows of a domain, and of each of its outcomes."""
    listed = site.resources_for(domain)
    return {
        "framework": framework,
        "domain": domain,
        "in_full": [in_full(site, outcome) for outcome in domain.outcomes],
        "activities": [
            (activity, [site.outcomes[id] for id in activity.outcomes])
            for activity in domain.activities
        ],
        "connections": domains.connections(site, domain),
        "learning": [r for r in listed if r.use == "online learning"],
        "key_resources": [r for r in listed if r.use == "key resource"],
        "mentioned": [r for r in listed if r.use == "mentioned"],
        "document": domains.document(site, framework, domain),
    }


def in_full(site: Site, outcome: Outcome) -> InFull:
    """An outcome with what its own page shows, but for its history."""
    return InFull(
        outcome=outcome,
        evidence=tuple(outcomes.kinds(site, outcome)),
        activities=tuple(site.activities_for(outcome)),
        resources=tuple(site.resources_for(outcome)),
        named_by=tuple(site.domains_naming(outcome)),
        programme_outcomes=tuple(site.programme_outcomes[id] for id in outcome.programme_outcomes),
        themes=tuple(site.themes[id] for id in outcome.themes),
        relations=tuple(outcomes.relations(site, outcome)),
        replaced_by=tuple(site.outcomes[id] for id in outcome.replaced_by),
        see=outcomes.see(site, outcome),
    )
