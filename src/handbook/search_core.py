"""The first file of a search index: all words, lengths, kinds and words that mean the same."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from handbook import search_vocabulary
from handbook.search_vocabulary import Vocabulary

PATH = "search/index.json"
EACH = 8  # entries in one file
# Where the longest part begins. Nothing before it can have quotation marks inside: it is words.
LENGTHS = ',"lengths":[['

json_of = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Core(NamedTuple):
    """What the first file says, beside its version.

    `shelves` are the keys of the files of words, `lengths` has for each field how many different
    words each entry has there, with commas between, and `kinds` has the kind of each entry.
    """

    shelves: Collection[str]
    words: Vocabulary
    lengths: Sequence[str]
    synonyms: Sequence[Sequence[str]]
    everyday: Sequence[Sequence[str]]
    kinds: Sequence[str]

    def told(self) -> str:
        """As JSON, from behind the version on."""
        before = {
            "each": EACH,
            "shelves": " ".join(sorted(self.shelves)),
            "words": self.words.told(),
            "times": self.words.times(),
        }
        after = {"synonyms": self.synonyms, "everyday": self.everyday, **_kinds(self.kinds)}
        lengths = "],[".join(self.lengths)
        return f"{json_of(before)[1:-1]}{LENGTHS}{lengths}]],{json_of(after)[1:]}"


def numbers(of: Sequence[int]) -> str:
    """Numbers with commas between."""
    return str(of)[1:-1].replace(" ", "")


def read(content: bytes) -> Core:
    """What a file says."""
    before, _, rest = content.decode().partition(LENGTHS)
    lengths, _, after = rest.partition("]],")
    told = json.loads(f"{before},{after}")
    kinds = {chr(ord("a") + i): kind for i, kind in enumerate(told["kinds"])}
    return Core(
        told["shelves"].split(),
        search_vocabulary.read(told["words"], told["times"]),
        lengths.split("],["),
        told["synonyms"],
        told["everyday"],
        [kinds[letter] for letter in told["kind"]],
    )


def _kinds(of_entries: Sequence[str]) -> Mapping[str, object]:
    """The kinds of things, and a letter for the kind of each entry."""
    kinds = sorted({*of_entries})
    letters = {kind: chr(ord("a") + i) for i, kind in enumerate(kinds)}
    return {"kinds": kinds, "kind": "".join([letters[kind] for kind in of_entries])}
