"""Where each value stands in a YAML text, with what its writer put around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.edit.reader import HEADER
from handbook.yamlio import LOADER

Event = Any  # the stubs of PyYAML know no marks of its events
BREAK = re.compile(r"\r\n|\r|\n")
Leaf = tuple[int, int, str]  # where a text begins and ends, and a remark beside the mark of a block


@dataclass(slots=True)
class Span:
    """A value in the text: from where to where, at which column, and what is in it."""

    start: int
    end: int
    column: int
    flow: bool = False
    keys: list[tuple[int, str]] | None = None  # where each field's name begins, and the name
    parts: "list[Span] | None" = None  # nothing for a text
    head: str = ""  # a remark beside the mark of a block


@dataclass(slots=True)
class _Found:
    """What is read, and the texts that have been found in it."""

    text: str
    leaves: list[Leaf]


def spans(text: str) -> tuple[Span | None, list[Leaf]]:
    """The value that a file is, if it has one, and every text in it from the first to the last.

    `text` must be YAML without a byte order mark.
    """
    events = iter(list(yaml.parse(text, Loader=LOADER)))
    leaves: list[Leaf] = []
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent):
            return _span(event, events, _Found(text, leaves)), leaves
    return None, leaves


def _span(event: Event, events: Iterator[Event], found: _Found) -> Span:
    if isinstance(event, yaml.ScalarEvent):
        return _text(event, found)
    start = event.start_mark
    span = Span(start.index, start.index, start.column, bool(event.flow_style), None, [])
    keyed = isinstance(event, yaml.MappingStartEvent)
    span.keys = [] if keyed else None
    parts = span.parts or []
    inner: Event
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        if span.keys is not None:
            key = _text(inner, found)
            span.keys.append((key.start, str(inner.value)))
            inner = next(events)
        parts.append(_span(inner, events, found))
    span.parts = parts
    last = parts[-1].end if parts else span.start
    end: Event = inner
    span.end = end.end_mark.index if span.flow else last
    return span


def _text(event: Event, found: _Found) -> Span:
    start, end = event.start_mark.index, event.end_mark.index
    source = found.text[start:end]
    head = ""
    if event.style and event.style in "|>":
        first = BREAK.split(source, maxsplit=1)[0]
        head = header[1].rstrip() if (header := HEADER.match(first)) else ""
        kept = "+" in first.split("#")[0]
        body = source if kept else source.rstrip(" \r\n")
        end = start + len(re.sub(r"(\r\n|\r|\n)$", "", body) if kept else body)
    found.leaves.append((start, end, head))
    return Span(start, end, event.start_mark.column, head=head)


def read_value(source: str) -> str | None:
    """What a text says that stands by itself, however it is quoted; nothing for what is no text."""
    try:
        event = next(
            (e for e in yaml.parse(source, Loader=LOADER) if isinstance(e, yaml.NodeEvent)), None
        )
    except yaml.YAMLError:
        return None
    return str(event.value) if isinstance(event, yaml.ScalarEvent) else None
