"""A mistake in the data: where it is, what is wrong, and what to do about it."""

import difflib
import re
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

FOREIGN_SPACE = re.compile(r"[\u00a0\u2007\u202f]")  # they look like a space, and are none to YAML


class Place(NamedTuple):
    """A spot in a file. Lines and columns count from 1, as editors show them."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file.as_posix()}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing to fix. `rule` never changes; `message` and `help` may be reworded."""

    place: Place
    rule: str
    message: str
    help: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.message} [{self.rule}]"
        return f"{text}\n  help: {self.help}" if self.help else text


class DataError(Exception):
    """The data cannot be used. Carries every problem found, sorted by place, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shown(text: str) -> str:
    """What an editor typed, short enough for a message."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60]}…"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one, or nothing when none is near.

    Of names that are about as near, the one that begins alike: 'pcp-6' means 'pcp-5', not 'cp-6'.
    """
    name = name[:100].lower()
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return max(near, key=lambda other: _alike(name, other), default="")


def _alike(one: str, other: str) -> int:
    """How many letters two names share from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the nearest known name, or nothing when none is near."""
    near = nearest(name, known)
    return f"did you mean '{near}'?" if near else ""
