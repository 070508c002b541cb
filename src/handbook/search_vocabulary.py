"""All words of a search index in order, told in few letters, and how often each is used.

Of each word, only what differs from the one before is told: a capital letter says how many letters
the two begin with alike, from A for none. The words themselves have no capitals.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

CODE = re.compile(r"[A-Z][^A-Z]*")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALIKE = {letter: number for number, letter in enumerate(LETTERS)}


@dataclass(frozen=True)
class Vocabulary:
    """Words in order; of each, how it is told after the one before, and how often it is used."""

    words: list[str]
    codes: list[str]
    times: list[int]

    def told(self) -> Mapping[str, object]:
        """What the index says of it."""
        return {"words": "".join(self.codes), "times": self.times}

    def add(self, word: str) -> None:
        """Take up a word that is not there. It has been used 0 times."""
        at = bisect_left(self.words, word)
        self.words.insert(at, word)
        self.times.insert(at, 0)
        self.codes.insert(at, "")
        self._code(at)
        self._code(at + 1)

    def remove(self, word: str) -> None:
        """Let a word go."""
        at = bisect_left(self.words, word)
        del self.words[at], self.times[at], self.codes[at]
        self._code(at)

    def count(self, word: str, more: int) -> None:
        """Note that a word is used so many times more."""
        self.times[bisect_left(self.words, word)] += more

    def _code(self, at: int) -> None:
        if at < len(self.words):
            self.codes[at] = _code(self.words[at - 1] if at else "", self.words[at])


def vocabulary(times: Mapping[str, int]) -> Vocabulary:
    """The words that are used so many times."""
    words = sorted(times)
    codes = [_code(*pair) for pair in pairwise(["", *words])]
    return Vocabulary(words, codes, [times[word] for word in words])


def read(told: str, times: list[int]) -> Vocabulary:
    """A vocabulary, from what an index says of it."""
    codes = CODE.findall(told)
    words = []
    word = ""
    for code in codes:
        word = word[: ALIKE[code[0]]] + code[1:]
        words.append(word)
    return Vocabulary(words, codes, [*times])


def _code(before: str, word: str) -> str:
    """How a word is told after another."""
    most = min(len(before), len(word), len(LETTERS) - 1)
    alike = 0
    while alike < most and before[alike] == word[alike]:
        alike += 1
    return LETTERS[alike] + word[alike:]
