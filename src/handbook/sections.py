"""What search knows of a hand-written page: the page, and each of its sections."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from handbook.search import Entry

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
BLOCKS = frozenset(
    [
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
ENDED = (".", ",", ":", ";", "?", "!")


def sections(html: str, url: str, title: str) -> Iterator[Entry]:
    """An entry for each heading of a page's HTML, with the words below it.

    `url` is the page's address from the site's root, `title` its title. The first heading stands
    for the page, and is found by the other headings too; so does one without an id.
    """
    found = _read(html)
    others = ", ".join(section.heading for section in found[1:])
    for section in found:
        top = not section.id or section.first
        link = url if top else f"{url}#{section.id}"
        yield Entry(
            url=link or "./",
            title=section.heading or title,
            kind="page",
            text=section.words,
            words=others if section.first else "",
            about="" if top else title,
        )


def first_heading(html: str) -> str:
    """The words of the first h1, or nothing."""
    return next((section.heading for section in _read(html) if section.level == "h1"), "")


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

    @property
    def heading(self) -> str:
        return " ".join("".join(self.title).split())

    @property
    def words(self) -> str:
        """Its text on one line; what is an item or a cell of its own stays apart from the next."""
        lines = [" ".join(line.split()) for line in "".join(self.text).split("\n")]
        *most, last = [line for line in lines if line] or [""]
        return " ".join([*(line if line.endswith(ENDED) else f"{line};" for line in most), last])


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
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.in_heading = False
        self._block(tag)

    def _block(self, tag: str) -> None:
        if tag in BLOCKS and self.sections and not self.in_heading:
            self.sections[-1].text.append("\n")

    def handle_data(self, data: str) -> None:
        if self.sections:
            section = self.sections[-1]
            (section.title if self.in_heading else section.text).append(data.replace("\n", " "))
