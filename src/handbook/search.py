"""What search knows: one entry for each thing a reader may look for, and words that mean the same.

The browser builds its index from this list; nothing here depends on the library that it uses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook import addresses
from handbook.model import Activity, Domain, Outcome, Resource
from handbook.prose import plain
from handbook.site import Site


@dataclass(frozen=True)
class Entry:
    """One hit. `words` are searched but not shown; `about` says where it belongs."""

    url: str
    title: str
    kind: str
    text: str
    words: str = ""
    about: str = ""
    code: str = ""


def entries(site: Site) -> Iterator[Entry]:
    """Every record that search can find, in the order of the data."""
    for framework in site.frameworks:
        for domain in framework.domains:
            yield _domain(site, domain)
            for outcome in domain.outcomes:
                yield _outcome(site, domain, outcome)
                yield from _subject_areas(site, outcome)
            for activity in domain.activities:
                yield _activity(site, domain, activity)
    for resource in site.resources:
        yield _resource(site, resource)
    yield from _others(site)


def _domain(site: Site, domain: Domain) -> Entry:
    return Entry(
        url=addresses.address(site, domain),
        title=domain.title,
        kind=site.framework_of(domain).terms.domain.one,
        text=plain(domain.purpose),
        words=" ".join(filter(None, [plain(domain.why or ""), *domain.impact])),
        about=site.framework_of(domain).title,
        code=domain.code,
    )


def _outcome(site: Site, domain: Domain, outcome: Outcome) -> Entry:
    parts = [
        *outcome.search_words,
        plain(outcome.meaning or ""),
        *(area.text for area in outcome.explore),
    ]
    parts += [plain(statement.text) for statement in outcome.statements]
    parts += [item for statement in outcome.statements for item in statement.items]
    return Entry(
        url=addresses.address(site, outcome),
        title=f"{outcome.code} {outcome.title}",
        kind=site.framework_of(domain).terms.outcome.one,
        text=plain(outcome.statement),
        words=" ".join(filter(None, parts)),
        about=domain.title,
        code=f"{outcome.code} {outcome.id}",
    )


def _subject_areas(site: Site, outcome: Outcome) -> Iterator[Entry]:
    for number, area in enumerate(outcome.explore, start=1):
        yield Entry(
            url=f"{addresses.address(site, outcome)}#explore-{number}",
            title=area.text,
            kind="subject area",
            text="; ".join(item.text for item in area.items),
            about=f"{outcome.code} {outcome.title}",
        )


def _activity(site: Site, domain: Domain, activity: Activity) -> Entry:
    return Entry(
        url=addresses.address(site, activity),
        title=activity.title,
        kind="activity",
        text=plain(activity.text),
        words=activity.kind,
        about=domain.title,
    )


def _resource(site: Site, resource: Resource) -> Entry:
    names = [*resource.authors, *resource.formerly, str(resource.year or ""), resource.id]
    return Entry(
        url=addresses.address(site, resource),
        title=resource.title,
        kind="resource",
        text=plain(resource.summary),
        words=" ".join(filter(None, [resource.kind, resource.publisher, *names])),
        about=", ".join(filter(None, [resource.kind, resource.publisher])),
    )


def _others(site: Site) -> Iterator[Entry]:
    for record in site.programme_outcomes.values():
        address = addresses.address(site, record)
        kind = site.framework.terms.programme_outcome.one
        yield Entry(address, record.title, kind, plain(record.statement))
    for pathway in site.pathways.values():
        yield Entry(
            url=addresses.address(site, pathway),
            title=f"{pathway.title}: where to start",
            kind="pathway",
            text=plain(pathway.summary),
            words=" ".join([*pathway.search_words, *(step.text for step in pathway.steps)]),
            about=pathway.kind,
        )
    for kind_of_evidence in site.evidence_kinds.values():
        address = addresses.address(site, kind_of_evidence)
        yield Entry(address, kind_of_evidence.title, "evidence", plain(kind_of_evidence.summary))
    for word in site.glossary.values():
        short = f" ({word.abbreviation})" if word.abbreviation else ""
        yield Entry(
            url=addresses.address(site, word),
            title=f"{word.term}{short}",
            kind="glossary",
            text=plain(word.meaning),
            words=" ".join([*word.synonyms, *word.search_words]),
        )


def synonyms(site: Site) -> list[list[str]]:
    """Sets of words that mean the same: each term with its abbreviation and its other names."""
    groups = (
        [word.term, *filter(None, [word.abbreviation]), *word.synonyms]
        for word in site.glossary.values()
    )
    return [group for group in groups if len(group) > 1]
