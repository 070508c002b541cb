"""The search index in parts: the browser fetches what a question needs, and no more.

| File | Holds | Fetched |
|---|---|---|
| `search/index.json` | all words with their uses, lengths of texts, kinds, synonyms | once |
| `search/words/….json` | which entries hold the words with a beginning | for words asked for |
| `search/entries/….json` | a few entries each, as they are shown | for the best hits |
| `search/facets.json` | which entries have which domain, form, time and cost | to narrow |

An entry's number is its place in the list of all. The same entries give the same bytes, and a
changed text changes the files of its own words and its own entry only, beside the first.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, groupby, pairwise
from typing import Any

from handbook.search import NOT_STATED, UNITS, Entry
from handbook.search_words import Words, count, steps

CORE = "search/index.json"
FACETS = "search/facets.json"
PARTS = "search/entries/"
NARROW = ("domains", "form", "time", "cost")
SHELF = 12_000  # letters of words in one file, at most, unless a single word fills more
EACH = 8  # entries in one file
MANY = 200  # changed entries, from which on it is as quick to begin anew

LINE = re.compile(r'"([^"]+)":(\[[\d,\[\]]*\])')
CODED = re.compile(r"([A-Z])([^A-Z]*)")

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Earlier:
    """An index as it was written: what its first file says, its version, and all of its files."""

    core: Mapping[str, Any]
    version: str
    files: Files

    @property
    def count(self) -> int:
        """How many entries it has."""
        return len(self.core["kind"])

    def told(self, number: int) -> dict[str, Any]:
        """What it says of an entry."""
        told: dict[str, Any] = json.loads(self.files[_path(number)])[number % EACH]
        return told

    def entry(self, number: int) -> Entry:
        """An entry, as far as the index shows it."""
        return Entry(**{"title": "", "text": "", **self.told(number)})

    def kind(self, number: int) -> str:
        """The kind of an entry."""
        return str(self.core["kinds"][ord(self.core["kind"][number]) - ord("a")])


def earlier(files: Files) -> Earlier | None:
    """An index from its files by their paths, if all of them are as they were written together."""
    try:
        whole = files[CORE].decode()
        core = json.loads(whole)
        version = core.pop("version")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    others = {path: content for path, content in files.items() if path != CORE}
    told = f"{{{whole.removeprefix(_beginning(version))}"
    return Earlier(core, version, files) if version == _version(told, others) else None


def _beginning(version: object) -> str:
    """How the first file begins."""
    return f'{{"version":"{version}",'


def version(files: Files) -> str:
    """The version of an index, which hangs on all of its files."""
    return str(json.loads(files[CORE])["version"])


def search_index(
    entries: Sequence[Entry],
    synonyms: list[list[str]],
    past: Earlier | None = None,
    everyday: Sequence[Sequence[str]] = (),
) -> Files:
    """Every file of the index by its path on the site.

    `synonyms` are sets of words that mean the same, `everyday` those that mean much the same.

    With an earlier index of as many entries, of which few have changed, this takes a fraction of
    the time; the outcome is the same.
    """
    parts = {_path(at * EACH): part for at, part in enumerate(_parts(entries))}
    words = _words(past, _changed(past, entries, parts)) if past else None
    parts[FACETS] = _json(_facets(entries)).encode()
    kinds = [entry.kind for entry in entries]
    return _files(parts, words or count(entries), kinds, synonyms, everyday)


def renewed(
    entries: Sequence[Entry | None],
    synonyms: list[list[str]],
    past: Earlier,
    everyday: Sequence[Sequence[str]] = (),
) -> Files | None:
    """The same if nothing but texts has changed, in less time still.

    An entry that is None is what it was. Returns nothing if there are more or fewer entries than
    there were, or too many others.
    """
    if past.count != len(entries):
        return None
    changed = {
        number: entry
        for number, entry in enumerate(entries)
        if entry is not None and _told(entry) != past.told(number)
    }
    words = _words(past, changed)
    if words is None:
        return None
    parts = {p: part for p, part in past.files.items() if p.startswith(PARTS) or p == FACETS}
    kinds = [past.kind(number) for number in range(past.count)]
    for number, entry in changed.items():
        part = json.loads(parts[_path(number)])
        part[number % EACH] = _told(entry)
        parts[_path(number)] = _json(part).encode()
        kinds[number] = entry.kind
    return _files(parts, words, kinds, synonyms, everyday)


def _files(
    parts: dict[str, bytes],
    words: Words,
    kinds: Sequence[str],
    synonyms: list[list[str]],
    everyday: Sequence[Sequence[str]],
) -> Files:
    shelves = dict(_shelves(sorted(words.lines.items())))
    files = parts | {f"search/words/{name(key)}.json": shelf for key, shelf in shelves.items()}
    core = {
        "each": EACH,
        "shelves": " ".join(sorted(shelves)),
        **_vocabulary(words),
        "lengths": words.lengths,
        "synonyms": synonyms,
        "everyday": everyday,
        **_kinds(kinds),
    }
    told = _json(core)
    return {CORE: f"{_beginning(_version(told, files))}{told[1:]}".encode(), **files}


def name(key: str) -> str:
    """The name of a file of words: letters of any script as a plain name."""
    return key.encode().hex()


# How it is cut.


def _shelves(lines: Iterable[tuple[str, str]], letters: int = 1) -> Iterator[tuple[str, bytes]]:
    """Words with the same beginning together, with as many letters as it takes to be small.

    The file of a word is that of the longest beginning that has one.
    """
    for key, found in groupby(lines, key=lambda line: line[0][:letters]):
        group = list(found)
        size = sum(map(len, chain.from_iterable(group)))
        if size > SHELF and len(group) > 1:
            yield from _shelves(group, letters + 1)
        else:
            lines_of_it = ",".join(f'"{word}":{line}' for word, line in group)
            yield key, f"{{{lines_of_it}}}".encode()


def _parts(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The entries a few at a time."""
    for at in range(0, len(entries), EACH):
        yield _json([_told(entry) for entry in entries[at : at + EACH]]).encode()


