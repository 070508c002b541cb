"""A report as text, Markdown, JSON and the parts of a page.

Markdown is for a pull request: a box to tick for each decision, and nothing in it that a forge
would take for a mark of its own.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.local import Plain
from handbook.tell import escaped, marked, words
from handbook.upgrade.finding import VERDICTS, Finding, Report, Verdict
from handbook.worddiff import Piece, pieces

FORMAT = 1  # of the JSON; grows when a field changes its meaning
CONTEXT = 12  # words that stay around a change
LONGEST = 4_000  # characters of one text
HEADINGS: Mapping[Verdict, str] = {
    "conflict": "Decide: the base has changed it too",
    "gone": "Decide: what it was about is gone",
    "new": "New in the base: look at it",
    "follows": "Follows the base to another id",
    "taken over": "No longer needed",
    "holds": "Still fits",
}
DOING: Mapping[str, str] = {
    "set": "{field}",
    "clear": "{field} left out",
    "add_to": "added to {field}",
    "remove_from": "taken out of {field}",
    "note": "local note",
    "hide": "left out",
    "replace_with": "replaced by a record of yours",
    "page": "your own page",
    "extends": "what you add to it",
    "order": "order of {field}",
    "add": "added by you",
    "refers": "{field} of a record of yours",
    "terms": "word for {field}",
    "base": "",
}
UNKNOWN = "(not kept)"
NOTHING = "(nothing)"


@dataclass(frozen=True)
class Side:
    """One of the three texts, and how it differs from the one before."""

    label: str
    pieces: tuple[Piece, ...]


def sides(finding: Finding, context: int | None = CONTEXT) -> tuple[Side, ...]:
    """The texts that a decision is about: as it was, the base's now, ours."""
    if not finding.open:
        return ()
    then = text_of(finding.then) if finding.known else None
    now, ours = text_of(finding.now), text_of(finding.ours)
    old = NOTHING if then == "" else UNKNOWN if then is None else then
    found = [Side("was", _same(old))]
    found.append(Side("base now", _against(then, now, context)))
    found.append(Side("yours", _against(then if then is not None else now, ours, context)))
    return tuple(found)


def _same(text: str) -> tuple[Piece, ...]:
    return (Piece("same", _short(text)),)


def _against(before: str | None, after: str, context: int | None) -> tuple[Piece, ...]:
    if not after:
        return _same(NOTHING)
    if not before:
        return _same(after)
    return pieces(_short(before), _short(after), context)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def text_of(value: Plain) -> str:
    """A value as a reader would write it down."""
    if isinstance(value, list):
        return "; ".join(text_of(item).replace("\n", " ") for item in value)
    if isinstance(value, dict) and [*value] == ["text"]:
        return text_of(value["text"])
    if isinstance(value, dict):
        return "; ".join(f"{name}: {text_of(item)}" for name, item in value.items())
    return "" if value is None else str(value)


def about(finding: Finding) -> str:
    """Which change of which record: 'title', 'added to themes'."""
    return DOING[finding.doing].format(field=finding.field.replace("_", " "))


def headline(report: Report) -> str:
    """The whole report in a sentence or two."""
    changes, open_ = len(report.changes), len(report.undecided)
    fit = changes - open_
    told = f"{fit} of {changes} local changes can stay or need no thought."
    if not changes:
        told = "There are no local changes yet."
    if open_:
        return f"{told} {_counted(open_, 'decision waits', 'decisions wait')} for you."
    news = len(report.of("new"))
    if news:
        return f"{told} {_counted(news, 'thing is', 'things are')} new in the base."
    return f"{told} Nothing is left to decide."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def title(report: Report) -> str:
    """From which version to which."""
    old = f" from {report.old}" if report.old and report.old != report.new else ""
    return f"{report.edition}:{old} to {report.new} of {report.base}"


def shown(report: Report, verdict: Verdict) -> tuple[Finding, ...]:
    """The findings to tell of: of those that hold only the ones with a remark."""
    found = report.of(verdict)
    return tuple(f for f in found if f.why) if verdict == "holds" else found


# Text.


