"""What a web page says about itself: read once, however broken it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from handbook.links.web import Answer

SILENT = ["script", "style", "noscript", "template", "svg", "iframe", "object"]
AROUND = ["header", "nav", "footer", "aside"]
MOST = 20_000  # characters of text that are looked at
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
REFRESH = re.compile(
    r"""^\s*(\d*)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?['"]?(.*?)['"]?\s*$""",
    re.IGNORECASE | re.DOTALL,
)
GOES = re.compile(
    r"""^(?:[\s;]|//[^\n]*\n|<!--|\$\(function\(\)\{|window\.onload=function\(\)\{"""
    r"""|setTimeout\(function\(\)\{)*"""
    r"""(?:(?:window|document|top|self|parent)\.)*location(?:\.href)?\s*"""
    r"""(?:=|\.(?:replace|assign)\()\s*(["'])(?P<to>[^"'\\]+)\1""",
)  # fmt: skip
# Elements at whose start a parser looks through all that are open for a paragraph to close.
BOXES = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset"
    r"|figcaption|figure|footer|header|hgroup|main|menu|nav|ol|pre|rt|section|search|summary|ul)\b",
    re.IGNORECASE,
)
DEEPEST = 2000  # boxes in one another; browsers stop at 512
SOON = 30  # seconds; a page that waits longer is one to read
SHORT = 200  # characters of text on a page that is only there to lead on


@dataclass(frozen=True)
class Html:
    """A page as its reader meets it."""

    answer: Answer

    @cached_property
    def source(self) -> str:
        """The page as text, in the encoding that it says, or the likeliest."""
        body = self.answer.body
        said = CHARSET.search(
            self.answer.headers.get("content-type", "").encode("utf-8", "replace")
        )
        said = said or CHARSET.search(body[:2048])
        names = [said[1].decode("ascii", "replace")] if said else []
        if body.startswith((b"\xff\xfe", b"\xfe\xff")):
            names = ["utf-16"]
        for name in [*names, "utf-8"]:
            try:
                return body.decode(name)
            except (LookupError, UnicodeError):
                continue
        return body.decode("utf-8" if not said else "cp1252", "replace")

    @cached_property
    def _sane(self) -> str:
        """The page up to where it opens boxes without end, which would take minutes to read."""
        depth = 0
        for found in BOXES.finditer(self.source):
            depth = max(0, depth + (-1 if found[1] else 1))
            if depth > DEEPEST:
                return self.source[: found.start()]
        return self.source

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self._sane)

    @cached_property
    def title(self) -> str:
        """The title in the tab."""
        return next((_words(node) for node in self._tree.css("title") if not _in_svg(node)), "")

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The first headings: the highest ones that the page has."""
        for level in ("h1", "h2", "h3"):
            found = tuple(filter(None, map(_words, self._tree.css(level)[:4])))
            if found:
                return found
        return ()

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything that a fragment can lead to."""
        nodes = self._tree.css("[id],a[name]")
        values = (node.attributes.get(name) for node in nodes for name in ("id", "name"))
        return frozenset(value for value in values if value)

    @cached_property
    def scripted(self) -> bool:
        """Whether scripts may add something to the page."""
        return self._tree.css_first("script:not([type='application/ld+json'])") is not None

    @cached_property
    def hidden_from_search(self) -> bool:
        """Whether it asks search engines not to list it."""
        node = self._tree.css_first("meta[name='robots' i]")
        said = (node.attributes.get("content") or "") if node else ""
        return "noindex" in said.lower() or "noindex" in self.answer.headers.get("x-robots-tag", "")

    @cached_property
    def asks_password(self) -> bool:
        """Whether there is a field for a password."""
        return self._tree.css_first("input[type='password' i]") is not None

    @cached_property
    def says(self) -> str:
        """Title, headings and what the page tells others about itself."""
        metas = self._tree.css(
            "meta[property='og:title'],meta[property='og:site_name'],meta[name='description']"
        )
        about = [node.attributes.get("content") or "" for node in metas]
        return " ".join([self.title, *self.headings, *about])

    @cached_property
    def sources(self) -> str:
        """Where its scripts, frames and pictures come from, one after another."""
        nodes = self._tree.css("script[src],iframe[src],frame[src],link[href]")
        found = (node.attributes.get("src") or node.attributes.get("href") for node in nodes)
        return " ".join(filter(None, found)).lower()

    @cached_property
    def _scripts(self) -> tuple[str, ...]:
        nodes = self._tree.css("script")
        return tuple("" if node.attributes.get("src") else node.text(deep=True) for node in nodes)

    @cached_property
    def text(self) -> str:
        """The words that a reader sees."""
        return self._text(SILENT)

    @cached_property
    def main(self) -> str:
        """The same without what is around every page of a site."""
        return self._text([*SILENT, *AROUND]) or self.text

    def _text(self, without: list[str]) -> str:
        tree = LexborHTMLParser(self._sane)
        tree.strip_tags(without)
        body = tree.body
        return _words(body, MOST) if body else ""

    @cached_property
    def bare(self) -> bool:
        """Whether there is nothing on the page: no words, no pictures, no scripts."""
        some = "img,picture,video,audio,iframe,object,embed,canvas,svg,script,frameset,form,input"
        return not self.text and self._tree.css_first(some) is None

    @cached_property
    def leads_to(self) -> str:
        """The address to which the page itself takes its reader on, or nothing."""
        return self._refresh or self._script

    @property
    def _refresh(self) -> str:
        # https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh
        for said in self._refreshes():
            found = REFRESH.match(said)
            if found and found[2] and int(found[1] or 0) <= SOON:
                return found[2].strip()
        return ""

    def _refreshes(self) -> Iterator[str]:
        yield self.answer.headers.get("refresh", "")
        for node in self._tree.css("meta[http-equiv='refresh' i]"):
            if not _inside(node, "noscript"):
                yield node.attributes.get("content") or ""

    @property
    def _script(self) -> str:
        """Where a page goes that has nothing but one script to say so."""
        if len(self.text) > SHORT or len(self._scripts) != 1 or len(self._scripts[0]) > 400:
            return ""
        found = GOES.match(self._scripts[0].strip())
        return found["to"] if found else ""


def _words(node: LexborNode, most: int = 300) -> str:
    """The words of a part of a page; of a title or a heading no more than people would read."""
    return " ".join(node.text(deep=True, separator=" ").split())[:most]


def _in_svg(node: LexborNode) -> bool:
    return _inside(node, "svg")


def _inside(node: LexborNode, tag: str) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == tag:
            return True
        parent = parent.parent
    return False
