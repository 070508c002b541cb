"""The first page: what this is, search, and the domains."""

from collections.abc import Iterator

from handbook.pages.page import Link, Page, written
from handbook.prose import plain
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    framework = site.framework
    yield Page(
        uri="index.md",
        title=framework.title,
        template="pages/home.html",
        data={
            "framework": framework,
            "site": counts(site),
            "guides": {link.url: link for link in written(site, *GUIDES)},
        },
        description=plain(framework.summary),
        record=framework,
    )


# Hand-written pages that a site may have, by their usual addresses.
GUIDES = (
    Link("Start here", "orientation/"),
    Link("Evidencing learning", "evidence/"),
    Link("Contribute", "contribute/"),
    Link("Run your own edition", "contribute/hosts/"),
)


def counts(site: Site) -> dict[str, int]:
    """How much there is of each kind of record in the default framework."""
    domains = site.framework.domains
    return {
        "domains": len(domains),
        "outcomes": sum(len(domain.outcomes) for domain in domains),
        "activities": sum(len(domain.activities) for domain in domains),
        "resources": len(site.resources),
    }
