"""Files in, validated records out; every mistake in the editor's words.

Reads `curriculum.yml`, `resources.yml` and `frameworks/*.yml` below a root. Each may instead be
a folder of files of the same shape (`resources/*.yml`), joined here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from handbook.model import Accessibility, Budgets, Framework, Library, Record
from handbook.packing import Address, Known, Packed, packed, unpacked
from handbook.problems import DataError, Place, Problem
from handbook.wording import meant, problem
from handbook.yamlio import Data, Document, read

R = TypeVar("R", bound=Record)
Reader = Callable[[Path, Path], Document]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All records that could be read, and what was wrong with the others.

    `frameworks` has the default framework first. `broken` holds the ids of records that were
    left out because of a problem, so that links to them are not called mistakes as well.
    """

    frameworks: tuple[Framework, ...] = ()
    library: Library = field(default_factory=Library)
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = field(default_factory=frozenset)
    whole: bool = False  # whether every file is there, if perhaps without some records


def budgets(root: Path, problems: list[Problem], read: Reader = read) -> Budgets:
    """What `budgets.yml` allows; anything, where there is no such file."""
    name = Path("budgets.yml")
    if not (root / name).exists():
        return Budgets()
    try:
        documents = [read(root / name, name)]
    except DataError as error:
        problems.extend(error.problems)
        return Budgets()
    return _records(Budgets, *Found(documents), problems, set()) or Budgets()


def accessibility(root: Path, problems: list[Problem], read: Reader = read) -> Accessibility | None:
    """What `accessibility.yml` tells of the last checks; nothing, where there is no such file."""
    name = Path("accessibility.yml")
    if not (root / name).exists():
        return None
    try:
        documents = [read(root / name, name)]
    except DataError as error:
        problems.extend(error.problems)
        return None
    return _records(Accessibility, *Found(documents), problems, set())


def load(root: Path, read: Reader = read) -> Loaded:
    """Read everything below `root`, each file with `read`. Problems are collected, never raised."""
    problems: list[Problem] = []
    broken: set[str] = set()
    files = _Files(root, problems, read)
    names = ("curriculum", *(f"frameworks/{name}" for name in files.names("frameworks")))
    frameworks = [_records(Framework, *files.one(name), problems, broken) for name in names]
    library = _records(Library, *files.one("resources"), problems, broken)
    return Loaded(
        tuple(framework for framework in frameworks if framework),
        library or Library(),
        tuple(problems),
        frozenset(broken),
        whole=all(frameworks) and library is not None,
    )


class _Files:
    """Finds and reads the files of one root; a folder of files is joined into one document."""

    def __init__(self, root: Path, problems: list[Problem], read: Reader) -> None:
        self.root = root
        self.problems = problems
        self.read = read

    def names(self, folder: str) -> Sequence[str]:
        """The frameworks in a folder: a file each, or a folder each."""
        found = self.root / folder
        self._endings(found.rglob("*.*"))
        if not found.is_dir():
            return ()
        return sorted({f.stem if f.is_file() else f.name for f in found.iterdir() if _ours(f)})

    def one(self, name: str) -> "Found":
        """The documents of `name.yml`, or of every file in the folder `name/`."""
        folder = self.root / name
        single = Path(f"{name}.yml")
        self._endings([*folder.parent.glob(f"{folder.name}.*"), *folder.rglob("*.*")])
        inside = sorted(f.relative_to(self.root) for f in folder.rglob("*.yml") if _ours(f))
        if inside and (self.root / single).exists():
            message = f"there is a folder '{name}/' as well as this file"
            help = "move the file into the folder"
            self.problems.append(Problem(Place(single), "file-and-folder", message, help))
            return self._read([single, *inside])
        return self._read(inside or [single])

    def _endings(self, files: Iterable[Path]) -> None:
        """Say which files would be passed over because of the end of their name."""
        for file in files:
            if file.suffix != ".yml" and file.suffix.lower() in {".yml", ".yaml"}:
                help = f"rename it to '{file.stem}.yml'"
                place = Place(file.relative_to(self.root))
                message = "the name of this file does not end with '.yml'"
                self.problems.append(Problem(place, "wrong-ending", message, help))

    def _read(self, names: Sequence[Path]) -> "Found":
        documents = []
        for name in names:
            try:
                documents.append(self.read(self.root / name, name))
            except DataError as error:
                self.problems.extend(error.problems)
        return Found(documents, len(documents) == len(names))


