"""What search knows: one entry for each thing a reader may look for, and words that mean the same.

The browser builds its index from this list; nothing here depends on the library that it uses.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from handbook import addresses
from handbook.model import (
    Activity,
    Domain,
    EvidenceKind,
    GlossaryEntry,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Resource,
    Term,
)
from handbook.prose import plain
from handbook.search_english import EVERYDAY, PAGES
from handbook.site import Site

NOT_STATED = "not stated"
UNITS = (("minutes", 60), ("hours", 8 * 60), ("days", 7 * 24 * 60), ("weeks", 10**9))
EDITORS = "page for editors"
# How people ask for a kind of resource, beside its name.
SAID = {
    "article": "paper blog",
    "book": "chapter",
    "course": "training class",
    "data": "figures statistics",
    "e-learning": "online course module training learn online",
    "guide": "guideline guidance how to",
    "infographic": "picture poster",
    "organisation": "charity network body",
    "podcast": "listen audio",
    "policy": "law strategy",
    "report": "review",
    "toolkit": "tool tools",
    "video": "film talk watch animation lecture webinar",
    "website": "web page portal",
}
SMALL = frozenset(["a", "and", "for", "in", "of", "the", "to"])  # not counted in abbreviations

Other = ProgrammeOutcome | Pathway | EvidenceKind | GlossaryEntry
Listed = Domain | Outcome | Activity | Resource | Other


@dataclass(frozen=True)
class Entry:
    """One hit. `words` and `names` are searched but not shown; `about` says where it belongs.

    Each line of `names` is something that people type who look for just this.
    Results can be narrowed by the titles of `domains`, by the kind of a resource (`form`), by the
    unit in which one would count its `time`, and by its `cost`; what is empty has none of these.
    """

    url: str
    title: str
    kind: str
    text: str
    words: str = ""
    names: str = ""
    about: str = ""
    code: str = ""
    domains: tuple[str, ...] = ()
    form: str = ""
    time: str = ""
    cost: str = ""


def entries(site: Site) -> Iterator[Entry]:
    """Every record that search can find, in the order of the data."""
    for record, _ in _records(site):
        yield from _of(site, record)


def reworded(site: Site, changed: Callable[[Listed], bool]) -> list[Entry | None]:
    """The same, if nothing has changed but texts of some of the records.

    In the place of an entry that is what it was there is None.
    """
    found: list[Entry | None] = []
    for record, many in _records(site):
        found += _of(site, record) if changed(record) else repeat(None, many)
    return found


def urls(site: Site) -> Iterator[str]:
    """The addresses of what stands beside domains with all in them, and resources."""
    return (addresses.address(site, record) for record in _others(site))


def _records(site: Site) -> Iterator[tuple[Listed, int]]:
    """Each record that search can find, and how many entries it has."""
    for framework in site.frameworks:
        for domain in framework.domains:
            yield domain, 1
            for outcome in domain.outcomes:
                yield outcome, 1 + len(outcome.explore)
            for activity in domain.activities:
                yield activity, 1
    for record in chain(site.resources, _others(site)):
        yield record, 1


def _others(site: Site) -> Iterator[Other]:
    tables = (site.programme_outcomes, site.pathways, site.evidence_kinds, site.glossary)
    return chain.from_iterable(table.values() for table in tables)


def _of(site: Site, record: Listed) -> Iterator[Entry]:
    """What search knows of a record."""
    match record:
        case Domain():
            yield _domain(site, record)
        case Outcome():
            yield _outcome(site, site.domain_of(record), record)
            yield from _subject_areas(site, record)
        case Activity():
            yield _activity(site, site.domain_of(record), record)
        case Resource():
            yield _resource(site, record)
        case _:
            yield _other(site, record)


def _other(site: Site, record: Other) -> Entry:
    match record:
        case ProgrammeOutcome():
            return _programme_outcome(site, record)
        case Pathway():
            return _pathway(site, record)
        case EvidenceKind():
            return _evidence_kind(site, record)
        case GlossaryEntry():
            return _word(site, record)


def _domain(site: Site, domain: Domain) -> Entry:
    return Entry(
        url=addresses.address(site, domain),
        title=domain.title,
        kind=site.framework_of(domain).terms.domain.one,
        text=plain(domain.purpose),
        words=_lines(plain(domain.why or ""), *domain.impact),
        names=_lines(*domain.search_words),
        about=site.framework_of(domain).title,
        domains=(domain.title,),
        code=" ".join([domain.code, _numbered(site.framework_of(domain).terms.domain, domain)]),
    )


def _numbered(term: Term, record: Domain | ProgrammeOutcome) -> str:
    """What people call a record by its place: `domain-4`."""
    return f"{term.one.replace(' ', '-')}-{record.number}"


def _outcome(site: Site, domain: Domain, outcome: Outcome) -> Entry:
    parts = [plain(outcome.meaning or ""), *(area.text for area in outcome.explore)]
    parts += [plain(statement.text) for statement in outcome.statements]
    parts += [item for statement in outcome.statements for item in statement.items]
    return Entry(
        url=addresses.address(site, outcome),
        title=f"{outcome.code} {outcome.title}",
        kind=site.framework_of(domain).terms.outcome.one,
        text=plain(outcome.statement),
        words=_lines(*parts),
        names=_lines(*outcome.search_words),
        about=domain.title,
        code=f"{outcome.code} {outcome.id}",
        domains=(domain.title,),
    )


def _subject_areas(site: Site, outcome: Outcome) -> Iterator[Entry]:
    for number, area in enumerate(outcome.explore, start=1):
        yield Entry(
            url=f"{addresses.address(site, outcome)}#explore-{number}",
            title=area.text,
            kind="what to explore",
            text="; ".join(item.text for item in area.items),
            about=f"{outcome.code} {outcome.title}",
            domains=(site.domain_of(outcome).title,),
        )


def _activity(site: Site, domain: Domain, activity: Activity) -> Entry:
    return Entry(
        url=addresses.address(site, activity),
        title=activity.title,
        kind="activity",
        text=plain(activity.text),
        words=activity.kind,
        names=_lines(*activity.search_words),
        about=domain.title,
        domains=(domain.title,),
        time=activity.time,
    )


def _resource(site: Site, resource: Resource) -> Entry:
    said = SAID.get(resource.kind, "")
    names = [*resource.authors, *resource.formerly, str(resource.year or ""), resource.id]
    return Entry(
        url=addresses.address(site, resource),
        title=resource.title,
        kind="resource",
        text=plain(resource.summary),
        words=f"{resource.kind} {said}",
        names=_lines(resource.publisher, *names, *resource.search_words),
        about=" · ".join(filter(None, [_capital(resource.kind), resource.publisher])),
        domains=tuple(_domains(site, resource)),
        form=resource.kind,
        time=_unit(resource.minutes),
        cost=NOT_STATED if resource.cost == "unknown" else resource.cost,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lines(*parts: str | None) -> str:
    """Each part that says something, on a line of its own."""
    return "\n".join(filter(None, parts))


def _domains(site: Site, resource: Resource) -> Iterable[str]:
    """The titles of the domains that a resource supports, by itself or by one of their outcomes."""
    named = [site.domains[id] for id in resource.domains]
    named += [site.domain_of(site.outcomes[id]) for id in resource.outcomes]
    return dict.fromkeys(domain.title for domain in named)


def _unit(minutes: int | None) -> str:
    """The unit in which one would count so many minutes, as activities say it."""
    if minutes is None:
        return NOT_STATED
    return next(unit for unit, most in UNITS if minutes <= most)


def _records_of_others(site: Site) -> Iterator[Other]:
    """The records of `_others`, which have one entry each."""
    tables = (site.programme_outcomes, site.pathways, site.evidence_kinds, site.glossary)
    return chain.from_iterable(table.values() for table in tables)


def _programme_outcome(site: Site, record: ProgrammeOutcome) -> Entry:
    term = site.framework.terms.programme_outcome
    return Entry(
        url=addresses.address(site, record),
        title=record.title,
        kind=term.one,
        text=plain(record.statement),
        names=_lines(*record.search_words),
        code=f"{record.id} {_numbered(term, record)}",
    )


def _pathway(site: Site, pathway: Pathway) -> Entry:
    return Entry(
        url=addresses.address(site, pathway),
        title=pathway.title,
        kind="where to start",
        text=plain(pathway.summary),
        words=_lines(pathway.kind, *(step.text for step in pathway.steps)),
        names=_lines(*pathway.search_words, "pathway"),
    )


def _evidence_kind(site: Site, shown: EvidenceKind) -> Entry:
    return Entry(
        url=addresses.address(site, shown),
        title=shown.title,
        kind="evidence",
        text=plain(shown.summary),
        names=_lines(*shown.search_words),
    )


def _word(site: Site, word: GlossaryEntry) -> Entry:
    short = f" ({word.abbreviation})" if word.abbreviation else ""
    return Entry(
        url=addresses.address(site, word),
        title=f"{word.term}{short}",
        kind="glossary",
        text=plain(word.meaning),
        names=_lines(*_known_as(word), *word.search_words),
    )


def teller(site: Site) -> Callable[[Entry], Entry]:
    """What gives an entry that which is known of its page only here.

    That is, the search words of a page, which editors write above a hand-written one, and whether
    a page is one for editors: most people who search do not look for those.
    """
    names = dict(PAGES) if _english(site) else {}
    names |= {addresses.url(text.uri): text.front.search_words for text in site.texts}
    themes = {addresses.address(site, theme): theme for theme in site.themes.values()}

    def told(entry: Entry) -> Entry:
        own = names.get(entry.url.removeprefix("./"), ())
        kind = EDITORS if _for_editors(entry.url) else entry.kind
        if theme := themes.get(entry.url):
            kind, own = "theme", (*own, *theme.search_words, plain(theme.summary))
        changed = own or kind != entry.kind
        return replace(entry, names=_lines(entry.names, *own), kind=kind) if changed else entry

    return told


def _for_editors(url: str) -> bool:
    return url.startswith(addresses.EDITORS) and not url.startswith(addresses.SUGGEST)


def synonyms(site: Site) -> list[list[str]]:
    """Sets of words that mean the same: each term with its abbreviation and its other names.

    A term of three words or more is also known by their first letters, such as LTC for a
    long-term condition, unless those letters are another term's abbreviation.
    """
    taken = {word.abbreviation.lower() for word in site.glossary.values() if word.abbreviation}
    groups = (
        [word.term, *filter(None, [word.abbreviation, _initials(word, taken)]), *_known_as(word)]
        for word in site.glossary.values()
    )
    return [list(dict.fromkeys(group)) for group in groups if len(group) > 1]


def _known_as(word: GlossaryEntry) -> tuple[str, ...]:
    return (*word.also_called, *word.synonyms)


def everyday(site: Site) -> Sequence[Sequence[str]]:
    """Sets of everyday words that mean much the same, in the language of the site."""
    return EVERYDAY if _english(site) else ()


def _english(site: Site) -> bool:
    return site.framework.language.startswith("en")


def _initials(word: GlossaryEntry, taken: Collection[str]) -> str:
    parts = [part for part in re.findall(r"[^\W_]+", word.term) if part.lower() not in SMALL]
    initials = "".join(part[0] for part in parts).upper()
    usable = not word.abbreviation and len(parts) >= 3 and initials.lower() not in taken
    return initials if usable else ""
