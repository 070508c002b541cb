"""What one build leaves for the next: files already read, and pages already drawn.

It lies in a folder of the user's own, never among the files of a handbook, so that nobody can
slip a page into a site by way of it. All of it may be deleted at any time. Nothing in it is
believed without a print of what it was made from: the bytes of a file, the engine, the records
that a page shows, the shell around it, and that the page on the disk is the one we wrote.
"""

import marshal
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib.metadata import distribution
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from platformdirs import user_cache_path

from handbook import prints, readability, yamlio
from handbook.model import Record
from handbook.packing import Known
from handbook.prints import OfFile, Prints
from handbook.problems import DataError
from handbook.unchanged import unchanged
from handbook.yamlio import Data, Document

T = TypeVar("T")
GRADES = "grades.kept"
KEPT = "records.kept"
PARTS = ("jinja2", "markdown-it-py", "mkdocs", "mkdocs-material", "pydantic", "pyyaml")


# Path of a file → its hash, its size in bytes, and whether the app's first visit brings it.
Listed = Mapping[str, tuple[str, int, int]]


class Drawn(NamedTuple):  # of which there are thousands, and dataclasses take long to make
    """A page as the last build left it.

    `made` is the print of its plan, `read` has the names of the records that its template read,
    `shape` says which shell is around it, `line` where it was written, if it shows that. `size`
    (bytes) and `time` (nanoseconds) tell whether the file is still the one that was written.
    """

    made: str
    read: tuple[str, ...]
    shape: str
    line: int
    size: int
    time: int


@dataclass(frozen=True)
class Past:
    """All that the last build of a site left.

    `settings` is the print of what every page depends on, `frame` that of all that the site is made
    from but for the texts of records, `around` that of all that the shells around pages show; both
    are nothing if that is not known. `files` has the print of each file of data, `records` that of
    each record, `shells` each shape of page with the print of its shell. `bodies` has the pages
    that MkDocs draws: the print of the plan, the records read, the HTML. `search` has the files of
    the search index by their paths: the print of what is in each, its size (bytes) and its time
    (nanoseconds). `listed` is what the app's list has.
    """

    settings: str = ""
    frame: str = ""
    around: str = ""
    files: Prints = field(default_factory=dict)
    records: Prints = field(default_factory=dict)
    shells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    pages: Mapping[str, Drawn] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, Sequence[str], str]] = field(default_factory=dict)
    search: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    listed: Listed = field(default_factory=dict)


def folder(root: Path) -> Path:
    """Where the memory of the handbook in `root` is kept."""
    return shared() / prints.of_bytes(str(root.absolute()).encode())


def shared() -> Path:
    """Where all memories are kept. `HANDBOOK_CACHE` names another place."""
    own = os.environ.get("HANDBOOK_CACHE")
    return Path(own) if own else user_cache_path("living-handbook", appauthor=False)


def forget(root: Path) -> None:
    """Delete everything that builds of the handbook in `root` remember."""
    shutil.rmtree(folder(root), ignore_errors=True)


