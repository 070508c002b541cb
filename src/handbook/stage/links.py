"""Links in HTML that lead to the same place whether or not a builder turns them.

A page `outcomes/ph-3.md` has the address `outcomes/ph-3/`. Links in our HTML are seen from the
address, and MkDocs leaves them as they are. Zensical takes those that it can for links seen from
the file, and turns them. A link that first goes up to the root of the site, such as
`../../outcomes/ph-4/`, would lead out of the tree if it were seen from the file, so it is left
alone.
"""

import re
from urllib.parse import urljoin, urlsplit

from handbook.addresses import relative, url
from handbook.pages import Page

# Our own templates write the HTML: attributes have this form and no other.
LINK = re.compile(r'\b(href|src|action)="([^"#][^"]*)"')
BASE = "http://site/"  # never asked: any host would do


def through_root(body: str, page: Page) -> str:
    """The body of a page with each link to this site going through its root."""
    if page.uri == "index.md" or page.uri.endswith("/index.md"):
        return body  # its address and its file are in the same folder

    def turned(found: re.Match[str]) -> str:
        name, link = found.groups()
        if urlsplit(link).scheme:
            return found.group()
        target = urljoin(BASE + page.url, link).removeprefix(BASE)
        return f'{name}="{relative(target, nowhere(page.uri))}"'

    return LINK.sub(turned, body)


def nowhere(uri: str) -> str:
    """An address as deep as that of the page `uri`, in a folder that no site has."""
    return re.sub("[^/]+", "*", url(uri))
