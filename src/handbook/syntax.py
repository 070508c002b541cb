"""What a YAML syntax error means, in the words of somebody who edits a handbook.

Parsers say what they expected; editors need to know what they typed. The rules below look at
the line itself, in the order in which the mistakes are common.
"""

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from handbook.problems import Place, Problem

Rule = Callable[[str, list[str], int], Problem | None]
TAB = re.compile(r"^ *\t")
SPACE = re.compile(r"[\u00a0\u2007\u202f]")
TWO_COLONS = re.compile(r"^(?P<key>\s*(?:- )*[\w-]+:) (?P<value>[^'\"|>\[{].*:(?: .*)?)$")
KEY = re.compile(r"^(?P<indent>\s*(?:- )*)[\w-]+:(?: |$)")
CURLY = re.compile(r"[“”‘’„]")


def explain(error: yaml.YAMLError, text: str, file: Path) -> Problem:
    """One problem for a YAML error: the line to look at, what is wrong there, what to do."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.splitlines() or [""]
    at = min(mark.line, len(lines) - 1) if mark else 0
    said = str(getattr(error, "problem", "") or "")
    for rule in RULES:
        if found := rule(said, lines, at):
            return Problem(
                Place(file, found.place.line, found.place.column),
                found.rule,
                found.message,
                found.help,
            )
    column = mark.column + 1 if mark else 1
    return Problem(Place(file, at + 1, column), "yaml-syntax", *_plain(said))


def _problem(line: int, column: int, rule: str, message: str, help: str) -> Problem:
    return Problem(Place(Path(), line + 1, column + 1), rule, message, help)


def _tab(said: str, lines: list[str], at: int) -> Problem | None:
    for line in (at, at - 1, at + 1):
        if 0 <= line < len(lines) and (found := TAB.match(lines[line])):
            help = "replace it by spaces, two for each level"
            return _problem(line, found.end() - 1, "tab", "this line starts with a tab", help)
    return None


def _foreign_space(said: str, lines: list[str], at: int) -> Problem | None:
    for line in (at, at - 1):
        if 0 <= line < len(lines) and (found := SPACE.search(lines[line])):
            message = "there is a non-breaking space here, perhaps copied from a document"
            help = "replace it by an ordinary space"
            return _problem(line, found.start(), "non-breaking-space", message, help)
    return None


def _colon(said: str, lines: list[str], at: int) -> Problem | None:
    if "mapping values are not allowed" not in said or not (found := TWO_COLONS.match(lines[at])):
        return None
    value = found["value"].replace('"', "'")
    message = "a text that contains ': ' must stand in quotes"
    help = f'write {found["key"].strip()} "{value}"'
    return _problem(at, found.start("value"), "unquoted-colon", message, help)


def _indent(said: str, lines: list[str], at: int) -> Problem | None:
    words = ("mapping values are not allowed", "expected key", "expected <block end>", "'-' ind")
    if not any(word in said for word in words):
        return None
    before = next((n for n in range(at - 1, -1, -1) if KEY.match(lines[n])), None)
    if before is None or not (here := KEY.match(lines[at])):
        return None
    ours, theirs = len(here["indent"]), len(KEY.match(lines[before])["indent"])  # type: ignore[index]
    if ours == theirs:
        return None
    message = f"this line starts at column {ours + 1}, which fits no line above it"
    help = f"line {before + 1} starts at column {theirs + 1}: line up with it, or with its parent"
    return _problem(at, ours, "bad-indent", message, help)


def _unclosed(said: str, lines: list[str], at: int) -> Problem | None:
    if "end of stream" in said or "document separator" in said:
        line, quote = _open_quote(lines)
        message = f"the quote {quote} that opens here is never closed"
        if quote:
            help = f"put {quote} at the end of the text"
            return _problem(line, lines[line].index(quote), "open-quote", message, help)
    if "',' or ']'" in said or "',' or '}'" in said:
        message = "the list in brackets is not complete"
        help = "put a comma between the items and a closing bracket at the end"
        return _problem(at, 0, "open-bracket", message, help)
    return None


def _open_quote(lines: list[str]) -> tuple[int, str]:
    opening = re.compile(r":\s+(['\"])(?:(?!\1).)*$|^\s*-\s+(['\"])(?:(?!\2).)*$")
    for number, line in enumerate(lines):
        if found := opening.search(line):
            return number, found[1] or found[2]
    return 0, ""


def _curly(said: str, lines: list[str], at: int) -> Problem | None:
    if found := CURLY.search(lines[at]):
        message = f"{found.group()} is a curly quote, perhaps copied from a document"
        help = "use straight quotes: \" or '"
        return _problem(at, found.start(), "curly-quotes", message, help)
    return None


def _no_colon(said: str, lines: list[str], at: int) -> Problem | None:
    if "could not find expected ':'" not in said:
        return None
    for line in (at - 1, at):
        if 0 <= line < len(lines) and lines[line].strip() and ":" not in lines[line]:
            column = len(lines[line]) - len(lines[line].lstrip())
            message = "this line is neither 'name: value' nor part of the text above"
            help = "indent it under its field, or write 'name: value'"
            return _problem(line, column, "no-field", message, help)
    return None


def _special(said: str, lines: list[str], at: int) -> Problem | None:
    found = re.search(r"(?::|-) +([@`%*&!\]}])", lines[at])
    if not found:
        return None
    message = f"a text that begins with '{found[1]}' must stand in quotes"
    help = f'write "{lines[at][found.start(1) :].strip()}"'
    return _problem(at, found.start(1), "unquoted-character", message, help)


RULES: tuple[Rule, ...] = (
    _tab, _foreign_space, _special, _colon, _indent, _unclosed, _curly, _no_colon,
)  # fmt: skip

PLAIN = {
    "mapping values are not allowed": ("there is a ': ' where no field can begin",
        "put the whole text in quotes, or line the field up with its neighbours"),
    "expected key": ("this does not line up with the fields around it",
        "start the line at the same column as its neighbours"),
    "expected '-' indicator": ("a list ends here, and something else begins that does not line up",
        "line it up with the list's '- ', or with the field above the list"),
    "block sequence entries": ("a list cannot begin here", "put '- ' on a line of its own"),
    "escape character": ("'\\' has a meaning of its own between double quotes",
        "use single quotes around the text, or write '\\\\'"),
    "cannot start any token": ("a text cannot begin with this character",
        "put the whole text in quotes"),
    "undefined tag handle": ("'!' has a meaning of its own at the start of a text",
        "put the whole text in quotes"),
    "alias": ("'*' has a meaning of its own at the start of a text",
        "put the whole text in quotes"),
    "anchor": ("'&' has a meaning of its own at the start of a text",
        "put the whole text in quotes"),
}  # fmt: skip


def _plain(said: str) -> tuple[str, str]:
    for part, words in PLAIN.items():
        if part in said:
            return words
    help = "compare it with a record above that is right: spaces, colons, quotes and brackets"
    return "this is not written as YAML", help
