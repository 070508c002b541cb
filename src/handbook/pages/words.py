"""Small changes to words that are data."""

import re
from collections.abc import Iterable
from datetime import date

from handbook.model import Term, Terms

OURS = re.compile(r"\b(?:(an?) )?(programme outcome|outcome|domain|statement)(s?)\b", re.IGNORECASE)


def capital(words: str) -> str:
    """The same words with a capital first letter, for a heading."""
    return words[:1].upper() + words[1:]


def worded(text: str, terms: Terms) -> str:
    """A sentence of this program's own, with a framework's words in the place of ours.

    Only for sentences that no editor wrote: an editor's outcome may be a patient's.
    """
    return OURS.sub(lambda found: _worded(found, terms), text)


def _worded(found: re.Match[str], terms: Terms) -> str:
    article, word, many = found.groups()
    term: Term = getattr(terms, word.lower().replace(" ", "_"))
    said = term.many if many else term.one
    if article and said[:1].lower() != word[:1].lower():
        article = (
            ("An" if said[:1].lower() in "aeiou" else "A")
            if article[0] == "A"
            else ("an" if said[:1].lower() in "aeiou" else "a")
        )
    said = capital(said) if word[0].isupper() else said
    return f"{article} {said}" if article else said


def options(values: Iterable[str]) -> list[tuple[str, str]]:
    """The choices of a filter: each value once, with its words, in the order of the alphabet."""
    return [(value, capital(value)) for value in sorted(set(values))]


def day(when: date) -> str:
    """A date as people write it: 22 November 2026. No locale has a say in it."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
