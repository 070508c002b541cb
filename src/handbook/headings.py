"""The headings of a page's HTML, for its table of contents."""

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True)
class Heading:
    """A heading with an id: its level (2 for h2), its id, its words."""

    level: int
    id: str
    title: str


def headings(html: str) -> list[Heading]:
    """The h2 and h3 of a page that links can lead to, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Heading] = []
        self._open: tuple[str, str] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        id = dict(attrs).get("id")
        if tag in {"h2", "h3"} and id:
            self._open = (tag, id)
            self._words = []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[0]:
            title = " ".join("".join(self._words).split())
            self.found.append(Heading(int(tag[1]), self._open[1], title))
            self._open = None
