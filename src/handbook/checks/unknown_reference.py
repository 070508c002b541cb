"""A record may only name records that exist.

    outcomes: [pcp-6]    # there is no such outcome

Correct the id, or add the record that it names.
"""

from collections.abc import Collection, Iterator

from handbook.model import Record
from handbook.problems import Problem, did_you_mean
from handbook.references import REFERENCES, known_ids
from handbook.site import Site

RULE = "unknown-reference"


def check(site: Site) -> Iterator[Problem]:
    known = known_ids(site)
    for record in (*site.records, *site.offers):
        for field, what in REFERENCES.get(type(record).__name__, ()):
            if getattr(record, field):
                yield from _unknown(site, record, field, what, known[what])


def _unknown(
    site: Site, record: Record, field: str, what: str, known: Collection[str]
) -> Iterator[Problem]:
    value = getattr(record, field)
    many = isinstance(value, tuple)
    for i, name in enumerate(value if many else [value]):
        if name in known or name in site.broken:
            continue
        place = record.place(field, i) if many else record.place(field)
        help = _left_out(site, name) or _now(site, name, known)
        help = help or did_you_mean(name, known) or _some(known)
        yield Problem(place, RULE, f"there is no {what} '{name}'", help)


def _left_out(site: Site, name: str) -> str:
    found = any(id == name for _, id in site.hidden)
    return "this edition leaves it out: take it out here as well" if found else ""


def _now(site: Site, name: str, known: Collection[str]) -> str:
    """What a record is called now that was called `name`."""
    ids = (str(getattr(r, "id", "")) for r in site.records if name in getattr(r, "was", ()))
    return next((f"it is called '{id}' now" for id in ids if id in known), "")


def _some(known: Collection[str]) -> str:
    names = ", ".join(f"'{name}'" for name in list(known)[:5])
    more = " …" if len(known) > 5 else ""
    return f"choose from {names}{more}" if names else "there are none yet"
