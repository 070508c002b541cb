"""A domain's connections name outcomes of *other* domains of the same framework.

    id: population-health
    connections: [ph-1]    # its own outcome

Delete the line. Outcomes of another framework belong under an outcome's `relates`.
"""

from collections.abc import Iterator

from handbook.problems import Problem
from handbook.site import Site

RULE = "own-connection"


def check(site: Site) -> Iterator[Problem]:
    for domain in site.domains.values():
        own = {outcome.id for outcome in domain.outcomes}
        for i, name in enumerate(domain.connections):
            place = domain.place("connections", i)
            if name in own:
                message = f"'{name}' is an outcome of this very domain"
                yield Problem(place, RULE, message, "name outcomes of other domains only")
            elif name in domain.connections[:i]:
                yield Problem(place, RULE, f"'{name}' stands here twice", "keep one of the two")
            elif name in site.outcomes and _foreign(site, domain.id, name):
                help = "write it under 'relates' of an outcome"
                message = f"'{name}' belongs to another framework"
                yield Problem(place, RULE, message, help)


def _foreign(site: Site, domain: str, outcome: str) -> bool:
    other = site.domain_of(site.outcomes[outcome])
    return site.framework_of(other) is not site.framework_of(site.domains[domain])
