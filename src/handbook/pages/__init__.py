"""Which pages exist and what is on them: one module for each type of page."""

from collections.abc import Iterator
from types import ModuleType

from handbook.pages import (
    a_to_z,
    accessibility,
    activities,
    carry,
    changes,
    connections,
    data,
    domains,
    evidence_kinds,
    fields,
    frameworks,
    glossary,
    health,
    home,
    local,
    messages,
    moved,
    my_learning,
    my_plan,
    outcomes,
    overview,
    pathways,
    programme_outcomes,
    resources,
    search,
    suggest,
    whole,
)
from handbook.pages.page import Link, Page
from handbook.site import Site

__all__ = ["PAGES", "Link", "Page", "plan"]

PAGES: tuple[ModuleType, ...] = (
    home,
    domains,
    whole,
    outcomes,
    activities,
    resources,
    programme_outcomes,
    pathways,
    connections,
    overview,
    evidence_kinds,
    glossary,
    frameworks,
    changes,
    data,
    carry,
    search,
    fields,
    messages,
    health,
    accessibility,
    moved,
    suggest,
    my_learning,
    my_plan,
    local,
)


def plan(site: Site) -> Iterator[Page]:
    """Every page that is made from the data, in the order of the registry, and a list of all."""
    found: list[Page] = []
    for module in PAGES:
        for page in module.pages(site):
            found.append(page)
            yield page
    yield from a_to_z.pages(site, found)
