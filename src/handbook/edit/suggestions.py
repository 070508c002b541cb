"""A reader's suggestion of a resource, made a change to the files, or refused in plain words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from handbook.edit.adding import Value, add_resource
from handbook.edit.answers import fault
from handbook.edit.change import lines, put
from handbook.edit.files import save
from handbook.edit.proposals import alike, for_resource, id_from, taken, twin
from handbook.edit.references import EditError
from handbook.edit.tree import Group
from handbook.edit.workspace import Workspace
from handbook.model import Resource
from handbook.problems import DataError
from handbook.schema import described
from handbook.site import Site
from handbook.suggest.answers import LONGEST_ANSWER, UnreadableError, answers
from handbook.suggest.forms import FIELDS, RESOURCE

LABELS = {FIELDS.get(name, name): label for name, label in RESOURCE.questions.items()}
SUPPORTS = ("domains", "outcomes", "themes")
Given = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a suggestion.

    `id` and `title` are those of the record that it adds or extends, `problems` why it was
    refused, `remarks` what an editor should look at. All of it is text, whoever wrote it.
    """

    outcome: Literal["added", "extended", "refused"]
    id: str = ""
    title: str = ""
    problems: Sequence[str] = ()
    remarks: Sequence[str] = ()
    files: Sequence[str] = ()


def take(root: Path, text: str, day: date) -> Verdict:
    """Write what a text suggests into the files below `root`, if all of it is right.

    Raises DataError if something is wrong with the files before: that is not the suggestion's
    fault.
    """
    workspace = Workspace(root)
    try:
        return _taken(workspace, _values(answers(text, RESOURCE)), day)
    except UnreadableError as error:
        return Verdict("refused", problems=[str(error)])
    except EditError as error:
        return Verdict("refused", problems=[str(error)])


def _values(given: Mapping[str, str]) -> Given:
    """The answers as values of the fields of a resource."""
    many = {field.name for field in described(Resource) if field.kind.startswith("list of")}
    values: Given = {}
    for question, answer in given.items():
        name = FIELDS.get(question, question)
        if name in many:
            cut = r"[,;\n]" if name == "authors" else r"[,;\s]+"
            values[name] = [part.strip() for part in re.split(cut, answer) if part.strip()]
        else:
            values[name] = answer if name == "summary" else " ".join(answer.split())
    values.pop("page", None)
    return {"use": "mentioned", **values}


def _taken(workspace: Workspace, values: Given, day: date) -> Verdict:
    site = workspace.site
    problems = [*_lacking(values), *_faults(site, values)]
    if problems:
        return Verdict("refused", problems=problems)
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    for name, value in for_resource(site, texts).items():
        values[name] = value
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    same = twin(site, texts)
    if same is not None:
        return _extended(workspace, same, values)
    id = id_from(texts["title"], taken(site, Resource))
    remarks = list(alike(site, texts))
    add_resource(workspace, {**values, "id": id, "added": day.isoformat()})
    return _written(workspace, Verdict("added", id, texts["title"], remarks=remarks))


def _lacking(values: Given) -> list[str]:
    needed = [f.name for f in described(Resource) if f.required and f.name in LABELS]
    return [f"{LABELS[name]}: this is needed." for name in needed if not values.get(name)]


def _faults(site: Site, values: Given) -> list[str]:
    found = []
    for name, value in values.items():
        whole = value if isinstance(value, str) else ", ".join(value)
        if len(whole) > LONGEST_ANSWER:
            found.append(f"{LABELS[name]}: more than {LONGEST_ANSWER:,} characters.")
        elif isinstance(value, (str, list)) and (wrong := fault(site, Resource, name, value)):
            found.append(f"{LABELS[name]}: {wrong}.")
    return found


def _extended(workspace: Workspace, same: Resource, values: Given) -> Verdict:
    """The resource is there already: it may still help with more than we knew."""
    more = {}
    for name in SUPPORTS:
        known: tuple[str, ...] = getattr(same, name)
        more[name] = [id for id in dict.fromkeys(values.get(name, ())) if id not in known]
    if not any(more.values()):
        told = f"It is in the directory already, as '{same.id}' ({same.title})."
        return Verdict("refused", same.id, same.title, [told])
    group = workspace.find(same.file, Resource, same.id)
    for name, ids in more.items():
        if ids:
            _lengthen(group, name, ids)
    told = "It is in the directory already. What it helps with is added; the rest stays."
    return _written(workspace, Verdict("extended", same.id, same.title, remarks=[told]))


def _lengthen(record: Group, name: str, ids: Sequence[str]) -> None:
    part = record.part(name)
    if part is not None and isinstance(part.value, Group):
        part.value.parts += lines(ids).parts
    else:
        put(record, Resource, name, lines(ids))


def _written(workspace: Workspace, verdict: Verdict) -> Verdict:
    changes = workspace.changes()
    try:
        workspace.check(changes)
    except DataError as error:
        told = [f"{p.message}; {p.help}." if p.help else f"{p.message}." for p in error.problems]
        return Verdict("refused", title=verdict.title, problems=told)
    save(workspace.root, changes)
    files = [change.name.as_posix() for change in changes]
    return Verdict(verdict.outcome, verdict.id, verdict.title, (), verdict.remarks, files)
