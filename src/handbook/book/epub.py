"""The book as an EPUB 3.3 (https://www.w3.org/TR/epub-33/), with what the standard for accessible
books asks a publisher to say (https://www.w3.org/TR/epub-a11y-11/).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files as resource_files
from uuid import NAMESPACE_URL, uuid5

from handbook.archive import archive
from handbook.book.plan import Book
from handbook.book.shown import Shown, contents, shown
from handbook.book.xhtml import Linker, Part, parts
from handbook.render import Renderer

MIME = {"mimetype": b"application/epub+zip"}
OWN_FILE = 2  # chapters down to this depth have a file each; deeper ones stand in it
NO_DAY = "1980-01-01"  # the format asks for one


@dataclass(frozen=True)
class File:
    """A file of the book: its name, the id of its title, and the parts that stand in it."""

    name: str
    title: str
    parts: tuple[Shown, ...]


def epub(book: Book, renderer: Renderer) -> bytes:
    """The whole book as one file."""
    found = parts(book.chapters)
    names = dict(_names(found))
    linker = Linker(found, book.site_url)
    files = list(_files(found, linker, names))
    styles = resource_files("handbook") / "theme" / "book" / "epub.css"

    def made(template: str, **data: object) -> bytes:
        return renderer.part(f"book/{template}", "", **_about(book), **data).encode()

    return archive(
        {
            "META-INF/container.xml": made("container.xml"),
            "EPUB/package.opf": made("package.opf", files=files),
            "EPUB/nav.xhtml": made("nav.xhtml", contents=contents(found, names)),
            "EPUB/title.xhtml": made("title.xhtml"),
            "EPUB/book.css": styles.read_bytes(),
            **{f"EPUB/{file.name}": made("chapter.xhtml", file=file) for file in files},
        },
        first=MIME,
    )


def _about(book: Book) -> dict[str, object]:
    return {
        "framework": book.framework,
        "title": f"{book.framework.title}, version {book.framework.version}",
        "day": book.day,
        "modified": f"{book.day or NO_DAY}T00:00:00Z",
        "uuid": uuid5(NAMESPACE_URL, book.identifier),
        "site_url": book.site_url,
    }


def _names(found: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """The file of each id in the book."""
    name = ""
    for part in found:
        if part.chapter.depth <= OWN_FILE or not name:
            name = f"{part.anchor}.xhtml"
        for id in (part.anchor, *part.ids):
            yield id, name


def _files(found: Sequence[Part], linker: Linker, names: dict[str, str]) -> Iterator[File]:
    together: dict[str, list[Shown]] = {}
    for part in found:
        together.setdefault(names[part.anchor], []).append(shown(part, linker, names))
    for name, inside in together.items():
        yield File(name, inside[0].title, tuple(inside))
