"""The search index brought up to date: what few entries have changed costs few files.

Nothing is read of the last index but its first file, the entries that may have changed, and the
words that those have lost or won. The outcome is that of counting all words anew.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from handbook import search_core
from handbook.search import Entry
from handbook.search_core import EACH, PATH, Core, json_of
from handbook.search_index import (
    FACETS,
    Files,
    Index,
    Prints,
    Run,
    assembled,
    content_of,
    cut,
    facets,
    part_path,
    runs_of,
    shelf_path,
    told,
)
from handbook.search_vocabulary import Vocabulary
from handbook.search_words import Told, moved, read

MANY = 200  # changed entries, from which on it is as quick to begin anew
LINE = re.compile(r'"([^"]+)":(\[[\d,\[\]]*\])')


@dataclass(frozen=True)
class Earlier:
    """An index as it was written: the print and the size (bytes) of each file; `read` reads one."""

    prints: Prints
    sizes: Mapping[str, int]
    read: Callable[[str], bytes]
    _parts: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    @cached_property
    def core(self) -> Core:
        """What its first file says."""
        return search_core.read(self.read(PATH))

    @cached_property
    def shelves(self) -> frozenset[str]:
        """The keys of its files of words."""
        return frozenset(self.core.shelves)

    @property
    def same(self) -> tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]:
        """Its synonyms and everyday words."""
        return self.core.synonyms, self.core.everyday

    def part(self, path: str) -> list[dict[str, str]]:
        """What a file says of its entries."""
        if path not in self._parts:
            self._parts[path] = json.loads(self.read(path))
        return self._parts[path]

    def told(self, number: int) -> dict[str, str]:
        """What it says of an entry."""
        return self.part(part_path(number))[number % EACH]

    def entry(self, number: int) -> Entry:
        """An entry, as far as the index shows it."""
        return Entry(**{"title": "", "text": "", **self.told(number)})  # type: ignore[arg-type]

    def shelf(self, word: str) -> str:
        """The key of the file that a word is in, if it is in any; nothing, if there is none."""
        beginnings = (word[:letters] for letters in range(len(word), 0, -1))
        return next((key for key in beginnings if key in self.shelves), "")


class Edit(NamedTuple):
    """What an entry said and what it says now."""

    number: int
    before: Told
    after: Told

    @property
    def moved(self) -> Iterable[str]:
        """The words that it uses otherwise."""
        return dict(self.before.uses.items() ^ self.after.uses.items())

    def times(self) -> Mapping[str, int]:
        """How many times more it uses each word."""
        words = self.before.uses.keys() | self.after.uses.keys()
        return {word: self.after.times(word) - self.before.times(word) for word in words}


def renewed(
    entries: Sequence[Entry | None],
    synonyms: Sequence[Sequence[str]],
    everyday: Sequence[Sequence[str]],
    past: Earlier,
) -> Index | None:
    """The same as `search_index`, by what was there before.

    An entry that is None is what it was. If there is any, others have changed in texts only, which
    no results are narrowed by. Returns nothing if there are more or fewer entries than there were,
    or too many have changed: then all is to be made anew.
    """
    if len(past.core.kinds) != len(entries):
        return None
    changed = {
        number: entry
        for number, entry in enumerate(entries)
        if entry is not None and told(entry) != past.told(number)
    }
    if len(changed) > MANY:
        return None
    edits = [Edit(n, read(past.entry(n)), read(entry)) for n, entry in changed.items()]
    read_again = {past.shelf(word) for edit in edits for word in edit.moved} - {""}
    before = _lines(past, read_again)
    after = _moved(before, edits)
    shelves = dict(cut(_runs(past, read_again, after)))
    words = _words(past, edits, before.keys(), after.keys())
    same = synonyms, everyday
    core = Core(shelves, words, _lengths(past, edits), *same, _kinds(past, changed))
    stay = {key for key, runs in shelves.items() if _stands(key, runs)}
    files = {shelf_path(k): _shelf(past, runs) for k, runs in shelves.items() if k not in stay}
    files |= {**_parts(past, changed), **_facets(entries)}
    return assembled(core, files, _kept(past, stay))


def _lines(past: Earlier, keys: Iterable[str]) -> dict[str, str]:
    """The lines of the words in some of the files."""
    shelves = (past.read(shelf_path(key)).decode() for key in keys)
    return {word: line for shelf in shelves for word, line in LINE.findall(shelf)}


def _moved(lines: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The same lines after the edits."""
    after = {**lines}
    for edit in edits:
        for word in edit.moved:
            uses = (told.uses.get(word, 0) for told in (edit.before, edit.after))
            after[word] = moved(after.get(word, "[]"), edit.number, *uses)
    return {word: line for word, line in after.items() if line != "[]"}


def _runs(past: Earlier, known: Collection[str], lines: Mapping[str, str]) -> list[Run]:
    """All words in order: those of these lines one by one, all others as they are in files."""
    # A file has one byte more: it has two braces, but a comma less than words.
    others = past.shelves.difference(known)
    runs = [(key, past.sizes[shelf_path(key)] - 1, b"") for key in others]
    return sorted([*runs, *runs_of(lines)])


def _stands(key: str, runs: Sequence[Run]) -> bool:
    """Whether a file is of the words that were in it, and none of them was read."""
    start, _, content = runs[0]
    return len(runs) == 1 and start == key and not content


def _shelf(past: Earlier, runs: Iterable[Run]) -> bytes:
    """What a file of words says now."""
    return content_of(content or past.read(shelf_path(start))[1:-1] for start, _, content in runs)


def _words(past: Earlier, edits: Iterable[Edit], before: Set[str], after: Set[str]) -> Vocabulary:
    """All words after the edits. Of those in files that were read, some are gone or new."""
    more = Counter[str]()
    for edit in edits:
        more.update(edit.times())
    other = {word: times for word, times in more.items() if times}
    return past.core.words.changed(after - before, other, before - after)


def _lengths(past: Earlier, edits: Sequence[Edit]) -> list[str]:
    """For each field, how many words each entry has there after the edits."""
    return [
        _put(told, {edit.number: edit.after.lengths[at] for edit in edits})
        for at, told in enumerate(past.core.lengths)
    ]


def _put(told: str, lengths: Mapping[int, int]) -> str:
    """The same numbers with others in some places."""
    numbers = told.split(",")
    for at, length in lengths.items():
        numbers[at] = str(length)
    return ",".join(numbers)


def _kinds(past: Earlier, changed: Mapping[int, Entry]) -> list[str]:
    kinds = [*past.core.kinds]
    for number, entry in changed.items():
        kinds[number] = entry.kind
    return kinds


def _parts(past: Earlier, changed: Mapping[int, Entry]) -> Files:
    """The files of these entries."""
    parts: dict[str, list[Mapping[str, str]]] = {}
    for number, entry in changed.items():
        path = part_path(number)
        parts.setdefault(path, [*past.part(path)])[number % EACH] = told(entry)
    return {path: json_of(part).encode() for path, part in parts.items()}


def _facets(entries: Sequence[Entry | None]) -> Files:
    """What to narrow results by, if all entries are told."""
    every = [entry for entry in entries if entry is not None]
    return {FACETS: facets(every)} if len(every) == len(entries) else {}


def _kept(past: Earlier, shelves: Iterable[str]) -> Prints:
    """The prints of the files that may stay: of words, only these."""
    gone = {shelf_path(key) for key in past.shelves.difference(shelves)}
    return {path: made for path, made in past.prints.items() if path not in gone and path != PATH}
