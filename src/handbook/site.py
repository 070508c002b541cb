"""All records of a handbook together, with every link followed both ways.

A link is written once in the data; here it can be asked from either end.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from handbook.brand.reading import Branding
from handbook.changes import Change, Release, named
from handbook.copies import Copy, copy_of
from handbook.health import Health
from handbook.keeping import Keeper, anew
from handbook.model import (
    NAMED,
    Accessibility,
    Activity,
    Budgets,
    Domain,
    EvidenceKind,
    Framework,
    FrontMatter,
    GlossaryEntry,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Record,
    Relation,
    Resource,
    Theme,
)
from handbook.readability import grade

if TYPE_CHECKING:
    from handbook.local import Hidden, Key, Local
    from handbook.offers import Contact, Event, Placement

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Grade = Callable[[str], float | None]
IdentifiedT = TypeVar("IdentifiedT", bound="Identified")


class Identified(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Text:
    """A hand-written page: its path under `content/`, its Markdown, and what stands above that.

    A page that a local edition extends has the `parts` that it was put together from.
    """

    uri: str
    text: str
    file: Path
    front: FrontMatter = field(default_factory=FrontMatter)
    parts: tuple["Text", ...] = ()


TROUBLE = {"broken", "insecure", "suspect", "temporary"}  # what readers may meet


class LinksChecked(NamedTuple):
    """When somebody last looked at resources' addresses, at how many, and how many had trouble."""

    day: date
    looked: int
    trouble: int


