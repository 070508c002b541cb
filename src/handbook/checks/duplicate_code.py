"""Within a framework no two domains, and no two outcomes, have the same code or number.

    - {id: ph-1, code: PH1, number: 1}
    - {id: ph-2, code: PH1, number: 1}    # both are taken

People find outcomes by these labels. Give the second one the next that is free.
"""

from collections.abc import Iterator, Sequence

from handbook.model import Domain, Outcome
from handbook.problems import Problem
from handbook.site import Site

RULE = "duplicate-code"


def check(site: Site) -> Iterator[Problem]:
    for framework in site.frameworks:
        domains = framework.domains
        yield from _twice(domains, "code")
        yield from _twice(domains, "number")
        yield from _twice([o for d in domains for o in d.outcomes], "code")
        for domain in domains:
            yield from _twice(domain.outcomes, "number")


def _twice(records: Sequence[Domain] | Sequence[Outcome], field: str) -> Iterator[Problem]:
    first: dict[object, Domain | Outcome] = {}
    for record in records:
        value = getattr(record, field)
        key = value.upper() if isinstance(value, str) else value
        before = first.setdefault(key, record)
        if before is not record:
            message = f"the {field} '{value}' already belongs to '{before.id}'"
            help = f"see {before.place(field)}; choose another"
            yield Problem(record.place(field), RULE, message, help)
