"""Which entries hold which words, and how often: counted anew, or brought up to date.

Words are the words of the text: the browser knows how words and their endings are compared, so that
it is said in one place only.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import sub
from typing import NamedTuple

from handbook.search import Entry

FIELDS = ("text", "words", "names", "title", "about", "code")
# One more than the uses of a word in one field that are told apart. JavaScript must be able to
# count to its power by the number of fields.
USES = 400
ONE_USE = [(USES**place, name) for place, name in enumerate(FIELDS)]

# As in plain.js and words.js.
WORD = re.compile(r"[^\W_]+")
GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
HYPHEN = re.compile(r"[-\u2010\u2011]")
APOSTROPHES = re.compile(r"['’]s\b|['’]", re.ASCII)
BEYOND = re.compile(r"[^\x00-\x7f]")


class Words(NamedTuple):
    """The words of all entries, which are known by their numbers.

    `lines` has for each word a list of lists in JSON: the uses in each field as one number, and the
    entries that use it so, each as its distance from the one before. `times` says how often a word
    is used in all; one that is only made of the parts of a compound, 0 times. `lengths` has a list
    for each field: how many different words each entry has there.
    """

    lines: dict[str, str]
    times: dict[str, int]
    lengths: list[list[int]]


class Told(NamedTuple):
    """What one entry says: each word's uses as one number, and those that are joined from parts."""

    uses: dict[str, int]
    joined: Sequence[str]
    lengths: Sequence[int]

    def times(self, word: str) -> int:
        """How often a word is used by itself."""
        return _digits(self.uses.get(word, 0)) - self.joined.count(word)


def read(entry: Entry) -> Told:
    """What an entry says."""
    uses: dict[str, int] = {}
    every: list[str] = []
    lengths = []
    for unit, name in ONE_USE:
        text = getattr(entry, name)
        found, joined = tokens(text) if text else ([], [])
        if joined:
            every += joined
            found = found + joined
        lengths.append(len({*found}))
        for word in found if len(found) < USES else _fewer(found):
            uses[word] = uses.get(word, 0) + unit
    return Told(uses, every, lengths)


def _fewer(found: Sequence[str]) -> Iterable[str]:
    """The same words, each no more often than is told apart."""
    return (word for word, times in Counter(found).items() for _ in range(min(times, USES - 1)))


def count(entries: Iterable[Entry]) -> Words:
    """The words of all entries."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    lengths: list[Sequence[int]] = []
    joined: Counter[str] = Counter()
    for number, entry in enumerate(entries):
        told = read(entry)
        lengths.append(told.lengths)
        joined.update(told.joined)
        for word, code in told.uses.items():
            found[word][code].append(number)
    times = {word: _times(uses) - joined[word] for word, uses in found.items()}
    lines = {word: _line(uses) for word, uses in found.items()}
    return Words(lines, times, [list(field) for field in zip(*lengths, strict=True)])


@lru_cache(maxsize=512)  # many entries say the same of where they belong
def tokens(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and those written with hyphens once more as one word."""
    text = plain(text)
    if text.isascii() and "-" not in text:
        return text.translate(GAPS).split(), []  # the same in a fifth of the time
    return WORD.findall(text), [HYPHEN.sub("", word) for word in COMPOUND.findall(text)]


def plain(text: str) -> str:
    """As `plain` in plain.js: small letters without accents and apostrophes."""
    if not text.isascii():
        text = BEYOND.sub(_bare, unicodedata.normalize("NFKD", text))
    text = text.lower()
    return APOSTROPHES.sub("", text) if "'" in text or "’" in text else text


def _bare(found: re.Match[str]) -> str:
    character = found.group()
    return "" if unicodedata.category(character).startswith("M") else character


def _times(uses: dict[int, list[int]]) -> int:
    return sum(_digits(code) * len(numbers) for code, numbers in uses.items())


def _digits(code: int) -> int:
    """The uses in all fields together."""
    total = 0
    while code:
        code, uses = divmod(code, USES)
        total += uses
    return total


def _line(uses: dict[int, list[int]]) -> str:
    lists = [[code, *steps(numbers)] for code, numbers in sorted(uses.items())]
    return str(lists).replace(" ", "")  # JSON, for lists of numbers


def moved(line: str, number: int, before: int, after: int) -> str:
    """A word's line when one entry has other uses of it; `[]` without any entry."""
    uses = _decoded(line)
    uses[before].discard(number)
    if after:
        uses[after].add(number)
    return _line({code: sorted(numbers) for code, numbers in uses.items() if numbers})


def _decoded(line: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for code, *steps in json.loads(line):
        found[code].update(_sums(steps))
    return found


def steps(numbers: Sequence[int]) -> list[int]:
    """Each number as its distance from the one before."""
    return [numbers[0], *map(sub, numbers[1:], numbers)]


def _sums(steps: list[int]) -> Iterator[int]:
    at = 0
    for step in steps:
        at += step
        yield at
