"""Names by the letter that they begin with, in an order in which accents and marks do not count."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

Named = TypeVar("Named")

DIGITS = "0–9"
FIGURES, LETTERS = "01"  # how the key of a name begins: figures come first
MARKS = re.compile(r"[^\w ]|_")


def by_letter(
    records: Iterable[Named], name: Callable[[Named], str]
) -> Mapping[str, Sequence[Named]]:
    """The records in the order of their names, by the first letter. Figures come first, as one."""
    return in_order((order(name(record)), record) for record in records)


def in_order(records: Iterable[tuple[str, Named]]) -> Mapping[str, Sequence[Named]]:
    """The same for records with what they are sorted by."""
    found: dict[str, list[Named]] = {}
    for key, record in sorted(records, key=itemgetter(0)):
        found.setdefault(_letter(key), []).append(record)
    return found


def slug(letter: str) -> str:
    """Letters of any script as plain letters and figures."""
    if letter == DIGITS:
        return "0-9"
    return letter.lower() if letter.isascii() else f"u{letter.encode().hex()}"


def order(name: str) -> str:
    """What a name is sorted by: small letters without accents and marks first of all."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    if not bare.replace(" ", "").isalnum():  # as most are
        bare = MARKS.sub("", bare)
    bare = bare.strip()
    return f"{LETTERS if bare[:1] and not bare[:1].isdecimal() else FIGURES}{bare}\0{name}"


def _letter(key: str) -> str:
    return key[1].upper() if key[0] == LETTERS else DIGITS
