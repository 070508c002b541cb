"""What the scripts of 'My learning' know of the handbook: one file, which they load as a module.

A module, and not JSON: the policy of those pages forbids every request that could carry something
away, and with it the one that reads JSON.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handbook import addresses
from handbook.changes import Change, Level, Release, level
from handbook.learning_limits import FORMAT, MOST_OUTCOMES
from handbook.model import Activity, Domain, Evidence, Framework, Outcome, Resource
from handbook.prose import plain
from handbook.schema import learning
from handbook.site import Site


@dataclass(frozen=True)
class Kind:
    """A kind of evidence to choose, and the id of its framework."""

    id: str
    title: str
    framework: str


URI = "my-learning/catalogue.js"


@lru_cache(maxsize=1)
def catalogue(site: Site) -> bytes:
    """The file. All of it is data: an id or a title cannot end a string, nor call anything."""
    text = json.dumps(_catalogue(site), separators=(",", ":"), ensure_ascii=True)
    return f"export default {text}\n".encode()


def kinds(site: Site) -> list[Kind]:
    """The kinds of evidence of all frameworks. Of two with one title each names its framework."""
    every = [(kind, of) for of in site.frameworks for kind in of.evidence_kinds]
    shared = Counter(kind.title for kind, _ in every)
    return [
        Kind(kind.id, f"{kind.title} ({of.title})" if shared[kind.title] > 1 else kind.title, of.id)
        for kind, of in every
    ]


def grouped_kinds(site: Site) -> list[tuple[str, list[Kind]]]:
    """The kinds of evidence under the titles of their frameworks; of one alone without a title."""
    every = kinds(site)
    groups = [(of.title, [k for k in every if k.framework == of.id]) for of in site.frameworks]
    found = [(title, group) for title, group in groups if group]
    return found if len(found) > 1 else [("", group) for _, group in found]


def _catalogue(site: Site) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "most": MOST_OUTCOMES,
        "framework": _framework(site.framework),
        "frameworks": [
            {"id": framework.id, "title": framework.title, "terms": framework.terms.model_dump()}
            for framework in site.frameworks
        ],
        "kinds": [
            {
                "id": kind.id,
                "title": kind.title,
                "framework": kind.framework,
                "summary": plain(site.evidence_kinds[kind.id].summary),
            }
            for kind in kinds(site)
        ],
        "domains": [
            _domain(site, framework, domain)
            for framework in site.frameworks
            for domain in framework.domains
        ],
        "activities": [_activity(site, activity) for activity in site.activities.values()],
        "resources": [
            _resource(site, resource)
            for resource in sorted(site.library.values(), key=Resource.filed)
        ],
        "schema": learning(),
    }


def _framework(framework: Framework) -> dict[str, str]:
    return {
        "id": framework.id,
        "title": framework.title,
        "uri": framework.permanent_uri,
        "version": framework.version,
    }


def _domain(site: Site, framework: Framework, domain: Domain) -> dict[str, Any]:
    return {
        "id": domain.id,
        "code": domain.code,
        "title": domain.title,
        "framework": framework.id,
        "url": addresses.address(site, domain),
        "evidence": _evidence(domain.evidence),
        "outcomes": [_outcome(site, outcome) for outcome in domain.outcomes],
    }


def _outcome(site: Site, outcome: Outcome) -> dict[str, Any]:
    said = {
        "was": list(outcome.was),
        "evidence": _evidence(outcome.evidence),
        "status": "" if outcome.status == "current" else outcome.status,
        "replaced_by": list(outcome.replaced_by),
        "changes": [
            _change(release, change)
            for release, change in site.changes_of("outcome", outcome.id)
            if level(change) is Level.MEANING
        ],
    }
    return {
        "id": outcome.id,
        "code": outcome.code,
        "title": outcome.title,
        "statement": plain(outcome.statement),
        "url": addresses.address(site, outcome),
        **{name: value for name, value in said.items() if value},
    }


def _evidence(ways: tuple[Evidence, ...]) -> list[dict[str, str]]:
    return [{"kind": way.kind, "text": way.text} for way in ways]


def _change(release: Release, change: Change) -> dict[str, str]:
    """A change of what is asked for: when, why, and the statement before and after."""
    statement = next((field for field in change.fields if field.name == "statement"), None)
    said = {
        "note": change.note,
        "before": statement and plain(statement.before or ""),
        "after": statement and plain(statement.after or ""),
    }
    when = {"version": release.version, "date": release.date.isoformat()}
    return {**when, **{name: text for name, text in said.items() if text}}


def _activity(site: Site, activity: Activity) -> dict[str, Any]:
    return {
        "id": activity.id,
        **({"was": list(activity.was)} if activity.was else {}),
        "title": activity.title,
        "kind": activity.kind,
        "time": activity.time,
        "url": addresses.address(site, activity),
        "outcomes": list(activity.outcomes),
    }


def _resource(site: Site, resource: Resource) -> dict[str, Any]:
    said = {
        "was": list(resource.was),
        "minutes": resource.minutes,
        "status": "" if resource.status == "current" else resource.status,
        "replaced_by": resource.replaced_by,
        "domains": list(resource.domains),
        "outcomes": list(resource.outcomes),
    }
    return {
        "id": resource.id,
        "title": resource.title,
        "kind": resource.kind,
        "url": addresses.address(site, resource),
        **{name: value for name, value in said.items() if value},
    }