class Found(NamedTuple):
    """The documents of a record, and whether they are all that there should be."""

    documents: Sequence[Document]
    whole: bool = True


def _ours(file: Path) -> bool:
    return not file.name.startswith(".") and (file.suffix == ".yml" or file.is_dir())


class _Joined(NamedTuple):
    """Several documents as one: lists are joined, everything else may stand in one file only."""

    data: dict[str, Any]  # of what is known to be valid, lists hold records
    homes: dict[str | int, Document]  # field at the top → the document that has it
    pieces: dict[str, list[tuple[Document, int]]]  # list field → (document, index) of each item

    def locate(self, address: Address) -> tuple[Document, Address]:
        """The document that holds the value at `address`, and its address in there."""
        if len(address) > 1 and address[0] in self.pieces and isinstance(address[1], int):
            document, index = self.pieces[str(address[0])][address[1]]
            return document, (address[0], index, *address[2:])
        first = next(iter(self.homes.values()))
        return self.homes.get(address[0], first) if address else first, address


def _join(documents: Sequence[Document], problems: list[Problem]) -> _Joined | None:
    joined = _Joined({}, {}, {})
    for document in documents:
        fields = _fields(document)
        if not isinstance(fields, dict):
            problems.append(not_fields(document))
            continue
        joined.homes.setdefault("", document)
        for name, value in fields.items():
            if isinstance(value, list):
                _append(joined, document, name, value)
            elif name in joined.data:
                problems.append(_elsewhere(document, name, joined.homes[name]))
            else:
                joined.data[name] = value
                joined.homes[name] = document
    return joined if joined.homes else None


def _fields(document: Document) -> Any:
    """What a document says, with records for what is known to be valid."""
    if document.known is None:
        return document.data
    where = partial(At, document)
    lists = {
        name: [
            unpacked(one, where, (name, at)) if type(one) is tuple else one
            for at, one in enumerate(items)
        ]
        for name, items in document.known.lists.items()
    }
    return {**document.known.fields, **lists}


def _append(joined: _Joined, document: Document, name: str, items: list[Any]) -> None:
    whole = joined.data.setdefault(name, [])
    pieces = joined.pieces.setdefault(name, [])
    joined.homes.setdefault(name, document)
    if isinstance(whole, list):
        whole.extend(items)
        pieces.extend((document, i) for i in range(len(items)))


def not_fields(document: Document) -> Problem:
    if document.data is None:
        help = "write its first field, such as 'resources:', or bring back what was in it"
        return Problem(document.place(), "empty-file", "this file is empty", help)
    found = "a list" if isinstance(document.data, list) else "one piece of text"
    help = "begin with a field, such as 'resources:', and indent the rest under it"
    return Problem(document.place(), "not-fields", f"this file is {found}, not fields", help)


def _elsewhere(document: Document, name: str, first: Document) -> Problem:
    message = f"'{name}' is written twice"
    help = f"it already stands in {first.key_place(name)}; keep one of the two"
    return Problem(document.key_place(name), "duplicate-key", message, help)


def _records(
    kind: type[R],
    documents: Sequence[Document],
    whole: bool,
    problems: list[Problem],
    broken: set[str],
) -> R | None:
    """The record that `documents` hold together, without the parts that are wrong.

    `whole` is False if one of them could not be read: nobody knows what else stands there.
    """
    joined = _join(documents, problems)
    mended = False
    while joined is not None:
        try:
            record = kind.model_validate(joined.data)
        except ValidationError as error:
            problems.extend(_problems(kind, error, joined, mended=mended, whole=whole))
            joined = _without(error, joined, broken)
            mended = True
        else:
            _settle(record, joined)
            if not mended:
                _keep(record, joined, documents)
            return record
    return None


def _keep(record: Record, joined: _Joined, documents: Sequence[Document]) -> None:
    """Leave for the next time what is valid in each document."""
    for document in documents:
        if document.keep and isinstance(document.data, dict):
            with suppress(TypeError):  # an edition's changes hold values of any kind of record
                document.keep(_known(record, joined, document, document.data))


def _known(record: Record, joined: _Joined, document: Document, data: dict[str, Data]) -> Known:
    lists = {name: _of(record, joined, name, document) for name in joined.pieces}
    found = {name: items for name, items in lists.items() if items}
    return Known({name: value for name, value in data.items() if name not in found}, found)


