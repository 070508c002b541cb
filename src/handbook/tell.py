"""The difference between two versions as text, Markdown, JSON and CSV.

Markdown goes to forges, where '@name' would call a person and '#1' another issue: both stay text.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.changes import Change, acts, audiences, highest, level
from handbook.model import Terms
from handbook.own_words import worded
from handbook.phrases import (
    Detail,
    Names,
    advice,
    counted,
    details,
    doubt,
    judgement,
    what_happened,
)
from handbook.worddiff import Piece

MARK = re.compile(r"([\\`*_\[\]|~<>])")
CALL = re.compile(r"([@#])(?=\w)")  # a person, or another issue
NOTHING = "&#8203;"  # a space without width
CONTEXT = 12  # words that stay around a change


@dataclass(frozen=True)
class Difference:
    """Two versions by their names, what changed, and how records are called.

    `settled` says that it is for readers: what editors still have to settle is left out. `terms`
    are their words for the parts of the framework.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    names: Names
    settled: bool = False
    terms: Terms = field(default_factory=Terms)


def text(difference: Difference) -> str:
    """For a terminal: [-gone-] and {+new+}, as `git diff --word-diff` has them."""
    said = worded(_headline(difference.changes), difference.terms)
    head = f"From {difference.old} to {difference.new}: {said}"
    return "\n\n".join([head, *(_as_text(c, difference) for c in difference.changes)])


def _headline(changes: Sequence[Change]) -> str:
    return f"{counted(changes)}. {advice(changes)}" if changes else "nothing has changed."


def _as_text(change: Change, difference: Difference) -> str:
    names, terms = difference.names, difference.terms
    lines = [f'{worded(change.kind, terms)} {change.id} "{change.title}": {_said(change, names)}']
    lines += [f"  {line}" for line in _remarks(change, difference.settled)]
    for detail in details(change, names, CONTEXT):
        called = detail._replace(label=worded(detail.label, terms))
        lines += [f"  {line}" for line in _detail(called, words)]
    return "\n".join(lines)


def _said(change: Change, names: Names) -> str:
    return ", ".join(what_happened(change, names))


def _remarks(change: Change, settled: bool) -> Iterator[str]:
    """What a reader should know of a change, besides its words."""
    judged = [judgement(change), "" if settled else doubt(change)]
    if said := " ".join(filter(None, judged)):
        yield said
    if change.note:
        yield f"Why: {change.note}"
    if found := acts(change):
        yield f"Act: {', '.join(found)}."


def _detail(detail: Detail, told: Callable[[Sequence[Piece]], str]) -> Iterator[str]:
    if detail.text:
        yield f"{detail.label}: {told(detail.text)}"
    for pieces in detail.reworded:
        yield f"{detail.label}: {told(pieces)}"
    for item in detail.lost:
        yield f"{detail.label}: {told([Piece('gone', item)])}"
    for item in detail.gained:
        yield f"{detail.label}: {told([Piece('new', item)])}"


def words(pieces: Sequence[Piece]) -> str:
    """For a terminal: what is gone in [-…-], what is new in {+…+}."""
    return _line("".join(_around(piece, *SIGNS[piece.kind]) for piece in pieces))


SIGNS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def _around(piece: Piece, before: str, after: str) -> str:
    """The words between two signs, with the spaces outside, where Markdown wants them."""
    words = piece.text.strip()
    start, _, end = piece.text.partition(words) if words else (piece.text, "", "")
    return f"{start}{before}{words}{after}{end}" if words else piece.text


def _line(text: str) -> str:
    return " ".join(text.split())


def markdown(difference: Difference) -> str:
    """For a pull request, an issue or release notes."""
    head = f"**From {escaped(difference.old)} to {escaped(difference.new)}**"
    told = [f"{head}: {escaped(_headline(difference.changes))}"]
    return "\n\n".join(
        [*told, *(as_markdown(c, difference.names, difference.settled) for c in difference.changes)]
    )


def as_markdown(change: Change, names: Names, settled: bool = False) -> str:
    """One change as an item of a list, with its fields under it."""
    said = escaped(_said(change, names))
    lines = [f"- **{escaped(change.title)}** ({change.kind} `{change.id}`): {said}"]
    lines += [f"  - *{escaped(remark)}*" for remark in _remarks(change, settled)]
    for detail in details(change, names, CONTEXT):
        lines += [f"  - {line}" for line in _detail(detail, marked)]
    return "\n".join(lines)


def marked(pieces: Sequence[Piece]) -> str:
    """With ~~gone~~ and **new**, which need a space or a mark around them to be seen as such."""
    signs = {"same": ("", ""), "gone": ("~~", "~~"), "new": ("**", "**")}
    text = ""
    for piece in pieces:
        marked = _around(_safe(piece), *signs[piece.kind])
        apart = not text or text[-1].isspace() or marked[:1].isspace()
        text += marked if apart else f"{NOTHING}{marked}"
    return _line(text)


def _safe(piece: Piece) -> Piece:
    return Piece(piece.kind, escaped(piece.text))


def escaped(text: str) -> str:
    """The text with nothing in it that Markdown or a forge would take for a mark."""
    return CALL.sub(rf"\1{NOTHING}", MARK.sub(r"\\\1", text.replace("&", "&amp;")))


def as_dict(change: Change) -> dict[str, object]:
    """One change for machines: its fields, and `level`, `acts` and `for`."""
    told = change.model_dump(mode="json", exclude_none=True)
    more = {"acts": acts(change), "for": audiences(change)}
    return {**told, "level": level(change).name.lower(), **more}


def as_json(difference: Difference) -> str:
    """One object: `old`, `new`, `level` and the list of `changes`."""
    told = {
        "old": difference.old,
        "new": difference.new,
        "level": highest(difference.changes).name.lower(),
        "changes": [as_dict(change) for change in difference.changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_csv(difference: Difference) -> str:
    """One row for each record: for maps from one version's ids to the next."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["kind", "id", "title", "what", "level", "meaning", "use_instead", "acts"])
    for c in difference.changes:
        told = ["; ".join(c.what), level(c).name.lower(), c.meaning or ""]
        rows.writerow([c.kind, c.id, _cell(c.title), *told, "; ".join(c.replaced_by),
                       "; ".join(acts(c))])  # fmt: skip
    return out.getvalue().rstrip("\n")


def _cell(text: str) -> str:
    """Nothing that a spreadsheet would run: https://owasp.org/www-community/attacks/CSV_Injection."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


FORMATS: Mapping[str, Callable[[Difference], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
    "csv": as_csv,
}
