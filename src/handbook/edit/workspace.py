"""A handbook's files while they are being changed: nothing is written until all of it is right."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.build import open_site
from handbook.edit.files import Change, sources
from handbook.edit.layout import unix, written
from handbook.edit.order import record_in
from handbook.edit.reader import parse
from handbook.edit.tree import File, Group
from handbook.model import Record, fields
from handbook.yamlio import read_text


class Workspace:
    """The files below `root`, as trees and texts that may be changed, and the site that they made.

    Raises DataError if something is wrong with them before any change.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = open_site(root)
        self.kinds = dict(sources(root))
        self.trees: dict[Path, File] = {}
        self._texts: dict[Path, str] = {}
        self.pages = {text.file: text.text for text in self.site.texts}
        self._read = dict(self.pages)

    def tree(self, name: Path) -> File:
        """The tree of the data file called `name`."""
        if name not in self.trees:
            self._texts[name] = unix(read_text(self.root / name, name))
            self.trees[name] = parse(self._texts[name])
        return self.trees[name]

    def records(self) -> Iterator[tuple[Path, "Held"]]:
        """Every record in every data file, the ones inside others too."""
        for name, kind in self.kinds.items():
            for held in walk(self.tree(name).root, kind):
                yield name, held

    def find(self, name: Path, kind: type[Record], id: str) -> Group:
        """The record of this kind in the file called `name`."""
        found = walk(self.tree(name).root, self.kinds[name])
        return next(h.group for h in found if h.kind is kind and h.group.text("id") == id)

    def changes(self) -> Sequence[Change]:
        """Every file that would change."""
        return [change for change in self._changes() if change]

    def _changes(self) -> Iterator[Change]:
        for name, tree in self.trees.items():
            after = written(tree, name, self._texts[name])
            yield Change(name, (self.root / name).read_bytes(), after)
        for name, text in self.pages.items():
            if text != self._read[name]:
                yield Change(name, (self.root / name).read_bytes(), text)

    def unrelated(self, changes: Iterable[Change]) -> Sequence[Path]:
        """Of changed files those that are not in our layout: more changes than was asked for."""
        return [change.name for change in changes if self._was_messy(change)]

    def _was_messy(self, change: Change) -> bool:
        text = self._texts.get(change.name)
        if text is None:
            return False
        return change.before != written(parse(text), change.name, text).encode()

    def check(self, changes: Iterable[Change]) -> None:
        """Raise DataError with everything that would be wrong if these changes were made."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            for name in (*self.kinds, *self.pages):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.root / name, copy / name)
            for change in changes:
                (copy / change.name).write_bytes(change.after.encode())
            open_site(copy)


@dataclass(frozen=True, slots=True)
class Held:
    """A record in a file: its tree, its type, and its id or that of the record around it."""

    group: Group
    kind: type[Record]
    id: str


def walk(group: Group, kind: type[Record], id: str = "") -> Iterator[Held]:
    """A record and every record inside it."""
    id = group.text("id") or id
    if group.keyed:
        yield Held(group, kind, id)
    known = fields(kind)
    for part in group.parts:
        if isinstance(part.value, Group):
            info = known.get(part.key.value) if part.key and group.keyed else None
            inner = kind if not group.keyed else record_in(info.annotation) if info else None
            if inner:
                yield from walk(part.value, inner, id)
