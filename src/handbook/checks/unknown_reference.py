"""A record may only name records that exist.

    outcomes: [pcp-6]    # there is no such outcome

Correct the id, or add the record that it names.
"""

from collections.abc import Collection, Iterator, Sequence

from handbook.model import (
    Activity,
    Domain,
    Evidence,
    Outcome,
    Record,
    Relation,
    Resource,
    Source,
    SubjectArea,
)
from handbook.problems import Problem, did_you_mean
from handbook.site import Site

RULE = "unknown-reference"


def check(site: Site) -> Iterator[Problem]:
    rules = _rules(site)
    for record in site.records:
        for field, what, known in rules.get(type(record), ()):
            yield from _unknown(site, record, field, what, known)


def _rules(site: Site) -> dict[type[Record], Sequence[tuple[str, str, Collection[str]]]]:
    """For each type of record: the fields that name others, what they name, what there is."""
    outcomes = ("outcome", site.outcomes.keys())
    themes = ("theme", site.themes.keys())
    resources = ("resource", site.library.keys())
    both = ("outcome or domain", site.outcomes.keys() | site.domains.keys())
    programme = ("programme outcome", site.programme_outcomes.keys())
    return {
        Domain: [("connections", *outcomes)],
        Outcome: [("programme_outcomes", *programme), ("themes", *themes),
                  ("replaced_by", *outcomes)],
        Activity: [("outcomes", *outcomes), ("themes", *themes)],
        Resource: [("domains", "domain", site.domains.keys()), ("outcomes", *outcomes),
                   ("themes", *themes), ("replaced_by", *resources)],
        Evidence: [("kind", "evidence kind", site.evidence_kinds.keys())],
        Relation: [("outcome", *outcomes)],
        SubjectArea: [("see", *both)],
        Source: [("document", *resources)],
    }  # fmt: skip


def _unknown(
    site: Site, record: Record, field: str, what: str, known: Collection[str]
) -> Iterator[Problem]:
    value = getattr(record, field)
    many = isinstance(value, tuple)
    for i, name in enumerate(value if many else [value] if value else ()):
        if name in known or name in site.broken:
            continue
        place = record.place(field, i) if many else record.place(field)
        help = did_you_mean(name, known) or _some(known)
        yield Problem(place, RULE, f"there is no {what} '{name}'", help)


def _some(known: Collection[str]) -> str:
    names = ", ".join(f"'{name}'" for name in list(known)[:5])
    more = " …" if len(known) > 5 else ""
    return f"choose from {names}{more}" if names else "there are none yet"
