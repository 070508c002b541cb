"""One page for each domain, and the list of them."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from handbook import addresses
from handbook.model import Domain, Framework, Outcome, Resource
from handbook.pages.drawing import Drawing, drawing
from handbook.pages.page import Later, Link, Page
from handbook.pages.parts import in_parts
from handbook.pages.words import capital
from handbook.site import Site

MOST = 30  # domains in one drawing; of more than that, each has its own


def pages(site: Site) -> Iterator[Page]:
    for framework in site.frameworks:
        if framework is site.framework:
            yield from _index(framework)
        for at in range(len(framework.domains)):
            yield _page(site, framework, at)


def _index(framework: Framework) -> Iterator[Page]:
    page = Page(
        uri="domains/index.md",
        title=capital(framework.terms.domain.many),
        template="pages/domains.html",
        data={"framework": framework},
        about=f"The {framework.terms.domain.many} of {framework.title}.",
        record=framework,
        field="domains",
    )
    yield from in_parts(page, framework.domains, lambda domain: domain.code)


def _page(site: Site, framework: Framework, at: int) -> Page:
    neighbours = framework.domains
    domain = neighbours[at]
    return Page(
        uri=addresses.uri(addresses.address(site, domain)),
        title=domain.title,
        template="pages/domain.html",
        data=Later(partial(_data, site, framework, domain)),
        prose=domain.purpose,
        record=domain,
        trail=trail(site, framework),
        previous=_link(site, neighbours[at - 1]) if at else None,
        next=_link(site, neighbours[at + 1]) if at + 1 < len(neighbours) else None,
    )


def _data(site: Site, framework: Framework, domain: Domain) -> Mapping[str, object]:
    listed = site.resources_for(domain)
    return {
        "framework": framework,
        "domain": domain,
        "connections": connections(site, domain),
        "drawing": _drawing(site, framework, domain),
        "drawn": framework is site.framework and len(framework.domains) <= MOST,
        "hidden_outcomes": _left_out(site, "outcome", domain),
        "hidden_activities": _left_out(site, "activity", domain),
        "named_by": _named_by(site, domain),
        "learning": [r for r in listed if r.use == "online learning"],
        "key_resources": [r for r in listed if r.use == "key resource"],
        "document": document(site, framework, domain),
        "mentioned": [r for r in listed if r.use == "mentioned"],
        "whole": addresses.whole(site, domain),
    }


def _left_out(site: Site, kind: str, domain: Domain) -> list[tuple[str, str]]:
    """The titles of records of a domain that an edition leaves out, each with the reason."""
    found = site.local.hidden_in(kind, domain.id) if site.local else ()
    return [(hidden.title, hidden.because) for hidden in found]


def trail(site: Site, framework: Framework) -> tuple[Link, ...]:
    """The pages above a framework's domains."""
    if framework is site.framework:
        return (Link(capital(framework.terms.domain.many), "domains/"),)
    return (
        Link("Frameworks", "frameworks/"),
        Link(framework.title, addresses.address(site, framework)),
    )


def _link(site: Site, domain: Domain) -> Link:
    return Link(domain.title, addresses.address(site, domain))


def connections(site: Site, domain: Domain) -> list[tuple[Domain, list[Outcome]]]:
    """The outcomes that a domain connects to, under their domains, in the data's order."""
    named = [site.outcomes[id] for id in domain.connections]
    named.sort(key=lambda outcome: site.domain_of(outcome).number)  # stable within a domain
    return [(other, list(found)) for other, found in groupby(named, key=site.domain_of)]


def _drawing(site: Site, framework: Framework, domain: Domain) -> Drawing | None:
    """The domain's own connections, if the map is too large to have a drawing of all."""
    groups = connections(site, domain)
    large = framework is not site.framework or len(framework.domains) > MOST
    return drawing(site, [domain], [named for _, named in groups]) if large and groups else None


def _named_by(site: Site, domain: Domain) -> list[tuple[Outcome, list[Domain]]]:
    """The domain's own outcomes that other domains name, with those domains."""
    named = [(outcome, list(site.domains_naming(outcome))) for outcome in domain.outcomes]
    return [(outcome, domains) for outcome, domains in named if domains]


def document(site: Site, framework: Framework, record: Domain | Outcome) -> Resource | None:
    """The document that a record comes from: its own, or its framework's."""
    return site.library.get(record.source.document or framework.source.document or "")
