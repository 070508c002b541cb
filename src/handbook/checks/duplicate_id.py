"""Every id is used once: it is an address, and links depend on it.

    - id: ph-1
    - id: ph-1    # already used

Domains and outcomes share one set of ids, whichever framework they are in; so do all activities,
all resources, all themes, all programme outcomes, all evidence kinds and all glossary entries.
Give the newer one another id.
"""

from collections.abc import Iterator, Sequence

from handbook.model import Record
from handbook.problems import Problem
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
    yield from _twice([g for f in frameworks for g in f.glossary])
    yield from _twice(site.resources)


def _twice(records: Sequence[Identified]) -> Iterator[Problem]:
    first: dict[str, Identified] = {}
    for record in records:
        before = first.setdefault(record.id, record)
        if before is not record and isinstance(record, Record) and isinstance(before, Record):
            help = f"{before.place('id')} has it; try '{record.id}-2' or a better name"
            message = f"the id '{record.id}' is already used"
            yield Problem(record.place("id"), RULE, message, help)
