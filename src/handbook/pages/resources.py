"""The resource directory, and one page for each resource."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from handbook import addresses
from handbook.marks import local_options
from handbook.model import Resource
from handbook.pages.learning import place
from handbook.pages.page import Later, Link, Page
from handbook.pages.parts import in_parts
from handbook.pages.words import options
from handbook.site import Site

TRAIL = (Link("Resource directory", "resources/"),)


def pages(site: Site) -> Iterator[Page]:
    yield from _index(site)
    for resource in site.resources:
        yield _page(site, resource)


def _index(site: Site) -> Iterator[Page]:
    resources = site.filed
    page = Page(
        uri="resources/index.md",
        title="Resource directory",
        template="pages/resources.html",
        data={
            "links_checked": site.links_checked,
            "local_options": local_options(site, resources),
            "domain_options": [
                (d.id, d.title) for d in site.domains.values() if site.resources_for(d)
            ],
            "outcome_options": [
                (o.id, f"{o.code} {o.title}")
                for o in site.outcomes.values()
                if site.resources_for(o)
            ],
            "kind_options": options(r.kind for r in resources),
            "stated": [one for one in _stated(resources) if one.known],
        },
        about="Every publication, course, toolkit and site that the handbook points to.",
    )
    yield from in_parts(page, [(r, time(r)) for r in resources], lambda item: item[0].title[:3])


def _page(site: Site, resource: Resource) -> Page:
    return Page(
        uri=addresses.uri(addresses.address(site, resource)),
        title=resource.title,
        template="pages/resource.html",
        data=Later(partial(_data, site, resource)),
        prose=resource.summary,
        record=resource,
        trail=TRAIL,
    )


def _data(site: Site, resource: Resource) -> Mapping[str, object]:
    return {
        "resource": resource,
        "domains": [site.domains[id] for id in resource.domains],
        "outcomes": [site.outcomes[id] for id in resource.outcomes],
        "themes": [site.themes[id] for id in resource.themes],
        "replacement": site.library[resource.replaced_by] if resource.replaced_by else None,
        "place": place(site),
    }


class Stated(NamedTuple):
    """A filter by what not every resource states, with how many do: most do not if it is `rare`."""

    name: str
    label: str
    options: list[tuple[str, str]]
    known: int
    rare: bool


# What a filter offers, and the most minutes that still count. Most sources state no time.
TIMES = (
    ("10", "Up to 10 minutes", 10),
    ("30", "10 to 30 minutes", 30),
    ("60", "30 to 60 minutes", 60),
    ("more", "More than an hour", 10**9),
    ("unknown", "Not stated", 0),
)


def time(resource: Resource) -> str:
    """Which of the times of the filter a resource falls into."""
    if resource.minutes is None:
        return "unknown"
    return next(value for value, _, most in TIMES if resource.minutes <= most)


def _stated(resources: Sequence[Resource]) -> Iterator[Stated]:
    times = [time(r) for r in resources]
    found = [(value, title) for value, title, _ in TIMES if value in times]
    yield _filter("time", "Time", found, times)
    for name, label in (("cost", "Cost"), ("access", "Access")):
        values = [getattr(r, name) for r in resources]
        yield _filter(name, label, _known_last(values), values)


def _filter(name: str, label: str, options: list[tuple[str, str]], values: Sequence[str]) -> Stated:
    known = sum(value != "unknown" for value in values)
    return Stated(name, label, options, known, rare=2 * known < len(values))


def _known_last(values: Sequence[str]) -> list[tuple[str, str]]:
    """The choices of a filter, with 'not stated' at the end if anybody needs it."""
    found = options(value for value in values if value != "unknown")
    return [*found, ("unknown", "Not stated")] if "unknown" in values else found
