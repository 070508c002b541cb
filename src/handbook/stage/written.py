"""Hand-written pages with their macros expanded, and what search must know of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml

from handbook import macros
from handbook.addresses import url
from handbook.frontmatter import review
from handbook.handwritten import finished
from handbook.menu import titles
from handbook.render import Renderer
from handbook.search import Entry
from handbook.sections import first_heading, sections
from handbook.settings import Settings, construct, dump
from handbook.site import Text
from handbook.stage.links import nowhere
from markdown import Markdown

# As MkDocs reads it: https://www.mkdocs.org/user-guide/writing-your-docs/#yaml-style-meta-data
FRONT = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
END = "---\n"  # of the front matter
ALWAYS = ("toc", "tables", "fenced_code")  # what MkDocs adds to a site's own extensions


@dataclass(frozen=True)
class Written:
    """A page as its author wrote it, but for the macros: its path, its front matter, its text."""

    uri: str
    front: str
    text: str

    def with_front(self, more: Mapping[str, str]) -> str:
        """The file, with more in its front matter."""
        if not more:
            return self.front + self.text
        opening, _, own = self.front.partition("\n")
        return f"{opening or '---'}\n{dump(more)}{own or END}{self.text}"

    @property
    def title(self) -> str:
        """The title in its front matter, or nothing."""
        return str(_values(self.front).get("title") or "")


def expanded(text: Text, renderer: Renderer) -> Written:
    """A page with each macro's HTML in place of its call. The page has passed the checks."""
    found = FRONT.match(text.text)
    front = _front(found.group(), text) if found else ""
    body = text.text[found.end() if found else 0 :]
    here = nowhere(text.uri)
    if _values(front).get("render_macros") is not False:
        body = macros.expanded(body, renderer, lambda: here)
    return Written(text.uri, front, finished(body, renderer, here))


def _front(front: str, text: Text) -> str:
    """What stands above a page, with what the shell shows of the page's review."""
    known = review(text.front)
    if not known:
        return front
    said = {**_values(front), "review": known}
    return f"---\n{yaml.safe_dump(said, allow_unicode=True, sort_keys=False)}---\n"


def _values(front: str) -> Mapping[str, Any]:
    found = FRONT.match(front)
    try:
        values = yaml.safe_load(found[1]) if found else {}
    except yaml.YAMLError:
        return {}  # no builder reads it either
    return values if isinstance(values, dict) else {}


class Reader:
    """Reads hand-written pages as a builder does, with the same extensions of Markdown."""

    def __init__(self, settings: Settings) -> None:
        options = construct(dict(settings.extensions))
        names = dict.fromkeys([*ALWAYS, *options])
        self.markdown = Markdown(extensions=list(names), extension_configs=options)
        self.titles = {uri: title for title, uri in titles(settings.values.get("nav"))}

    def entries(self, page: Written) -> Iterator[Entry]:
        """What search must know of a page and of its sections."""
        html = self.html(page)
        yield from sections(html, url(page.uri), self._title(page, html))

    def title(self, page: Written) -> str:
        """What a builder calls a page."""
        return self._title(page, self.html(page))

    def html(self, page: Written) -> str:
        """The page as a builder would show it, but with its links as they are written."""
        return self.markdown.reset().convert(page.text)

    def _title(self, page: Written, html: str) -> str:
        return self.titles.get(page.uri) or page.title or first_heading(html) or _name(page.uri)


def _name(uri: str) -> str:
    """What a page is called that says nothing of itself."""
    if uri == "index.md":
        return "Home"
    words = PurePosixPath(uri).stem.replace("-", " ").replace("_", " ")
    return words.capitalize() if words.lower() == words else words
