"""Outcomes as they were in older versions, worked out from today's texts and the releases since.

No old copy is kept: each release tells what its changes said before, so one goes back step by step.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from handbook.changes import Change, Release
from handbook.facts import facts
from handbook.model import Outcome
from handbook.site import Site

# What readers of an older version see of an outcome.
SHOWN = ("title", "code", "statement", "meaning", "statements", "explore", "evidence",
         "programme_outcomes", "themes", "status")  # fmt: skip
NEEDED = {"title", "code", "statement"}  # every outcome has them


class State(NamedTuple):
    """An outcome's texts by their fields, in the versions (newest first) that had them.

    `until` is the release that changed them.
    """

    versions: tuple[str, ...]
    facts: Mapping[str, str]
    until: Release


def states(site: Site, outcome: Outcome) -> tuple[State, ...]:
    """What an outcome said before it said what it says now, the newest first."""
    return tuple(_states(site, outcome))


def _states(site: Site, outcome: Outcome) -> Iterator[State]:
    own = {release.version: change for release, change in site.changes_of("outcome", outcome.id)}
    texts = facts(outcome)
    until: Release | None = None
    versions: list[str] = []
    for release in site.releases:
        versions.append(release.version)
        change = own.get(release.version)
        earlier = _before(texts, change) if change else texts
        if change and "added" not in change.what and not _differ(earlier, texts):
            continue
        if change:
            if until:
                yield State(tuple(versions), texts, until)
            if "added" in change.what:
                return
            texts, until, versions = earlier, release, []
    if until and not versions and until.since:
        versions = [until.since]
    if until and versions:
        yield State(tuple(versions), texts, until)


def _before(texts: Mapping[str, str], change: Change) -> dict[str, str]:
    """The texts as they were before a change."""
    earlier = dict(texts)
    for field in change.fields:
        if field.before is not None:
            earlier[field.name] = field.before
        elif field.name not in NEEDED:
            earlier.pop(field.name, None)
    return earlier


def _differ(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(one.get(name) != other.get(name) for name in SHOWN)
