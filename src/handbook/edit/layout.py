"""A file's text in its one layout, with a proof that it still says the same.

The layout: fields in the order of the model; resources and glossary entries in the order of
their ids; lines end with a line feed; no byte order mark, no `---`.
"""

from pathlib import Path

from handbook.edit.order import arrange
from handbook.edit.reader import parse
from handbook.edit.scalars import inline
from handbook.edit.tree import File, Group, plain, remarks
from handbook.edit.writer import write
from handbook.model import Record
from handbook.problems import DataError, Place, Problem

LONGEST_KEY = 1000  # the parser takes no longer ones in front of a colon


def laid_out(text: str, kind: type[Record], name: Path) -> str:
    """The text of a file of this kind, which messages call `name`, in our layout.

    `text` must be what `yamlio` can read. Raises DataError if it cannot be laid out without
    changing it.
    """
    text = unix(text)
    file = parse(text)
    arrange(file.root, kind)
    return written(file, name, text)


def unix(text: str) -> str:
    """The same text with a line feed at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def written(file: File, name: Path, before: str = "") -> str:
    """The text of a tree. Raises DataError if reading it again would give another tree.

    `before` is the text that the tree was made from, if it was.
    """
    text = "" if _too_long(file.root) else write(file)
    if text == before:
        return text
    again = parse(text)
    if plain(again.root) == plain(file.root) and remarks(again) == remarks(file):
        return text
    message = "this file cannot be laid out without changing what it says"
    raise DataError(
        [Problem(Place(name), "no-layout", message, "please tell us; it stays as it is")]
    )


def _too_long(group: Group) -> bool:
    return any(
        (part.key is not None and len(inline(part.key)) > LONGEST_KEY)
        or (isinstance(part.value, Group) and _too_long(part.value))
        for part in group.parts
    )
