"""The headings of a page's body, for its table of contents."""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

# Our own templates write the bodies, so their headings have this form and no other.
HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


class Heading(NamedTuple):
    """A heading with an id: its level (2 for h2), its id, its words."""

    level: int
    id: str
    title: str


def headings(body: str) -> list[Heading]:
    """The h2 and h3 of a body that links can lead to, in order."""
    return [_heading(*found) for found in HEADING.findall(body)]


@lru_cache(maxsize=1024)  # pages of one kind have the same ones
def _heading(level: str, id: str, words: str) -> Heading:
    return Heading(int(level), id, " ".join(unescape(TAG.sub("", words)).split()))
