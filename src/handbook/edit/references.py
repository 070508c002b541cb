"""Where a record is named: in fields that hold ids, in links in texts, in calls on pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.calls import Call, calls
from handbook.edit.tree import Node, Part, Text
from handbook.edit.workspace import Held, Workspace
from handbook.model import (
    Activity,
    Domain,
    EvidenceKind,
    Framework,
    GlossaryEntry,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Record,
    Resource,
    Theme,
)
from handbook.problems import did_you_mean
from handbook.references import REFERENCES


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what fields call it, and what links and calls call it (perhaps nothing)."""

    record: type[Record]
    name: str
    link: str = ""
    calls: tuple[str, ...] = ()


KINDS = (
    Kind(Outcome, "outcome", "outcome", ("outcome",)),
    Kind(Domain, "domain", "domain", ("domain",)),
    Kind(Activity, "activity", "activity", ("activity",)),
    Kind(Resource, "resource", "resource", ("resource",)),
    Kind(Theme, "theme", "theme", ("theme", "theme_links")),
    Kind(GlossaryEntry, "glossary entry", "term", ("term",)),
    Kind(ProgrammeOutcome, "programme outcome"),
    Kind(EvidenceKind, "evidence kind"),
    Kind(Pathway, "pathway", "pathway", ("pathway",)),
    Kind(Framework, "framework"),
)


class EditError(Exception):
    """A change that makes no sense. Says in a sentence why, and what to do instead."""


def which(workspace: Workspace, id: str, name: str = "") -> tuple[Kind, Record]:
    """The record that has an id, of the kind called `name` if several have it.

    Raises EditError if there is none, or more than one.
    """
    every = [(kind, record) for kind in KINDS for record in workspace.site.records
             if type(record) is kind.record and name in {"", kind.name}]  # fmt: skip
    found = [(kind, record) for kind, record in every if getattr(record, "id", "") == id]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = " and ".join(f"the {kind.name}" for kind, _ in found)
        raise EditError(f"'{id}' is {kinds}. Say which one with --kind.")
    help = did_you_mean(id, [str(getattr(record, "id", "")) for _, record in every])
    raise EditError(f"There is no {name or 'record'} '{id}'{': ' if help else '.'}{help}")


@dataclass(frozen=True, slots=True)
class Use:
    """One field that names a record: the file and the record that have it, and the field."""

    file: Path
    held: Held
    field: Part

    def __str__(self) -> str:
        name = self.field.key.value if self.field.key else ""
        return f"{self.file.as_posix()}, {name} of '{self.held.id}'"


def uses(workspace: Workspace, kind: Kind, id: str) -> Iterator[Use]:
    """Every field of ids that names the record `id` of this kind."""
    for file, held in workspace.records():
        for name, what in REFERENCES.get(held.kind.__name__, ()):
            field = held.group.part(name)
            if field and kind.name in what.split(" or ") and id in ids(field.value):
                yield Use(file, held, field)


def ids(node: Node) -> list[str]:
    """The ids that a field holds, be it one or a list of them."""
    if isinstance(node, Text):
        return [node.value]
    return [part.value.value for part in node.parts if isinstance(part.value, Text)]


def texts(node: Node) -> Iterator[Text]:
    """Every text in a record, the ones of the records inside it too."""
    if isinstance(node, Text):
        yield node
    else:
        for part in node.parts:
            yield from texts(part.value)


def linking(kind: Kind, id: str) -> re.Pattern[str]:
    """A link in a text to the record: `](outcome:ph-3`, in two groups before and after the id."""
    return re.compile(rf"(\]\(\s*<?{kind.link}:){re.escape(id)}(?=[\s>)])")


def named_in_calls(text: str, kind: Kind, id: str) -> Iterator[Call]:
    """The calls on a page that name the record."""
    for call in calls(text):
        if isinstance(call, Call):
            first = call.name in kind.calls and call.arguments[:1] == (id,)
            values = {value for _, value in call.options} | {*call.arguments}
            if first or (kind.record is Domain and call.name == "resources" and id in values):
                yield call
