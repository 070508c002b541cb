"""The copies of the whole handbook that readers may download, as the pages speak of them."""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

FOLDER = "data/"


class Copy(NamedTuple):
    """One file: its path on the site, what it is called and good for, its size, its checksum."""

    uri: str
    title: str
    format: str
    about: str
    size: int  # in bytes
    checksum: str  # SHA-256, as 64 hexadecimal digits

    @property
    def size_in_words(self) -> str:
        """In megabytes, with one digit, and never nothing."""
        return f"{max(self.size / 1e6, 0.1):.1f} MB"


class Kind(NamedTuple):
    """A sort of copy, and what a page says of it."""

    file: str
    title: str
    format: str
    about: str


KINDS = {
    "pdf": Kind(
        "handbook.pdf",
        "The handbook as a document",
        "PDF",
        "to print or to read, with page numbers, bookmarks, and tags for screen readers.",
    ),
    "epub": Kind(
        "handbook.epub",
        "The handbook as an electronic book",
        "EPUB",
        "for e-readers and reading apps, in your own size and colours.",
    ),
    "offline": Kind(
        "handbook-offline.zip",
        "The whole site for use without the internet",
        "ZIP",
        "unpack it anywhere and open index.html; search and filters work, My learning does not.",
    ),
}


def copy_of(name: str, content: bytes) -> Copy:
    """What the pages say of a copy. `name` is one of KINDS."""
    kind = KINDS[name]
    uri, checksum = f"{FOLDER}{kind.file}", sha256(content).hexdigest()
    return Copy(uri, kind.title, kind.format, kind.about, len(content), checksum)


def paths(carried: Mapping[str, bytes]) -> dict[str, bytes]:
    """Copies by their paths on the site. They come by their names in KINDS."""
    return {f"{FOLDER}{KINDS[name].file}": content for name, content in carried.items()}
