"""The theme's styles and scripts, and the one folder of the site that they stand in.

The folder's name holds a hash of everything in it. Whatever changes gets a new address, so a host
may let browsers keep the files for ever, and no reader meets a new page with an old style.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files as resource_files
from importlib.resources.abc import Traversable
from typing import NamedTuple

STYLES = ("css/shell.css", "css/handbook.css")
BRAND = "css/brand.css"  # after them, if a site has a brand
SCRIPTS = ("js/index.js",)
LETTERS = 12  # of the hash; enough that no two versions ever share them


class Assets(NamedTuple):
    """`folder` is a path on the site, without slashes around it; `inside` are the files in it."""

    folder: str
    inside: Mapping[str, bytes]

    @property
    def files(self) -> Mapping[str, bytes]:
        """Each file by its path on the site."""
        return {f"{self.folder}/{name}": content for name, content in self.inside.items()}

    @property
    def styles(self) -> tuple[str, ...]:
        """The paths of the styles that every page links to, in their order."""
        return tuple(f"{self.folder}/{name}" for name in (*STYLES, BRAND) if name in self.inside)

    @property
    def scripts(self) -> tuple[str, ...]:
        """The paths of the modules that every page loads; they import the others."""
        return tuple(f"{self.folder}/{name}" for name in SCRIPTS)


def assets(brand: Mapping[str, bytes]) -> Assets:
    """What the theme ships, and the files that a site's brand adds to it."""
    shipped = _walk(resource_files("handbook") / "theme" / "assets", "")
    return hashed({**dict(shipped), **brand})


def hashed(inside: Mapping[str, bytes]) -> Assets:
    """Files in a folder that is named after their names and bytes.

    One folder, and not one hash in each name, so that scripts go on importing each other by the
    names that they have in the repository.
    """
    digest = sha256()
    for name, content in sorted(inside.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return Assets(f"assets/handbook-{digest.hexdigest()[:LETTERS]}", inside)


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        inner = f"{path}{item.name}"
        if item.is_dir():
            yield from _walk(item, f"{inner}/")
        else:
            yield inner, item.read_bytes()
