"""What the pages of an edition depend on: prints of its records as they come out, not as written.

A line of a local file may change a record, leave it out or add it: it shows on the pages of the
records that come out otherwise. So their prints take the place of those of the files.
"""

from collections.abc import Iterator
from dataclasses import replace

from handbook import prints
from handbook.edition.content import Content, inside
from handbook.edition.kinds import BY_TYPE
from handbook.local import Marks
from handbook.memory import Memory
from handbook.model import Record
from handbook.prints import APART

KINDS = frozenset(BY_TYPE[kind].name for kind in APART)


def note(memory: Memory, content: Content) -> None:
    """Let pages depend on the records of a resolved edition, and on what else it says."""
    memory.records = {
        prints.name(record): prints.of(_record(record, content))
        for record in inside([*content.frameworks, *content.resources])
        if type(record) in APART
    }
    memory.rest["resolved"] = prints.of([*_rest(content)])


def _record(record: Record, content: Content) -> list[object]:
    """What shows wherever a record does: its own fields, where it is from, what is local of it."""
    marks = content.local.of(BY_TYPE[type(record)].name, str(getattr(record, "id", "")))
    return [*_own(record), str(record.file), _plain(marks)]


def _own(record: Record) -> list[object]:
    """A record's fields, with the ids of the records in it that have prints of their own."""
    apart = {
        name: [getattr(inner, "id", "") for inner in value]
        for name in prints.INSIDE
        if isinstance(value := getattr(record, name, None), tuple)
        and any(type(inner) in APART for inner in value)
    }
    return [record.model_dump_json(exclude=set(apart)), apart, record.named_by]


def _rest(content: Content) -> Iterator[object]:
    """What may show on any page."""
    local = content.local
    yield from (_own(framework) for framework in content.frameworks)
    yield [record.named_by for record in inside(content.frameworks) if type(record) not in APART]
    yield [local.layers, local.terms.model_dump_json() if local.terms else ""]
    yield [[*spot, _plain(marks)] for spot, marks in local.marks.items() if spot[0] not in KINDS]
    yield [replace(hidden, place=None) for hidden in local.hidden.values()]


def _plain(marks: Marks) -> list[object]:
    return [marks.added, dict(marks.fields), marks.notes]
