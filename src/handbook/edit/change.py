"""Small changes to one record: a field is set or taken out, a text is made."""

import re
import textwrap
from collections.abc import Sequence

from handbook.edit.order import arrange
from handbook.edit.tree import Group, Node, Part, Text
from handbook.model import Record

WIDTH = 100
# A text that no YAML reader takes for a number, a date, a truth value or punctuation.
PLAIN = re.compile(r"[A-Za-zÀ-ɏ](?:[^\x00-\x1f#:]|:(?=[^\s])|(?<=\S)#)*(?<![\s:])")
MISREAD = re.compile(r"(?i)true|false|yes|no|on|off|y|n|null|\d.*|\.(inf|nan)")
UNIT = re.compile(
    r"[0-9]+|10\.[0-9]{4,9}/[^\s#:]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|https?://[^\s#:]+[^\s#]*(?<!:)"
)


def line(value: str, *, unit: bool = False) -> Text:
    """A text on one line, in quotes if some program would misread it without.

    `unit` means a number, a date, an address or a DOI, which have no quotes.
    """
    if unit and UNIT.fullmatch(value):
        return Text(value, value)
    if PLAIN.fullmatch(value) and not MISREAD.fullmatch(value):
        return Text(value, value)
    source = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Text(value, source, '"')


def prose(value: str, column: int) -> Text:
    """A longer text as a block at a column; one that has no line breaks gets some."""
    value = value.strip("\n")
    if "\n" not in value:
        value = "\n".join(textwrap.wrap(value, WIDTH - column, break_long_words=False,
                                        break_on_hyphens=False))  # fmt: skip
    return Text(value, value, "|")


def lines(values: Sequence[str]) -> Group:
    """A list of texts, one to a line."""
    return Group(keyed=False, parts=[Part(line(value)) for value in values])


def put(record: Group, kind: type[Record], name: str, node: Node) -> None:
    """Set a field of a record, at its place if the record does not have it yet."""
    if part := record.part(name):
        part.value = node
        return
    record.parts.append(Part(node, key=Text(name, name)))
    arrange(record, kind)


def swap(ids: Group, old: str, new: Sequence[str]) -> None:
    """Put other ids in the place of one in a list of ids; those that are there stay once."""
    have = [part.value.value if isinstance(part.value, Text) else "" for part in ids.parts]
    at = have.index(old)
    fresh = [Part(line(id)) for id in new if id not in have]
    if fresh:
        fresh[0].before, fresh[0].beside = ids.parts[at].before, ids.parts[at].beside
    else:
        ids.after += [*ids.parts[at].before, *ids.parts[at].beside]
    ids.parts[at : at + 1] = fresh
