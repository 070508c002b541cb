"""Every id is used once: it is an address, and links depend on it.

    - id: ph-1
    - id: ph-1    # already used

Domains and outcomes share one set of ids, whichever framework they are in; so do all activities,
all resources, all themes, all programme outcomes, all evidence kinds, all pathways, all glossary
entries, and the contacts, placements and events of an edition.
An id in `was` is used as well: its address leads to the record. Give the newer one another id.
"""

from collections.abc import Iterator, Sequence

from handbook.model import Record
from handbook.problems import Place, Problem
from handbook.site import Identified, Site

RULE = "duplicate-id"


def check(site: Site) -> Iterator[Problem]:
    frameworks = site.frameworks
    domains = [d for f in frameworks for d in f.domains]
    yield from _twice(frameworks)
    yield from _twice([*domains, *(o for d in domains for o in d.outcomes)])
    yield from _twice([a for d in domains for a in d.activities])
    yield from _twice([p for f in frameworks for p in f.programme_outcomes])
    yield from _twice([t for f in frameworks for t in f.themes])
    yield from _twice([k for f in frameworks for k in f.evidence_kinds])
    yield from _twice([p for f in frameworks for p in f.pathways])
    yield from _twice([g for f in frameworks for g in f.glossary])
    yield from _twice(site.resources)
    yield from _twice(site.contacts)
    yield from _twice(site.placements)
    yield from _twice(site.events)


def _twice(records: Sequence[Identified]) -> Iterator[Problem]:
    first: dict[str, Record] = {}
    for record in records:
        if isinstance(record, Record):
            for id, address in _ids(record):
                if before := first.get(id):
                    yield _used(id, record.place(*address), before, record)
                first.setdefault(id, record)


def _ids(record: Record) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every id that a record has or had, and where in the record it stands."""
    yield getattr(record, "id", ""), ("id",)
    for i, id in enumerate(getattr(record, "was", ())):
        yield id, ("was", i)


def _used(id: str, place: Place, before: Record, record: Record) -> Problem:
    help = f"{before.place('id')} has it; try '{id}-2' or a better name"
    if before is record:
        help = "delete it here: it is still the id of this record, or stands here twice"
    return Problem(place, RULE, f"the id '{id}' is already used", help)
