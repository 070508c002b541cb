"""What there is to read: the records and pages of a handbook, or of an edition once resolved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.changes import Release
from handbook.edition.kinds import BY_TYPE
from handbook.edition.model import EditionFile
from handbook.health import Health
from handbook.local import Key, Layer, Local
from handbook.model import Budgets, Framework, Record, Resource
from handbook.offers import Contact, Event, Placement
from handbook.readability import grade
from handbook.site import Grade, Site, Text


@dataclass(frozen=True, eq=False)
class Content:
    """All records and pages of one layer, with those of the layers below it.

    `home` is the folder of the handbook at the bottom, `carried` has the files beside its pages.
    """

    home: Path
    frameworks: tuple[Framework, ...] = ()
    resources: tuple[Resource, ...] = ()
    texts: Mapping[str, Text] = field(default_factory=dict)
    carried: Mapping[str, Path] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    placements: tuple[Placement, ...] = ()
    events: tuple[Event, ...] = ()
    local: Local = field(default_factory=Local)
    broken: frozenset[str] = frozenset()
    about: EditionFile | None = None  # of the edition on top, if there is one

    @cached_property
    def records(self) -> Mapping[Key, Record]:
        """Every record that has an id, by its key; of two with the same key the first."""
        found: dict[Key, Record] = {}
        for record in inside([*self.frameworks, *self.resources]):
            if type(record) in BY_TYPE:
                found.setdefault(key(record), record)
        return found

    @property
    def version(self) -> str:
        """The version of the handbook at the bottom."""
        return self.frameworks[0].version if self.frameworks else ""

    def site(
        self,
        links: Mapping[str, Health] | None = None,
        releases: Iterable[Release] = (),
        budgets: Budgets | None = None,
        grade: Grade = grade,
    ) -> Site:
        """The records with every link followed both ways."""
        return Site(
            self.frameworks,
            self.resources,
            tuple(self.texts.values()),
            self.broken,
            links or {},
            tuple(_seen(release, self.local) for release in releases),
            budgets or Budgets(),
            grade,
            self.local if len(self.local.layers) > 1 else None,
            self.contacts,
            self.placements,
            self.events,
            self.carried,
            home=self.home,
        )


def key(record: Record) -> Key:
    """The kind and the id of a record that has one."""
    return BY_TYPE[type(record)].name, str(getattr(record, "id", ""))


def inside(records: Iterable[Record]) -> Iterator[Record]:
    """The records, and every record inside them, in the order of the data."""
    for record in records:
        yield record
        yield from inside(child for _, child in record.children())


def standing(layer: Framework) -> Layer:
    """The layer that a handbook is, which stands on no other."""
    return Layer(layer.id, layer.title, layer.publisher, layer.version)


def _seen(release: Release, local: Local) -> Release:
    """A release, without what it says of records that an edition leaves out."""
    if not local.hidden:
        return release
    kept = tuple(c for c in release.changes if (c.kind, c.id) not in local.hidden)
    if len(kept) == len(release.changes):
        return release
    return release.model_copy(update={"changes": kept})
