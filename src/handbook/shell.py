"""What stands around a page's body, drawn once for each shape of page and joined as text.

The theme's templates are slow, and say the same on thousands of pages. So a page is drawn once
with marks in the places of its own words; every other page of the same shape is that text with
the marks replaced. That the outcome is the same is not left to hope: the first page of each shape
is also drawn in full, and if the two differ (as they may when a site's own template asks for
something that we do not know of) every page of that shape is drawn in full.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

MARK = "HANDBOOKMARK"  # letters only, so that no filter of a template changes it
FOLDER = f"{MARK}FOLDEREND"
BODY = f"<h1>{MARK}BODYEND</h1>"  # a body brings its own h1, and templates look for it
MARKS = re.compile(rf"({re.escape(BODY)}|{MARK}[A-Z0-9]+?END)")


class Crumb(NamedTuple):
    """A link as the shell shows it: its words, and its target as seen from the page."""

    title: str
    href: str


@dataclass(frozen=True)
class Outline:
    """What the shell around one page shows. `contents` and `body` are HTML, the rest is text.

    `suggest_by` names the way that suggestions go, or nothing; the two after it are links.
    `section` is the address of the page of the navigation that it belongs to, or nothing. `folder`
    is the one that it lies in, with `FOLDER` for each into which the shell has no link. `alone`
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
    folder: str
    alone: bool = False
    policy: str = ""

    def shape(self) -> "Outline":
        """The same outline with a mark for each of its words: equal for pages of one shape."""
        told = (
            self.description, self.canonical, self.edit_url, self.suggest_change,
            self.suggest_resource, self.previous, self.next, self.contents,
        )  # fmt: skip
        url = self.url if self.alone else f"{self.folder}{_mark('URL')}/"
        same = (self.suggest_by, self.section, len(self.crumbs), self.alone, self.policy)
        return _shape(url, self.folder, tuple(map(bool, told)), *same)

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
            found.update(_words(f"CRUMB{i}", crumb))
        return {**found, **_words("PREVIOUS", self.previous), **_words("NEXT", self.next)}


@lru_cache(maxsize=512)  # there are a few dozen, and thousands of pages ask for them
def _shape(
    url: str,
    folder: str,
    told: tuple[bool, ...],
    suggest_by: str,
    section: str,
    crumbs: int,
    alone: bool,
    policy: str,
) -> Outline:
    """The shape of all pages of a folder that tell the same things. `told` says which."""
    description, canonical, edit_url, change, resource, previous, following, contents = told
    return Outline(
        url=url,
        title=_mark("TITLE"),
        description=_mark("DESCRIPTION") if description else "",
        canonical=_mark("CANONICAL") if canonical else "",
        edit_url=_mark("EDIT") if edit_url else "",
        suggest_by=suggest_by,
        suggest_change=_mark("CHANGE") if change else "",
        suggest_resource=_mark("RESOURCE") if resource else "",
        section=section,
        crumbs=tuple(_marked(f"CRUMB{i}") for i in range(crumbs)),
        previous=_marked("PREVIOUS") if previous else None,
        next=_marked("NEXT") if following else None,
        contents=_mark("CONTENTS") if contents else "",
        body=BODY,
        folder=folder,
        alone=alone,
        policy=policy,
    )


@cache
def _mark(name: str) -> str:
    return f"{MARK}{name}END"


@cache
def _marked(name: str) -> Crumb:
    return Crumb(_mark(f"{name}TITLE"), _mark(f"{name}HREF"))


@lru_cache(maxsize=512)  # thousands of pages lie below the same few
def _words(name: str, crumb: Crumb | None) -> Mapping[str, str]:
    if crumb is None:
        return {}
    mark = _marked(name)
    return {mark.title: _title(crumb.title), mark.href: str(escape(crumb.href))}


def _title(words: str) -> str:
    """As `| striptags | e` writes it."""
    return str(escape(Markup(words).striptags()))  # noqa: S704 (it is escaped right here)


@dataclass
class Shells:
    """Draws the pages of one build. `draw` does one in full, `known` are shapes proved before."""

    draw: Callable[[Outline], str]
    known: Callable[[Outline], bool] = lambda _: False
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
        if self.known(shape):
            self._proved[shape] = True
            return _join(self.pieces(shape), outline)
        drawn = self.draw(outline)
        self._proved[shape] = _join(self.pieces(shape), outline) == drawn
        return drawn


def _join(pieces: list[str], outline: Outline) -> str:
    words = outline.words()
    return "".join([words.get(piece, piece) for piece in pieces])
