"""The map: which domain names which outcomes of others, as a table."""

from collections.abc import Iterator

from handbook.pages.domains import connections
from handbook.pages.page import Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    framework = site.framework
    rows = [(domain, connections(site, domain)) for domain in framework.domains]
    matrix = {a.id: {b.id: len(named) for b, named in groups} for a, groups in rows}
    yield Page(
        uri="map/index.md",
        title="How the domains connect",
        template="pages/connections.html",
        data={
            "framework": framework,
            "rows": rows,
            "matrix": matrix,
            "total": sum(len(domain.connections) for domain in framework.domains),
        },
        description=f"Which {framework.terms.outcome.many} each {framework.terms.domain.one} "
        f"of {framework.title} connects to.",
        record=framework,
        field="domains",
    )
