"""Which pages of the last build may stand: those that a new build would make the same."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from handbook import prints
from handbook.memory import Drawn, Listed, Memory, Past
from handbook.model import Record
from handbook.pages import Page
from handbook.pages.page import Later
from handbook.render import Renderer
from handbook.search_renewal import Earlier
from handbook.shell import Crumb, Outline, Shells


@dataclass
class Reuse:
    """What one build may keep of the last one, and what it leaves for the next.

    `settings` is whatever all pages depend on beside the data, `lines` says whether pages show
    the line of YAML that they were made from. `frame` is the print of what the site is made from
    beside its files of data; nothing, if records are not what their files say. A page stands if its
    plan is the same, every record that its template read is the same, the shell around it is the
    same, and the file is still the one that was written. Shells are the same if all that they may
    show is (`around`), or else if they come out the same when they are drawn.
    """

    memory: Memory
    site_dir: Path
    settings: str
    frame: str
    lines: bool
    shells: Shells = field(init=False)  # when the theme's templates are there
    around: str = ""  # the print of all that shells show, if that is known
    pages: dict[str, Drawn] = field(default_factory=dict)  # by URI, of this build
    search: Mapping[str, str] = field(default_factory=dict)  # prints of this build's index, by path
    _drawn: dict[str, tuple[str, str]] = field(default_factory=dict)  # shells, as `Past` has them
    _bodies: dict[str, tuple[str, Sequence[str], str]] = field(default_factory=dict)
    # Of records that templates have read, with the record, so that no other takes its number.
    _names: dict[int, tuple[Record, str]] = field(default_factory=dict)
    _keys: dict[Outline, str] = field(default_factory=dict)
    _alike: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def past(self) -> Past:
        """What the last build left; nothing, if everything must be made anew."""
        past = self.memory.past(self.site_dir)
        return past if past.settings == self._settings else Past()

    @cached_property
    def _settings(self) -> str:
        return prints.of([self.settings, self.lines, self.memory.rest])

    @cached_property
    def _frame(self) -> str:
        return prints.of([self.frame, self.memory.frames]) if self.frame else ""

    @cached_property
    def _framed(self) -> bool:
        """Whether nothing but texts of records has changed."""
        return bool(self._frame) and self.past.frame == self._frame

    @property
    def worded(self) -> frozenset[str] | None:
        """The names of the records whose texts have changed, if nothing else has."""
        return self._changed if self._framed else None

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The names of all records that are not what they were."""
        then, now = self.past.records, self.memory.records
        return frozenset(dict(then.items() ^ now.items()))

    def made(self, page: Page) -> str:
        """The print of a page's plan. A plan that must be what it was is not looked at."""
        then = self._made_then(page.uri) if self._as_planned(page) else ""
        return then or prints.of_page(page)

    def _made_then(self, uri: str) -> str:
        drawn = self.past.pages.get(uri)
        return drawn.made if drawn else self.past.bodies.get(uri, ("",))[0]

    def _as_planned(self, page: Page) -> bool:
        if not (self._framed and isinstance(page.data, Later)):
            return False
        return page.record is None or prints.name(page.record) not in self._changed

    def stands(self, page: Page, made: str) -> bool:
        """Whether the page whose plan has the print `made` may stay as it is. Notes it, if so."""
        drawn = self.past.pages.get(page.uri)
        if drawn is None or drawn.made != made or not self._changed.isdisjoint(drawn.read):
            return False
        if not (self._same_line(page, drawn) and self._same_file(page, drawn)):
            return False
        if not self._same_shell(drawn.shape):
            return False
        self.pages[page.uri] = drawn
        return True

    def _same_line(self, page: Page, drawn: Drawn) -> bool:
        if not self.lines or page.record is None:
            return True
        file = str(page.record.file)
        if self.past.files.get(file) == self.memory.files.get(file):
            return True
        return _line(page) == drawn.line

    def _same_file(self, page: Page, drawn: Drawn) -> bool:
        return _state(self.site_dir, _file(page)) == (drawn.size, drawn.time)

    def _same_shell(self, shape: str) -> bool:
        if self._same_around:
            return True
        if shape not in self._alike:
            told, then = self.past.shells.get(shape, ("", ""))
            self._alike[shape] = bool(told) and self._shell(shape, _outline(told)) == then
        return self._alike[shape]

    @cached_property
    def _same_around(self) -> bool:
        """Whether no shell can have changed, so that none need be drawn."""
        return bool(self.around) and self.past.around == self.around

    def _shell(self, key: str, shape: Outline) -> str:
        """The print of the shell that is drawn around pages of a shape now."""
        made = prints.of(self.shells.pieces(shape))
        self._drawn[key] = json.dumps(asdict(shape)), made
        return made

    def proved(self, shape: Outline) -> bool:
        """Whether the last build has looked at the shell of a shape, and it is still the same."""
        return self._same_around and self._key(shape) in self.past.shells

    def _key(self, shape: Outline) -> str:
        if shape not in self._keys:
            self._keys[shape] = prints.of(asdict(shape))
        return self._keys[shape]

    @cached_property
    def index(self) -> Earlier | None:
        """The search index of the last build, if all of its files are as they were written."""
        known = self.past.search
        as_written = (_state(self.site_dir, path) == then[1:] for path, then in known.items())
        if not known or not all(as_written):
            return None
        prints = {path: made for path, (made, _, _) in known.items()}
        sizes = {path: size for path, (_, size, _) in known.items()}
        return Earlier(prints, sizes, lambda path: Path(self.site_dir, path).read_bytes())

    def body(self, page: Page, renderer: Renderer) -> str:
        """The HTML body of a page that MkDocs draws each time."""
        made = self.made(page)
        then, read, body = self.past.bodies.get(page.uri, ("", (), ""))
        if then != made or not self._changed.isdisjoint(read):
            body = renderer.body(page)
            read = self._own(renderer.read)
        self._bodies[page.uri] = (made, read, body)
        return body

    def note(self, page: Page, made: str, read: Mapping[int, Record], outline: Outline) -> None:
        """Remember how a page was made that could not stand."""
        line = _line(page) if self.lines else 0
        self.pages[page.uri] = Drawn(made, self._own(read), self._shape(outline), line, 0, 0)

    def _own(self, read: Mapping[int, Record]) -> tuple[str, ...]:
        """The names of those records that have prints of their own; the others are settings."""
        for key, record in read.items():
            if key not in self._names:
                own = type(record) in prints.APART
                self._names[key] = record, prints.name(record) if own else ""
        return tuple(sorted(filter(None, {self._names[key][1] for key in read})))

    def _shape(self, outline: Outline) -> str:
        """The key of a page's shape, or nothing if it is not known to be like others of it."""
        shape = outline.shape()
        if outline.alone or not self.shells.proved(shape):
            return ""
        key = self._key(shape)
        if key not in self._drawn:
            self._shell(key, shape)
        return key

    def keep(self, pages: list[Page], listed: Listed) -> None:
        """Leave for the next build what this one did, now that the site is in its place."""
        drawn = {page.uri: self._written(page) for page in pages if page.uri in self.pages}
        files, records = self.memory.files, self.memory.records
        made = (self._settings, self._frame, self.around, files, records)
        index = {path: self._filed(path, found) for path, found in self.search.items()}
        past = Past(*made, self._shells(drawn.values()), drawn, self._bodies, index, listed)
        self.memory.keep(self.site_dir, past)

    def _filed(self, path: str, made: str) -> tuple[str, int, int]:
        """What the next build must know of a file of the search index."""
        if self.index and self.index.prints.get(path) == made:
            return self.past.search[path]
        return (made, *_state(self.site_dir, path))

    def _shells(self, drawn: Iterable[Drawn]) -> Mapping[str, tuple[str, str]]:
        """The shells that this build has drawn, and those that stand around pages undrawn."""
        past = self.past.shells
        stand = {page.shape for page in drawn} & past.keys()
        return {shape: past[shape] for shape in stand} | self._drawn

    def _written(self, page: Page) -> Drawn:
        drawn = self.pages[page.uri]
        if drawn.time:
            return drawn  # it stands, and has been looked at
        size, time = _state(self.site_dir, _file(page))
        return drawn._replace(size=size, time=time)


def _line(page: Page) -> int:
    return page.place.line if page.place else 0


def _file(page: Page) -> str:
    """The path of a page's file."""
    return f"{page.url}index.html"


def _state(site_dir: Path, path: str) -> tuple[int, int]:
    """The size and the time of a file of the site, as far as it is there."""
    try:
        status = os.stat(f"{site_dir}/{path}")  # noqa: PTH116 (thousands of them)
    except OSError:
        return (0, 0)
    return status.st_size, status.st_mtime_ns


def _outline(told: str) -> Outline:
    """A shape, from the JSON that was kept of it."""
    given = json.loads(told)
    for name in ("previous", "next"):
        given[name] = given[name] and Crumb(*given[name])
    return Outline(**given | {"crumbs": tuple(Crumb(*crumb) for crumb in given["crumbs"])})
