"""A new record at its place: in the order of the ids, or after the last one of its domain."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from handbook.edit.change import line, lines, prose
from handbook.edit.order import BY_ID, arrange
from handbook.edit.references import EditError
from handbook.edit.tree import Group, Node, Part, Text
from handbook.edit.workspace import Workspace
from handbook.model import Activity, Domain, Library, Outcome, Record, Resource, fields
from handbook.problems import did_you_mean
from handbook.schema import described

Value = str | Sequence[str] | Mapping[str, str]
LISTS: Mapping[type[Record], str] = {Outcome: "outcomes", Activity: "activities"}


def add_resource(workspace: Workspace, values: Mapping[str, Value]) -> None:
    """Add a resource to the directory. Raises EditError if there is no file for it."""
    id = str(values["id"])
    root = workspace.tree(_file(workspace, id)).root
    items = _list(root, Library, BY_ID[Resource])
    place = next((n for n, item in enumerate(items) if _id(item) > id), len(items))
    items.insert(place, _item(Resource, values, items, column=4))


def add_to_domain(
    workspace: Workspace, kind: type[Record], domain: str, values: Mapping[str, Value]
) -> None:
    """Add an outcome or an activity after the last one of a domain."""
    known = workspace.site.domains
    if domain not in known:
        help = did_you_mean(domain, known) or f"choose from {', '.join(known)}"
        raise EditError(f"There is no domain '{domain}': {help}")
    group = workspace.find(known[domain].file, Domain, domain)
    items = _list(group, Domain, LISTS[kind])
    items.append(_item(kind, values, items, column=8))


def _file(workspace: Workspace, id: str) -> Path:
    """The file of resources whose ids come nearest before a new one."""
    files = [name for name, kind in workspace.kinds.items() if kind is Library]
    if not files:
        raise EditError("There is no resources.yml. Create it with one line: 'resources: []'.")
    first = {r.id: r.file for r in sorted(workspace.site.resources, key=lambda r: r.id)}
    before = [file for other, file in first.items() if other < id]
    return before[-1] if before else files[0]


def _list(group: Group, kind: type[Record], name: str) -> list[Part]:
    """The items of a list in a record, which is made if it is not there."""
    part = group.part(name)
    if part is None:
        part = Part(Group(keyed=False), key=Text(name, name))
        group.parts.append(part)
        arrange(group, kind)
    if not isinstance(part.value, Group):
        raise EditError(f"'{name}' is not a list.")
    part.value.flow = False
    return part.value.parts


def _id(item: Part) -> str:
    return item.value.text("id") if isinstance(item.value, Group) else ""


def _item(
    kind: type[Record], values: Mapping[str, Value], items: Sequence[Part], column: int
) -> Part:
    """A record as an item of a list; with a blank line above if the others have one."""
    spaced = any(item.before[:1] == [""] for item in items[1:])
    return Part(_record(kind, values, column), before=[""] if spaced else [])


def _record(kind: type[Record], values: Mapping[str, Value], column: int) -> Group:
    known = fields(kind)
    shown = {field.name: field for field in described(kind)}
    group = Group(keyed=True)
    for name in known:
        if value := values.get(name):
            markdown = shown[name].description.endswith("Markdown.")
            unit = shown[name].kind in {"whole number", "date"} or name in {"url", "doi"}
            node = _node(value, markdown=markdown, unit=unit, column=column + 2)
            group.parts.append(Part(node, key=Text(name, name)))
    return group


def _node(value: Value, *, markdown: bool, unit: bool, column: int) -> Node:
    if isinstance(value, Mapping):
        parts = [Part(line(text), key=Text(name, name)) for name, text in value.items() if text]
        return Group(keyed=True, parts=parts)
    if isinstance(value, str):
        return prose(value, column) if markdown else line(value, unit=unit)
    return lines(value)
