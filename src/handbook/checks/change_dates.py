"""The day that an outcome's meaning changed is a day that its wording changed, or earlier.

    last_changed: 2026-11-22
    meaning_changed: 2026-12-01    # later than any change of the words

Write the day of the newest change as `last_changed` too.
"""

from collections.abc import Iterator

from handbook.problems import Problem
from handbook.site import Site

RULE = "change-dates"


def check(site: Site) -> Iterator[Problem]:
    for outcome in site.outcomes.values():
        if outcome.meaning_changed is None:
            continue
        if outcome.last_changed is None or outcome.last_changed < outcome.meaning_changed:
            day = outcome.meaning_changed.isoformat()
            message = f"the meaning changed on {day}, but the wording did not"
            help = f"write 'last_changed: {day}', or correct the day"
            yield Problem(outcome.place("meaning_changed"), RULE, message, help)
