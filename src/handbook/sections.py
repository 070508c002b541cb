"""What search knows of a hand-written page: the page, and each of its sections."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from handbook.search import Entry

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def sections(html: str, url: str, title: str) -> Iterator[Entry]:
    """An entry for each heading of a page's HTML, with the words below it.

    `url` is the page's address from the site's root, `title` its title. The first heading stands
    for the page; so does one without an id.
    """
    for section in _read(html):
        top = not section.id or section.first
        link = url if top else f"{url}#{section.id}"
        words = " ".join(" ".join(section.text).split())
        heading = " ".join("".join(section.title).split()) or title
        yield Entry(link or "./", heading, "page", words, about="" if top else title)


def first_heading(html: str) -> str:
    """The words of the first h1, or nothing."""
    tops = ("".join(section.title) for section in _read(html) if section.level == "h1")
    return " ".join(next(tops, "").split())


def _read(html: str) -> "list[_Section]":
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.sections


@dataclass
class _Section:
    level: str
    id: str
    first: bool
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Shares out the text among the headings. What stands before the first is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[_Section] = []
        self.in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS:
            self.in_heading = True
            self.sections.append(_Section(tag, dict(attrs).get("id") or "", not self.sections))

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.in_heading = False

    def handle_data(self, data: str) -> None:
        if self.sections:
            section = self.sections[-1]
            (section.title if self.in_heading else section.text).append(data)
