"""YAML in, plain data and places out.

Every scalar stays the text that the editor typed, so `no`, `1:30`, `010` and `1.10` mean what
they look like; the model decides what becomes a number or a date. Duplicate keys, anchors,
aliases, merge keys and tags are refused: https://yaml.org/spec/1.1/ gives them meanings that
nobody who edits a handbook expects.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from handbook.packing import Known
from handbook.problems import FOREIGN_SPACE, DataError, Place, Problem, shown

Event = Any  # the stubs of PyYAML know neither marks nor anchors of its events
Data = str | list["Data"] | dict[str, "Data"]
DEEPEST = 30
LARGEST = 64 * 1024 * 1024  # bytes; 100 times today's content is a third of it
# The C parser reads 19 MB in 1.4 s, the Python one needs a minute; both give the same events.
LOADER = getattr(yaml, "CLoader", yaml.Loader)
# Nobody sees these, or they end a line for YAML (U+0085, U+2028, U+2029) but in no editor.
UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
MOST = 20  # of such characters in one file that are told of
CURLY = re.compile("[“”„‟][^“”„‟]*[“”‟\"]|[‘’‚‛][^‘’‚‛]*[‘’‛']")
HASH = re.compile(" +(#\\S+)")


# Where a value stands: its line and column, the line and column of its key (its own if it has
# none), and the same for all that is in it. A plain tuple: a large handbook has 200,000 of them.
Parts = dict[str, "Spot"] | list["Spot"] | None
Spot = tuple[int, int, int, int, Parts]


@dataclass(frozen=True)
class Document:
    """One file, read: plain data (text, lists, mappings) and where each piece stands.

    `read` gives the data, and `locate` finds out where, when somebody asks first: most builds
    never ask where. `known` is what is valid in it, if somebody knows; whoever finds out may
    `keep` it, if somebody asks for that.
    """

    file: Path
    read: Callable[[], Data | None]
    locate: Callable[[], Spot]
    known: Known | None = None
    keep: Callable[[Known], None] | None = None

    @cached_property
    def data(self) -> Data | None:
        """What it says; nothing, if it is empty."""
        return self.read()

    @cached_property
    def spot(self) -> Spot:
        """Where the whole document stands, and all that is in it."""
        return self.locate()

    def place(self, *address: str | int) -> Place:
        """The place of the value at `address`, or of the nearest thing around it."""
        return within(self.file, self.spot, address)

    def key_place(self, *address: str | int) -> Place:
        """The place of the key that leads to the value at `address`."""
        spot = self.spot
        for part in address:
            spot = inside(spot, part) or spot
        return Place(self.file, spot[2], spot[3])


def inside(spot: Spot, part: str | int) -> Spot | None:
    """The spot of a field or of an item of a list, or nothing if there is none."""
    parts = spot[4]
    if isinstance(parts, dict):
        return parts.get(str(part))
    return parts[part] if parts and isinstance(part, int) and part < len(parts) else None


def within(file: Path, spot: Spot, address: Sequence[str | int]) -> Place:
    """The place of the value at `address` inside `spot`, or of the nearest thing around it."""
    for part in address:
        found = inside(spot, part)
        if found is None:
            break
        spot = found
    return Place(file, spot[0], spot[1])


def read(file: Path, name: Path) -> Document:
    """Read `file`, which messages call `name`.

    Raises DataError with every problem that the file has as YAML.
    """
    return parse(read_text(file, name), name)


def parse(text: str, name: Path) -> Document:
    """Read YAML from a text, which messages call `name`.

    Raises DataError with every problem that the text has as YAML.
    """
    builder = _Builder(name, text)
    try:
        data, spot = builder.document()
    except yaml.YAMLError as error:
        from handbook.syntax import explain  # most files have no such mistake

        raise DataError([*builder.problems, explain(error, text, name)]) from error
    if builder.problems:
        raise DataError(builder.problems)
    return Document(name, lambda: data, lambda: spot)


def read_text(file: Path, name: Path) -> str:
    """The text of `file`, which messages call `name`. Raises DataError if it is not text."""
    try:
        raw = file.read_bytes() if file.stat().st_size <= LARGEST else None
    except OSError as error:
        raise DataError([_cannot_open(error, file, name)]) from error
    if raw is None:
        help = "split it into several files in a folder of the same name"
        raise DataError([Problem(Place(name), "too-large", "this file is over 64 MB", help)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([_not_utf8(raw, error.start, name)]) from error
    if found := [match.start() for match in islice(UNREADABLE.finditer(text), MOST)]:
        raise DataError(_unreadable(text, found, name))
    return text


def _cannot_open(error: OSError, file: Path, name: Path) -> Problem:
    if isinstance(error, FileNotFoundError):
        help = "create it, or run the command in the folder that holds it"
        return Problem(Place(name), "file-missing", "there is no such file", help)
    if isinstance(error, IsADirectoryError) or file.is_dir():
        help = "replace the folder by a file"
        return Problem(Place(name), "not-a-file", "this is a folder, not a file", help)
    help = "check who may read it"
    return Problem(Place(name), "file-unreadable", "this file cannot be opened", help)


def _not_utf8(raw: bytes, at: int, name: Path) -> Problem:
    before = raw[:at].decode("utf-8", "replace")
    help = "save the file as UTF-8 (in most editors: Save with encoding, UTF-8)"
    return Problem(_place(before, name), "not-utf-8", "this character is not UTF-8 text", help)


def _unreadable(text: str, found: list[int], name: Path) -> Iterator[Problem]:
    if len(found) == MOST:  # so it was not written with a text editor
        help = "save the file as plain text, in UTF-8; a document of Word or Excel cannot be read"
        yield Problem(_place(text[: found[0]], name), "not-utf-8", "this is not a text file", help)
        return
    for at in found:
        message = f"there is a character that nobody can see (U+{ord(text[at]):04X})"
        help = "delete it, or start a new line there if that was meant"
        yield Problem(_place(text[:at], name), "hidden-character", message, help)


def _place(before: str, name: Path) -> Place:
    line = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(name, len(line), len(line[-1]) + 1)


class _Builder:
    """Builds data and spots from the parser's events, and notes what we refuse."""

    def __init__(self, name: Path, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.problems: list[Problem] = []
        self.parser = LOADER(text)
        self.next = self.parser.get_event

    def document(self) -> tuple[Data | None, Spot]:
        """The one document of the file. Raises YAMLError where the parser gives up."""
        found: tuple[Data | None, Spot] = (None, (1, 1, 1, 1, None))
        documents = 0
        try:
            while (event := self.next()) is not None:
                if type(event) is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        help = "delete the line '---' and what makes a second document"
                        self._note(event, "second-document", "a second document begins here", help)
                    built = self._node(self.next(), 0)
                    found = built if documents == 1 else found
        finally:
            self.parser.dispose()
        return found

    def _node(self, event: Event, depth: int) -> tuple[Data, Spot]:
        kind = type(event)
        if event.anchor is not None or (kind is not yaml.AliasEvent and event.tag is not None):
            self._refuse(event)
        if depth > DEEPEST:
            message = f"there are more than {DEEPEST} levels here"
            self._note(event, "too-deep", message, "take some out")
            raise DataError(self.problems)
        if kind is yaml.ScalarEvent:
            return self._scalar(event), _spot(event)
        if kind is yaml.MappingStartEvent:
            return self._mapping(event, depth)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(event, depth)
        return "", _spot(event)

    def _sequence(self, start: Event, depth: int) -> tuple[Data, Spot]:
        items: list[Data] = []
        spots: list[Spot] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            item, spot = self._node(event, depth + 1)
            items.append(item)
            spots.append(spot)
        return items, _spot(start, spots)

    def _mapping(self, start: Event, depth: int) -> tuple[Data, Spot]:
        mapping: dict[str, Data] = {}
        spots: dict[str, Spot] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key = self._key(event, depth)
            value, spot = self._node(self.next(), depth + 1)
            if key in mapping:
                self._twice(event, key, spots[key])
            else:
                mapping[key] = value
                mark = event.start_mark
                spots[key] = (spot[0], spot[1], mark.line + 1, mark.column + 1, spot[4])
        return mapping, _spot(start, spots)

    def _key(self, event: Event, depth: int) -> str:
        if type(event) is not yaml.ScalarEvent:
            self._node(event, depth + 1)
            if type(event) is not yaml.AliasEvent:
                help = "write it as 'name: value'"
                self._note(event, "bad-key", "a field's name must be a word", help)
            return ""
        name = str(event.value)
        if not name.isidentifier():
            self._judge_name(event, name)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        return name

    def _judge_name(self, event: Event, name: str) -> None:
        if name == "<<" and event.implicit[0]:
            help = "write the fields out, once for each record"
            self._note(event, "merge-key", "'<<' (a merge key) is not used here", help)
        if FOREIGN_SPACE.search(name):
            help = "replace it by an ordinary space, or delete it"
            message = f"there is a non-breaking space in the field's name '{name}'"
            self._note(event, "non-breaking-space", message, help)

    def _scalar(self, event: Event) -> str:
        value = str(event.value)
        if not event.style:
            self._judge_plain(event, value)
        return value

    def _judge_plain(self, event: Event, value: str) -> None:
        """Name what an editor cannot have meant, in a value without quotes."""
        if found := HASH.match(self._rest(event)):
            rest = shown(found[1])
            help = "put the whole text in quotes" if value else f'write it in quotes: "{rest}"'
            help = f"{help}; if it is a remark, write a space after '#'"
            message = f"from '{rest}' on, this line is not read"
            self._note(event, "cut-text", message, help)
        elif not event.tag and value in {"", "~", "null"}:
            help = "write a value, or delete the whole line"
            self._note(event, "empty-value", "there is no value here", help)
        if CURLY.fullmatch(value):
            help = 'use straight quotes: "' + value[1:-1] + '"'
            self._note(event, "curly-quotes", f"{value[0]} and {value[-1]} are curly quotes", help)

    def _rest(self, event: Event) -> str:
        """What follows a value on its line."""
        end = event.end_mark
        return self.lines[end.line][end.column :] if end.line < len(self.lines) else ""

    def _refuse(self, event: Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            help = (
                f"write the value out; if a text should begin with *, quote it: '*{event.anchor}'"
            )
            self._note(event, "alias", f"'*{event.anchor}' (an alias) is not used here", help)
        elif getattr(event, "anchor", None):
            help = f"delete it; if a text should begin with &, quote it: '&{event.anchor}'"
            self._note(event, "anchor", f"'&{event.anchor}' (an anchor) is not used here", help)
        if (tag := getattr(event, "tag", None)) is not None:
            help = "delete it; if a text should begin with !, put the whole text in quotes"
            self._note(event, "tag", f"'{shown(_short(tag))}' (a tag) is not used here", help)

    def _twice(self, event: Event, key: str, first: Spot) -> None:
        help = f"it already stands on line {first[2]}; keep one of the two"
        self._note(event, "duplicate-key", f"'{shown(key)}' is written twice", help)

    def _note(self, event: Event, rule: str, message: str, help: str) -> None:
        self.problems.append(Problem(self._place(event), rule, message, help))

    def _place(self, event: Event) -> Place:
        """Where an event begins; what would begin after the last line is placed at its end."""
        line, column, *_ = _spot(event)
        if self.lines and line > len(self.lines):
            return Place(self.name, len(self.lines), len(self.lines[-1]) + 1)
        return Place(self.name, line, column)


def _spot(event: Event, parts: Parts = None) -> Spot:
    mark = event.start_mark
    line, column = mark.line + 1, mark.column + 1
    return line, column, line, column, parts


def _short(tag: str) -> str:
    """A tag as the editor wrote it."""
    return tag.replace("tag:yaml.org,2002:", "!!")
