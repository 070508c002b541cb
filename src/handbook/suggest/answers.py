"""The answers in a text that somebody sent: an issue, a mail, a description. All of it is text.

Whoever writes such a text may write anything. So it is cut up at the headings of the form and
nowhere else, hidden characters are taken out, and it may not be longer than a person would write.
"""

import re
import unicodedata
from collections.abc import Mapping

from handbook.suggest.forms import Form

LONGEST = 20_000  # characters of a whole text
LONGEST_ANSWER = 2_000
HEADING = re.compile(r"^### +(.+?) *$", re.MULTILINE)
# What GitHub writes where nobody answered: https://github.com/orgs/community/discussions/7363
NOTHING = {"_No response_", "None", "unknown"}


class UnreadableError(Exception):
    """A text that is no answer to the form. Says in a sentence why."""


def answers(text: str, form: Form) -> Mapping[str, str]:
    """The name of each question → its answer; questions that nobody answered are left out.

    Raises UnreadableError if the text has none of the form's headings, or one of them twice.
    """
    if len(text) > LONGEST:
        raise UnreadableError(f"The text is longer than {LONGEST:,} characters.")
    names = {label: name for name, label in form.questions.items()}
    found: dict[str, str] = {}
    for label, answer in _sections(clean(text), names):
        if names[label] in found:
            raise UnreadableError(f"The heading '### {label}' is there twice.")
        found[names[label]] = answer
    if not found:
        known = ", ".join(f"'### {label}'" for label in names)
        raise UnreadableError(f"None of the form's headings is in the text: {known}.")
    return {name: answer for name, answer in found.items() if answer and answer not in NOTHING}


def _sections(text: str, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each heading of the form with the text up to the next one."""
    marks = [found for found in HEADING.finditer(text) if found[1] in labels]
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    return [(mark[1], text[mark.end() : end].strip()) for mark, end in zip(marks, ends)]  # noqa: B905 (no marks, one end)


def clean(text: str) -> str:
    """Without hidden characters; lines end as on Linux, and every space is a plain one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter == "\n" or kind[0] not in "CZ":
        return letter
    return " " if kind == "Zs" else ""
