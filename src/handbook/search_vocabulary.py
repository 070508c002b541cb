"""All words of a search index in order, told in few letters, and how often each is used.

Of each word, only what differs from the one before is told: a capital letter says how many letters
the two begin with alike, from A for none. The words themselves have no capitals. So words with the
same initial can be read and changed without the others.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

CODE = re.compile(r"[A-Z][^A-Z]*")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALIKE = {letter: number for number, letter in enumerate(LETTERS)}


class Section(NamedTuple):
    """Words with the same initial: how they are told, and how often each is used."""

    told: str = ""
    times: Sequence[int] = ()


class Vocabulary(NamedTuple):
    """All words, by their initials."""

    sections: Mapping[str, Section]

    def told(self) -> str:
        """All words in order."""
        return "".join(section.told for _, section in sorted(self.sections.items()))

    def times(self) -> list[int]:
        """How often each is used."""
        sections = (section.times for _, section in sorted(self.sections.items()))
        return [*chain.from_iterable(sections)]

    def changed(self, new: Set[str], more: Mapping[str, int], gone: Set[str]) -> "Vocabulary":
        """The same with words that are `new`, used so many times `more`, and without some."""
        sections = {**self.sections}
        for initial in {word[0] for word in (*new, *more, *gone)}:
            words = _read(sections.get(initial, Section()))
            for word in _with(initial, new):
                words.add(word)
            for word in _with(initial, more):
                words.count(word, more[word])
            for word in _with(initial, gone):
                words.remove(word)
            sections[initial] = words.section()
        return Vocabulary(sections)


@dataclass(frozen=True)
class _Words:
    """Words with the same initial in order, how each is told, and how often it is used."""

    words: list[str]
    codes: list[str]
    times: list[int]

    def add(self, word: str) -> None:
        """Take up a word that is not there. It has been used 0 times."""
        at = bisect_left(self.words, word)
        self.words.insert(at, word)
        self.times.insert(at, 0)
        self.codes.insert(at, "")
        self._tell(at)
        self._tell(at + 1)

    def remove(self, word: str) -> None:
        """Let a word go."""
        at = bisect_left(self.words, word)
        del self.words[at], self.times[at], self.codes[at]
        self._tell(at)

    def count(self, word: str, more: int) -> None:
        """Note that a word is used so many times more."""
        self.times[bisect_left(self.words, word)] += more

    def _tell(self, at: int) -> None:
        if at < len(self.words):
            self.codes[at] = _code(self.words[at - 1] if at else "", self.words[at])

    def section(self) -> Section:
        """What the vocabulary says of them."""
        return Section("".join(self.codes), self.times)


def vocabulary(times: Mapping[str, int]) -> Vocabulary:
    """The words that are used so many times."""
    return Vocabulary(
        {initial: _section([*words], times) for initial, words in groupby(sorted(times), _INITIAL)}
    )


def _section(words: Sequence[str], times: Mapping[str, int]) -> Section:
    codes = (_code(*pair) for pair in pairwise(["", *words]))
    return Section("".join(codes), [times[word] for word in words])


def read(told: str, times: Sequence[int]) -> Vocabulary:
    """A vocabulary from what is told of it."""
    sections = {}
    at = 0
    for part in told.split("A")[1:]:
        end = at + 1 + sum(map(part.count, LETTERS[1:]))
        sections[part[0]] = Section(f"A{part}", times[at:end])
        at = end
    return Vocabulary(sections)


def _read(section: Section) -> _Words:
    codes = CODE.findall(section.told)
    words = []
    word = ""
    for code in codes:
        word = word[: ALIKE[code[0]]] + code[1:]
        words.append(word)
    return _Words(words, codes, [*section.times])


def _with(initial: str, words: Set[str] | Mapping[str, int]) -> Sequence[str]:
    return [word for word in words if word[0] == initial]


def _code(before: str, word: str) -> str:
    """How a word is told after another."""
    most = min(len(before), len(word), len(LETTERS) - 1)
    alike = 0
    while alike < most and before[alike] == word[alike]:
        alike += 1
    return LETTERS[alike] + word[alike:]


_INITIAL = itemgetter(0)
