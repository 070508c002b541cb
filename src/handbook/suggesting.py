"""What the links 'Report a problem with this page' and 'Suggest a resource' of a page say of it."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urljoin

from handbook.model import Domain, Outcome, Record, Theme
from handbook.pages import Page
from handbook.suggest.doors import About, Door, Links

# The field of a resource that names a record of this type.
SUPPORTS: Mapping[type[Record], str] = {
    Domain: "domains",
    Outcome: "outcomes",
    Theme: "themes",
}


class Suggesting(NamedTuple):
    """Makes the links of every page of a site. `site_url` may be empty, and so may `door`."""

    site_url: str
    door: Door | None

    def planned(self, page: Page) -> Links:
        """The links of a page that is made from the data."""
        if self.door is None:
            return Links()
        field = SUPPORTS.get(type(page.record)) if page.record and not page.field else None
        supports = {field: _id(page.record)} if field else {}
        return self._links(page.title, page.url, _named(page.record), supports)

    def written(self, title: str, url: str, uri: str) -> Links:
        """The links of a page that somebody wrote by hand, in the file `uri`."""
        return self._links(title, url.removeprefix("./"), uri, {})

    def _links(self, title: str, url: str, record: str, supports: Mapping[str, str]) -> Links:
        if self.door is None:
            return Links()
        address = urljoin(self.site_url, url) if self.site_url else f"/{url}"
        return self.door.links(About(title, address, record, supports))


def front(links: Links) -> dict[str, str]:
    """The links in the shape of Markdown's front matter, for templates to ask."""
    found = {"by": links.by, "change": links.change, "resource": links.resource}
    return {f"suggest_{name}": value for name, value in found.items() if value}


def _named(record: Record | None) -> str:
    """A record as people call it: `programme outcome po-1`."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).lower()
    return f"{kind} {_id(record)}" if _id(record) else ""


def _id(record: Record | None) -> str:
    return str(getattr(record, "id", ""))
