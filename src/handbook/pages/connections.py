"""The map: which domain names which outcomes of others, as a drawing and a table.

A table with a row and a column for each domain serves nobody who has a hundred of them. From `MOST`
domains on the map has one line for each, which leads to the connections on the domain's own page,
with a drawing of that domain's connections alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from handbook.pages.domains import MOST, connections
from handbook.pages.drawing import Drawing, drawing
from handbook.pages.page import Later, Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    framework = site.framework
    yield Page(
        uri="map/index.md",
        title=f"How the {framework.terms.domain.many} connect",
        template="pages/connections.html",
        data=Later(partial(_data, site)),
        about=f"Which {framework.terms.outcome.many} each {framework.terms.domain.one} "
        f"of {framework.title} connects to.",
        record=framework,
        field="domains",
    )


def _data(site: Site) -> Mapping[str, object]:
    framework = site.framework
    rows = [(domain, connections(site, domain)) for domain in framework.domains]
    drawn = _drawing(site) if len(rows) <= MOST else None
    return {
        "framework": framework,
        "rows": rows,
        "counts": {a.id: {b.id: len(named) for b, named in groups} for a, groups in rows},
        "named_by": Counter(other.id for _, groups in rows for other, _ in groups),
        "large": len(rows) > MOST,
        "drawing": drawn,
        "unnamed": any(node.alone for node in drawn.targets) if drawn else False,
        "total": sum(len(domain.connections) for domain in framework.domains),
    }


def _drawing(site: Site) -> Drawing:
    """Every domain, and every outcome whether it is named or not."""
    domains = site.framework.domains
    return drawing(site, domains, [domain.outcomes for domain in domains])
