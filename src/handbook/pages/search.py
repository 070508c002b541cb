"""The results page of search, and what stands there when search cannot run."""

from collections.abc import Iterator

from handbook.pages.page import Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    yield Page(
        uri="search.md",
        title="Search",
        template="pages/search.html",
        data={"framework": site.framework},
        description="Find outcomes, activities, resources and pages.",
    )
