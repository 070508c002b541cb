"""A few values changed in a YAML file; every other byte of it stays as the editor wrote it.

The whole layout of a file is `layout`'s business. Here one entry loses a field, another gets a
fingerprint: what lies around them is not ours, however it is indented, quoted or remarked upon.
A remark never goes with the value that it stood at: it stays on a line of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from handbook.edit.layout import unix
from handbook.edit.reader import parse
from handbook.edit.snippets import as_block, as_field, as_value
from handbook.edit.spans import BREAK, Leaf, Span, read_value, spans
from handbook.edit.tree import remarks
from handbook.problems import DataError, Place, Problem
from handbook.yamlio import Data
from handbook.yamlio import parse as read

BOM = "\ufeff"


class Gone(Enum):
    """What stands in the place of a value that is to be taken out."""

    GONE = "gone"


GONE = Gone.GONE
Target = str | Gone | Sequence["Target"] | Mapping[str, "Target"]


@dataclass(slots=True)
class _Edits:
    """Stretches of the text with what comes in their place, in the order they were asked for."""

    text: str
    newline: str
    leaves: list[Leaf]
    found: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, start: int, end: int, new: str) -> None:
        self.found.append((start, end, new))

    def result(self) -> str:
        text, at = [], 0
        for start, end, new in sorted(self.found, key=lambda edit: edit[:2]):
            text += [self.text[at:start], new]
            at = max(at, end)
        return "".join([*text, self.text[at:]])


def patched(text: str, name: Path, target: Target) -> str:
    """The text of a file, which messages call `name`, with the data that `target` is.

    `target` is what `yamlio` reads from `text`, with other texts in the place of some, GONE in
    the place of what is to go, and new fields and items at the end of theirs. Raises DataError if
    the file cannot be read, or not be changed without changing something else in it.
    """
    mark = BOM if text.startswith(BOM) else ""
    body = text[len(mark) :]
    if read(body, name).data == target:
        return text
    root, leaves = spans(body)
    newline = found[0] if (found := BREAK.search(body)) else "\n"
    edits = _Edits(body, newline, leaves)
    if root is not None:
        _match(edits, root, target)
    made = edits.result()
    if not _proven(body, made, name, target):
        message = "this file cannot be changed without changing more of it than was asked for"
        help = "run 'handbook fmt' on it, or change it by hand"
        raise DataError([Problem(Place(name), "no-patch", message, help)])
    return mark + made


def _proven(before: str, after: str, name: Path, target: Target) -> bool:
    try:
        same = read(after, name).data == _left(target)
    except DataError:
        return False
    return same and remarks(parse(unix(after))) == remarks(parse(unix(before)))


def _left(target: Target) -> Data:
    """The data without what is to go."""
    if isinstance(target, str | Gone):
        return str(target)
    if isinstance(target, Mapping):
        return {name: _left(value) for name, value in target.items() if value is not GONE}
    return [_left(item) for item in target if item is not GONE]


# What has to change.


def _match(edits: _Edits, span: Span, target: Target) -> None:
    if isinstance(target, Mapping) and span.keys is not None:
        _match_fields(edits, span, target)
    elif isinstance(target, Sequence) and not isinstance(target, str) and span.keys is None:
        if span.parts is None:
            _replace(edits, span, target)
        else:
            _match_items(edits, span, span.parts, target)
    elif isinstance(target, str) and span.parts is None:
        if read_value(edits.text[span.start : span.end]) != target:
            _replace(edits, span, target)
    else:
        _replace(edits, span, target)


def _match_fields(edits: _Edits, span: Span, target: Mapping[str, Target]) -> None:
    keys, parts = span.keys or [], span.parts or []
    gone = [target.get(name, GONE) is GONE for _, name in keys]
    for n, (_, name) in enumerate(keys):
        if not gone[n]:
            _match(edits, parts[n], target[name])
    starts = [start for start, _ in keys]
    _take_out(edits, span, starts, parts, gone)
    known = {name for _, name in keys}
    end, first = _end(span, target), all(gone)
    for name, value in target.items():
        if name not in known and value is not GONE:
            _add_field(edits, span, name, value, end, first=first)
            first = False


def _match_items(
    edits: _Edits, span: Span, parts: Sequence[Span], target: Sequence[Target]
) -> None:
    gone = [n >= len(target) or target[n] is GONE for n in range(len(parts))]
    for n, part in enumerate(parts):
        if not gone[n]:
            _match(edits, part, target[n])
    starts = [part.start if span.flow else _dash(edits, part.start) for part in parts]
    more = [item for item in target[len(parts) :] if item is not GONE]
    if parts and all(gone) and not more:
        _replace(edits, span, [])
        return
    _take_out(edits, span, starts, parts, gone)
    end, first = _end(span, target), all(gone)
    for item in more:
        _add_item(edits, span, item, starts, end, first=first)
        first = False


def _end(span: Span, target: Target) -> int:
    """Where the last text that stays in a value ends: what is new comes after that."""
    if span.flow or span.parts is None or isinstance(target, str | Gone):
        return span.end
    values: list[Target] = [GONE] * len(span.parts)
    if isinstance(target, Mapping):
        values = [target.get(name, GONE) for _, name in span.keys or []]
    elif span.keys is None:
        values = [*target[: len(span.parts)], *values[len(target) :]]
    for part, value in reversed([*zip(span.parts, values, strict=True)]):
        if value is not GONE:
            return _end(part, value)
    return span.end


def _dash(edits: _Edits, start: int) -> int:
    """Where the hyphen stands that an item begins with."""
    before = max((end for _, end, _ in edits.leaves if end <= start), default=0)
    gap = edits.text[before:start]
    bare = re.sub(r"(?m)(^|(?<=[ \t]))#.*$", lambda found: " " * len(found[0]), gap)
    return before + bare.rindex("-")


def _take_out(
    edits: _Edits, span: Span, starts: Sequence[int], parts: Sequence[Span], gone: Sequence[bool]
) -> None:
    for n, part in enumerate(parts):
        if not gone[n]:
            continue
        start, end = starts[n], part.end
        if span.flow:
            _cut_flow(edits, span, starts, parts, gone, n)
        elif _alone(edits.text, start):
            _cut_lines(edits, start, end)
        elif not all(gone):
            after = next(i for i in range(n, len(gone)) if i + 1 == len(gone) or not gone[i + 1])
            if after + 1 < len(starts) and n == 0:
                _cut_first(edits, start, starts[after + 1])
            elif n == 0:
                return


def _alone(text: str, start: int) -> bool:
    """Whether nothing but space stands before a value on its line."""
    return not text[_line_start(text, start) : start].strip()


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    """Where the line ends that `at` is on, its line break left out."""
    found = BREAK.search(text, at)
    return found.start() if found else len(text)


def _after_line(text: str, at: int) -> int:
    found = BREAK.search(text, at)
    return found.end() if found else len(text)


def _cut_lines(edits: _Edits, start: int, end: int) -> None:
    """Take out whole lines, but for the remarks on them."""
    text = edits.text
    first, last = _line_start(text, start), _after_line(text, end)
    indent = text[first:start]
    kept = "".join(f"{indent}{r}{edits.newline}" for r in _remarks(edits, start, last))
    edits.put(first, last, kept)


def _cut_first(edits: _Edits, start: int, end: int) -> None:
    """Take out what stands right after a hyphen, so that the next field follows the hyphen."""
    text = edits.text
    first = _line_start(text, start)
    kept = _remarks(edits, start, end)
    if kept:
        indent = text[first:start].split("-")[0]
        edits.put(first, first, "".join(f"{indent}{r}{edits.newline}" for r in kept))
    edits.put(start, end, "")


def _cut_flow(
    edits: _Edits, span: Span, starts: Sequence[int], parts: Sequence[Span],
    gone: Sequence[bool], n: int,
) -> None:  # fmt: skip
    """Take one part out of brackets, with the comma on the side where another part stays."""
    if any(not g for g in gone[:n]):
        start, end = parts[n - 1].end, parts[n].end
    else:
        start = starts[n]
        end = starts[n + 1] if n + 1 < len(parts) else _closing(edits.text, span, parts[n].end)
    kept = _remarks(edits, start, end)
    pad = edits.newline + " " * (span.column + 2)
    edits.put(start, end, "".join(f" {r}{pad}" for r in kept))


def _closing(text: str, span: Span, at: int) -> int:
    """Behind the comma after the last part in brackets, if there is one."""
    found = re.compile(r"\s*,").match(text, at, span.end)
    return found.end() if found else at


def _remarks(edits: _Edits, start: int, end: int) -> list[str]:
    """The remarks between two places, outside all texts."""
    found, at = [], start
    for first, last, head in [*edits.leaves, (end, end, "")]:
        if last < start or first > end or at > first:
            continue
        for piece in BREAK.split(edits.text[at:first]):
            remark = re.search(r"(?:^|(?<=[\s,\[\]{}]))#.*", piece)
            found += [remark[0].rstrip()] if remark else []
        found += [head] if head and last <= end else []
        at = last
    return found


# New values.


def _replace(edits: _Edits, span: Span, target: Target) -> None:
    """Another value in the place of one; remarks inside it come to stand below."""
    text = edits.text
    start = span.start
    if span.parts is not None and not span.flow and target == []:
        start = _before_block(edits, span)
        kept = _remarks(edits, start, _line_end(text, span.end))
        lead = edits.newline + " " * (span.column + 2)
        below = "".join(f"{lead}{remark}" for remark in kept)
        edits.put(start, _line_end(text, span.end), f" []{below}")
        return
    indent = _indent(text, span.start)
    kept = [span.head] if span.head else _remarks(edits, span.start, span.end)
    new = as_value(_left(target), indent, edits.newline, flow=not _own_line(text, span))
    if not kept:
        edits.put(start, span.end, new)
        return
    first = _line_start(text, start)
    pad = text[first : first + indent]
    edits.put(first, first, "".join(f"{pad.replace('-', ' ')}{r}{edits.newline}" for r in kept))
    edits.put(start, span.end, new)


def _before_block(edits: _Edits, span: Span) -> int:
    """Behind the colon of the field whose value is a block of items."""
    before = max((end for _, end, _ in edits.leaves if end <= span.start), default=0)
    return edits.text.index(":", before) + 1


def _indent(text: str, at: int) -> int:
    """The column at which the line that `at` is on has its first field, hyphens left out."""
    found = re.compile(r"[ \t]*(?:- +)*").match(text, _line_start(text, at))
    return found.end() - _line_start(text, at) if found else 0


def _own_line(text: str, span: Span) -> bool:
    """Whether a value may become a block: it is not inside brackets."""
    head = text[_line_start(text, span.start) : span.start]
    return re.fullmatch(r"[ \t]*(?:- +)*[^\s{\[,][^{\[,]*:[ \t]+", head) is not None


def _add_field(
    edits: _Edits, span: Span, name: str, value: Target, end: int, *, first: bool
) -> None:
    data = _left(value)
    if span.flow:
        last = span.parts[-1].end if span.parts else span.start + 1
        comma = "" if first else ", "
        edits.put(last, last, f"{comma}{name}: {as_value(data, 0, edits.newline, flow=True)}")
        return
    at = _line_end(edits.text, end)
    pad = " " * span.column
    new = as_field(name, data, span.column, edits.newline)
    edits.put(at, at, f"{edits.newline}{pad}{new}")


def _add_item(
    edits: _Edits, span: Span, item: Target, starts: Sequence[int], end: int, *, first: bool
) -> None:
    data = _left(item)
    if span.flow:
        last = span.parts[-1].end if span.parts else span.start + 1
        comma = "" if first else ", "
        edits.put(last, last, f"{comma}{as_value(data, 0, edits.newline, flow=True)}")
        return
    column = starts[0] - _line_start(edits.text, starts[0])
    at = _line_end(edits.text, end)
    edits.put(at, at, f"{edits.newline}{' ' * column}- {as_block(data, column + 2, edits.newline)}")
