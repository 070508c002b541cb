"""How one text is written: its quotes, and its lines if it is a block.

What a text says never changes, nor whether it has quotes: `1.10` and `"1.10"` are the same to
us, but not to every program that reads YAML. Double quotes are preferred to single ones, a text
in quotes or without stands on one line, and a block of `>` is wrapped anew; a block of `|` keeps
its lines, for they are part of the text. The rules of folding are those of YAML 1.2,
https://yaml.org/spec/1.2.2/#813-folded-style and #731-double-quoted-style.
"""

import re

from handbook.edit.tree import Text
from handbook.yamlio import UNREADABLE

SPACE = " \t"
# In double quotes: an escape, a line break with the space around it, or any other character.
PIECE = re.compile(r"\\\n[ \t\n]*|\\.|[ \t]*\n[ \t\n]*|.")
NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def inline(text: Text) -> str:
    """The text on one line, in quotes if it needs any."""
    broken = "\n" in text.source
    if text.style == '"':
        return _unfolded(text.source) if broken else text.source
    if text.style == "'" and not re.search(r"[\n\"\\]", text.value):
        return f'"{text.value}"'
    if text.style == "'" and "\n" not in text.value:
        return "'" + text.value.replace("'", "''") + "'"
    if text.style == "" and text.value and "\n" not in text.value:
        return text.value
    return f'"{_escaped(text.value)}"'


def _unfolded(source: str) -> str:
    """A text in double quotes that goes on over several lines, as one line with its escapes."""
    return "".join(map(_piece, PIECE.findall(source)))


def _piece(piece: str) -> str:
    if "\n" not in piece:
        return piece
    breaks = piece.count("\n") - 1
    return "\\n" * breaks or ("" if piece.startswith("\\") else " ")


def _escaped(value: str) -> str:
    return "".join(_character(c) for c in value)


def _character(c: str) -> str:
    if c in NAMED:
        return NAMED[c]
    if not UNREADABLE.match(c):
        return c
    return f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}"


def block(text: Text, room: int, width: int) -> list[str] | None:
    """The lines of a text that is written as a block, its mark (such as `|-`) first.

    Nothing if it stands on one line: all texts in quotes or without, unless they went on over
    several lines and have no room (so many columns) on one. A wrapped line has `width` columns.
    """
    if text.style and text.style in "|>":
        return _lines(text.value, text.style, width)
    if "\n" in text.source and len(inline(text)) > room and _foldable(text.value):
        return _lines(text.value, ">", width)
    return None


def _foldable(value: str) -> bool:
    """Whether a text reads the same as a block, with nothing to escape and no space at an end."""
    lines = value.split("\n")
    hidden = UNREADABLE.search(value) or "\r" in value
    return not hidden and all(line == line.strip() for line in lines)


def _lines(value: str, style: str, width: int) -> list[str]:
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    content = body.split("\n") if body else []
    if style == ">":
        content = _folded(content, width)
    indent = "2" if body.lstrip("\n")[:1] in tuple(SPACE) else ""
    chomp = "-" if not ends else "" if ends == 1 and body else "+"
    return [f"{style}{indent}{chomp}", *content, *[""] * (ends - bool(body))]


def _folded(lines: list[str], width: int) -> list[str]:
    """Lines that fold to these: long ones are wrapped, and breaks between two of them doubled."""
    folded: list[str] = []
    before = ""
    for line in lines:
        if line and line[0] not in SPACE:
            # One break would become a space; blank lines above have made more than one already.
            if before and before[0] not in SPACE:
                folded.append("")
            folded += _wrapped(line, width)
        else:
            folded.append(line)
        before = line or before
    return folded


def _wrapped(line: str, width: int) -> list[str]:
    wrapped: list[str] = []
    here = ""
    for word in re.split(r"(?<=[^ \t]) (?=[^ \t])", line):
        if here and len(here) + 1 + len(word) > width:
            wrapped.append(here)
            here = word
        else:
            here = f"{here} {word}" if here else word
    return [*wrapped, here]
