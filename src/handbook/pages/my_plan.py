"""Self-assessment and plan, which live in the learner's browser, and the same on paper."""

from collections.abc import Iterator

from handbook.model import Framework
from handbook.pages.learning import CONFIDENCE, FOLDER, learning_page
from handbook.pages.page import Link, Page
from handbook.pages.parts import in_parts
from handbook.site import Site

PAPER = f"{FOLDER}paper/"
ROWS = 12  # of an empty plan: as many as one sheet of paper holds


def pages(site: Site) -> Iterator[Page]:
    yield learning_page(
        site, "confidence", "Self-assessment", "pages/my_confidence.html",
        "Say how sure you feel, more than once, and see what to look at next.",
        paper=PAPER,
    )  # fmt: skip
    yield learning_page(
        site, "plan", "My plan", "pages/my_plan.html",
        "What you mean to do and to read, in your own order, with dates for your calendar.",
        paper=PAPER, activities=bool(site.activities),
    )  # fmt: skip
    for framework in site.frameworks:
        yield from _paper(site, framework)


def _paper(site: Site, framework: Framework) -> Iterator[Page]:
    """An empty grid of a framework's outcomes; the default framework's page has a plan, too."""
    own = framework is site.framework
    page = learning_page(
        site,
        _url(site, framework).removeprefix(FOLDER).rstrip("/"),
        "Grid and plan on paper" if own else f"Grid on paper: {framework.title}",
        "pages/my_paper.html",
        "Empty forms to print and fill in by hand.",
        part=CONFIDENCE,
        framework=framework,
        others=[Link(f.title, _url(site, f)) for f in site.frameworks if f is not framework],
        rows=ROWS if own else 0,
        tool=CONFIDENCE.url,
    )
    yield from in_parts(page, framework.domains, lambda d: d.code, lambda d: len(d.outcomes))


def _url(site: Site, framework: Framework) -> str:
    return PAPER if framework is site.framework else f"{PAPER}{framework.id}/"
