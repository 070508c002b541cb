"""New values as pieces of YAML, to be put between what others wrote.

`newline` is how the lines of that file end; nothing here ends with one.
"""

import re
from collections.abc import Mapping

from handbook.edit.change import line
from handbook.yamlio import Data

WIDTH = 100


def as_field(name: str, data: Data, column: int, newline: str) -> str:
    """A field whose name begins at a column, with its value."""
    flat = f"{name}: {as_value(data, column, newline, flow=False)}"
    if isinstance(data, str) or column + len(flat) <= WIDTH:
        return flat
    pad = " " * (column + 2)
    if isinstance(data, Mapping):
        return f"{name}:{newline}{pad}{as_block(data, column + 2, newline)}"
    items = (f"{newline}{pad}- {as_block(item, column + 4, newline)}" for item in data)
    return f"{name}:{''.join(items)}"


def as_block(data: Data, column: int, newline: str) -> str:
    """A value of which the first line stands at a column already."""
    if isinstance(data, Mapping):
        pad = newline + " " * column
        return pad.join(as_field(name, value, column, newline) for name, value in data.items())
    return as_value(data, column - 2, newline, flow=isinstance(data, list))


def as_value(data: Data, indent: int, newline: str, *, flow: bool) -> str:
    """A value as it is written behind a colon: on one line, or a text of several as a block."""
    if isinstance(data, Mapping):
        inner = (f"{k}: {as_value(v, indent, newline, flow=True)}" for k, v in data.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(as_value(v, indent, newline, flow=True) for v in data) + "]"
    if not flow and "\n" in data.strip("\n") and not re.search(r"(?m)[ \t]$|^[ \t]", data):
        pad = " " * (indent + 2)
        rows = (f"{pad}{row}" if row else "" for row in data.rstrip("\n").split("\n"))
        chomp = "" if data.endswith("\n") else "-"
        return newline.join([f"|{chomp}", *rows])
    return _quoted(data, flow=flow)


def _quoted(text: str, *, flow: bool) -> str:
    """A text on one line, in quotes if it needs any."""
    found = line(text)
    if found.style or (flow and re.search(r"[,\[\]{}]", text)):
        for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
            text = text.replace(character, escape)
        return f'"{text}"'
    return found.source
