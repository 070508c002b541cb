"""A domain's connections name outcomes of *other* domains of the same framework.

    id: population-health
    connections: [ph-1]    # its own outcome

Delete the line. Outcomes of another framework belong under an outcome's `relates`.
"""

from collections.abc import Iterator

from handbook.model import Domain
from handbook.problems import Problem
from handbook.site import Site

RULE = "own-connection"


def check(site: Site) -> Iterator[Problem]:
    for domain in site.domains.values():
        for i, message, help in _slips(site, domain):
            yield Problem(domain.place("connections", i), RULE, message, help)


def _slips(site: Site, domain: Domain) -> Iterator[tuple[int, str, str]]:
    own = {outcome.id for outcome in domain.outcomes}
    for i, name in enumerate(domain.connections):
        if name in own:
            message = f"'{name}' is an outcome of this very domain"
            yield i, message, "name outcomes of other domains only"
        elif name in domain.connections[:i]:
            yield i, f"'{name}' stands here twice", "keep one of the two"
        elif name in site.outcomes and _foreign(site, domain, name):
            message = f"'{name}' belongs to another framework"
            yield i, message, "write it under 'relates' of an outcome"


def _foreign(site: Site, domain: Domain, outcome: str) -> bool:
    other = site.domain_of(site.outcomes[outcome])
    return site.framework_of(other) is not site.framework_of(domain)
