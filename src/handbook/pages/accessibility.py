"""The accessibility statement, made from the last run of the checks, if there was one."""

from collections.abc import Iterator

from handbook.pages.page import Link, Page, written
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    report = written(site, Link("Contact", "about/contact/"))
    yield Page(
        uri="about/accessibility.md",
        title="Accessibility",
        template="pages/accessibility.html",
        data={
            "run": site.accessibility,
            "report": report or (Link("Suggest without an account", "contribute/suggest/"),),
        },
        about="The accessibility statement: how this site works with a keyboard, a screen "
        "reader or large text, what was checked against WCAG, and when.",
        trail=written(site, Link("About", "about/")),
    )
