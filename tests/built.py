"""Reading a built site from its folder: its pages, what they link to, what search knows."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

HERE = "http://here.test"  # any host would do
ADDRESSES = ("href", "src", "action", "poster")
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    """An element of a page: its attributes, its text, and what is inside it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str = "", **attributes: str):
        """Every element inside with this tag and these attributes, in order."""
        for child in self.children:
            if isinstance(child, str):
                continue
            if tag in ("", child.tag) and attributes.items() <= child.attributes.items():
                yield child
            yield from child.all(tag, **attributes)

    @property
    def text(self) -> str:
        """The words inside, with single spaces."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        parts = (child if isinstance(child, str) else child._text() for child in self.children)
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag):
        tags = [element.tag for element in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data):
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Page:
    """One page of a built site. `url` is its address from the site's root: `outcomes/ph-3/`."""

    url: str
    file: Path

    @cached_property
    def root(self) -> Element:
        """The whole document."""
        reader = _Reader()
        reader.feed(self.file.read_text(encoding="utf-8"))
        reader.close()
        return reader.open[0]

    @cached_property
    def main(self) -> Element:
        """What the page itself says, without what is around every page."""
        return next(self.root.all("main"))

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order, and more than once if it is there more than once."""
        return [found.attributes["id"] for found in self.root.all() if "id" in found.attributes]

    def section(self, id: str) -> Element:
        """The part of the page under the heading with this id, up to the next one as high."""
        article = next(self.main.all("article"))
        found = [part for part in article.children if isinstance(part, Element)]
        starts = [i for i, part in enumerate(found) if part.attributes.get("id") == id]
        part = Element("section", {})
        for element in found[starts[0] + 1 :] if starts else []:
            if element.tag <= found[starts[0]].tag and element.tag in ("h1", "h2", "h3"):
                break
            part.children.append(element)
        return part

    def links(self, part: Element | None = None) -> list[str]:
        """Where the links of the page, or of a part of it, lead: from the site's root."""
        return [resolve(self.url, a.attributes["href"]) for a in (part or self.root).all("a")]

    def addresses(self) -> list[str]:
        """Everything that the page points to or loads, as written in it."""
        return [
            value
            for element in self.root.all()
            for name, value in element.attributes.items()
            if name in ADDRESSES
        ]


def resolve(url: str, link: str, base: str = "/") -> str:
    """An address written on the page at `url`, from the site's root. Others' stay whole."""
    return urljoin(f"{HERE}{base}{url}", link).removeprefix(f"{HERE}{base}")


def pages(folder: Path) -> dict[str, Page]:
    """Every page of a built site by its address from the site's root."""
    found = {}
    for file in sorted(folder.rglob("*.html")):
        url = file.relative_to(folder).as_posix().removesuffix("index.html")
        found[url] = Page(url, file)
    return found


def search_entries(folder: Path) -> list[dict[str, str]]:
    """Every entry of the search index, in order."""
    parts = sorted((folder / "search" / "entries").glob("*.json"), key=lambda part: int(part.stem))
    return [entry for part in parts for entry in json.loads(part.read_text(encoding="utf-8"))]
