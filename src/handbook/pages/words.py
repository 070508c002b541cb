"""Small changes to words that are data."""

from collections.abc import Iterable
from datetime import date


def capital(words: str) -> str:
    """The same words with a capital first letter, for a heading."""
    return words[:1].upper() + words[1:]


def setting(value: str) -> str:
    """Where an activity happens, in words that need no other beside them."""
    return SETTINGS.get(value, value)


SETTINGS = {"somewhere else": "away from your usual work"}


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
