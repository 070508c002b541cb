"""A handbook or an edition with all that it stands on, read and resolved.

An edition may lie over another one: nation, region, trust. Within one run each base is read once,
however many editions lie over it.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from handbook.edition import bases, is_edition
from handbook.edition.content import Content, standing
from handbook.edition.dependence import note
from handbook.edition.read import Edition, read_edition
from handbook.edition.resolve import Resolution, resolve
from handbook.load import Reader, load
from handbook.local import Local
from handbook.memory import Memory
from handbook.problems import DataError, Problem
from handbook.site import Text
from handbook.texts import texts
from handbook.yamlio import Document
from handbook.yamlio import read as read_yaml

DEEPEST = 6  # editions on top of one another


@dataclass
class Bases:
    """The bases that one run has read, so that ten editions read the one that they share once."""

    known: dict[tuple[Path, bool], tuple[Content, tuple[Problem, ...]]] = field(
        default_factory=dict
    )
    memories: dict[Path, Memory] = field(default_factory=dict)

    def content(
        self, folder: Path, memory: Memory | None, above: tuple[Path, ...]
    ) -> tuple[Content, tuple[Problem, ...]]:
        """The base in `folder`, with what is wrong with it.

        `memory` is that of what stands on it, and learns what the base was read from.
        """
        spot = (folder, memory is not None)
        if spot not in self.known:
            own = Memory(folder) if memory else None
            self.known[spot] = _load(folder, own, self, above, folder, None)[:2]
            if own is not None:
                self.memories[folder] = own
        if memory is not None:
            memory.learn(self.memories[folder])
        return self.known[spot]


def load_content(
    root: Path, memory: Memory | None = None, shared: Bases | None = None,
    content: Path | None = None,
) -> tuple[Content, tuple[Problem, ...], Resolution | None]:  # fmt: skip
    """All that the folder `root` holds, a handbook or an edition, with every layer resolved.

    `content` is its folder of hand-written pages. `memory` knows files that were read before, and
    `shared` the bases of other editions of this run. The answer has the problems of all layers, and
    for an edition how it was resolved.
    """
    return _load(root, memory, shared or Bases(), (), Path(), content)


def load_base(edition: Edition, shared: Bases | None = None) -> tuple[Content, tuple[Problem, ...]]:
    """What an edition changes: its base, with every layer of that resolved.

    Raises DataError if there is no such base.
    """
    return _base(edition, None, shared or Bases(), (edition.root.absolute(),))


def _load(
    root: Path,
    memory: Memory | None,
    shared: Bases,
    above: tuple[Path, ...],
    prefix: Path,
    content: Path | None,
) -> tuple[Content, tuple[Problem, ...], Resolution | None]:
    if not is_edition(root):
        return (*_handbook(root, memory, prefix, content), None)
    edition = read_edition(root, _reader(memory, prefix), prefix)
    if edition.about is None:
        return Content(root), edition.problems, None
    try:
        base, problems = _base(edition, memory, shared, (*above, root.absolute()))
    except DataError as error:
        return Content(root), (*edition.problems, *error.problems), None
    found: list[Problem] = []
    folder = content or root / "content"
    own = texts(root, folder, found, prefix)
    resolution = resolve(base, edition, own)
    carried = {**base.carried, **dict(_carried(folder))}
    whole = replace(resolution.content, carried=carried, about=edition.about)
    if memory:
        note(memory, whole)
    return whole, (*problems, *resolution.problems, *found), resolution


def _reader(memory: Memory | None, prefix: Path) -> Reader:
    """Reads an edition's own files: of those in `local/`, only what comes of them counts."""
    if memory is None:
        return read_yaml

    def read(file: Path, name: Path) -> Document:
        whole = name.parent == prefix
        return memory.read_whole(file, name) if whole else memory.read_apart(file, name)

    return read


def _base(
    edition: Edition, memory: Memory | None, shared: Bases, above: tuple[Path, ...]
) -> tuple[Content, tuple[Problem, ...]]:
    assert edition.about is not None  # noqa: S101 (or nobody would ask for its base)
    folder = bases.find(edition.root, edition.about.base)
    place = edition.about.base.place("folder")
    if folder.absolute() in above:
        help = "name a base that does not stand on this edition"
        raise DataError([Problem(place, "no-base", "these editions stand on one another", help)])
    if len(above) > DEEPEST:
        message = f"there are more than {DEEPEST} editions on top of one another"
        raise DataError([Problem(place, "no-base", message, "take one out")])
    return shared.content(folder, memory, above)


def _handbook(
    root: Path, memory: Memory | None, prefix: Path, content: Path | None
) -> tuple[Content, tuple[Problem, ...]]:
    """A handbook that stands on nothing."""
    read = memory.read if memory else read_yaml
    loaded = load(root, lambda file, name: read(file, prefix / name))
    problems = list(loaded.problems)
    folder = content or root / "content"
    pages = texts(root, folder, problems, prefix)
    frameworks = loaded.frameworks
    layers = (standing(frameworks[0]),) if frameworks else ()
    return Content(
        root,
        frameworks if loaded.whole else (),
        loaded.library.resources,
        _by_uri(pages),
        dict(_carried(folder)),
        local=Local(layers, terms=frameworks[0].terms if frameworks else None),
        broken=loaded.broken,
    ), tuple(problems)


def _by_uri(pages: list[Text]) -> Mapping[str, Text]:
    return {page.uri: page for page in sorted(pages, key=lambda page: page.uri)}


def _carried(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files beside hand-written pages, such as pictures. MkDocs, too, hides dotted names."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(at, name)
            path = file.relative_to(folder).as_posix()
            if not name.startswith(".") and not name.endswith(".md"):
                yield path, file
