"""A published outcome is never deleted; a withdrawn one says what to use instead, if anything.

    status: current
    replaced_by: [ph-6]    # so it should be withdrawn

Write `status: withdrawn` when another outcome replaces this one, and name a current one.
"""

from collections.abc import Iterator

from handbook.problems import Problem
from handbook.site import Site

RULE = "withdrawn"


def check(site: Site) -> Iterator[Problem]:
    for outcome in site.outcomes.values():
        if outcome.replaced_by and outcome.status == "current":
            message = "this outcome is replaced, but its status is 'current'"
            help = "write 'status: withdrawn', or delete 'replaced_by'"
            yield Problem(outcome.place("replaced_by"), RULE, message, help)
        for i, name in enumerate(outcome.replaced_by):
            if name == outcome.id:
                place = outcome.place("replaced_by", i)
                message = "an outcome cannot replace itself"
                yield Problem(place, RULE, message, "name the outcome to use instead")
