"""The first page: what this is, search, who you are, and the domains."""

from collections.abc import Iterator
from typing import NamedTuple

from handbook import addresses
from handbook.pages import pathways
from handbook.pages.page import Link, Page, written
from handbook.prose import opening
from handbook.site import Site


class Door(NamedTuple):
    """One kind of reader: what they say of themselves, and where that leads, best first."""

    id: str
    title: str
    text: str
    links: tuple[Link, ...]


def pages(site: Site) -> Iterator[Page]:
    framework = site.framework
    lead, more = opening(framework.summary)
    yield Page(
        uri="index.md",
        title=framework.title,
        template="pages/home.html",
        data={
            "framework": framework,
            "lead": lead,
            "more": more,
            "site": counts(site),
            "doors": [door for door in doors(site) if door.links],
        },
        prose=framework.summary,
        record=framework,
    )


def doors(site: Site) -> list[Door]:
    """The kinds of reader, each with links to the pages for them that this site has."""
    return [
        Door("new", "I am new here", "What this is, and your first steps.", _new(site)),
        Door("task", "I have something to learn or to do", "Go straight to it.", _task(site)),
        Door("teach", "I supervise or teach", "Help others to learn, and to show it.",
             _teach(site)),
        Door("edit", "I edit this handbook", "Put a line right, or add to it.", _edit(site)),
        Door("host", "I want an edition of my own", "For your organisation or your region.",
             _host(site)),
    ]  # fmt: skip


def _new(site: Site) -> tuple[Link, ...]:
    first = (Link("Where to start for your profession or role", pathways.INDEX.url),)
    return (
        *(first if site.pathways else ()),
        *written(site, Link("What this is and how to use it", "orientation/")),
    )


def _task(site: Site) -> tuple[Link, ...]:
    many = counts(site)
    terms = site.framework.terms
    return (
        Link(f"All {many['outcomes']} {terms.outcome.many}, and how to show each", "outcomes/"),
        Link(f"Activities for your next days at work ({many['activities']})", "activities/"),
        Link(f"Resources to read, watch or use ({many['resources']})", "resources/"),
        Link("My learning: judge yourself, plan, and keep a record", "my-learning/"),
        Link("The handbook without the internet, or on paper", "carry-away/"),
    )


def _teach(site: Site) -> tuple[Link, ...]:
    theirs = [pathway for pathway in site.pathways.values() if pathway.kind == pathways.TEACHING]
    return (
        *(Link(f"Where to start: {p.title}", addresses.address(site, p)) for p in theirs),
        *written(site, Link("How people show what they have learned", "evidence/")),
    )


def _edit(site: Site) -> tuple[Link, ...]:
    guide = written(site, Link("How to change a line or add a resource", "contribute/"))
    return (*guide, Link("For editors: what you can fill in for each entry", "contribute/fields/"))


def _host(site: Site) -> tuple[Link, ...]:
    guide = written(site, Link("How to run an edition", "contribute/hosts/"))
    return (*guide, Link("The whole handbook as data", "data/"))


def counts(site: Site) -> dict[str, int]:
    """How much there is of each kind of record in the default framework."""
    domains = site.framework.domains
    return {
        "domains": len(domains),
        "outcomes": sum(len(domain.outcomes) for domain in domains),
        "activities": sum(len(domain.activities) for domain in domains),
        "resources": len(site.resources),
    }
