"""The pages of a built folder, as far as checks need them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ADDRESSES = ("href", "src", "action", "poster")
ELEMENTS = ",".join(f"[{name}]" for name in ADDRESSES)


@dataclass(frozen=True)
class OnDisk:
    """A page: everything that it points to or loads, as written, and its ids with their counts."""

    links: tuple[str, ...]
    ids: Mapping[str, int]


def read_pages(folder: Path) -> Mapping[str, OnDisk]:
    """Every page by its address from the site's root, such as `outcomes/ph-3/`."""
    found = {}
    for file in sorted(folder.rglob("*.html")):
        url = file.relative_to(folder).as_posix().removesuffix("index.html")
        found[url] = _read(file.read_bytes())
    return found


def _read(html: bytes) -> OnDisk:
    tree = LexborHTMLParser(html)
    nodes = tree.css(ELEMENTS)
    links = (value for node in nodes for name in ADDRESSES if (value := node.attributes.get(name)))
    ids = Counter(node.attributes["id"] or "" for node in tree.css("[id]"))
    return OnDisk(tuple(dict.fromkeys(links)), ids)
