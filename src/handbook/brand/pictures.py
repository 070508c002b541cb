"""The pictures of a brand: files below the site's folder, small, and safe to show.

A reader loads the logo with every first page, so it may not be large; and whoever proposes a
brand may not publish any other file of the machine that builds the site.
"""

import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from handbook.brand.svg import UnsafeError, drawing
from handbook.problems import DataError, Place, Problem

RULE = "brand-picture"
LARGEST = 60_000  # bytes
WIDEST = 4_000  # pixels of a PNG
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """A picture as readers get it. `width` and `height` are in pixels, or in units of its own."""

    name: str
    content: bytes
    width: float
    height: float


def picture(root: Path, path: str, name: str, place: Place) -> Picture:
    """The picture in the file `path` below `root`, to be called `name` on the site.

    `place` is where somebody wrote the path. Raises DataError if there is no such picture, or one
    that could harm.
    """
    ending = PurePosixPath(path).suffix.lower()
    try:
        if ending not in (".svg", ".png"):
            raise _RefusedError(f"'{path}' is no picture that we can use", "use an SVG or a PNG")
        raw = _read(root, path)
        found = _svg(raw, path) if ending == ".svg" else _png(raw, path)
    except _RefusedError as error:
        raise DataError([Problem(place, RULE, error.message, error.help)]) from None
    return Picture(f"{name}{ending}", *found)


class _RefusedError(Exception):
    def __init__(self, message: str, help: str) -> None:
        self.message = message
        self.help = help
        super().__init__(message)


def _read(root: Path, path: str) -> bytes:
    """The bytes of a plain, small file. Nothing is opened before it is known to be one."""
    for part in _parts(root, path):
        try:
            status = os.lstat(part)
        except OSError:
            help = "write its path from the folder of this file, with capitals as its name has them"
            raise _RefusedError(f"there is no file '{path}'", help) from None
        if stat.S_ISLNK(status.st_mode):
            help = "put the picture itself there"
            raise _RefusedError(f"'{part.name}' in '{path}' is a link to another place", help)
    if not stat.S_ISREG(status.st_mode):
        raise _RefusedError(f"'{path}' is not a file", "name a picture, SVG or PNG")
    if status.st_size > LARGEST:
        size = f"{status.st_size / 1000:,.0f} kB"
        help = f"make it smaller: every reader loads it, and {LARGEST // 1000} kB are the most"
        raise _RefusedError(f"'{path}' has {size}", help)
    try:
        return (root / path).read_bytes()
    except OSError:
        raise _RefusedError(f"'{path}' cannot be opened", "check who may read it") from None


def _parts(root: Path, path: str) -> Iterator[Path]:
    parts = PurePosixPath(path).parts
    if ".." in parts or path.startswith("/"):
        raise _RefusedError(f"'{path}' leads out of the folder", "put the picture into the folder")
    for count in range(1, len(parts) + 1):
        yield root.joinpath(*parts[:count])


def _svg(raw: bytes, path: str) -> tuple[bytes, float, float]:
    try:
        found = drawing(raw)
    except UnsafeError as error:
        raise _RefusedError(f"'{path}', line {error.line}: {error.message}", error.help) from None
    return found.content, found.width, found.height


def _png(raw: bytes, path: str) -> tuple[bytes, float, float]:
    """As https://www.w3.org/TR/png-3/#11IHDR has it: the size stands in the first chunk."""
    if not (raw.startswith(SIGNATURE) and raw[12:16] == b"IHDR" and len(raw) > 24):
        raise _RefusedError(
            f"'{path}' is not a PNG, whatever its name says", "save it again as PNG"
        )
    width, height = struct.unpack(">II", raw[16:24])
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        size = f"{width:,} by {height:,} pixels"
        raise _RefusedError(f"'{path}' has {size}", f"make it smaller: {WIDEST:,} are the most")
    return raw, width, height
