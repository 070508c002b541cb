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

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from handbook.search import NOT_STATED, UNITS, Entry
from handbook.search_core import EACH, PATH, Core, json_of, numbers
from handbook.search_vocabulary import vocabulary
from handbook.search_words import count, steps

FACETS = "search/facets.json"
PARTS = "search/entries/"
NARROW = ("domains", "form", "time", "cost")
SHELF = 12_000  # bytes in one file of words, at most, unless a single word fills more
LETTERS = 16  # of a print

Files = Mapping[str, bytes]
Prints = Mapping[str, str]
# Words in a row: how they begin, the bytes that they and a comma take in a file, and what stands
# there of them; nothing, if nobody has read that. Then the beginning is the key of their file.
Run = tuple[str, int, bytes]


class Index(NamedTuple):
    """An index: its files, but for those that stay as they were, and the prints of all of them."""

    files: Files
    prints: Prints


def search_index(
    entries: Sequence[Entry],
    synonyms: Sequence[Sequence[str]],
    everyday: Sequence[Sequence[str]] = (),
) -> Index:
    """The index of these entries.

    `synonyms` are sets of words that mean the same, `everyday` those that mean much the same.
    """
    words = count(entries)
    shelves = {key: content_of(run[2] for run in runs) for key, runs in cut(runs_of(words.lines))}
    files = {shelf_path(key): content for key, content in shelves.items()}
    files |= {part_path(at * EACH): part for at, part in enumerate(_parts(entries))}
    files[FACETS] = facets(entries)
    same = synonyms, everyday
    kinds = [entry.kind for entry in entries]
    lengths = [*map(numbers, words.lengths)]
    core = Core(shelves, vocabulary(words.times), lengths, *same, kinds)
    return assembled(core, files, {})


def assembled(core: Core, files: Files, stay: Prints) -> Index:
    """An index with these files, of which those with the prints `stay` are as they were.

    Its version hangs on all of its files, so that parts of two versions of a site do not meet in a
    browser's cache.
    """
    prints = {**stay, **{path: _print(content) for path, content in files.items()}}
    told = core.told()
    parts = (f"{path} {made}" for path, made in sorted(prints.items()))
    version = _print("\n".join([told, *parts]).encode())
    first = f'{{"version":"{version}",{told}'.encode()
    return Index({**files, PATH: first}, {**prints, PATH: _print(first)})


def _print(content: bytes) -> str:
    return sha256(content).hexdigest()[:LETTERS]


# How it is cut.


def cut(runs: Iterable[Run], letters: int = 1) -> Iterator[tuple[str, list[Run]]]:
    """Words with the same beginning together, with as many letters as it takes to be small.

    The runs are in order. The file of a word is that of the longest beginning that has one.
    """
    for key, found in groupby(runs, key=lambda run: run[0][:letters]):
        group = list(found)
        if len(group) > 1 and sum(run[1] for run in group) >= SHELF:
            yield from cut(group, letters + 1)
        else:
            yield key, group


def runs_of(lines: Mapping[str, str]) -> list[Run]:
    """Each word as a run of its own, in order."""
    told = [(word, f'"{word}":{line}'.encode()) for word, line in sorted(lines.items())]
    return [(word, len(content) + 1, content) for word, content in told]


def content_of(told: Iterable[bytes]) -> bytes:
    """The content of a file of words."""
    return b"{%b}" % b",".join(told)


def shelf_path(key: str) -> str:
    """The path of a file of words: letters of any script as a plain name."""
    return f"search/words/{key.encode().hex()}.json"


def part_path(number: int) -> str:
    """The path of the file that an entry is in."""
    return f"{PARTS}{number // EACH}.json"


def _parts(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The entries a few at a time."""
    for at in range(0, len(entries), EACH):
        yield json_of([told(entry) for entry in entries[at : at + EACH]]).encode()


def told(entry: Entry) -> Mapping[str, str]:
    """What the index says of an entry."""
    return {key: value for key, value in vars(entry).items() if value and key != "domains"}


def facets(entries: Iterable[Entry]) -> bytes:
    """For each way to narrow results, each value's entries as distances from the one before."""
    found: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in NARROW}
    for number, entry in enumerate(entries):
        for facet, values in found.items():
            given = getattr(entry, facet)
            for value in [given] if isinstance(given, str) else given:
                values[value].append(number)
    ways = {
        facet: {value: steps(of) for value, of in _sorted(facet, values) if value}
        for facet, values in found.items()
    }
    return json_of(ways).encode()


def _sorted(facet: str, values: Mapping[str, list[int]]) -> list[tuple[str, list[int]]]:
    """Domains in the order of the data, times from short to long, others by their names."""
    if facet == "domains":
        return [*values.items()]
    units = [unit for unit, _ in UNITS]
    place = {value: units.index(value) if value in units else 0 for value in values}
    return sorted(values.items(), key=lambda item: (item[0] == NOT_STATED, place[item[0]], item[0]))
