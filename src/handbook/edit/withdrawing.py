"""A record goes out of use: its page stays, says so, and names what to use instead."""

from collections.abc import Iterator, Sequence
from datetime import date

from handbook.edit.change import line, lines, put, swap
from handbook.edit.references import (
    EditError,
    Kind,
    Use,
    linking,
    named_in_calls,
    uses,
    which,
)
from handbook.edit.tree import Group, Node, Text
from handbook.edit.workspace import Workspace
from handbook.model import Domain, Outcome, Record, Resource

# Fields that tell where something comes from or how two texts compare: still true afterwards.
LASTING = {"document", "outcome"}


def withdraw(
    workspace: Workspace, id: str, replaced_by: Sequence[str], when: date, *, follow: bool = True
) -> list[str]:
    """Take the outcome or resource `id` out of use from the day `when` on.

    With `follow`, lists of ids that name it name its replacements instead. Returns the places that
    go on naming it, for a person to look at. Raises EditError if that makes no sense.
    """
    kind, record = _withdrawable(workspace, id)
    _check(workspace, kind, id, replaced_by)
    group = workspace.find(record.file, kind.record, id)
    named = [use for use in uses(workspace, kind, id) if use.held.group is not group]
    left = [use for use in named if not (follow and _followed(use, id, replaced_by))]
    _mark(group, kind, replaced_by, when)
    return [*map(str, left), *_links(workspace, kind, id), *_calls(workspace, kind, id)]


def _withdrawable(workspace: Workspace, id: str) -> tuple[Kind, Record]:
    for name, known in (("outcome", workspace.site.outcomes), ("resource", workspace.site.library)):
        if id in known:
            return which(workspace, id, name)
    kind, _ = which(workspace, id)
    raise EditError(f"'{id}' is a {kind.name}. Only outcomes and resources can be withdrawn.")


def _check(workspace: Workspace, kind: Kind, id: str, replaced_by: Sequence[str]) -> None:
    if kind.record is Resource and len(replaced_by) > 1:
        raise EditError("A resource can be replaced by one other. Name the best one.")
    for name in replaced_by:
        _, other = which(workspace, name, kind.name)
        if name == id:
            raise EditError(f"'{id}' cannot replace itself.")
        if getattr(other, "status", "") in {"withdrawn", "retired", "moved"}:
            raise EditError(f"'{name}' is out of use itself. Name one that is current.")


def _mark(group: Group, kind: Kind, replaced_by: Sequence[str], when: date) -> None:
    outcome = kind.record is Outcome
    put(group, kind.record, "status", line("withdrawn" if outcome else "retired"))
    if replaced_by:
        node = lines(replaced_by) if outcome else line(replaced_by[0])
        put(group, kind.record, "replaced_by", node)
    if outcome:
        put(group, kind.record, "last_changed", line(when.isoformat(), unit=True))


def _followed(use: Use, id: str, replaced_by: Sequence[str]) -> bool:
    """Put the replacements where the record was named; false if that is for a person to decide."""
    name = use.field.key.value if use.field.key else ""
    if not replaced_by or name in LASTING:
        return False
    fitting = [new for new in replaced_by if new not in _own(use)]
    if isinstance(use.field.value, Group):
        swap(use.field.value, id, fitting)
        return True
    if len(fitting) == 1:
        use.field.value = line(fitting[0])
    return len(fitting) == 1


def _own(use: Use) -> set[str]:
    """Ids that a field must not name: its own record's, and for a domain those of its outcomes."""
    own = {use.held.id}
    if use.held.kind is Domain:
        own |= {outcome.text("id") for outcome in use.held.group.groups("outcomes")}
    return own


def _links(workspace: Workspace, kind: Kind, id: str) -> Iterator[str]:
    pattern = linking(kind, id)
    for file, held in workspace.records():
        for part in held.group.parts:
            if any(pattern.search(text.value) for text in _own_texts(part.value)):
                yield str(Use(file, held, part))


def _own_texts(node: Node) -> list[Text]:
    """The texts of a field, without those of records inside it."""
    if isinstance(node, Text):
        return [node]
    return [] if node.keyed else [p.value for p in node.parts if isinstance(p.value, Text)]


def _calls(workspace: Workspace, kind: Kind, id: str) -> Iterator[str]:
    for page, content in workspace.pages.items():
        for call in named_in_calls(content, kind, id):
            yield f"{page.as_posix()}, line {call.line}"
