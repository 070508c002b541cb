"""Everything that has a name, by its first letter: a way to find things that needs no script.

A handbook with many names has a page for each letter: `/a-to-z/b/`, and a letter with very many has
numbered pages as other long lists have.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from handbook import addresses
from handbook.keeping import in_blocks
from handbook.model import NAMED, Domain, Outcome, Record, Resource
from handbook.pages.letters import in_order, order, slug
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


Sorted = tuple[str, Name]


@dataclass(frozen=True)
class Letter:
    """A letter that so many names begin with. `slug` stands for it in an address."""

    letter: str
    slug: str
    count: int


def pages(site: Site, others: Iterable[Page]) -> Iterator[Page]:
    """The list. `others` are the pages that are made from the data, for their titles."""
    found = in_order(_names(site, others))
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
        about="Everything in this handbook that has a name, by its first letter.",
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
        about=f"Everything whose name begins with {letter.letter}.",
        trail=(Link(TITLE, URL),),
        indexed=False,  # what is on it is found by itself
    )


def _names(site: Site, others: Iterable[Page]) -> Iterator[Sorted]:
    """Each address once, but for what has an abbreviation beside its name."""
    seen: set[str] = set()
    for sorted_by, name in _records(site):
        seen.add(name.url)
        yield sorted_by, name
    for name in [*_written(site), *_planned(others)]:
        if name.url not in seen:
            seen.add(name.url)
            yield _sorted(name)


def _sorted(name: Name) -> Sorted:
    """A name with what it is sorted by. What has the same name comes in the order of addresses."""
    return f"{order(name.title)}\0{name.url}", name


def _records(site: Site) -> Iterator[Sorted]:
    tables = (site.domains, site.outcomes, site.activities, site.library)
    found: list[Record] = [record for table in tables for record in table.values()]
    for block in in_blocks(site.kept, URL, found, partial(_block, site)):
        yield from ((sorted_by, Name._make(name)) for sorted_by, name in block)
    for name in (*_others(site), *_terms(site)):
        yield _sorted(name)


def _block(site: Site, records: Sequence[Record]) -> list[tuple[str, tuple[str, ...]]]:
    return [(key, tuple(name)) for key, name in (_sorted(_name(site, r)) for r in records)]


def _name(site: Site, record: Record) -> Name:
    url = addresses.address(site, record)
    match record:
        case Domain():
            return Name(record.title, url, site.framework_of(record).terms.domain.one)
        case Outcome():
            framework = site.framework_of(site.domain_of(record))
            code = f" {record.code}" if framework is site.framework else ""  # others few know
            kind = f"{framework.terms.outcome.one}{code}"
            return Name(record.title, url, _with_status(kind, record.status))
        case Resource():
            return Name(record.title, url, _with_status(record.kind, record.status))
    return Name(str(getattr(record, "title", "")), url, "activity")


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
