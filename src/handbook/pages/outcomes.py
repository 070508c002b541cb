"""One page for each outcome, and the list of them."""

from collections.abc import Iterator, Mapping
from functools import partial

from handbook import addresses
from handbook.identifiers import identifier
from handbook.model import Domain, EvidenceKind, Framework, Outcome
from handbook.pages import changes, domains
from handbook.pages.learning import place
from handbook.pages.page import Later, Link, Page
from handbook.pages.parts import in_parts
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    yield from _index(site.framework)
    for framework in site.frameworks:
        for domain in framework.domains:
            yield from _pages(site, framework, domain)


def _index(framework: Framework) -> Iterator[Page]:
    page = Page(
        uri="outcomes/index.md",
        title=f"All {framework.terms.outcome.many}",
        template="pages/outcomes.html",
        data={"framework": framework},
        about=f"Every {framework.terms.outcome.one} of {framework.title}, "
        f"by {framework.terms.domain.one}.",
        record=framework,
        field="domains",
    )
    yield from in_parts(page, framework.domains, lambda d: d.code, lambda d: len(d.outcomes))


def _pages(site: Site, framework: Framework, domain: Domain) -> Iterator[Page]:
    """The pages of a domain's outcomes, each with its neighbours."""
    links = [_link(site, outcome) for outcome in domain.outcomes]
    trail = (*domains.trail(site, framework), Link(domain.title, addresses.address(site, domain)))
    neighbours = zip(domain.outcomes, links, [None, *links], [*links[1:], None], strict=False)
    for outcome, own, before, after in neighbours:
        yield Page(
            uri=addresses.uri(own.url),
            title=own.title,
            template="pages/outcome.html",
            data=Later(partial(_data, site, framework, domain, outcome)),
            prose=outcome.statement,
            record=outcome,
            trail=trail,
            previous=before,
            next=after,
        )


def _data(
    site: Site, framework: Framework, domain: Domain, outcome: Outcome
) -> Mapping[str, object]:
    return {
        "framework": framework,
        "domain": domain,
        "outcome": outcome,
        "identifier": identifier(framework, outcome),
        "named_by": site.domains_naming(outcome),
        "drawn": framework is site.framework and len(framework.domains) <= domains.MOST,
        "programme_outcomes": [site.programme_outcomes[id] for id in outcome.programme_outcomes],
        "themes": [site.themes[id] for id in outcome.themes],
        "evidence": kinds(site, outcome),
        "activities": site.activities_for(outcome),
        "resources": site.resources_for(outcome),
        "relations": relations(site, outcome),
        "pathways": site.pathways_through(outcome),
        "replaced_by": [site.outcomes[id] for id in outcome.replaced_by],
        "replaces": site.outcomes_replaced_by(outcome),
        "see": see(site, outcome),
        "document": domains.document(site, framework, outcome),
        "history": changes.history(site, outcome),
        "place": place(site),
    }


def _link(site: Site, outcome: Outcome) -> Link:
    return Link(f"{outcome.code} {outcome.title}", addresses.address(site, outcome))


def kinds(site: Site, outcome: Outcome) -> list[EvidenceKind]:
    """The kinds of its ways to show it, each once, in their order."""
    return [site.evidence_kinds[id] for id in dict.fromkeys(e.kind for e in outcome.evidence)]


def relations(site: Site, outcome: Outcome) -> list[tuple[str, str | None, Outcome, Framework]]:
    """The crosswalk from both ends: how the other one compares, why, which, and whose."""
    found: list[tuple[str, str | None, Outcome]]
    found = [(r.type, r.note, site.outcomes[r.outcome]) for r in outcome.relates]
    found += [(TURNED.get(r.type, r.type), r.note, o) for o, r in site.relations_to(outcome)]
    return [(*item, site.framework_of(site.domain_of(item[2]))) for item in found]


# Seen from the other end, broader is narrower; the other types read the same both ways.
TURNED = {"broader": "narrower", "narrower": "broader"}


def see(site: Site, outcome: Outcome) -> dict[str, Outcome | Domain]:
    """The records that subject areas point to, by id."""
    ids = [id for area in outcome.explore for part in (area, *area.items) for id in part.see]
    return {id: site.outcomes.get(id) or site.domains[id] for id in ids}
