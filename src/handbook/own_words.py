"""A framework's own words for its parts, in the sentences of this program."""

import re

from handbook.model import Term, Terms

OURS = re.compile(r"\b(?:(an?) )?(programme outcome|outcome|domain|statement)(s?)\b", re.IGNORECASE)
VOWELS = frozenset("aeiou")


def worded(text: str, terms: Terms) -> str:
    """A sentence of this program's own, with a framework's words in the place of ours.

    Only for sentences that no editor wrote: an editor's outcome may be a patient's.
    """
    return OURS.sub(lambda found: _worded(found, terms), text)


def _worded(found: re.Match[str], terms: Terms) -> str:
    article, word, many = found.groups()
    term: Term = getattr(terms, word.lower().replace(" ", "_"))
    said = term.many if many else term.one
    article = article and article[0] + ("n" if said[:1].lower() in VOWELS else "")
    said = f"{said[:1].upper()}{said[1:]}" if word[0].isupper() else said
    return f"{article} {said}" if article else said
