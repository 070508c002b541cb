"""Built pages as plain Markdown: the same headings, texts, lists, tables and links."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

EMPTY = {"area", "br", "hr", "img", "input", "link", "meta", "wbr"}
INLINE = {"a", "abbr", "code", "em", "small", "span", "strong", "time", "br", "label"}
SPECIAL = re.compile(r"([\\`*_\[\]<>{}])")
ARTICLE = re.compile(r'<article class="handbook-prose">(.*)', re.DOTALL)
END = '<div class="handbook-page-info">'  # every page has the same after it, which a theme writes
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
CRUMB = re.compile(r'<a href="([^"]*)" class="handbook-path__link">(.*?)</a>')
HEADINGS = re.compile(r'<div class="handbook-toc__wide">(.*?)</nav>', re.DOTALL)
CONTENTS = re.compile(r'<nav class="handbook-toc .*?</nav>\n?', re.DOTALL)  # which a theme writes
NEAR = re.compile(
    r'<a href="([^"]*)" class="handbook-pagination__link[^>]*rel="(prev|next)">'
    r'.*?<span class="handbook-pagination__title">(.*?)</span>',
    re.DOTALL,
)
PLAN = re.compile(
    r'data-about="([^"]*)" data-id="([^"]*)" data-title="([^"]*)"'
    r' data-framework="([^"]*)" data-version="([^"]*)"'
)
TOOL = re.compile(r"<(?:form|svg|template|button)\b")
NAMES = (("previous", "prev"), ("next", "next"))
Link = Callable[[str], str]


@dataclass
class Element:
    """An element and what is in it."""

    tag: str
    attributes: dict[str, str | None]
    children: list["Element | str"] = field(default_factory=list)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(html: str) -> Element:
    """The elements of a piece of HTML."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.open[0]


@dataclass(frozen=True)
class Page:
    """A built page: its address from the root of the site, and its parts."""

    url: str
    title: str
    description: str
    trail: list[tuple[str, str]]
    headings: list[dict[str, object]]  # ID, Title and Headings, as Hugo calls them
    near: dict[str, tuple[str, str]]  # the pages before and after it, as prev and next
    plan: tuple[str, ...]  # what the button for the reader's own plan adds: see PLAN
    html: str
    index: bool  # whether there are pages below it

    @property
    def tool(self) -> bool:
        """Whether there are things in it that Markdown has no words for: forms and drawings."""
        return TOOL.search(self.html) is not None

    def markdown(self, link: Link) -> str:
        """Front matter and text. `link` says how to write an address."""
        return "\n".join([*self._front(self._plan()), "", *_blocks(tree(self.html), link), ""])

    def ready(self) -> str:
        """Front matter, with the headings too, and the HTML as it is."""
        return "\n".join([*self._front({"toc": self.headings}), self.html, ""])

    def _front(self, more: Mapping[str, object]) -> Iterator[str]:
        near = {name: self._link(*self.near[rel]) for name, rel in NAMES if rel in self.near}
        trail = [self._link(*link) for link in self.trail]
        meta = {"title": self.title, "description": self.description, "trail": trail, **near}
        lines = (f"{name}: {json.dumps(value)}" for name, value in {**meta, **more}.items())
        yield from ("---", *lines, "---")

    def _plan(self) -> dict[str, object]:
        """What the button adds, for a theme that has such a button."""
        if not self.plan:
            return {}
        about, id, title, framework, version = map(unescape, self.plan)
        of = {"id": framework, "version": version}
        return {"plan": {"about": about, "id": id, "title": title, "framework": of}}

    def _link(self, address: str, title: str) -> dict[str, str]:
        return {"url": self._from_root(address), "title": title}

    def _from_root(self, address: str) -> str:
        path = posixpath.normpath(posixpath.join("/", self.url, address))
        return f"{path.rstrip('/')}/"


def pages(site: Path) -> Iterator[Page]:
    """Every page of a built site but the one for wrong addresses."""
    files = sorted(site.rglob("index.html"))
    urls = [file.parent.relative_to(site).as_posix() for file in files]
    above = {posixpath.dirname(url) for url in urls} | {"."}
    for file, url in zip(files, urls, strict=True):
        yield _page(file.read_text(encoding="utf-8"), "" if url == "." else f"{url}/", url in above)


