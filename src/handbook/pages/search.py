"""The results page of search, and what stands there when search cannot run."""

from collections.abc import Iterator

from handbook.pages.page import Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    yield Page(
        uri="search.md",
        title="Search",
        template="pages/search.html",
        data={"framework": site.framework, "facets": _facets(site)},
        about=f"Find {site.framework.terms.outcome.many}, activities, resources and pages.",
    )


def _facets(site: Site) -> list[tuple[str, str]]:
    """The ways to narrow results, as the search index names them, with what readers call them."""
    domain = site.framework.terms.domain.one
    return [("domains", domain), ("form", "kind of resource"), ("time", "time"), ("cost", "cost")]
