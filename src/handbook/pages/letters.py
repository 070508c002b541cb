"""Names by the letter that they begin with, in an order in which accents and marks do not count."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

Named = TypeVar("Named")

DIGITS = "0–9"
MARKS = re.compile(r"[^\w ]|_")


def by_letter(
    records: Iterable[Named], name: Callable[[Named], str]
) -> Mapping[str, Sequence[Named]]:
    """The records in the order of their names, by the first letter. Figures come first, as one."""
    found: dict[str, list[Named]] = {}
    ordered = sorted(((_order(name(record)), record) for record in records), key=itemgetter(0))
    for (_, bare, _), record in ordered:
        found.setdefault(_letter(bare), []).append(record)
    return found


def slug(letter: str) -> str:
    """Letters of any script as plain letters and figures."""
    if letter == DIGITS:
        return "0-9"
    return letter.lower() if letter.isascii() else f"u{letter.encode().hex()}"


def _order(name: str) -> tuple[bool, str, str]:
    """What a name is sorted by: small letters without accents and marks first of all."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    if not bare.replace(" ", "").isalnum():  # as most are
        bare = MARKS.sub("", bare)
    bare = bare.strip()
    return not bare[:1].isdecimal(), bare, name


def _letter(bare: str) -> str:
    first = bare[:1]
    return DIGITS if first.isdecimal() or not first else first.upper()
