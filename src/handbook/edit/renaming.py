"""A new id for a record, wherever the old one stands; the old address goes on leading there."""

import re

from handbook.edit.change import lines, put
from handbook.edit.order import sort
from handbook.edit.references import (
    EditError,
    Kind,
    ids,
    linking,
    named_in_calls,
    texts,
    uses,
    which,
)
from handbook.edit.tree import Group, Text
from handbook.edit.workspace import Workspace
from handbook.model import Record, Theme


def rename(workspace: Workspace, old: str, new: str, name: str = "", *, seen: bool = True) -> None:
    """Give the record `old` the id `new`, and everything that names it too.

    `name` is the kind of record, where several have this id. `seen` says that somebody may know
    the old address: then the record keeps the old id in `was`. Raises EditError if the record
    cannot have a new id.
    """
    kind, record = which(workspace, old, name)
    _may(kind, old, new, seen=seen)
    group = workspace.find(record.file, kind.record, old)
    for use in uses(workspace, kind, old):
        for text in texts(use.field.value):
            if text.value == old:
                text.value, text.source, text.style = new, new, ""
    _replace_links(workspace, kind, old, new)
    _replace_calls(workspace, kind, old, new)
    _set_id(group, kind.record, new, seen=seen)
    sort(workspace.tree(record.file).root, kind.record)


def _may(kind: Kind, old: str, new: str, *, seen: bool) -> None:
    if old == new:
        raise EditError(f"'{old}' is its id already.")
    if kind.record is Theme:
        raise EditError(
            f"A theme has a page written by hand, content/themes/{old}.md, whose name is its"
            " address. Leave the id as it is; the title may change."
        )
    if seen and "was" not in kind.record.model_fields:
        raise EditError(
            f"A {kind.name} has no page that could lead from the old id to the new one. If nobody"
            " can have linked to it yet, add --unpublished."
        )


def _replace_links(workspace: Workspace, kind: Kind, old: str, new: str) -> None:
    pattern = linking(kind, old)
    for name in workspace.kinds if kind.link else ():
        for text in texts(workspace.tree(name).root):
            text.value = pattern.sub(rf"\g<1>{new}", text.value)
            text.source = pattern.sub(rf"\g<1>{new}", text.source)


def _replace_calls(workspace: Workspace, kind: Kind, old: str, new: str) -> None:
    for page, content in workspace.pages.items():
        rows = content.split("\n")
        for call in named_in_calls(content, kind, old):
            found = re.compile(rf"(\b{call.name}\([^()]*?)(['\"]){re.escape(old)}\2")
            rows[call.line - 1] = found.sub(rf"\g<1>\g<2>{new}\g<2>", rows[call.line - 1])
        workspace.pages[page] = "\n".join(rows)


def _set_id(group: Group, kind: type[Record], new: str, *, seen: bool) -> None:
    was, id = group.part("was"), group.part("id")
    former = [*(ids(was.value) if was else []), group.text("id")]
    if id:
        id.value = Text(new, new)
    if seen:
        put(group, kind, "was", lines([name for name in former if name != new]))
