"""YAML text in, a tree with every remark out.

The parser tells where each text and each bracket stands; all that lies between two of them is
space, remarks and punctuation. So no remark can be lost, wherever YAML allows one:
https://yaml.org/spec/1.2.2/#66-comments
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.edit.tree import File, Group, Node, Part, Text
from handbook.yamlio import LOADER

Event = Any  # the stubs of PyYAML know no marks of its events
HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
OUTERMOST = -1


@dataclass(frozen=True, slots=True)
class _Line:
    """A remark on a line of its own, or a blank line; and the column where the remark begins."""

    text: str
    column: int


def parse(text: str) -> File:
    """The tree of a file that `yamlio` can read and whose top level is fields.

    `text` has neither a byte order mark nor carriage returns.
    """
    reader = _Reader(text)
    root = reader.root()
    first = root.parts[0].before if root.parts else []
    header, rest = _split(first)
    if root.parts:
        root.parts[0].before = rest
    else:
        header, root.after = root.after, []
    return File(header, root)


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands at the top of a file: what is about the file, what about its first field."""
    lines = lines[next((n for n, line in enumerate(lines) if line), len(lines)) :]
    blank = max((n for n, line in enumerate(lines) if not line), default=len(lines) - 1)
    return lines[: blank + 1], lines[blank + 1 :]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.events: list[Event] = list(yaml.parse(text, Loader=LOADER))
        self.starts = _starts(self.events, len(text))
        self.next = 0
        self.at = 0  # up to where the text has been looked through
        self.last: Part | None = None  # whose line we are on
        self.waiting: list[_Line] = []  # remarks that belong to what comes next

    def root(self) -> Group:
        group = Group(keyed=True)
        tops = (n for n, e in enumerate(self.events) if isinstance(e, yaml.MappingStartEvent))
        if (top := next(tops, None)) is not None:
            self.next = top + 1
            group = self._group(self.events[top], None, OUTERMOST)
        self._look_until(len(self.text))
        group.after += self._take()
        return group

    def _event(self) -> Event:
        self.next += 1
        return self.events[self.next - 1]

    def _node(self, event: Event, part: Part, column: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, part)
        return self._group(event, part, column)

    def _text(self, event: Event, part: Part) -> Text:
        self._look_until(event.start_mark.index)
        part.before += self._take()
        self.last = part
        return self._scalar(event, part)

    def _scalar(self, event: Event, part: Part) -> Text:
        start, end = event.start_mark.index, event.end_mark.index
        source = self.text[start:end]
        style = event.style or ""
        if style and style in "|>":
            found = HEADER.match(source)
            part.beside += [found[1].rstrip()] if found else []
            kept = "+" in source.split("\n", 1)[0].split("#")[0]
            # What follows the last line of a block is a new line, and blank lines above the next.
            end = end - source.endswith("\n") if kept else start + len(source.rstrip(" \n"))
        self.at = end
        return Text(event.value, source, style)

    def _group(self, event: Event, part: Part | None, column: int) -> Group:
        group = Group(isinstance(event, yaml.MappingStartEvent), bool(event.flow_style))
        bracket = _bracket(event)
        if bracket:
            self._open(event, part)
        inner = column if group.flow else event.start_mark.column
        while not isinstance(self.events[self.next], yaml.CollectionEndEvent):
            group.parts.append(self._part(self._event(), group.keyed, inner))
        end = self._event()
        if bracket:
            self._look_until(end.start_mark.index)
            group.after += self._take()
            self.at = end.end_mark.index
            self.last = part
        elif not group.flow:
            # A list may begin at the column of the field that it belongs to.
            group.after += self._tail(inner + 1 if inner == column else inner)
        return group

    def _open(self, event: Event, part: Part | None) -> None:
        self._look_until(event.start_mark.index)
        if part:
            part.before += self._take()
        self.at = event.end_mark.index
        self.last = part

    def _part(self, event: Event, keyed: bool, column: int) -> Part:
        self._look_until(self.starts[self.next - 1])
        part = Part(Text("", ""), before=self._take())
        self.last = part
        if keyed:
            part.key = self._scalar(event, part)
            event = self._event()
        part.value = self._node(event, part, column)
        return part

    def _look_until(self, end: int) -> None:
        """Note the remarks and blank lines between what we have seen and `end`."""
        if end <= self.at:
            return
        lines = self.text[self.at : end].split("\n")
        if self.at:
            self._note_beside(lines.pop(0))
        self.at = end
        if end < len(self.text) and lines:
            lines.pop()  # what stands before the next text on its own line
        for line in lines:
            self._note(line)

    def _note_beside(self, line: str) -> None:
        at = line.find("#")
        if at >= 0 and self.last:
            self.last.beside.append(line[at:].rstrip())
        elif at >= 0:
            self.waiting.append(_Line(line[at:].rstrip(), OUTERMOST))

    def _note(self, line: str) -> None:
        at = line.find(" #") + 1 if line.startswith("%") else line.find("#")
        if not line.strip():
            self.waiting.append(_Line("", OUTERMOST))
        elif at >= 0 and line[at : at + 1] == "#":
            alone = not line[:at].strip()  # and not after the hyphen of the next item
            self.waiting.append(_Line(line[at:].rstrip(), at if alone else OUTERMOST))

    def _take(self) -> list[str]:
        taken = [line.text for line in self.waiting]
        self.waiting.clear()
        return taken

    def _tail(self, column: int) -> list[str]:
        """The remarks that still stand at the column of the group that ends, or further in."""
        self._look_until(self.starts[self.next])
        end = 0
        for n, line in enumerate(self.waiting):
            if line.text and line.column < column:
                break
            end = n + 1 if line.text else end
        taken = [line.text for line in self.waiting[:end]]
        del self.waiting[:end]
        return taken


def _starts(events: list[Event], end: int) -> list[int]:
    """For each event: where the first text or bracket stands, from that event on."""
    solid = _solid(events)
    starts = [end] * len(events)
    for n in range(len(events) - 1, -1, -1):
        end = int(events[n].start_mark.index) if solid[n] else end
        starts[n] = end
    return starts


def _solid(events: list[Event]) -> list[bool]:
    """For each event: whether it is a text or a bracket, and not just a change of indent."""
    solid, around = [], []
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            around.append(_bracket(event))
            solid.append(around[-1])
        elif isinstance(event, yaml.CollectionEndEvent):
            solid.append(around.pop())
        else:
            solid.append(isinstance(event, yaml.ScalarEvent))
    return solid


def _bracket(event: Event) -> bool:
    # A single field in a list in brackets, [a: b], begins where its name begins.
    return bool(event.flow_style) and event.end_mark.index > event.start_mark.index
