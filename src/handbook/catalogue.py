"""What the scripts of 'My learning' know of the handbook: one file, which they load as a module.

A module, and not JSON: the policy of those pages forbids every request that could carry something
away, and with it the one that reads JSON.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from handbook import addresses
from handbook.changes import Change, Level, Release, level
from handbook.keeping import in_blocks
from handbook.learning_limits import FORMAT, MOST_OUTCOMES
from handbook.model import Activity, Domain, Evidence, Framework, Outcome, Resource
from handbook.prose import plain
from handbook.schema import learning
from handbook.site import Site

Named = TypeVar("Named", Outcome, Activity, Resource)


class Kind(NamedTuple):
    """A kind of evidence to choose, and the id of its framework."""

    id: str
    title: str
    framework: str


URI = "my-learning/catalogue.js"
JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True)


@lru_cache(maxsize=1)
def catalogue(site: Site) -> bytes:
    """The file. All of it is data: an id or a title cannot end a string, nor call anything."""
    lists = {
        "domains": _domains(site),
        "activities": _activities(site),
        "resources": _resources(site),
    }
    listed = [f'"{name}":[{",".join(items)}]' for name, items in lists.items()]
    begin, end = JSON.encode(_about(site)), JSON.encode({"schema": learning()})
    return f"export default {','.join([begin[:-1], *listed, end[1:]])}\n".encode()


def _domains(site: Site) -> Iterator[str]:
    """Each domain as JSON, with its outcomes."""
    told = _texts(site, "outcomes", tuple(site.outcomes.values()), _outcome)
    for framework in site.frameworks:
        for domain in framework.domains:
            outcomes = ",".join(_with_changes(site, o, told[o.id]) for o in domain.outcomes)
            about = JSON.encode(_domain(site, framework, domain))
            yield f'{about[:-1]},"outcomes":[{outcomes}]}}'


def _activities(site: Site) -> Iterable[str]:
    return _texts(site, "activities", tuple(site.activities.values()), _activity).values()


def _resources(site: Site) -> list[str]:
    """Each resource as JSON, in the order of choosers."""
    told = _texts(site, "resources", tuple(site.library.values()), _resource)
    return [told[resource.id] for resource in site.filed]


def _texts(
    site: Site, kind: str, records: Sequence[Named], tell: Callable[[Site, Named], dict[str, Any]]
) -> Mapping[str, str]:
    """What is told of each record, as JSON, by its id."""

    def texts(block: Sequence[Named]) -> list[str]:
        return [JSON.encode(tell(site, record)) for record in block]

    told = in_blocks(site.kept, f"{URI} {kind}", records, texts)
    return dict(zip((r.id for r in records), chain.from_iterable(told), strict=True))


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


def _about(site: Site) -> dict[str, Any]:
    """All but the lists of which there may be thousands."""
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
    }


def _outcome(site: Site, outcome: Outcome) -> dict[str, Any]:
    said = {
        "was": list(outcome.was),
        "evidence": _evidence(outcome.evidence),
        "status": "" if outcome.status == "current" else outcome.status,
        "replaced_by": list(outcome.replaced_by),
    }
    return {
        "id": outcome.id,
        "code": outcome.code,
        "title": outcome.title,
        "statement": plain(outcome.statement),
        "url": addresses.address(site, outcome),
        **{name: value for name, value in said.items() if value},
    }


def _with_changes(site: Site, outcome: Outcome, told: str) -> str:
    """What is told of an outcome, with what has changed in what is asked for, if anything has."""
    changes = [
        _change(release, change)
        for release, change in site.changes_of("outcome", outcome.id)
        if level(change) is Level.MEANING
    ]
    return f"{told[:-1]},{JSON.encode({'changes': changes})[1:]}" if changes else told


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
