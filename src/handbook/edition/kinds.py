"""The kinds of record that an edition may change, and what it may change in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args, get_origin

from handbook.model import (
    NAMED,
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

# What a local edition leaves as it is: identity, history, licence, and where a text comes from.
LOCKED = frozenset({
    "id", "was", "uuid", "status", "replaced_by", "source", "safety", "added",
    "last_changed", "meaning_changed", "change_note",
    "permanent_uri", "edition", "version", "licence", "licence_url", "language", "terms",
})  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of record: what messages call it, its section in a local file, its type."""

    name: str
    section: str
    record: type[Record]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that an edition may set, in the order that editors write them."""
        return _open(self.record)

    @property
    def left_alone(self) -> frozenset[str]:
        """The fields that it may not set, for they stay as the base has them."""
        return _locked(self.record) & self.record.model_fields.keys()

    @property
    def lists(self) -> tuple[str, ...]:
        """Those of them that are lists, to which items may be added."""
        found = self.record.model_fields
        return tuple(n for n in self.fields if get_origin(found[n].annotation) is tuple)

    @property
    def optional(self) -> tuple[str, ...]:
        """Those of them that may be left out."""
        return tuple(n for n in self.fields if not self.record.model_fields[n].is_required())


KINDS = (
    Kind("framework", "frameworks", Framework),
    Kind("programme outcome", "programme_outcomes", ProgrammeOutcome),
    Kind("theme", "themes", Theme),
    Kind("pathway", "pathways", Pathway),
    Kind("evidence kind", "evidence_kinds", EvidenceKind),
    Kind("domain", "domains", Domain),
    Kind("outcome", "outcomes", Outcome),
    Kind("activity", "activities", Activity),
    Kind("resource", "resources", Resource),
    Kind("term", "glossary", GlossaryEntry),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_TYPE: Mapping[type[Record], Kind] = {kind.record: kind for kind in KINDS}


@cache
def _open(record: type[Record]) -> tuple[str, ...]:
    fields = record.model_fields.items()
    locked = _locked(record)
    return tuple(n for n, info in fields if n not in locked and not _of_records(info.annotation))


def _locked(record: type[Record]) -> frozenset[str]:
    return LOCKED | {"publisher"} if record is Framework else LOCKED


def _of_records(annotation: object) -> bool:
    """Whether a field holds records with ids of their own, which are changed one by one."""
    found = (annotation, *get_args(annotation))
    return any(isinstance(part, type) and part in NAMED for part in found)
