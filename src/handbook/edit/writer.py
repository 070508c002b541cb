"""A tree in, the one layout of its file out.

Two spaces for each level, lists indented under their field, at most one blank line in a row,
remarks at the column of what they belong to. What was in brackets stays in brackets while it fits
on one line and has no remark inside.
"""

import re
from collections.abc import Iterator, Sequence

from handbook.edit.scalars import block, inline
from handbook.edit.tree import File, Group, Node, Part, Text

WIDTH = 100
# Behind a text without quotes, '#word' would look like a part of the text.
REMARK = re.compile(r"#([ \t]|$)")
BLANK = "\n"  # a blank line that may go, unlike one that belongs to a text
KEPT = "\r"  # after a text whose last line breaks belong to it: no blank line may follow


def write(file: File) -> str:
    """The text of a file in our layout."""
    lines = [line or BLANK for line in file.header]
    head, rest = _group(file.root, 0)
    return "".join(f"{line}\n" for line in _settled([*lines, *head, *rest]))


def _settled(lines: Sequence[str]) -> Iterator[str]:
    """The lines without blank ones at either end or twice in a row."""
    before, waiting = BLANK, False
    for line in lines:
        if line == BLANK:
            waiting = before not in {BLANK, KEPT}
            continue
        if waiting:
            yield ""
        waiting, before = False, line
        if line != KEPT:
            yield line


def _group(group: Group, indent: int) -> tuple[list[str], list[str]]:
    """The remarks above the first part, and the lines from the first part on."""
    head: list[str] = []
    lines: list[str] = []
    for n, part in enumerate(group.parts):
        above, own = _part(part, indent)
        if n == 0:
            head = above
        else:
            lines += above
        lines += own
    return head, lines + _remarks(group.after, indent)


def _remarks(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line if line else BLANK for line in lines]


def _part(part: Part, indent: int) -> tuple[list[str], list[str]]:
    """The remarks above a field or an item, and its own lines."""
    lead = " " * indent + (f"{inline(part.key)}:" if part.key else "-")
    room = WIDTH - len(lead) - 1
    if isinstance(part.value, Text):
        return _text(part, part.value, lead, indent)
    group = part.value
    if not group.parts:
        alone = Part(group, before=part.before + group.after, beside=part.beside)
        return _beside(alone, f"{lead} {'{}' if group.keyed else '[]'}", indent)
    flat = _flat(group)
    if flat is not None and len(flat) <= room:
        return _beside(part, f"{lead} {flat}", indent)
    return _nested(part, group, lead, indent)


def _text(part: Part, text: Text, lead: str, indent: int) -> tuple[list[str], list[str]]:
    lines = block(text, WIDTH - len(lead) - 1, WIDTH - indent - 2)
    if lines is None:
        return _beside(part, f"{lead} {inline(text)}", indent)
    above, first = _beside(part, f"{lead} {lines[0]}", indent)
    rest = [" " * (indent + 2) + line if line else "" for line in lines[1:]]
    return above, [*first, *rest, *([KEPT] if "+" in lines[0] else [])]


def _beside(part: Part, line: str, indent: int) -> tuple[list[str], list[str]]:
    """One line with the remark beside it; remarks that cannot stand there go above."""
    *others, last = part.beside or [""]
    bare = isinstance(part.value, Text) and not part.value.style
    if last and bare and not REMARK.match(last):
        others, last = [*others, last], ""
    above = _remarks([*part.before, *others], indent)
    return above, [f"{line}  {last}" if last else line]


def _nested(part: Part, group: Group, lead: str, indent: int) -> tuple[list[str], list[str]]:
    head, lines = _group(group, indent + 2)
    if part.key:
        above, first = _beside(part, lead, indent)
        while head and head[0] == BLANK:
            del head[0]
        return above, [*first, *head, *lines]
    above = _remarks([*part.before, *part.beside], indent)
    above += [line if line == BLANK else " " * indent + line.lstrip() for line in head]
    return above, [lead + lines[0][indent + 1 :], *lines[1:]]


def _flat(node: Node) -> str | None:
    """A text or a group in brackets on one line; nothing if it needs more."""
    if isinstance(node, Text):
        return None if block(node, WIDTH, WIDTH) else inline(node)
    if not node.flow or node.after:
        return None
    parts = [_flat_part(part) for part in node.parts]
    inner = ", ".join(part for part in parts if part is not None)
    if None in parts:
        return None
    return f"{{{inner}}}" if node.keyed else f"[{inner}]"


def _flat_part(part: Part) -> str | None:
    value = _flat(part.value)
    if part.before or part.beside or value is None:
        return None
    return f"{inline(part.key)}: {value}" if part.key else value
