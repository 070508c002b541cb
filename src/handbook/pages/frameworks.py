"""The sister frameworks: the list, an overview of each, and the crosswalk between all."""

from collections.abc import Iterator, Mapping
from functools import partial

from handbook import addresses
from handbook.model import Framework
from handbook.pages.page import Later, Link, Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    parent = Link("Frameworks", "frameworks/")
    yield Page(
        uri="frameworks/index.md",
        title="Frameworks",
        template="pages/frameworks.html",
        data={"frameworks": site.frameworks, "crosswalk": bool(site.crosswalk)},
        about="The frameworks in this handbook, and how they relate.",
    )
    for framework in site.frameworks[1:]:
        yield _page(site, framework, parent)
    if site.crosswalk:
        yield _crosswalk(site, parent)


def _page(site: Site, framework: Framework, parent: Link) -> Page:
    return Page(
        uri=f"{addresses.base(site, framework)}index.md",
        title=framework.title,
        template="pages/framework.html",
        data={
            "framework": framework,
            "document": site.library.get(framework.source.document or ""),
        },
        prose=framework.summary,
        record=framework,
        trail=(parent,),
    )


def _crosswalk(site: Site, parent: Link) -> Page:
    return Page(
        uri="frameworks/crosswalk.md",
        title="Crosswalk",
        template="pages/crosswalk.html",
        data=Later(partial(_rows, site)),
        about=f"Which {site.framework.terms.outcome.many} of different frameworks have to do "
        "with each other.",
        trail=(parent,),
    )


def _rows(site: Site) -> Mapping[str, object]:
    rows = [
        (outcome, relation, other, site.framework_of(site.domain_of(other)))
        for outcome, relation, other in site.crosswalk
    ]
    return {"rows": rows}
