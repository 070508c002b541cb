"""Everything that has a name, by its first letter: a way to find things that needs no script.

A handbook with many names has a page for each letter: `/a-to-z/b/`, and a letter with very many has
numbered pages as other long lists have.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handbook import addresses
from handbook.model import NAMED
from handbook.pages.letters import by_letter, slug
from handbook.pages.page import Link, Page
from handbook.pages.parts import in_parts
from handbook.pages.words import capital
from handbook.prose import plain
from handbook.site import Site

URL = "a-to-z/"
TITLE = "A to Z"
MOST = 1000  # names on one page: some 30 KB compressed
TOP = re.compile(r"^# (.+)$", re.MULTILINE)


class Name(NamedTuple):
    """Something to look for: its name, where it is, and what it is in a word or two."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Letter:
    """A letter that so many names begin with. `slug` stands for it in an address."""

    letter: str
    slug: str
    count: int


def pages(site: Site, others: Iterable[Page]) -> Iterator[Page]:
    """The list. `others` are the pages that are made from the data, for their titles."""
    ordered = sorted(_names(site, others), key=lambda name: name.url)
    found = by_letter(ordered, lambda name: name.title)
    letters = [Letter(letter, slug(letter), len(names)) for letter, names in found.items()]
    many = sum(letter.count for letter in letters)
    apart = many > MOST
    yield Page(
        uri="a-to-z/index.md",
        title=TITLE,
        template="pages/a_to_z.html",
        data={
            "letters": letters,
            "names": {} if apart else found,
            "apart": apart,
            "total": many,
            "base": URL,
        },
        description="Everything in this handbook that has a name, by its first letter.",
    )
    for letter in letters if apart else ():
        names = found[letter.letter]
        yield from in_parts(_page(letter, letters), names, lambda name: name.title[:12])


def _page(letter: Letter, letters: Sequence[Letter]) -> Page:
    return Page(
        uri=f"a-to-z/{letter.slug}.md",
        title=f"{TITLE}: {letter.letter}",
        template="pages/a_to_z_letter.html",
        data={"letters": letters, "own": letter.slug, "base": URL},
        description=f"Everything whose name begins with {letter.letter}.",
        trail=(Link(TITLE, URL),),
        indexed=False,  # what is on it is found by itself
    )


def _names(site: Site, others: Iterable[Page]) -> Iterator[Name]:
    """Each address once, but for what has an abbreviation beside its name."""
    seen: set[str] = set()
    for name in _records(site):
        seen.add(name.url)
        yield name
    for name in [*_written(site), *_planned(others)]:
        if name.url not in seen:
            seen.add(name.url)
            yield name


def _records(site: Site) -> Iterator[Name]:
    for domain in site.domains.values():
        term = site.framework_of(domain).terms.domain.one
        yield Name(domain.title, addresses.address(site, domain), term)
    for outcome in site.outcomes.values():
        framework = site.framework_of(site.domain_of(outcome))
        code = f" {outcome.code}" if framework is site.framework else ""  # others few know
        kind = _with_status(f"{framework.terms.outcome.one}{code}", outcome.status)
        yield Name(outcome.title, addresses.address(site, outcome), kind)
    for activity in site.activities.values():
        yield Name(activity.title, addresses.address(site, activity), "activity")
    for resource in site.resources:
        kind = _with_status(resource.kind, resource.status)
        yield Name(resource.title, addresses.address(site, resource), kind)
    yield from _others(site)
    yield from _terms(site)


def _with_status(kind: str, status: str) -> str:
    return f"{kind}, {status}" if status in ("withdrawn", "retired") else kind


def _others(site: Site) -> Iterator[Name]:
    written = {addresses.url(text.uri) for text in site.texts}
    for theme in site.themes.values():
        if (url := addresses.address(site, theme)) in written:
            yield Name(theme.title, url, "theme")
    term = site.framework.terms.programme_outcome.one
    for outcome in site.programme_outcomes.values():
        yield Name(outcome.title, addresses.address(site, outcome), term)
    for pathway in site.pathways.values():
        yield Name(pathway.title, addresses.address(site, pathway), "where to start")
    for shown in site.evidence_kinds.values():
        yield Name(shown.title, addresses.address(site, shown), "kind of evidence")


def _terms(site: Site) -> Iterator[Name]:
    for word in site.glossary.values():
        url = addresses.address(site, word)
        yield Name(word.term, url, "glossary")
        if word.abbreviation:
            yield Name(f"{word.abbreviation}: {word.term}", url, "abbreviation")


def _written(site: Site) -> Iterator[Name]:
    for text in site.texts:
        if found := TOP.search(text.text):
            yield Name(plain(found[1].strip()), addresses.url(text.uri), "page")


def _planned(pages: Iterable[Page]) -> Iterator[Name]:
    """Pages that are not of a record: those have been named."""
    for page in pages:
        if page.indexed and (page.field or type(page.record) not in NAMED):
            yield Name(capital(page.title), page.url or "./", "page")