def text(report: Report) -> str:
    """For a terminal."""
    lines = [title(report), headline(report)]
    lines += [f"Note: {remark}" for remark in report.remarks]
    for verdict in VERDICTS:
        if found := report.of(verdict):
            lines += ["", f"{HEADINGS[verdict]} ({len(found)})"]
            lines += [line for f in shown(report, verdict) for line in _as_text(f)]
    if report.safety:
        lines += ["", "The base has changed these, on which safety hangs"]
        lines += [f"  {line}" for line in report.safety]
    if report.others:
        lines += ["", f"In all, the base has changed: {report.others}."]
    return "\n".join(lines)


def _as_text(finding: Finding) -> Iterator[str]:
    what = ", ".join(
        filter(None, [f'{finding.kind} {finding.id} "{finding.title}"', about(finding)])
    )
    place = f"  {finding.place}" if finding.place else ""
    yield f"  {what}{'  SAFETY' if finding.safety else ''}{place}"
    yield from (f"    {line}" for line in [finding.why] if line)
    for side in sides(finding):
        yield f"    {side.label + ':':<10}{words(side.pieces)}"
    if finding.open and finding.because:
        yield f"    you wrote: {finding.because}"


# Markdown.


def markdown(report: Report) -> str:
    """The body of a pull request."""
    parts = [f"**{escaped(title(report))}**", escaped(headline(report))]
    parts += [f"*{escaped(remark)}*" for remark in report.remarks]
    for verdict in VERDICTS:
        found = report.of(verdict)
        told = [_as_markdown(f) for f in shown(report, verdict)]
        if found:
            parts.append("\n".join([f"### {HEADINGS[verdict]} ({len(found)})", "", *told]).strip())
    if report.safety:
        told = [f"- {escaped(line)}" for line in report.safety]
        parts.append(
            "\n".join(["### The base has changed these, on which safety hangs", "", *told])
        )
    if report.others:
        parts.append(f"In all, the base has changed: {escaped(report.others)}.")
    return "\n\n".join(parts)


def _as_markdown(finding: Finding) -> str:
    box = "[ ] " if finding.open or finding.verdict == "new" else ""
    told = about(finding)
    what = f"{finding.kind} `{_code(finding.id)}`{f', {escaped(told)}' if told else ''}"
    place = f" in `{_code(str(finding.place))}`" if finding.place else ""
    safety = " **(safety)**" if finding.safety else ""
    lines = [f"- {box}**{escaped(finding.title)}** ({what}){place}{safety}"]
    lines += [f"  - {escaped(finding.why)}"] if finding.why else []
    lines += [f"  - {side.label}: {marked(side.pieces)}" for side in sides(finding)]
    if finding.open and finding.because:
        lines.append(f"  - you wrote: {escaped(finding.because)}")
    lines += [f"  - [ ] {option}" for option in options(finding)]
    return "\n".join(lines)


def options(finding: Finding) -> Sequence[str]:
    """What a person may decide, in words."""
    if finding.verdict == "new":
        return ("show it", "leave it out")
    if not finding.open:
        return ()
    found = []
    if "ours" in finding.choices:
        found.append("keep ours")
    if "theirs" in finding.choices:
        found.append("take theirs" if finding.now is not None else "give it up")
    return (*found, "write something new")


def _code(text: str) -> str:
    return text.replace("`", "'")


# JSON.


def as_json(report: Report) -> str:
    """One object, as `schema/upgrade-report.schema.json` describes it."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=1)


def as_dict(report: Report) -> dict[str, object]:
    """A report for machines."""
    return {
        "format": FORMAT,
        "edition": report.edition,
        "base": report.base,
        "from": report.old,
        "to": report.new,
        "decisions": len(report.undecided),
        "counts": {verdict: len(report.of(verdict)) for verdict in VERDICTS},
        "findings": [_finding(finding) for finding in report.findings],
        "safety": [*report.safety],
        "others": report.others,
        "remarks": [*report.remarks],
    }


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    told: dict[str, object] = {
        "verdict": finding.verdict,
        "kind": finding.kind,
        "id": finding.id,
        "title": finding.title,
        "doing": finding.doing,
        "field": finding.field,
        "why": finding.why,
        "safety": finding.safety,
        "because": finding.because,
        "renamed_to": finding.to,
    }
    if place:
        told |= {"file": place.file.as_posix(), "line": place.line, "column": place.column}
    then = finding.then if finding.known else None
    values: dict[str, object] = {"then": then, "now": finding.now, "ours": finding.ours}
    told |= {"known": finding.known, **values}
    return {name: value for name, value in told.items() if value not in ("", None)}


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