@dataclass(frozen=True, eq=False)
class Site:
    """Everything that a handbook is made from. `frameworks[0]` is the default framework.

    Two sites are never equal, so that what is worked out for one can be kept for it.
    """

    frameworks: tuple[Framework, ...]
    resources: tuple[Resource, ...]
    texts: tuple[Text, ...] = ()
    broken: frozenset[str] = field(default_factory=frozenset)
    links: Mapping[str, Health] = field(default_factory=dict)  # other people's addresses, as seen
    releases: tuple[Release, ...] = ()  # the newest first
    budgets: Budgets = field(default_factory=Budgets)
    grade: Grade = grade
    local: "Local | None" = None  # what is local, in an edition
    contacts: "tuple[Contact, ...]" = ()
    placements: "tuple[Placement, ...]" = ()
    events: "tuple[Event, ...]" = ()
    carried: Mapping[str, Path] = field(default_factory=dict)  # files beside the pages of a base
    brand: Branding = field(default_factory=Branding)
    accessibility: Accessibility | None = None  # what the last checks found, if there were any
    home: Path | None = None  # of an edition: the folder of the handbook that it stands on
    copies: tuple[Copy, ...] = ()  # of the whole handbook, that readers may download
    kept: Keeper = anew

    def health(self, url: str | None) -> Health | None:
        """What is known about an address of other people's; nothing if nobody has looked."""
        return self.links.get(url) if url else None

    @cached_property
    def links_checked(self) -> "LinksChecked | None":
        """How the resources' addresses are, as a whole; nothing if nobody has looked."""
        known = [found for r in self.resources if (found := self.health(r.url))]
        if not known:
            return None
        trouble = sum(health.kind in TROUBLE for health in known)
        return LinksChecked(max(h.checked for h in known).date(), len(known), trouble)

    @property
    def framework(self) -> Framework:
        """The default framework: the one in `curriculum.yml`."""
        return self.frameworks[0]

    @property
    def hidden(self) -> "Mapping[Key, Hidden]":
        """The records that an edition leaves out: links to them are no mistakes."""
        return self.local.hidden if self.local else {}

    @cached_property
    def records(self) -> Sequence[Record]:
        """Every record, the ones inside others too, in the order of the data."""
        return [r for top in (*self.frameworks, *self.resources) for r in top.whole()]

    @cached_property
    def identified(self) -> Sequence[Record]:
        """Those of the records that have an id of their own, in the same order."""
        return [*chain.from_iterable(map(_identified, self.frameworks)), *self.resources]

    @property
    def offers(self) -> Sequence[Record]:
        """What only an edition has: its contacts, placements and events."""
        return (*self.contacts, *self.placements, *self.events)

    # Records by id; of two with the same id the first counts (a check tells the editor).

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        return _by_id(d for f in self.frameworks for d in f.domains)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        return _by_id(o for d in self.domains.values() for o in d.outcomes)

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        return _by_id(a for d in self.domains.values() for a in d.activities)

    @cached_property
    def programme_outcomes(self) -> Mapping[str, ProgrammeOutcome]:
        return _by_id(p for f in self.frameworks for p in f.programme_outcomes)

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return _by_id(t for f in self.frameworks for t in f.themes)

    @cached_property
    def evidence_kinds(self) -> Mapping[str, EvidenceKind]:
        return _by_id(k for f in self.frameworks for k in f.evidence_kinds)

    @cached_property
    def glossary(self) -> Mapping[str, GlossaryEntry]:
        return _by_id(g for f in self.frameworks for g in f.glossary)

    @cached_property
    def pathways(self) -> Mapping[str, Pathway]:
        return _by_id(p for f in self.frameworks for p in f.pathways)

    @cached_property
    def library(self) -> Mapping[str, Resource]:
        return _by_id(self.resources)

    @cached_property
    def filed(self) -> Sequence[Resource]:
        """The resources of the library by title, as the directory and choosers list them."""
        return sorted(self.library.values(), key=Resource.filed)

    # From a record to what it belongs to.

    @cached_property
    def _frameworks_of_domains(self) -> Mapping[str, Framework]:
        return {d.id: f for f in reversed(self.frameworks) for d in f.domains}

    @cached_property
    def _domains_of_outcomes(self) -> Mapping[str, Domain]:
        return {o.id: d for d in [*self.domains.values()][::-1] for o in d.outcomes}

    @cached_property
    def _domains_of_activities(self) -> Mapping[str, Domain]:
        return {a.id: d for d in [*self.domains.values()][::-1] for a in d.activities}

    def domain_of(self, record: Outcome | Activity) -> Domain:
        """The domain that an outcome or an activity belongs to."""
        if isinstance(record, Outcome):
            return self._domains_of_outcomes[record.id]
        return self._domains_of_activities[record.id]

    def framework_of(self, domain: Domain) -> Framework:
        """The framework that a domain belongs to."""
        return self._frameworks_of_domains[domain.id]

    # Links from their other end.

    @cached_property
    def _naming(self) -> Mapping[str, Sequence[Domain]]:
        return _reverse((d, d.connections) for d in self.domains.values())

    def domains_naming(self, outcome: Outcome) -> Sequence[Domain]:
        """The domains whose connections name this outcome."""
        return self._naming.get(outcome.id, ())

    @cached_property
    def _serving(self) -> Mapping[str, Sequence[Activity]]:
        return _reverse((a, a.outcomes) for a in self.activities.values())

    def activities_for(self, outcome: Outcome) -> Sequence[Activity]:
        """The activities that serve this outcome."""
        return self._serving.get(outcome.id, ())

    @cached_property
    def _supporting(self) -> Mapping[str, Sequence[Resource]]:
        return _reverse((r, (*r.domains, *r.outcomes, *r.themes)) for r in self.resources)

    def resources_for(self, record: Domain | Outcome | Theme) -> Sequence[Resource]:
        """The resources that name this record."""
        return self._supporting.get(record.id, ())

    @cached_property
    def _leading(self) -> Mapping[str, Sequence[Outcome]]:
        return _reverse((o, o.programme_outcomes) for o in self.outcomes.values())

    def outcomes_towards(self, programme_outcome: ProgrammeOutcome) -> Sequence[Outcome]:
        """The outcomes that lead towards a programme outcome."""
        return self._leading.get(programme_outcome.id, ())

    @cached_property
    def _themed_outcomes(self) -> Mapping[str, Sequence[Outcome]]:
        return _reverse((o, o.themes) for o in self.outcomes.values())

    @cached_property
    def _themed_activities(self) -> Mapping[str, Sequence[Activity]]:
        return _reverse((a, a.themes) for a in self.activities.values())

    def outcomes_touching(self, theme: Theme) -> Sequence[Outcome]:
        """The outcomes that touch a theme."""
        return self._themed_outcomes.get(theme.id, ())

    def activities_touching(self, theme: Theme) -> Sequence[Activity]:
        """The activities that touch a theme."""
        return self._themed_activities.get(theme.id, ())

    @cached_property
    def _evidenced(self) -> Mapping[str, Sequence[Outcome]]:
        return _reverse((o, [e.kind for e in o.evidence]) for o in self.outcomes.values())

    def outcomes_evidenced_by(self, kind: EvidenceKind) -> Sequence[Outcome]:
        """The outcomes whose examples of evidence are of this kind."""
        return self._evidenced.get(kind.id, ())

    @cached_property
    def _passing(self) -> Mapping[str, Sequence[Pathway]]:
        return _reverse((p, filter(None, [s.outcome for s in p.steps]))
                        for p in self.pathways.values())  # fmt: skip

    def pathways_through(self, outcome: Outcome) -> Sequence[Pathway]:
        """The pathways that have this outcome among their steps."""
        return self._passing.get(outcome.id, ())

    @cached_property
    def crosswalk(self) -> Sequence[tuple[Outcome, Relation, Outcome]]:
        """Every relation between outcomes of two frameworks, in the order of the data."""
        return tuple(
            (outcome, relation, self.outcomes[relation.outcome])
            for outcome in self.outcomes.values()
            for relation in outcome.relates
            if relation.outcome in self.outcomes
        )

    @cached_property
    def _relating(self) -> Mapping[str, Sequence[tuple[Outcome, Relation]]]:
        return _reverse(((o, r), [other.id]) for o, r, other in self.crosswalk)

    def relations_to(self, outcome: Outcome) -> Sequence[tuple[Outcome, Relation]]:
        """The relations that other outcomes have written down to this one."""
        return self._relating.get(outcome.id, ())

    @cached_property
    def _replacing(self) -> Mapping[str, Sequence[Outcome]]:
        return _reverse((o, o.replaced_by) for o in self.outcomes.values())

    def outcomes_replaced_by(self, outcome: Outcome) -> Sequence[Outcome]:
        """The withdrawn outcomes that this one replaces."""
        return self._replacing.get(outcome.id, ())

    # What has happened to records, and what others say of them: the newest release first.

    @cached_property
    def _happened(self) -> Mapping[tuple[str, str], Sequence[tuple[Release, Change]]]:
        return _reverse(((r, c), [(c.kind, c.id)]) for r in self.releases for c in r.changes)

    def changes_of(self, kind: str, id: str) -> Sequence[tuple[Release, Change]]:
        """What each release changed of one record."""
        return self._happened.get((kind, id), ())

    @cached_property
    def _mentioned(self) -> Mapping[str, Sequence[tuple[Release, Change]]]:
        return _reverse(((r, c), named(c)) for r in self.releases for c in r.changes)

    def changes_naming(self, id: str) -> Sequence[tuple[Release, Change]]:
        """The changes by which another record began or ceased to name this one."""
        return self._mentioned.get(id, ())


def _identified(framework: Framework) -> Iterator[Record]:
    yield framework
    for _, record in framework.children():
        if type(record) in NAMED:
            yield record
        if isinstance(record, Domain):  # the only one with others inside
            yield from (inner for _, inner in record.children() if type(inner) in NAMED)


def _by_id(found: Iterable[IdentifiedT]) -> Mapping[str, IdentifiedT]:
    index: dict[str, IdentifiedT] = {}
    for record in found:
        index.setdefault(record.id, record)
    return index


def _reverse(links: Iterable[tuple[T, Iterable[K]]]) -> Mapping[K, Sequence[T]]:
    """Target id → everything that links to it, each once, in the order given."""
    found: dict[K, list[T]] = defaultdict(list)
    for source, targets in links:
        for target in dict.fromkeys(targets):
            found[target].append(source)
    return {target: tuple(sources) for target, sources in found.items()}


def with_copies(site: Site, carried: Mapping[str, bytes]) -> Site:
    """The same site with copies of it to download, by their names in `copies.KINDS`."""
    if not carried:
        return site
    return replace(site, copies=tuple(copy_of(name, carried[name]) for name in carried))
