"""Bodies of pages as parts of one book: well-formed XHTML, with ids and links that fit together.

What only a screen can use is left out: forms, buttons, scripts, and what is hidden until a script
shows it. Headings move down to the depth of the chapter, whose own heading takes the h1's place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from handbook.addresses import url as address_of
from handbook.book.plan import Chapter

VOID = frozenset({"br", "col", "hr", "img", "wbr"})
# Gone with all that is in them.
DROPPED = frozenset(
    {"audio", "button", "canvas", "form", "iframe", "input", "noscript", "object", "script",
     "select", "svg", "template", "video"}
)  # fmt: skip
# Said otherwise in a book, or of no use there.
SCREEN = frozenset({"handbook-hidden", "handbook-letters", "handbook-paper", "handbook-screen"})
KEPT = frozenset(
    {"alt", "class", "colspan", "datetime", "dir", "href", "id", "lang", "rowspan", "scope", "src",
     "start", "title", "value"}
)  # fmt: skip
# Not within a link: WeasyPrint makes of each a place to click of its own, which is in no tag for
# links (ISO 14289-1, 7.18.5), so that a screen reader does not say that it leads anywhere.
PLAIN = frozenset({"abbr", "b", "cite", "code", "em", "i", "small", "span", "strong"})
DEEPEST = 6
BASE = "http://site/"  # never asked: any host would do
TARGET = re.compile(r'<a href="site:([^"]*)"')
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what XML cannot hold


@dataclass(frozen=True)
class Part:
    """A chapter that is ready: its anchor, its number such as 2.3, and its XHTML below the heading.

    Links inside are `<a href="site:ADDRESS">` until `linked` points them at their places.
    """

    chapter: Chapter
    anchor: str
    number: str
    html: str
    ids: frozenset[str] = field(default_factory=frozenset)


def parts(chapters: Sequence[Chapter]) -> list[Part]:
    """Every chapter as a part of the book, numbered by its depth."""
    found: list[Part] = []
    counts = [0]
    for at, chapter in enumerate(chapters):
        counts = [*counts[: chapter.depth], *[0] * (chapter.depth - len(counts))]
        counts[-1] += 1
        found.append(_part(chapter, f"c{at + 1}", ".".join(map(str, counts))))
    return found


def _part(chapter: Chapter, anchor: str, number: str) -> Part:
    rewriter = _Rewriter(chapter, anchor)
    rewriter.feed(chapter.html)
    rewriter.close()
    return Part(chapter, anchor, number, rewriter.text(), frozenset(rewriter.ids))


def places(found: Sequence[Part]) -> Mapping[str, str]:
    """From each address of the site that is in the book to the id of its place."""
    known: dict[str, str] = {}
    for part in found:
        if part.chapter.url:
            known.setdefault(part.chapter.url, part.anchor)
        for address, id in part.chapter.aliases.items():
            known.setdefault(address, f"{part.anchor}-{id}" if id else part.anchor)
    return known


class Linker:
    """Points links at their places in the book, or else at the site, if its address is known."""

    def __init__(self, found: Sequence[Part], site_url: str) -> None:
        self.site_url = site_url
        self.places = places(found)
        self.ids = frozenset(id for part in found for id in part.ids)

    def linked(self, part: Part, files: Mapping[str, str] | None = None) -> str:
        """The part's XHTML. `files` has the file of each id, if the book has several."""

        def pointed(link: re.Match[str]) -> str:
            target = self._target(link[1].replace("&amp;", "&"))
            if target and files and target.startswith("#"):
                target = files[target[1:]] + target
            return f'<a href="{escape(target)}"' if target else "<a"

        return TARGET.sub(pointed, part.html)

    def _target(self, address: str) -> str:
        path, _, fragment = address.partition("#")
        place = self.places.get(address) or self.places.get(path)
        if place is None:
            return urljoin(self.site_url, address) if self.site_url else ""
        inner = f"{place}-{fragment}"
        return f"#{inner}" if fragment and inner in self.ids else f"#{place}"


class _Rewriter(HTMLParser):
    """Writes a body anew, piece by piece."""

    def __init__(self, chapter: Chapter, anchor: str) -> None:
        super().__init__(convert_charrefs=True)
        self.chapter = chapter
        self.anchor = anchor
        self.ids: list[str] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.dropped: list[str] = []  # open elements from a dropped one on
        self.plain: list[str] = []  # those within a link of which only the text is written

    def text(self) -> str:
        return "".join(self.pieces).strip() + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._image(dict(attrs))
        elif self.dropped or self._is_dropped(tag, dict(attrs)):
            if tag not in VOID and tag != "input":
                self.dropped.append(tag)
        elif tag in PLAIN and "a" in self.open:
            self.plain.append(tag)
        else:
            self._start(self._name(tag), dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            if tag in self.dropped:
                while self.dropped.pop() != tag:
                    pass
        elif tag in self.plain:
            self.plain.remove(tag)
        elif self._name(tag) in self.open:
            self._end(self._name(tag))

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.pieces.append(escape(CONTROL.sub("", data), quote=False))

    def close(self) -> None:
        super().close()
        while self.open:
            self._end(self.open[-1])

    def _is_dropped(self, tag: str, attrs: Mapping[str, str | None]) -> bool:
        classes = set((attrs.get("class") or "").split())
        return tag in DROPPED or tag == "h1" or "hidden" in attrs or bool(classes & SCREEN)

    def _start(self, tag: str, attrs: dict[str, str | None]) -> None:
        kept = {name: value or "" for name, value in attrs.items() if name in KEPT}
        if "id" in kept:
            kept["id"] = f"{self.anchor}-{kept['id']}"
            self.ids.append(kept["id"])
        if "href" in kept:
            kept["href"] = self._href(kept["href"])
        written = "".join(f' {name}="{escape(value)}"' for name, value in sorted(kept.items()))
        if tag == "a" and "href" in kept:  # first, for the linker to find
            rest = "".join(f' {n}="{escape(v)}"' for n, v in sorted(kept.items()) if n != "href")
            written = f' href="{escape(kept["href"])}"{rest}'
        if tag in VOID:
            self.pieces.append(f"<{tag}{written}/>")
        else:
            self.open.append(tag)
            self.pieces.append(f"<{tag}{written}>")

    def _end(self, tag: str) -> None:
        while True:
            last = self.open.pop()
            self.pieces.append(f"</{last}>")
            if last == tag:
                return

    def _name(self, tag: str) -> str:
        """A heading's name at the depth of the chapter; of other elements the name that it has."""
        if re.fullmatch("h[2-6]", tag):
            return f"h{min(int(tag[1]) + self.chapter.depth - 1, DEEPEST)}"
        return tag

    def _href(self, href: str) -> str:
        if urlsplit(href).scheme:
            return href
        path, mark, fragment = href.partition("#")
        if not path:
            return f"site:{self.chapter.url}#{fragment}"
        if path.endswith(".md") and self.chapter.file:
            found = urljoin(BASE + self.chapter.file, path).removeprefix(BASE)
            return f"site:{address_of(unquote(found))}{mark}{fragment}"
        found = urljoin(BASE + self.chapter.url, path).removeprefix(BASE)
        return f"site:{found}{mark}{fragment}"

    def _image(self, attrs: Mapping[str, str | None]) -> None:
        """Pictures stay on the site; the book has what is said instead of them."""
        if not self.dropped and attrs.get("alt"):
            self.pieces.append(f"[{escape(attrs['alt'] or '', quote=False)}]")
