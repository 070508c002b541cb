"""The files that hold the data: which they are, how each would change, how a change is written."""

import difflib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.brand.reading import NAME as BRAND
from handbook.brand.record import Brand
from handbook.edit.layout import laid_out, unix
from handbook.edition import NAME as EDITION
from handbook.edition import is_edition
from handbook.edition.model import EditionFile, LocalFile
from handbook.edition.read import local_files
from handbook.load import not_fields
from handbook.model import Framework, Library, Record
from handbook.problems import DataError
from handbook.yamlio import read, read_text

# The data of a handbook, in one file or in a folder of them; and what has a file or a folder only.
KINDS: tuple[tuple[str, type[Record]], ...] = (
    ("curriculum", Framework),
    ("frameworks", Framework),
    ("resources", Library),
)
ONE = ((Path(BRAND), Brand), (Path(EDITION), EditionFile))


@dataclass(frozen=True, slots=True)
class Change:
    """What a file holds, and what it would hold. `name` is its path from the root."""

    name: Path
    before: bytes
    after: str

    def __bool__(self) -> bool:
        return self.before != self.after.encode()

    def diff(self) -> str:
        """The lines that change, as `diff -u` shows them; nothing if only line ends do."""
        old = unix(self.before.decode("utf-8-sig")).splitlines()
        name = self.name.as_posix()
        lines = difflib.unified_diff(old, self.after.splitlines(), name, name, lineterm="")
        return "\n".join(lines)


def sources(root: Path) -> Iterator[tuple[Path, type[Record]]]:
    """The data files below `root`, as paths from there, each with the record that it holds."""
    for name, kind in KINDS:
        single = Path(f"{name}.yml")
        if name != "frameworks" and (root / single).is_file():
            yield single, kind
        for file in sorted((root / name).rglob("*.yml")):
            inner = file.relative_to(root)
            if file.is_file() and not any(part.startswith(".") for part in inner.parts):
                yield inner, kind


def laid(root: Path) -> Iterator[tuple[Path, type[Record]]]:
    """Every file below `root` that has our layout: the data, and what a host or an edition says."""
    yield from sources(root)
    yield from ((name, kind) for name, kind in ONE if (root / name).is_file())
    if is_edition(root):
        yield from ((name, LocalFile) for name in local_files(root))


def layout(root: Path, name: Path, kind: type[Record]) -> Change:
    """The file `name` as it is and in our layout.

    Raises DataError, with every problem, if it cannot be read as YAML with fields at the top.
    """
    document = read(root / name, name)
    if document.data is not None and not isinstance(document.data, dict):
        raise DataError([not_fields(document)])
    text = read_text(root / name, name)
    return Change(name, (root / name).read_bytes(), laid_out(text, kind, name))


def save(root: Path, changes: Iterable[Change]) -> None:
    """Write each file that changes, whole or not at all."""
    for change in changes:
        if change:
            _put((root / change.name).resolve(), change.after.encode())


def _put(file: Path, content: bytes) -> None:
    """Write beside the file and swap, so that nobody ever reads half of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        beside.chmod(file.stat().st_mode)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
