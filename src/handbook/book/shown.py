"""The parts of the book as its templates show them: their text in order, their titles as a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook.book.xhtml import Linker, Part


@dataclass(frozen=True)
class Shown:
    """A part with its links in place. `html` is well-formed XHTML that needs no escaping."""

    anchor: str
    number: str
    title: str
    depth: int
    html: str


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents, and those below it. `href` leads to its part."""

    href: str
    number: str
    title: str
    inner: list["Entry"] = field(default_factory=list)


def shown(part: Part, linker: Linker, files: Mapping[str, str] | None = None) -> Shown:
    """A part for a template. `files` has the file of each id, if the book has several."""
    chapter = part.chapter
    html = linker.linked(part, files)
    return Shown(part.anchor, part.number, chapter.title, chapter.depth, html)


def contents(parts: Sequence[Part], files: Mapping[str, str] | None = None) -> list[Entry]:
    """The table of contents."""
    top: list[Entry] = []
    way = [top]  # the lists in which a line of each depth goes
    for part in parts:
        file = files[part.anchor] if files else ""
        entry = Entry(f"{file}#{part.anchor}", part.number, part.chapter.title)
        for id, title in part.chapter.lines:
            entry.inner.append(Entry(f"{file}#{part.anchor}-{id}", "", title))
        del way[part.chapter.depth :]
        way[-1].append(entry)
        way.append(entry.inner)
    return top