def _page(page: str, url: str, index: bool) -> Page:
    found = ARTICLE.search(page.partition(END)[0])
    title = TITLE.search(page)
    description = DESCRIPTION.search(page)
    trail = [(href, _words(tree(text))) for href, text in CRUMB.findall(page)]
    toc = HEADINGS.search(page)
    near = {rel: (href, _words(tree(text))) for href, rel, text in NEAR.findall(page)}
    name = _words(tree(title[1])).removesuffix(" – Demo handbook") if title else url
    about = _words(tree(description[1] if description else ""))
    body = CONTENTS.sub("", found[1]).strip() if found else ""
    plan = PLAN.search(body)
    return Page(
        url,
        name,
        about,
        trail,
        _headings(_children(tree(toc[1]), "ul")) if toc else [],
        near,
        plan.groups() if plan else (),
        body,
        index or not url,
    )


def _headings(lists: list[Element]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for item in (item for one in lists for item in _children(one, "li")):
        link = _children(item, "a")[0]
        address = (link.attributes["href"] or "").removeprefix("#")
        below = _headings(_children(item, "ul"))
        found.append({"ID": address, "Title": _words(link), "Headings": below})
    return found


def _words(element: Element) -> str:
    text = (c if isinstance(c, str) else _words(c) for c in element.children)
    return " ".join("".join(text).split())


def _blocks(element: Element, link: Link) -> Iterator[str]:
    """The lines of everything in an element; runs of text become paragraphs."""
    for inline, group in groupby(element.children, _is_inline):
        found = [*group]
        if not inline:
            yield from (line for block in found for line in _block(block, link))
        elif text := _inline(Element("", {}, found), link):
            yield from (text, "")


def _is_inline(child: Element | str) -> bool:
    return isinstance(child, str) or child.tag in INLINE


def _block(element: Element, link: Link) -> Iterator[str]:
    if re.fullmatch("h[1-6]", element.tag):
        id = element.attributes.get("id")
        mark = f" {{#{id}}}" if id else ""
        yield from (f"{'#' * int(element.tag[1])} {_inline(element, link)}{mark}", "")
    elif element.tag in {"ul", "ol"}:
        yield from (*_list(element, link), "")
    elif element.tag == "dl":
        yield from (*_facts(element, link), "")
    elif element.tag == "table":
        yield from (*_table(element, link), "")
    elif element.attributes.get("data-module") == "handbook-add":
        return
    elif element.tag not in {"form", "script", "svg", "caption"}:
        yield from _blocks(element, link)


def _list(element: Element, link: Link) -> Iterator[str]:
    for item in _children(element, "li"):
        lines = "\n".join(_blocks(item, link)).strip("\n").split("\n")
        yield f"-   {lines[0]}"
        yield from (f"    {line}" if line else "" for line in lines[1:])


def _facts(element: Element, link: Link) -> Iterator[str]:
    for child in _children(element, "dt", "dd"):
        if child.tag == "dt":
            yield from ("", _inline(child, link))
        else:
            lines = [*_blocks(child, link)] or [""]
            yield f":   {lines[0]}"
            yield from (f"    {line}" if line else "" for line in lines[1:])


def _table(element: Element, link: Link) -> Iterator[str]:
    rows = [row for part in _children(element, "thead", "tbody") for row in _children(part, "tr")]
    for at, row in enumerate(rows):
        cells = [_inline(cell, link).replace("|", "\\|") for cell in _children(row, "th", "td")]
        yield f"| {' | '.join(cells)} |"
        if not at:
            yield f"|{' --- |' * len(cells)}"


def _children(element: Element, *tags: str) -> list[Element]:
    return [c for c in element.children if isinstance(c, Element) and c.tag in tags]


def _inline(element: Element, link: Link) -> str:
    pieces = (_piece(child, link) for child in element.children)
    return " ".join("".join(pieces).split())


def _piece(child: Element | str, link: Link) -> str:
    if isinstance(child, str):
        return SPECIAL.sub(r"\\\1", child)
    if child.tag == "span":
        return "".join(_piece(inner, link) for inner in child.children)
    inner = _inline(child, link)
    if child.tag == "a":
        return f"[{inner}]({link(child.attributes.get('href') or '')})"
    marks = {"strong": "**", "em": "*", "code": "`"}
    return f"{marks.get(child.tag, '')}{inner}{marks.get(child.tag, '')}"
