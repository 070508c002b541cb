"""A crosswalk leads from one framework to another, not to the same one.

    relates:
      - {outcome: ph-2, type: close}    # an outcome of the same framework

Domains of the same framework are linked by the domain's `connections`.
"""

from collections.abc import Iterator

from handbook.problems import Problem
from handbook.site import Site

RULE = "own-framework"


def check(site: Site) -> Iterator[Problem]:
    for outcome, relation, other in site.crosswalk:
        domain, there = site.domain_of(outcome), site.domain_of(other)
        if site.framework_of(domain) is site.framework_of(there):
            message = f"'{other.id}' belongs to the same framework"
            help = "name an outcome of another framework, or use the domain's 'connections'"
            yield Problem(relation.place("outcome"), RULE, message, help)
