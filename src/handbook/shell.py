"""What stands around a page's body, drawn once for each shape of page and joined as text.

The theme's templates are slow and say the same on thousands of pages. So a page is drawn once with
marks in the places of its own words; every other page of the same shape is that text, with the
marks replaced. Whether the outcome is the same is not left to hope: `Shells` draws the second page
of each shape in full too, compares, and draws every page in full if the two differ (as they
may when a site's own template asks for something that we do not know of).
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import escape

MARK = "HANDBOOKMARK"  # letters only, so that no filter of a template changes it


@dataclass(frozen=True)
class Crumb:
    """A link as the shell shows it: its words, and its target as seen from the page."""

    title: str
    href: str


@dataclass(frozen=True)
class Outline:
    """What the shell around one page shows. `contents` and `body` are HTML, the rest is text.

    `section` is the address of the page of the navigation that it belongs to, or nothing.
    """

    url: str
    title: str
    description: str
    canonical: str
    edit_url: str
    section: str
    crumbs: tuple[Crumb, ...]
    previous: Crumb | None
    next: Crumb | None
    contents: str
    body: str

    def shape(self) -> "Outline":
        """The same outline with a mark for each of its words: equal for pages of one shape."""
        return Outline(
            url=posixpath.join(posixpath.dirname(self.url.rstrip("/")), _mark("URL"), ""),
            title=_mark("TITLE"),
            description=self.description and _mark("DESCRIPTION"),
            canonical=self.canonical and _mark("CANONICAL"),
            edit_url=self.edit_url and _mark("EDIT"),
            section=self.section,
            crumbs=tuple(_marked(f"CRUMB{i}") for i in range(len(self.crumbs))),
            previous=self.previous and _marked("PREVIOUS"),
            next=self.next and _marked("NEXT"),
            contents=self.contents and _mark("CONTENTS"),
            body=_mark("BODY"),
        )

    def words(self) -> dict[str, str]:
        """Mark → what stands in its place, escaped as the templates do."""
        found = {
            _mark("TITLE"): str(escape(self.title)),
            _mark("DESCRIPTION"): str(escape(self.description)),
            _mark("CANONICAL"): str(escape(self.canonical)),
            _mark("EDIT"): str(escape(self.edit_url)),
            _mark("CONTENTS"): self.contents,
            _mark("BODY"): self.body,
        }
        for i, crumb in enumerate(self.crumbs):
            found |= _words(f"CRUMB{i}", crumb)
        return found | _words("PREVIOUS", self.previous) | _words("NEXT", self.next)


def _mark(name: str) -> str:
    return f"{MARK}{name}END"


def _marked(name: str) -> Crumb:
    return Crumb(_mark(f"{name}TITLE"), _mark(f"{name}HREF"))


def _words(name: str, crumb: Crumb | None) -> dict[str, str]:
    if crumb is None:
        return {}
    mark = _marked(name)
    return {mark.title: str(escape(crumb.title)), mark.href: str(escape(crumb.href))}


@dataclass
class Shells:
    """Draws pages: `draw` does one in full, the cache does the rest. `cached` turns it off."""

    draw: Callable[[Outline], str]
    cached: bool = True
    _known: dict[Outline, list[str] | None] = field(default_factory=dict)
    _proved: set[Outline] = field(default_factory=set)

    def page(self, outline: Outline) -> str:
        """The whole HTML of a page."""
        if not self.cached:
            return self.draw(outline)
        shape = outline.shape()
        if shape not in self._known:
            self._known[shape] = MARKS.split(self.draw(shape))
        pieces = self._known[shape]
        if pieces is None:
            return self.draw(outline)
        words = outline.words()
        joined = "".join(words.get(piece, piece) for piece in pieces)
        return joined if shape in self._proved else self._prove(shape, outline, joined)

    def _prove(self, shape: Outline, outline: Outline, joined: str) -> str:
        """Compare the first page of a shape with what the templates make of it."""
        drawn = self.draw(outline)
        if drawn == joined:
            self._proved.add(shape)
        else:
            self._known[shape] = None
        return drawn


MARKS = re.compile(rf"({MARK}[A-Z0-9]+?END)")