def _of(record: Record, joined: _Joined, name: str, document: Document) -> Sequence[Packed]:
    """The records that a document has in a list, packed."""
    known = document.known.lists.get(name, ()) if document.known else ()
    homes = zip(getattr(record, name), joined.pieces[name], strict=True)
    items = [item for item, (home, _) in homes if home is document]
    given = zip_longest(items, known)
    return [
        old if type(old) is tuple else packed(item)
        for item, old in given
        if isinstance(item, Record)
    ]


def _problems(
    kind: type[Record], error: ValidationError, joined: _Joined, *, mended: bool, whole: bool
) -> Iterator[Problem]:
    """The problems, less those that follow from others: a list is empty because we took out its
    items, or a field is missing because its name is misspelt, or its file could not be read.
    """
    found = error.errors(include_url=False)
    slips = {meant(kind, details) for details in found if details["type"] == "extra_forbidden"}
    for details in found:
        emptied = details["type"] == "too_short" and (mended or details["input"])
        elsewhere = details["loc"] in slips or (not whole and len(details["loc"]) == 1)
        if not emptied and not (details["type"] == "missing" and elsewhere):
            document, address = joined.locate(details["loc"])
            yield problem(kind, details, document, address)


def _without(error: ValidationError, joined: _Joined, broken: set[str]) -> _Joined | None:
    """The same data less each list item with a mistake in it; nothing if the rest is no use."""
    wrong = {_item(joined.data, details["loc"]) for details in error.errors(include_url=False)}
    if () in wrong:
        broken.update(_ids(joined.data))
        return None
    for address in sorted(wrong, key=_last_first, reverse=True):
        _delete(joined, address, broken)
    return joined


def _last_first(address: Address) -> tuple[tuple[bool, str, int], ...]:
    return tuple((isinstance(p, int), str(p), p if isinstance(p, int) else 0) for p in address)


def _item(data: Data, loc: Address) -> Address:
    """The address of the innermost record with an id that holds the value at `loc`."""
    found: Address = ()
    value = data
    for depth, part in enumerate(loc):
        try:
            value = value[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, int) and isinstance(value, dict) and ("id" in value or not found):
            found = loc[: depth + 1]
    return found


def _delete(joined: _Joined, address: Address, broken: set[str]) -> None:
    parent: Data = joined.data
    for part in address[:-1]:
        parent = parent[part]  # type: ignore[index]
    index = address[-1]
    if isinstance(parent, list) and isinstance(index, int) and index < len(parent):
        broken.update(_ids(parent[index]))
        if len(address) == 2:
            del joined.pieces[str(address[0])][index]
        del parent[index]


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, Record):
        yield from (vars(record)["id"] for record in data.whole() if "id" in vars(record))
    elif isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield str(data["id"])
        for value in data.values():
            yield from _ids(value)
    elif isinstance(data, list):
        for item in data:
            yield from _ids(item)


class At(NamedTuple):
    """Answers where a record, or a value inside it, was written."""

    document: Document
    address: Address

    @property
    def file(self) -> Path:
        return self.document.file

    def __call__(self, *address: str | int) -> Place:
        return self.document.place(*self.address, *address)


def _settle(record: Record, joined: _Joined) -> None:
    """Tell the record, and every record inside it, where it was written."""
    record.stand(At(*joined.locate(())))
    for address, child in record.children():
        if child._where is None:  # what was known says so already
            _settle_inside(child, *joined.locate(address))


def _settle_inside(record: Record, document: Document, address: Address) -> None:
    record.stand(At(document, address))
    for inner, child in record.children():
        _settle_inside(child, document, (*address, *inner))


def load_one(kind: type[R], root: Path, name: Path) -> tuple[R | None, list[Problem]]:
    """One more file of the same make: its record, without the parts that are wrong, and why."""
    record, problems, _ = load_file(kind, root, name, read)
    return record, problems


def load_file(
    kind: type[R], root: Path, name: Path, read: Reader
) -> tuple[R | None, list[Problem], frozenset[str]]:
    """The same, with another way to read the file, and with the ids of the parts left out."""
    problems: list[Problem] = []
    broken: set[str] = set()
    found = _Files(root, problems, read)._read([name])
    return _records(kind, *found, problems, broken), problems, frozenset(broken)
