"""What all pages of 'My learning' have: an address below it, a policy, and who is next to it."""

from dataclasses import dataclass

from handbook.assets import assets
from handbook.catalogue import URI
from handbook.pages.page import Link, Page
from handbook.site import Site
from handbook.theming import closed

TITLE = "My learning"
FOLDER = "my-learning/"
# In the order of the links at the top of each of them.
PARTS = (
    Link("Overview", FOLDER),
    Link("Evidence log", f"{FOLDER}log/"),
    Link("Save and move", f"{FOLDER}keep/"),
)


@dataclass(frozen=True)
class Place:
    """What a script must know to find the learner's records, and the handbook's."""

    framework: str
    version: str
    catalogue: str


def learning_page(
    site: Site, slug: str, title: str, template: str, description: str, **data: object
) -> Page:
    """A page of 'My learning'; `slug` is the last part of its address, or nothing."""
    uri = f"{FOLDER}{slug or 'index'}.md"
    framework = site.framework
    return Page(
        uri=uri,
        title=title,
        template=template,
        data={
            "framework": framework,
            "place": Place(framework.id, framework.version, URI),
            "styles": f"{assets(site.brand.files).folder}/css/learning.css",
            "learning_nav": PARTS,
            **data,
        },
        description=description,
        trail=(Link(TITLE, FOLDER),) if slug else (),
        policy=closed(),
    )
