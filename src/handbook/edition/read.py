"""A local edition's own files, read and checked: `edition.yml`, `local/` and `base-texts.yml`.

Nothing of its base is looked at here.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook.edition import NAME
from handbook.edition.kinds import KINDS
from handbook.edition.model import (
    BaseText,
    BaseTexts,
    Changed,
    EditionFile,
    LocalFile,
    Order,
)
from handbook.load import Reader, load_file
from handbook.local import Key
from handbook.model import Record
from handbook.offers import Contact, Event, Placement
from handbook.problems import Place, Problem
from handbook.yamlio import read as read_yaml

FOLDER = "local"
TEXTS = "base-texts.yml"
# The edition's own files and folders that are read. Its hook is a program, and may read anything.
WATCHED = (
    NAME, TEXTS, FOLDER, "content", "assets", "overrides", "brand", "brand.yml", "changes",
    "budgets.yml", "accessibility.yml", "links.jsonl", "mkdocs.yml",
)  # fmt: skip
OUTSIDE = "link-outside"
LARGEST = 64 * 1024 * 1024  # bytes of a picture or the like


@dataclass(frozen=True)
class Change:
    """One entry of a local file about a record of the base."""

    kind: str
    id: str
    entry: Changed

    @property
    def key(self) -> Key:
        """The kind and the id of the record that it changes."""
        return self.kind, self.id


@dataclass(frozen=True)
class Addition:
    """A record that an edition adds, as it was written."""

    kind: str
    record: Record

    @property
    def id(self) -> str:
        """The id of the new record."""
        return str(getattr(self.record, "id", ""))


@dataclass(frozen=True)
class Edition:
    """All that an edition says. `about` is missing if `edition.yml` cannot be used."""

    root: Path
    about: EditionFile | None = None
    changes: tuple[Change, ...] = ()
    added: tuple[Addition, ...] = ()
    orders: tuple[Order, ...] = ()
    contacts: tuple[Contact, ...] = ()
    placements: tuple[Placement, ...] = ()
    events: tuple[Event, ...] = ()
    texts: Mapping[str, BaseText] = field(default_factory=dict)  # by fingerprint
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    prefix: Path = Path()  # what its files are called begins with this


def read_edition(root: Path, read: Reader = read_yaml, prefix: Path = Path()) -> Edition:
    """Read the edition in `root`, each file with `read`. Problems are collected, never raised.

    Messages call its files by their path from `root`, with `prefix` before it.
    """
    reader = _prefixed(read, prefix)
    problems = list(_links(root, prefix))
    if problems:  # nothing is read by way of a link that leads elsewhere
        return Edition(root, problems=tuple(problems), prefix=prefix)
    about, found, _ = load_file(EditionFile, root, Path(NAME), reader)
    problems += found
    problems += _endings(root, prefix)
    files = []
    broken: set[str] = set()
    for name in local_files(root):
        record, found, lost = load_file(LocalFile, root, name, reader)
        problems += found
        broken |= lost
        files += [record] if record else []
    texts = _texts(root, reader, problems)
    return Edition(
        root,
        about,
        tuple(change for file in files for change in _changes(file)),
        tuple(addition for file in files for addition in _added(file)),
        tuple(order for file in files for order in file.order),
        tuple(contact for file in files for contact in file.contacts),
        tuple(placement for file in files for placement in file.placements),
        tuple(event for file in files for event in file.events),
        texts,
        tuple(problems),
        frozenset(broken),
        prefix,
    )


def _prefixed(read: Reader, prefix: Path) -> Reader:
    return lambda file, name: read(file, prefix / name)


def _endings(root: Path, prefix: Path) -> Iterator[Problem]:
    """Say which files of `local/` would be passed over because of the end of their name."""
    for file in sorted((root / FOLDER).rglob("*.*")):
        if file.suffix != ".yml" and file.suffix.lower() in {".yml", ".yaml"}:
            place = Place(prefix / file.relative_to(root))
            message = "the name of this file does not end with '.yml'"
            yield Problem(place, "wrong-ending", message, f"rename it to '{file.stem}.yml'")


def local_files(root: Path) -> list[Path]:
    """The files of `local/`, as seen from the edition's folder. Hidden ones are not read."""
    found = (file.relative_to(root) for file in (root / FOLDER).rglob("*.yml") if file.is_file())
    return sorted(name for name in found if not any(p.startswith(".") for p in name.parts))


def _changes(file: Record) -> Iterator[Change]:
    for kind in KINDS:
        for entry in getattr(file, kind.section):
            yield Change(kind.name, entry.id, entry)
    for entry in getattr(file, "pages", ()):
        yield Change("page", entry.id, entry)


def _added(file: Record) -> Iterator[Addition]:
    added = getattr(file, "add", None)
    for kind in KINDS:
        for record in getattr(added, kind.section, ()):
            yield Addition(kind.name, record)


def _texts(root: Path, read: Reader, problems: list[Problem]) -> Mapping[str, BaseText]:
    if not (root / TEXTS).exists():
        return {}
    record, found, _ = load_file(BaseTexts, root, Path(TEXTS), read)
    problems += found
    return {text.fingerprint: text for text in record.texts} if record else {}


def _links(root: Path, prefix: Path) -> Iterator[Problem]:
    """Symbolic links that lead out of the edition, and files that no site should carry."""
    home = root.resolve()
    for file in _watched(root):
        name = prefix / file.relative_to(root)
        if file.is_symlink() and not _within(file, home):
            message = "this is a link to something outside the edition"
            help = "put a copy of the file here, or delete the link"
            yield Problem(Place(name), OUTSIDE, message, help)
        elif file.is_file() and file.suffix not in {".yml", ".md"} and _size(file) > LARGEST:
            help = "make it smaller, or put it elsewhere and link to it"
            yield Problem(Place(name), "too-large", "this file is over 64 MB", help)


def _watched(root: Path) -> Iterator[Path]:
    """The edition's own files and folders of text and data, links among them."""
    for name in WATCHED:
        if os.path.lexists(root / name):
            yield root / name
        if (root / name).is_symlink():
            continue
        for at, folders, files in os.walk(root / name):
            yield from (Path(at, found) for found in sorted([*folders, *files]))


def _within(file: Path, home: Path) -> bool:
    try:
        return file.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a link to itself
        return False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
