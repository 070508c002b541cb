"""What each version changed, and for whom."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handbook import addresses
from handbook.changes import AUDIENCES, THEIRS, Change, Release, audiences
from handbook.model import Outcome
from handbook.older import State, states
from handbook.pages.page import Link, Page
from handbook.pages.words import day
from handbook.phrases import Names, Told, advice, counted, grouped, label, names, told
from handbook.site import Site

TITLE = "What changed"
TRAIL = (Link(TITLE, addresses.CHANGES),)


def pages(site: Site) -> Iterator[Page]:
    yield _index(site)
    for at, release in enumerate(site.releases):
        yield _page(site, release, site.releases[at + 1 :][:1], site.releases[:at][-1:])
    for outcome in site.outcomes.values():
        if site.changes_of("outcome", outcome.id):
            for state in states(site, outcome):
                for version in state.versions:
                    yield _older(site, outcome, state, version)


def _index(site: Site) -> Page:
    return Page(
        uri="changes/index.md",
        title=TITLE,
        template="pages/changes.html",
        data={
            "releases": [
                (r, _link(r), counted(r.changes), advice(r.changes)) for r in site.releases
            ],
            "feeds": (_feed("xml"), _feed("json")),
            "domains": [
                (domain, addresses.feed("xml", domain), addresses.feed("json", domain))
                for domain in site.domains.values()
            ],
        },
        about="What is new, reworded or withdrawn in each version, and whom it concerns.",
    )


def _feed(ending: str) -> str:
    return addresses.feed(ending)


def _link(release: Release) -> Link:
    return Link(f"Version {release.version}", addresses.release(release.version))


def _page(site: Site, release: Release, older: Sequence[Release], newer: Sequence[Release]) -> Page:
    called = names(site)
    shown = {change: told(site, change, called) for change in release.changes}
    return Page(
        uri=addresses.uri(addresses.release(release.version)),
        title=f"Version {release.version}",
        template="pages/release.html",
        data={
            "release": release,
            "advice": advice(release.changes),
            "audiences": [(name, _for(name, shown), THEIRS[name]) for name in AUDIENCES],
            "groups": [
                (title, [shown[change] for change in found])
                for title, found in grouped(release.changes, called)
            ],
        },
        about=f"What changed in version {release.version}, {day(release.date)}.",
        record=release,
        trail=TRAIL,
        previous=_link(older[0]) if older else None,
        next=_link(newer[0]) if newer else None,
    )


def _for(audience: str, shown: dict[Change, Told]) -> list[Told]:
    return [entry for change, entry in shown.items() if audience in audiences(change)]


class Step(NamedTuple):
    """What one release did to a record: to itself, and through others that name it."""

    release: Release
    link: Link
    own: Told | None
    others: tuple[Told, ...]
    earlier: tuple[Link, ...] = ()  # the versions that had the text as it was before


def history(site: Site, outcome: Outcome) -> list[Step]:
    """What has happened to an outcome, the newest first."""
    own = {r.version: change for r, change in site.changes_of("outcome", outcome.id)}
    others: dict[str, list[Change]] = {}
    for release, change in site.changes_naming(outcome.id):
        others.setdefault(release.version, []).append(change)
    if not own and not others:
        return []
    called = names(site) if own else {}
    earlier = {s.until.version: _versions(site, outcome, s) for s in states(site, outcome)}
    return [
        Step(
            release,
            _link(release),
            told(site, own[release.version], called) if release.version in own else None,
            tuple(told(site, change, called) for change in others.get(release.version, ())),
            earlier.get(release.version, ()),
        )
        for release in site.releases
        if release.version in own or release.version in others
    ]


def _versions(site: Site, outcome: Outcome, state: State) -> tuple[Link, ...]:
    """A link for each version in which an outcome read so."""
    return tuple(Link(v, addresses.older(site, outcome, v)) for v in state.versions)


def _older(site: Site, outcome: Outcome, state: State, version: str) -> Page:
    domain = site.domain_of(outcome)
    called = names(site)
    lists = ("statements", "explore", "evidence", "programme_outcomes", "themes")
    code, title = state.facts.get("code", ""), state.facts.get("title", "")
    return Page(
        uri=addresses.uri(addresses.older(site, outcome, version)),
        title=f"{code} {title} (version {version})",
        template="pages/older.html",
        data={
            "outcome": outcome,
            "domain": domain,
            "framework": site.framework_of(domain),
            "version": version,
            "state": state,
            "until": _link(state.until),
            "lists": [
                (label(name), _nested(state.facts[name], called))
                for name in lists
                if name in state.facts
            ],
        },
        about=f"How {code} read in version {version}.",
        record=outcome,
        trail=(
            Link(domain.title, addresses.address(site, domain)),
            Link(f"{outcome.code} {outcome.title}", addresses.address(site, outcome)),
        ),
        indexed=False,
    )


def _nested(text: str, called: Names) -> list[tuple[str, list[str]]]:
    """The items of a list, each with its parts."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("  ") and found:
            found[-1][1].append(line.strip())
        else:
            found.append((called.get(line, line), []))
    return found
