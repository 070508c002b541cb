"""The search index in parts: the browser fetches what a question needs, and no more.

| File | Holds | Fetched |
|---|---|---|
| `search/index.json` | all words with their uses, lengths of texts, kinds, synonyms | once |
| `search/words/….json` | which entries hold the words with a beginning | for words asked for |
| `search/entries/….json` | a few entries each, as they are shown | for the best hits |

Words are the words of the text: the browser knows how words and their endings are compared, so that
it is said in one place only. An entry's number is its place in the list of all. The same entries
give the same bytes, and a changed text changes the parts of its own words and its own entry only.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, pairwise
from operator import sub

from handbook.search import Entry

FIELDS = ("text", "words", "title", "about", "code")
USES = 1024  # one more than the uses of a word in one field that are told apart
SHELF = 12_000  # bytes of words in one file, at most, unless a single word fills more
ENTRIES = 4_000  # bytes of entries in one file, more or less

# The uses of a word in each field of an entry, as one number → the entries that use it so.
Uses = dict[int, list[int]]

# As in plain.js and words.js.
WORD = re.compile(r"[^\W_]+")
COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
HYPHEN = re.compile(r"[-\u2010\u2011]")
APOSTROPHES = re.compile(r"['’]s\b|['’]", re.ASCII)
BEYOND = re.compile(r"[^\x00-\x7f]")


def search_index(entries: Sequence[Entry], synonyms: list[list[str]]) -> Mapping[str, bytes]:
    """Every file of the index by its path on the site."""
    words = _Words()
    for number, entry in enumerate(entries):
        words.add(number, entry)
    firsts, parts = _parts(entries)
    shelves = dict(_shelves(words.lines()))
    files = {f"search/entries/{i}.json": part for i, part in enumerate(parts)}
    files |= {f"search/words/{name(key)}.json": shelf for key, shelf in shelves.items()}
    core = {
        "version": _version(files),
        "entries": firsts,
        "shelves": " ".join(sorted(shelves)),
        **_vocabulary(words),
        "lengths": words.lengths,
        "synonyms": synonyms,
        **_kinds(entries),
    }
    return {"search/index.json": _json(core).encode(), **files}


def name(key: str) -> str:
    """The name of a file of words: letters of any script as a plain name."""
    return key.encode().hex()


# What the texts say.


@dataclass
class _Words:
    """Which entries hold which words. `lengths` has for each field a list with each entry's."""

    found: dict[str, Uses] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    joined: Counter[str] = field(default_factory=Counter)
    lengths: list[list[int]] = field(default_factory=lambda: [[] for _ in FIELDS])

    def add(self, number: int, entry: Entry) -> None:
        uses: dict[str, int] = {}
        unit = 1
        for name, lengths in zip(FIELDS, self.lengths, strict=True):
            found, joined = tokens(getattr(entry, name))
            if joined:
                self.joined.update(joined)
                found += joined
            lengths.append(len({*found}))
            for word in found:
                uses[word] = uses.get(word, 0) + unit
            unit *= USES
        for word, code in uses.items():
            self.found[word][code].append(number)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each word with its line of a file, in order."""
        for word, uses in sorted(self.found.items()):
            lists = [[code, *_steps(numbers)] for code, numbers in sorted(uses.items())]
            yield word, f'"{word}":{_json(lists)}'

    def times(self, word: str) -> int:
        """How often a word is used by itself, and not as a compound that is joined here only."""
        uses = self.found[word].items()
        return sum(_digits(code) * len(numbers) for code, numbers in uses) - self.joined[word]


def _digits(code: int) -> int:
    """The uses in all fields together."""
    return sum(code // USES**i % USES for i in range(len(FIELDS)))


def tokens(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and those written with hyphens once more as one word."""
    text = plain(text)
    joined = COMPOUND.findall(text) if "-" in text or not text.isascii() else []
    return WORD.findall(text), [HYPHEN.sub("", word) for word in joined]


def plain(text: str) -> str:
    """As `plain` in plain.js: small letters without accents and apostrophes."""
    if not text.isascii():
        text = BEYOND.sub(_bare, unicodedata.normalize("NFKD", text))
    text = text.lower()
    return APOSTROPHES.sub("", text) if "'" in text or "’" in text else text


def _bare(found: re.Match[str]) -> str:
    character = found.group()
    return "" if unicodedata.category(character).startswith("M") else character


def _steps(numbers: list[int]) -> Iterable[int]:
    """Each number as its distance from the one before."""
    return [numbers[0], *map(sub, numbers[1:], numbers)]


# How it is cut.


def _shelves(lines: Iterable[tuple[str, str]], letters: int = 1) -> Iterator[tuple[str, bytes]]:
    """Words with the same beginning together, with as many letters as it takes to be small.

    The file of a word is that of the longest beginning that has one.
    """
    for key, found in groupby(lines, key=lambda line: line[0][:letters]):
        group = list(found)
        size = sum(len(line) for _, line in group)
        if size > SHELF and len(group) > 1:
            yield from _shelves(group, letters + 1)
        else:
            yield key, f"{{{','.join(line for _, line in group)}}}".encode()


def _parts(entries: Iterable[Entry]) -> tuple[list[int], list[bytes]]:
    """The entries a few at a time, and the number of the first of each part."""
    firsts: list[int] = []
    parts: list[list[str]] = []
    room = 0
    for number, entry in enumerate(entries):
        line = _json({key: value for key, value in vars(entry).items() if value})
        if room <= 0:
            firsts.append(number)
            parts.append([])
            room = ENTRIES
        parts[-1].append(line)
        room -= len(line)
    return firsts, [f"[{','.join(part)}]".encode() for part in parts]


def _vocabulary(words: _Words) -> Mapping[str, object]:
    """Every word in order, and how often each is used; joined words alone are used 0 times.

    Of each word, only what differs from the one before: a capital letter says how many letters the
    two begin with alike, from A for none. The words themselves have no capitals.
    """
    found = sorted(words.found)
    alike = [0, *(_alike(*pair) for pair in pairwise(found))]
    told = (f"{chr(ord('A') + n)}{word[n:]}" for n, word in zip(alike, found, strict=True))
    return {"words": "".join(told), "times": [words.times(word) for word in found]}


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike, up to 25."""
    pairs = enumerate(zip(one[:25], other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other), 25))


def _kinds(entries: Sequence[Entry]) -> Mapping[str, object]:
    """The kinds of things, and a letter for the kind of each entry."""
    kinds = sorted({entry.kind for entry in entries})
    letters = {kind: chr(ord("a") + i) for i, kind in enumerate(kinds)}
    return {"kinds": kinds, "kind": "".join(letters[entry.kind] for entry in entries)}


def _version(files: Mapping[str, bytes]) -> str:
    """So that parts of two versions of a site do not meet in a browser's cache."""
    whole = sha256()
    for path, content in sorted(files.items()):
        whole.update(path.encode())
        whole.update(content)
    return whole.hexdigest()[:12]


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
