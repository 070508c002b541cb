"""Problems as text for a person, as plain lines, and as what other tools read."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from handbook import checks
from handbook.problems import Place, Problem

LARGEST = 10_000_000  # bytes of a file of which a line is shown
Report = Callable[[Sequence[Problem], Path], str]


def text(problems: Sequence[Problem], root: Path) -> str:
    """For a terminal: each problem with the line it is about, and a mark under the place."""
    return "\n\n".join(_shown(problem, root) for problem in problems)


def _shown(problem: Problem, root: Path) -> str:
    first, *rest = str(problem).splitlines()
    return "\n".join([first, *_quoted(problem.place, root), *rest])


def _quoted(place: Place, root: Path) -> list[str]:
    if not _may_quote(root, place.file):
        return []
    try:
        lines = (root / place.file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    if not 0 < place.line <= len(lines):
        return []
    line = lines[place.line - 1].replace("\t", " ")
    start = max(0, place.column - 60)  # of a very long line only the part that matters
    shown = line[start : start + 100]
    margin = f"{place.line} | "
    return [
        f"{margin}{shown}",
        " " * (len(margin) - 2) + "| " + " " * (place.column - 1 - start) + "^",
    ]


def _may_quote(root: Path, name: Path) -> bool:
    """Whether a file is one of ours, and small enough: a link may lead to somebody's secrets."""
    try:
        inside = name.is_absolute() or (root / name).resolve().is_relative_to(root.resolve())
        return inside and (root / name).stat().st_size <= LARGEST
    except (OSError, RuntimeError):
        return False


def plain(problems: Sequence[Problem], root: Path) -> str:
    """One problem after another, without the lines that they are about."""
    return "\n".join(map(str, problems))


def github(problems: Sequence[Problem], root: Path) -> str:
    """Annotations of a pull request.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    place = problem.place
    message = ". ".join(filter(None, [problem.message, problem.help]))
    return (
        f"::error file={_escape(place.file.as_posix(), ',:')},line={place.line},"
        f"col={place.column},title={_escape(problem.rule, ',:')}::{_escape(message)}"
    )


def _escape(value: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        value = value.replace(character, f"%{ord(character):02X}")
    return value


def as_json(problems: Sequence[Problem], root: Path) -> str:
    """A list of objects: file, line, column, rule, message, help."""
    return json.dumps(
        [
            {
                "file": problem.place.file.as_posix(),
                "line": problem.place.line,
                "column": problem.place.column,
                "rule": problem.rule,
                "message": problem.message,
                "help": problem.help,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=1,
    )


def sarif(problems: Sequence[Problem], root: Path) -> str:
    """A log in SARIF 2.1.0.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    driver = {"name": "handbook", "rules": [{"id": rule} for rule in _rules(problems)]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": list(map(_result, problems))}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rules(problems: Sequence[Problem]) -> list[str]:
    return sorted({*(str(check.RULE) for check in checks.CHECKS), *(p.rule for p in problems)})


def _result(problem: Problem) -> dict[str, object]:
    place = problem.place
    region = {"startLine": place.line, "startColumn": place.column}
    location = {"artifactLocation": {"uri": place.file.as_posix()}, "region": region}
    return {
        "ruleId": problem.rule,
        "level": "error",
        "message": {"text": ". ".join(filter(None, [problem.message, problem.help]))},
        "locations": [{"physicalLocation": location}],
    }


FORMATS: Mapping[str, Report] = {
    "text": text,
    "plain": plain,
    "github": github,
    "json": as_json,
    "sarif": sarif,
}
