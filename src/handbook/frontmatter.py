"""What the shell must know of a page beside its body, in the shape of Markdown's front matter."""

from typing import Any

from handbook.addresses import relative
from handbook.model import FrontMatter
from handbook.pages import Link, Page
from handbook.pages.words import day
from handbook.review import due
from handbook.shell import Crumb

HOME = Link("Home", "")


def meta(page: Page) -> dict[str, Any]:
    """The description of a planned page, where it belongs, and its neighbours."""
    said = {"policy": page.policy} if page.policy else {}
    return said | {
        "description": page.description[:300],
        "section": page.trail[0].url if page.trail else "",
        "breadcrumbs": [_crumb(link, page.url) for link in (HOME, *page.trail) if page.url],
        "previous": page.previous and _crumb(page.previous, page.url),
        "next": page.next and _crumb(page.next, page.url),
    }


def review(front: FrontMatter) -> dict[str, str]:
    """What the shell shows of a hand-written page's review, in words; only what there is."""
    found = {"note": front.review_note, "owner": front.owner}
    for name, when in (("last", front.last_reviewed), ("due", due(front))):
        if when:
            found |= {name: when.isoformat(), f"{name}_day": day(when)}
    return {name: words for name, words in found.items() if words}


def _crumb(link: Link, url: str) -> Crumb:
    return Crumb(link.title, relative(link.url, url))