def _told(entry: Entry) -> Mapping[str, str]:
    return {key: value for key, value in vars(entry).items() if value and key != "domains"}


def _facets(entries: Sequence[Entry]) -> Mapping[str, Mapping[str, Sequence[int]]]:
    """For each way to narrow results, each value's entries as distances from the one before."""
    found: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in NARROW}
    for number, entry in enumerate(entries):
        for facet, values in found.items():
            given = getattr(entry, facet)
            for value in [given] if isinstance(given, str) else given:
                values[value].append(number)
    return {
        facet: {value: steps(of) for value, of in _sorted(facet, values) if value}
        for facet, values in found.items()
    }


def _sorted(facet: str, values: Mapping[str, list[int]]) -> list[tuple[str, list[int]]]:
    """Domains in the order of the data, times from short to long, others by their names."""
    if facet == "domains":
        return [*values.items()]
    units = [unit for unit, _ in UNITS]
    place = {value: units.index(value) if value in units else 0 for value in values}
    return sorted(values.items(), key=lambda item: (item[0] == NOT_STATED, place[item[0]], item[0]))


def _vocabulary(words: Words) -> Mapping[str, object]:
    """Every word in order, and how often each is used.

    Of each word, only what differs from the one before: a capital letter says how many letters the
    two begin with alike, from A for none. The words themselves have no capitals.
    """
    found = sorted(words.lines)
    alike = [0, *(_alike(*pair) for pair in pairwise(found))]
    coded = (f"{chr(ord('A') + n)}{word[n:]}" for n, word in zip(alike, found, strict=False))
    return {"words": "".join(coded), "times": [words.times[word] for word in found]}


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike, up to 25."""
    most = min(len(one), len(other), 25)
    at = 0
    while at < most and one[at] == other[at]:
        at += 1
    return at


def _kinds(of_entries: Sequence[str]) -> Mapping[str, object]:
    """The kinds of things, and a letter for the kind of each entry."""
    kinds = sorted({*of_entries})
    letters = {kind: chr(ord("a") + i) for i, kind in enumerate(kinds)}
    return {"kinds": kinds, "kind": "".join([letters[kind] for kind in of_entries])}


def _version(core: str, files: Files) -> str:
    """So that parts of two versions of a site do not meet in a browser's cache."""
    whole = sha256(core.encode())
    for path, content in sorted(files.items()):
        whole.update(path.encode())
        whole.update(content)
    return whole.hexdigest()[:16]


# How it is brought up to date.


def _changed(past: Earlier, entries: Sequence[Entry], parts: Files) -> Mapping[int, Entry] | None:
    """The entries that may have changed, by their numbers; nothing, if all may have."""
    if past.count != len(entries):
        return None
    return {
        number: entries[number]
        for path, part in parts.items()
        if part != past.files[path]
        for number in _numbers(path)
        if number < len(entries)
    }


def _words(past: Earlier, changed: Mapping[int, Entry] | None) -> Words | None:
    """The words of all entries, from those of the past; nothing, if that is not worth it."""
    if changed is None or len(changed) > MANY:
        return None
    words = Words(_lines(past.files), _times(past.core), past.core["lengths"])
    for number, entry in changed.items():
        words.change(number, past.entry(number), entry)
    return words


def _path(number: int) -> str:
    """The file that an entry is in."""
    return f"{PARTS}{number // EACH}.json"


def _numbers(path: str) -> range:
    """The numbers of the entries in a file."""
    first = int(path.removeprefix(PARTS).removesuffix(".json")) * EACH
    return range(first, first + EACH)


def _lines(files: Files) -> dict[str, str]:
    shelves = (content.decode() for path, content in files.items() if "/words/" in path)
    return {word: line for shelf in shelves for word, line in LINE.findall(shelf)}


def _times(core: Mapping[str, Any]) -> dict[str, int]:
    found = []
    word = ""
    for alike, rest in CODED.findall(core["words"]):
        word = word[: ord(alike) - ord("A")] + rest
        found.append(word)
    return dict(zip(found, core["times"], strict=True))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
