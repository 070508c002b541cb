"""What stands around a page's body, drawn once for each shape of page and joined as text.

The theme's templates are slow, and say the same on thousands of pages. So a page is drawn once
with marks in the places of its own words; every other page of the same shape is that text with
the marks replaced. That the outcome is the same is not left to hope: the first page of each shape
is also drawn in full, and if the two differ (as they may when a site's own template asks for
something that we do not know of) every page of that shape is drawn in full.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

MARK = "HANDBOOKMARK"  # letters only, so that no filter of a template changes it
BODY = f"<h1>{MARK}BODYEND</h1>"  # a body brings its own h1, and templates look for it
MARKS = re.compile(rf"({re.escape(BODY)}|{MARK}[A-Z0-9]+?END)")


@dataclass(frozen=True)
class Crumb:
    """A link as the shell shows it: its words, and its target as seen from the page."""

    title: str
    href: str


@dataclass(frozen=True)
class Outline:
    """What the shell around one page shows. `contents` and `body` are HTML, the rest is text.

    `suggest_by` names the way that suggestions go, or nothing; the two after it are links.
    `section` is the address of the page of the navigation that it belongs to, or nothing. `alone`
    says that no other page has the same shape, since the shell itself links to this one. `policy`
    is a Content-Security-Policy for the page, or nothing.
    """

    url: str
    title: str
    description: str
    canonical: str
    edit_url: str
    suggest_by: str
    suggest_change: str
    suggest_resource: str
    section: str
    crumbs: tuple[Crumb, ...]
    previous: Crumb | None
    next: Crumb | None
    contents: str
    body: str
    alone: bool = False
    policy: str = ""

    def shape(self) -> "Outline":
        """The same outline with a mark for each of its words: equal for pages of one shape."""
        folder = posixpath.dirname(self.url.rstrip("/"))
        return Outline(
            url=self.url if self.alone else posixpath.join(folder, _mark("URL"), ""),
            title=_mark("TITLE"),
            description=self.description and _mark("DESCRIPTION"),
            canonical=self.canonical and _mark("CANONICAL"),
            edit_url=self.edit_url and _mark("EDIT"),
            suggest_by=self.suggest_by,
            suggest_change=self.suggest_change and _mark("CHANGE"),
            suggest_resource=self.suggest_resource and _mark("RESOURCE"),
            section=self.section,
            crumbs=tuple(_marked(f"CRUMB{i}") for i in range(len(self.crumbs))),
            previous=self.previous and _marked("PREVIOUS"),
            next=self.next and _marked("NEXT"),
            contents=self.contents and _mark("CONTENTS"),
            body=BODY,
            alone=self.alone,
            policy=self.policy,
        )

    def words(self) -> dict[str, str]:
        """Mark → what stands in its place, as the theme's templates write it."""
        found = {
            _mark("TITLE"): _title(self.title),
            _mark("DESCRIPTION"): str(escape(self.description)),
            _mark("CANONICAL"): str(escape(self.canonical)),
            _mark("EDIT"): str(escape(self.edit_url)),
            _mark("CHANGE"): str(escape(self.suggest_change)),
            _mark("RESOURCE"): str(escape(self.suggest_resource)),
            _mark("CONTENTS"): self.contents,
            BODY: self.body,
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
    return {mark.title: _title(crumb.title), mark.href: str(escape(crumb.href))}


def _title(words: str) -> str:
    """As `| striptags | e` writes it."""
    return str(escape(Markup(words).striptags()))  # noqa: S704 (it is escaped right here)


@dataclass
class Shells:
    """Draws the pages of one build. `draw` does one in full."""

    draw: Callable[[Outline], str]
    _pieces: dict[Outline, list[str]] = field(default_factory=dict)
    _proved: dict[Outline, bool] = field(default_factory=dict)

    def page(self, outline: Outline) -> str:
        """The whole HTML of a page."""
        if outline.alone:
            return self.draw(outline)
        shape = outline.shape()
        if shape not in self._proved:
            return self._first(shape, outline)
        return _join(self.pieces(shape), outline) if self._proved[shape] else self.draw(outline)

    def pieces(self, shape: Outline) -> list[str]:
        """The shell around the pages of a shape, cut up at its marks."""
        if shape not in self._pieces:
            self._pieces[shape] = MARKS.split(self.draw(shape))
        return self._pieces[shape]

    def proved(self, shape: Outline) -> bool:
        """Whether pages of this shape are the shell and their own words, and nothing else."""
        return self._proved.get(shape, False)

    def _first(self, shape: Outline, outline: Outline) -> str:
        """Draw the first page of a shape both ways, to see whether they agree."""
        drawn = self.draw(outline)
        self._proved[shape] = _join(self.pieces(shape), outline) == drawn
        return drawn


def _join(pieces: list[str], outline: Outline) -> str:
    words = outline.words()
    return "".join([words.get(piece, piece) for piece in pieces])
