"""How to carry the handbook away, and what stands in for a page that is not on a device."""

from collections.abc import Iterator

from handbook import addresses
from handbook.pages.page import Link, Page
from handbook.site import Site

URL = "carry-away/"
TITLE = "Offline and print"


def pages(site: Site) -> Iterator[Page]:
    framework = site.framework
    yield Page(
        uri="carry-away/index.md",
        title=TITLE,
        template="pages/carry.html",
        data={
            "framework": framework,
            "copies": site.copies,
            "wholes": [(domain, addresses.whole(site, domain)) for domain in framework.domains],
        },
        about="The handbook on your own device, as a document or a book, and on paper.",
    )
    yield Page(
        uri="carry-away/not-here.md",
        title="This page is not on your device",
        template="pages/not_here.html",
        data={"framework": framework},
        trail=(Link(TITLE, URL),),
        indexed=False,
    )
