"""YAML in, plain data and places out.

Every scalar stays the text that the editor typed, so `no`, `1:30`, `010` and `1.10` mean what
they look like; the model decides what becomes a number or a date. Duplicate keys, anchors,
aliases, merge keys and tags are refused: https://yaml.org/spec/1.1/ gives them meanings that
nobody who edits a handbook expects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from handbook.problems import DataError, Place, Problem
from handbook.syntax import explain

Event = Any  # the stubs of PyYAML know neither marks nor anchors of its events
Data = str | list["Data"] | dict[str, "Data"]
DEEPEST = 30
LARGEST = 64 * 1024 * 1024  # bytes; 100 times today's content is a third of it
# The C parser reads 19 MB in 1.4 s, the Python one needs a minute; both give the same events.
LOADER = getattr(yaml, "CLoader", yaml.Loader)
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
CURLY = re.compile(r"[“”„‟].*[“”‟]|[‘’‚‛].*[‘’‛]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, where its key stands, and the same for all that is in it."""

    line: int
    column: int
    key: "Spot | None" = None
    parts: "dict[str | int, Spot]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read: plain data (text, lists, mappings) and where each piece stands."""

    file: Path
    data: Data | None
    spot: Spot

    def place(self, *address: str | int) -> Place:
        """The place of the value at `address`, or of the nearest thing around it."""
        spot = self.spot
        for part in address:
            if part not in spot.parts:
                break
            spot = spot.parts[part]
        return Place(self.file, spot.line, spot.column)

    def key_place(self, *address: str | int) -> Place:
        """The place of the key that leads to the value at `address`."""
        spot = self.spot
        for part in address:
            spot = spot.parts.get(part, spot)
        spot = spot.key or spot
        return Place(self.file, spot.line, spot.column)


def read(file: Path, name: Path) -> Document:
    """Read `file`, which messages call `name`.

    Raises DataError with every problem that the file has as YAML.
    """
    text = _text(file, name)
    builder = _Builder(name)
    try:
        data, spot = builder.document(text)
    except yaml.YAMLError as error:
        raise DataError([*builder.problems, explain(error, text, name)]) from error
    if builder.problems:
        raise DataError(builder.problems)
    return Document(name, data, spot)


def _text(file: Path, name: Path) -> str:
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
    if found := UNREADABLE.search(text):
        raise DataError([_unreadable(text, found.start(), name)])
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


def _unreadable(text: str, at: int, name: Path) -> Problem:
    message = f"there is a character that nobody can see (U+{ord(text[at]):04X})"
    return Problem(_place(text[:at], name), "hidden-character", message, "delete it")


def _place(before: str, name: Path) -> Place:
    line = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(name, len(line), len(line[-1]) + 1)


class _Builder:
    """Builds data and spots from the parser's events, and notes what we refuse."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def document(self, text: str) -> tuple[Data | None, Spot]:
        events = iter(yaml.parse(text, Loader=LOADER))
        found: tuple[Data | None, Spot] = (None, Spot(1, 1))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    help = "delete the line '---' and what makes a second document"
                    self._note(event, "second-document", "a second document begins here", help)
                built = self._node(next(events), events, 0)
                found = built if documents == 1 else found
        return found

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> tuple[Data, Spot]:
        if depth > DEEPEST:
            message = f"there are more than {DEEPEST} levels here"
            self._note(event, "too-deep", message, "take some out")
            raise DataError(self.problems)
        self._refuse(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        if isinstance(event, yaml.AliasEvent):
            return "", _spot(event)
        return self._scalar(event), _spot(event)

    def _sequence(self, start: Event, events: Iterator[Event], depth: int) -> tuple[Data, Spot]:
        items: list[Data] = []
        spot = _spot(start)
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            item, spot.parts[len(items)] = self._node(event, events, depth + 1)
            items.append(item)
        return items, spot

    def _mapping(self, start: Event, events: Iterator[Event], depth: int) -> tuple[Data, Spot]:
        mapping: dict[str, Data] = {}
        spot = _spot(start)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key, at = self._key(event, events, depth)
            value, inner = self._node(next(events), events, depth + 1)
            if key in mapping:
                self._twice(event, key, spot.parts[key])
            else:
                mapping[key] = value
                spot.parts[key] = Spot(inner.line, inner.column, at, inner.parts)
        return mapping, spot

    def _key(self, event: Event, events: Iterator[Event], depth: int) -> tuple[str, Spot]:
        if isinstance(event, yaml.ScalarEvent):
            if event.value == "<<" and event.implicit[0]:
                help = "write the fields out, once for each record"
                self._note(event, "merge-key", "'<<' (a merge key) is not used here", help)
            self._refuse(event)
            return str(event.value), _spot(event)
        self._node(event, events, depth + 1)
        self._note(event, "bad-key", "a field's name must be a word", "write it as 'name: value'")
        return "", _spot(event)

    def _scalar(self, event: Event) -> str:
        value, plain = str(event.value), not event.style
        if plain and value in {"", "~", "null"}:
            help = "write a value, or delete the whole line"
            self._note(event, "empty-value", "there is no value here", help)
        if plain and CURLY.fullmatch(value):
            help = 'use straight quotes: "' + value[1:-1] + '"'
            self._note(event, "curly-quotes", f"{value[0]} and {value[-1]} are curly quotes", help)
        return value

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
            self._note(event, "tag", f"'{_short(tag)}' (a tag) is not used here", help)

    def _twice(self, event: Event, key: str, first: Spot) -> None:
        at = first.key or first
        help = f"it already stands on line {at.line}; keep one of the two"
        self._note(event, "duplicate-key", f"'{key}' is written twice", help)

    def _note(self, event: Event, rule: str, message: str, help: str) -> None:
        spot = _spot(event)
        place = Place(self.name, spot.line, spot.column)
        self.problems.append(Problem(place, rule, message, help))


def _spot(event: Event) -> Spot:
    return Spot(event.start_mark.line + 1, event.start_mark.column + 1)


def _short(tag: str) -> str:
    """A tag as the editor wrote it."""
    return tag.replace("tag:yaml.org,2002:", "!!")