class Memory:
    """The memory of one handbook, for one build of it."""

    def __init__(self, root: Path) -> None:
        self.folder = folder(root)
        self.engine = engine()
        self.files: Prints = {}  # of each file that this build has read
        self.rest: Prints = {}  # of what each file says beside its records
        self.records: Prints = {}
        self.frames: Prints = {}  # of the records of each file without their texts
        self.grades: dict[str, float | None] = {}  # of each text that this build has judged
        self._keeping: dict[str, Any] = {}  # what this build made of records, by work

    def grade(self, text: str) -> float | None:
        """The same as `readability.grade`, without counting what was counted before."""
        made = prints.of_bytes(text.encode())
        if made not in self.grades:
            past = self._graded
            self.grades[made] = past[made] if made in past else readability.grade(text)
        return self.grades[made]

    @cached_property
    def _graded(self) -> Mapping[str, float | None]:
        """The grades of the last build."""
        known = self._load(GRADES)
        return known["grades"] if known and known.get("engine") == self.engine else {}

    def kept(self, what: str, records: Sequence[Record], make: Callable[[], T]) -> T:
        """What `make` makes of records, or what the last build made of them (`keeping.Keeper`)."""
        known = what in self._kept and not self._reworded(records)
        self._keeping[what] = self._kept[what] if known else make()
        return cast("T", self._keeping[what])

    def _reworded(self, records: Sequence[Record]) -> bool:
        """Whether any of the records says other things than in the last good build."""
        return not self._ids.isdisjoint(map(attrgetter("id"), records))

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids of the records with other texts."""
        return frozenset(name.rpartition(" ")[2] for name in self.worded() or ())

    def worded(self) -> Collection[str] | None:
        """The names of the records with other texts, if all else is as the last good build read it.

        Ask when all files have been read.
        """
        then = self._last.get("records")
        return None if then is None else dict(then.items() ^ self.records.items()).keys()

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        """What the last build made, by work."""
        kept: Mapping[str, Any] = self._last.get("kept", {})
        return kept

    @cached_property
    def _last(self) -> Mapping[str, Any]:
        """What the last build left, if nothing but texts has changed since."""
        return self._left if self._left.get("frame") == self._frame else {}

    @cached_property
    def _left(self) -> Mapping[str, Any]:
        """What the last build left."""
        known = self._load(KEPT)
        return known if known and known.get("engine") == self.engine else {}

    @cached_property
    def _frame(self) -> str:
        return prints.of([self.engine, self.rest, self.frames])

    def read(self, file: Path, name: Path) -> Document:
        """The same as `yamlio.read`, without reading what was read before."""
        made = self._print(file)
        document, said = self._known(made, file, name) or self._anew(made, file, name)
        self.files[str(name)] = made
        self.rest[str(name)] = said.rest
        self.frames[str(name)] = said.frame
        self.records.update(said.records)
        return document

    def _known(self, made: str, file: Path, name: Path) -> tuple[Document, OfFile] | None:
        """A file that was found to be valid before."""
        told = self._load(f"{made}.kept")
        if told is None:
            return None
        data = partial(_data, file, name)
        known = Known(*told["known"])
        return Document(name, data, partial(_spot, file, name), known), OfFile(*told["said"])

    def _anew(self, made: str, file: Path, name: Path) -> tuple[Document, OfFile]:
        document = yamlio.read(file, name)
        said = prints.of_file(document.data)
        known = self._partly(str(name), document.data, said)

        def keep(known: Known) -> None:
            told = {
                "said": (said.rest, said.records, said.frame),
                "known": (known.fields, known.lists),
            }
            self._save(f"{made}.kept", told)

        return replace(document, known=known, keep=keep), said

    def _partly(self, name: str, data: Data | None, said: OfFile) -> Known | None:
        """What of a changed file was valid in the last good build, and has not changed."""
        told = self._load(f"{self._left.get('files', {}).get(name)}.kept")
        if told is None:
            return None
        return unchanged(data, said, OfFile(*told["said"]), Known(*told["known"]))

    def read_whole(self, file: Path, name: Path) -> Document:
        """The same for a file whose every word may show on any page: what an edition is."""
        document = self.read_apart(file, name)
        self.rest[str(name)] = self.files[str(name)]
        return document

    def read_apart(self, file: Path, name: Path) -> Document:
        """The same for a file of which only that counts what comes of it: an edition's changes."""
        records = dict(self.records)
        document = self.read(file, name)
        self.records = records
        del self.rest[str(name)]
        return document

    def learn(self, base: "Memory") -> None:
        """Take over what the base of this edition was read from."""
        self.files.update(base.files)
        self.rest.update(base.rest)
        self.records.update(base.records)

    def _print(self, file: Path) -> str:
        try:
            content = file.read_bytes() if file.stat().st_size <= yamlio.LARGEST else b""
        except OSError:
            content = b""  # reading it tells the editor why
        return prints.of_bytes(self.engine.encode(), str(file).encode(), content)

    def past(self, site_dir: Path) -> Past:
        """What the last build into `site_dir` left, or nothing."""
        known = self._load(_name(site_dir))
        if known is None or known.pop("engine") != self.engine:
            return Past()
        del known["site_dir"]
        pages = {uri: Drawn._make(drawn) for uri, drawn in known.pop("pages").items()}
        return Past(**known, pages=pages)

    def keep(self, site_dir: Path, past: Past) -> None:
        """Remember what a build into `site_dir` has done, and forget what is of no more use."""
        pages = {uri: tuple(drawn) for uri, drawn in past.pages.items()}
        place = {"engine": self.engine, "site_dir": str(site_dir)}
        self._save(_name(site_dir), {**place, **vars(past), "pages": pages})
        grades = {**(self._graded if self._last else {}), **self.grades}
        self._save(GRADES, {"engine": self.engine, "grades": grades})
        if self._keeping:
            known = {"engine": self.engine, "files": self.files, "frame": self._frame}
            self._save(KEPT, {**known, "records": self.records, "kept": self._keeping})
        self._tidy(_name(site_dir))

    def _tidy(self, new: str) -> None:
        used = {new, GRADES, KEPT, *(f"{made}.kept" for made in self.files.values())}
        for file in self.folder.glob("*.kept"):
            if file.name not in used and not self._wanted(file.name):
                file.unlink(missing_ok=True)

    def _wanted(self, name: str) -> bool:
        """Whether this is the memory of a site that is still there."""
        known = self._load(name) if name.startswith("site-") else None
        return known is not None and Path(known["site_dir"]).is_dir()

    def _load(self, name: str) -> Any:
        """What a file of the memory holds, or nothing: a damaged one is as good as none."""
        try:
            return marshal.loads((self.folder / name).read_bytes())  # noqa: S302 (our own folder)
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def _save(self, name: str, content: Mapping[str, Any]) -> None:
        """Write a file of the memory; if the disk is full or read-only, go on without."""
        target = self.folder / name
        beside = target.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(marshal.dumps({**content}))
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)


def _data(file: Path, name: Path) -> Data | None:
    """What a file says that was read from memory."""
    return yamlio.read(file, name).data


def _spot(file: Path, name: Path) -> yamlio.Spot:
    """Where everything stands in a file that was read from memory."""
    try:
        return yamlio.read(file, name).spot
    except DataError:  # it has been changed since
        return (1, 1, 1, 1, None)


def _name(site_dir: Path) -> str:
    return f"site-{prints.of_bytes(str(site_dir.absolute()).encode())}.kept"


def engine() -> str:
    """The print of this program: of its own files, and of the libraries that make pages."""
    here = Path(__file__).parent
    # All that a library says of itself: to take its version out of it takes thrice as long.
    parts = [sys.version, *(distribution(name).read_text("METADATA") for name in PARTS)]
    return prints.of([parts, sorted(_state(file) for file in _files(here))])


def _files(folder: Path) -> Iterator[str]:
    for inside, _, names in os.walk(folder):  # with Path it takes thrice as long
        yield from (f"{inside}/{name}" for name in names if not name.endswith(".pyc"))


def _state(file: str) -> tuple[str, int, int]:
    status = os.stat(file)  # noqa: PTH116
    return file, status.st_size, status.st_mtime_ns
