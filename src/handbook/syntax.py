"""What a YAML syntax error means, in the words of somebody who edits a handbook.

Parsers say what they expected; editors need to know what they typed. The rules below look at
the line itself, in the order in which the mistakes are common.
"""

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from handbook.problems import FOREIGN_SPACE, Place, Problem, shown

Rule = Callable[[str, list[str], int], Problem | None]
TAB = re.compile(r"^ *\t")
CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?= |$)")
TWO_COLONS = re.compile(r"^(?P<key>\s*(?:- )*[\w-]+:) (?P<value>[^'\"|>\[{].*:(?: .*)?)$")
KEY = re.compile(r"^(?P<indent>\s*(?:- +)*)(?P<name>[\w-]+):(?: |$)")
NO_SPACE = re.compile(r"^\s*(?:- +)*(?:[a-z_]+(?P<colon>:)(?=[^\s/:])|(?P<dash>-)(?=[A-Za-z_]))")
SPECIAL = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?([@`%*&!\]}]|[|>](?= +[^\s#])|\?(?= ))")
OPENS = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?(?P<quote>['\"])(?P<text>.*)$")
REMARK = re.compile(r"(?:^|\s)#")
BRACKET = re.compile(r"(?:^|:|-|,) *(?P<bracket>[\[{])")
MISPLACED = ("mapping values are not allowed", "expected key", "'-' indicator")
CURLY = re.compile(r"(?:[:\-\[{,] *)([“”‘’„])")


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
    column = min(mark.column, len(lines[at])) + 1 if mark and mark.line == at else 1
    return Problem(Place(file, at + 1, column), "yaml-syntax", *_plain(said))


def _problem(line: int, column: int, rule: str, message: str, help: str) -> Problem:
    return Problem(Place(Path(), line + 1, column + 1), rule, message, help)


def _conflict(said: str, lines: list[str], at: int) -> Problem | None:
    line = next((n for n, line in enumerate(lines) if CONFLICT.match(line)), None)
    if line is None:
        return None
    message = f"'{lines[line][:7]}' marks two versions of this text that were never joined"
    help = "keep the version that is right, and delete the other and the lines with these marks"
    return _problem(line, 0, "merge-conflict", message, help)


def _tab(said: str, lines: list[str], at: int) -> Problem | None:
    for line in (at, at - 1, at + 1):
        if 0 <= line < len(lines) and (found := TAB.match(lines[line])):
            help = "replace it by spaces, two for each level"
            return _problem(line, found.end() - 1, "tab", "this line starts with a tab", help)
    return None


def _foreign_space(said: str, lines: list[str], at: int) -> Problem | None:
    for line in (at, at - 1):
        if 0 <= line < len(lines) and (found := FOREIGN_SPACE.search(lines[line])):
            message = "there is a non-breaking space here, perhaps copied from a document"
            help = "replace it by an ordinary space"
            return _problem(line, found.start(), "non-breaking-space", message, help)
    return None


def _colon(said: str, lines: list[str], at: int) -> Problem | None:
    if "mapping values are not allowed" not in said or not (found := TWO_COLONS.match(lines[at])):
        return None
    value = shown(found["value"].strip("“”").replace('"', "'"))
    message = "a text that contains ': ' must stand in quotes"
    help = f'write {found["key"].strip()} "{value}"'
    return _problem(at, found.start("value"), "unquoted-colon", message, help)


def _indent(said: str, lines: list[str], at: int) -> Problem | None:
    if not any(words in said for words in MISPLACED):
        return None
    before = next((n for n in range(at - 1, -1, -1) if KEY.match(lines[n])), None)
    if before is None or not (here := KEY.match(lines[at])):
        return _ragged(said, lines, at)
    ours, theirs = len(here["indent"]), len(KEY.match(lines[before])["indent"])  # type: ignore[index]
    if ours == theirs:
        return None
    name = KEY.match(lines[before])["name"]  # type: ignore[index]
    message = f"'{here['name']}' starts at column {ours + 1}, which fits no line above it"
    help = (
        f"'{name}' on line {before + 1} starts at column {theirs + 1}: "
        "fields of one record start at the same column"
    )
    return _problem(at, ours, "bad-indent", message, help)


def _ragged(said: str, lines: list[str], at: int) -> Problem | None:
    """A line of a longer text, or of a list, that stands to the left of the others."""
    ours, before = (len(line) - len(line.lstrip()) for line in (lines[at], lines[at - 1]))
    if "mapping values" in said or at == 0 or ours >= before:
        return None
    message = f"this line starts at column {ours + 1}, and the line above it at column {before + 1}"
    help = "start all lines of one text, or of one list, at the same column"
    return _problem(at, ours, "bad-indent", message, help)


def _no_space(said: str, lines: list[str], at: int) -> Problem | None:
    if not any(words in said for words in ("expected ':'", *MISPLACED)):
        return None
    for line in range(at - 2, at + 1):
        if 0 <= line < len(lines) and (found := NO_SPACE.match(lines[line])):
            mark = found["colon"] or found["dash"]
            message = f"there is no space after '{mark}'"
            return _problem(line, found.end() - 1, "no-space", message, "put a space after it")
    return None


def _unclosed(said: str, lines: list[str], at: int) -> Problem | None:
    if "end of stream" in said or "document separator" in said:
        return _open_quote(lines, at)
    if any(words in said for words in ("',' or ']'", "',' or '}'", "node content")):
        line, column = _open_bracket(lines, at)
        if cut := _hidden_end(lines[line]):
            return _problem(line, cut.start("rest"), "cut-text", *_cut(cut["rest"]))
        if lines[line][column : column + 1] not in {"[", "{"}:
            return None
        message = f"the '{lines[line][column : column + 1]}' that opens here is never closed"
        help = "put a comma between the items and a closing bracket at the end"
        return _problem(line, column, "open-bracket", message, help)
    return None


def _quote(said: str, lines: list[str], at: int) -> Problem | None:
    """A quote inside a text in quotes, or a missing one that only shows at the next."""
    if not any(words in said for words in (*MISPLACED, "',' or")):
        return None
    found = OPENS.match(lines[at])
    mark = found["quote"] if found else ""
    if not found or not _follows(found["text"], mark):
        return None if "mapping values" in said else _open_quote(lines, at)
    other = "'" if mark == '"' else '"'
    message = f"the text ends at the second {mark}, and something follows"
    help = f"put {other} around the whole text"
    if other in found["text"]:
        help = 'write \\" for each " inside' if mark == '"' else "write '' for each ' inside"
    return _problem(at, found.start("quote"), "inner-quote", message, help)


def _follows(text: str, mark: str) -> bool:
    """Whether something stands after the quote that closes a text; a remark does not count."""
    rest = text.partition(mark)[2]
    return bool(rest.strip()) and not REMARK.match(rest)


def _open_quote(lines: list[str], at: int) -> Problem | None:
    for line in range(min(at, len(lines) - 1), -1, -1):
        found = OPENS.match(lines[line])
        if found and found["quote"] not in found["text"].replace("\\" + found["quote"], ""):
            mark = found["quote"]
            message = f"the quote {mark} that opens here is never closed"
            help = f"put {mark} at the end of the text"
            return _problem(line, found.start("quote"), "open-quote", message, help)
    return None


def _hidden_end(line: str) -> re.Match[str] | None:
    """A remark that was meant for a text, with the bracket that closes after it."""
    found = re.search(r"[ ,:\[{](?P<rest>#[^\s,\]}]+)", line)
    return found if found and re.search(r"[\]}]", line[found.end() :]) else None


def _cut(rest: str) -> tuple[str, str]:
    message = f"from '{shown(rest)}' on, this line is not read"
    help = f"write it in quotes: \"{shown(rest)}\"; if it is a remark, write a space after '#'"
    return message, help


def _open_bracket(lines: list[str], at: int) -> tuple[int, int]:
    """The nearest place above that opens more brackets than it closes."""
    for line in range(at, -1, -1):
        text = REMARK.split(lines[line], maxsplit=1)[0]
        found = BRACKET.search(text)
        if found and sum(map(text.count, "[{")) > sum(map(text.count, "]}")):
            return line, found.start("bracket")
    return at, 0


def _closed_twice(said: str, lines: list[str], at: int) -> Problem | None:
    text = lines[at].rstrip()
    if "expected key" not in said or not text.endswith(("]", "}")):
        return None
    if sum(map(text.count, "[{")) >= sum(map(text.count, "]}")):
        return None
    message = f"there is one '{text[-1]}' too many"
    return _problem(at, len(text) - 1, "closed-twice", message, "delete it")


def _curly(said: str, lines: list[str], at: int) -> Problem | None:
    if found := CURLY.search(lines[at]):
        message = f"{found[1]} is a curly quote, perhaps copied from a document"
        help = "use straight quotes: \" or '"
        return _problem(at, found.start(1), "curly-quotes", message, help)
    return None


def _no_colon(said: str, lines: list[str], at: int) -> Problem | None:
    if "could not find expected ':'" not in said and not (
        "mapping values are not allowed" in said and KEY.match(lines[at])
    ):
        return None
    for line in (at - 1, at):
        text = lines[line].strip() if 0 <= line < len(lines) else ""
        if text and ":" not in text and not _item_beside(lines[line], lines[at]):
            column = lines[line].index(text)
            message = "this line is neither 'name: value' nor part of the text above"
            help = "indent it under its field, or write 'name: value'"
            if re.fullmatch(r"[a-z_]+", text):
                help = f"write a colon after it: '{text}:'"
            return _problem(line, column, "no-field", message, help)
    return None


def _item_beside(item: str, field: str) -> bool:
    """Whether a line is an item of a list, and not the first field of the record below it."""
    text, name = re.match(r" *(?:- +)+", item), re.match(r" *", field)
    return bool(text and name and text.end() != name.end())


def _special(said: str, lines: list[str], at: int) -> Problem | None:
    found = SPECIAL.match(lines[at])
    if not found:
        return None
    message = f"a text that begins with '{found[1]}' must stand in quotes"
    text = lines[at][found.start(1) :].strip().replace('"', "'")
    help = f'write "{shown(text)}"'
    return _problem(at, found.start(1), "unquoted-character", message, help)


RULES: tuple[Rule, ...] = (
    _conflict, _tab, _foreign_space, _special, _colon, _no_space, _no_colon, _unclosed,
    _closed_twice, _quote, _indent, _curly,
)  # fmt: skip

PLAIN = {
    "mapping values are not allowed": ("there is a ': ' where no field can begin",
        "put the whole text in quotes, or line the field up with its neighbours"),
    "expected key": ("this does not line up with the fields around it",
        "start the line at the same column as its neighbours"),
    "expected '-' indicator": ("a list ends here, and something else begins that does not line up",
        "line it up with the list's '- ', or with the field above the list"),
    "block sequence entries": ("a list cannot begin in the middle of a line",
        "put '- ' on a line of its own; if it is a text, put the whole text in quotes"),
    "<document start>": ("something follows the end of the file, '...'", "delete the line '...'"),
    "directive": ("a line cannot begin with '%'", "put the whole text in quotes"),
    "escape c": ("'\\' has a meaning of its own between double quotes",
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
