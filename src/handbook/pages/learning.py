"""What all pages of 'My learning' have: an address below it, a policy, and who is next to it."""

from functools import lru_cache
from typing import NamedTuple

from handbook.assets import assets
from handbook.catalogue import URI
from handbook.own_words import worded
from handbook.pages.page import Link, Page
from handbook.site import Site
from handbook.theming import closed

TITLE = "My learning"
FOLDER = "my-learning/"
LOG = Link("Evidence log", f"{FOLDER}log/")
CONFIDENCE = Link("Self-assessment", f"{FOLDER}confidence/")
# In the order of the links at the top of each of them.
PARTS = (
    Link("Overview", FOLDER),
    LOG,
    CONFIDENCE,
    Link("Plan", f"{FOLDER}plan/"),
    Link("Back up and move", f"{FOLDER}keep/"),
)


class Place(NamedTuple):
    """What a script must know to find the learner's records, and the handbook's."""

    framework: str
    version: str
    catalogue: str


@lru_cache(maxsize=1)
def _styles(site: Site) -> str:
    """The path of the style sheet that only these pages load. To name it, all assets are read."""
    return f"{assets(site.brand.files).folder}/css/learning.css"


def place(site: Site) -> Place:
    """Where the learners of a site keep their records, whichever page they are on."""
    return Place(site.framework.id, site.framework.version, URI)


def learning_page(
    site: Site,
    slug: str,
    title: str,
    template: str,
    description: str,
    *,
    part: Link | None = None,
    **data: object,
) -> Page:
    """A page of 'My learning'; `slug` is the last part of its address, or nothing.

    `part` is the one of `PARTS` that the page belongs to, unless it is one itself.
    """
    uri = f"{FOLDER}{slug or 'index'}.md"
    framework = site.framework
    return Page(
        uri=uri,
        title=title,
        template=template,
        data={
            "framework": framework,
            "place": place(site),
            "styles": _styles(site),
            "learning_nav": PARTS,
            **data,
        },
        about=worded(description, framework.terms),
        trail=_trail(slug, part),
        policy=closed(),
    )


def _trail(slug: str, part: Link | None) -> tuple[Link, ...]:
    """The pages above a page of 'My learning', from the top."""
    if not slug:
        return ()
    return (Link(TITLE, FOLDER), *([part] if part else []))
