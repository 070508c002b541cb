"""A YAML file as an editor sees it: fields, lists and texts, with every remark at its place.

A tree holds what YAML's data leaves out (remarks, blank lines, how a text is quoted) and nothing
that depends on the layout (columns, line breaks between fields), so that writing it gives that
file in the one layout.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Text:
    """One text: what it says, and how it stands in the file.

    `style` is YAML's: nothing for a text without quotes, a quote, or `|` or `>` for a block.
    """

    value: str
    source: str
    style: str = ""


@dataclass(slots=True)
class Part:
    """A field of a record (with a key) or an item of a list (without).

    `before` holds the remarks and blank lines above it, a blank line as an empty text; `beside`
    the remarks on its own line.
    """

    value: "Node"
    key: Text | None = None
    before: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """A list, or the fields of a record. `flow` means that it was written in brackets.

    `after` holds remarks that stand after the last part and belong to the group.
    """

    keyed: bool
    flow: bool = False
    parts: list[Part] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def part(self, name: str) -> Part | None:
        """The field called `name`, if there is one."""
        return next((part for part in self.parts if part.key and part.key.value == name), None)

    def text(self, name: str) -> str:
        """The text in the field called `name`; empty if there is none."""
        part = self.part(name)
        return part.value.value if part and isinstance(part.value, Text) else ""

    def groups(self, name: str) -> "Iterator[Group]":
        """The records in the list called `name`."""
        part = self.part(name)
        if part and isinstance(part.value, Group):
            yield from (item.value for item in part.value.parts if isinstance(item.value, Group))


Node = Text | Group


@dataclass(slots=True)
class File:
    """A whole file: the remarks at its top, and its fields."""

    header: list[str]
    root: Group


def plain(node: Node) -> object:
    """The data that a tree stands for, as `yamlio` would read it."""
    if isinstance(node, Text):
        return node.value
    if node.keyed:
        return {part.key.value: plain(part.value) for part in node.parts if part.key}
    return [plain(part.value) for part in node.parts]


def remarks(file: File) -> list[str]:
    """Every remark in a file, sorted."""
    return sorted(filter(None, [*file.header, *_remarks(file.root)]))


def _remarks(node: Node) -> Iterator[str]:
    if isinstance(node, Group):
        for part in node.parts:
            yield from part.before
            yield from part.beside
            yield from _remarks(part.value)
        yield from node.after
