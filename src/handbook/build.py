"""The pipeline as pure functions: a folder of YAML in, pages and files out. Writes nothing."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handbook import catalogue, health, own_settings
from handbook.assets import assets
from handbook.brand.reading import branding
from handbook.checks import check, check_again
from handbook.edition import is_edition
from handbook.exports import files as exported
from handbook.history import releases
from handbook.keeping import Keeper, anew
from handbook.load import Reader, accessibility, budgets, load
from handbook.model import Record
from handbook.pages import Page, plan
from handbook.prints import APART, name
from handbook.problems import DataError, Problem
from handbook.readability import grade
from handbook.references import known_ids
from handbook.render import Renderer
from handbook.schema import with_ids
from handbook.search import Entry, Listed, entries, everyday, reworded, synonyms, teller, urls
from handbook.search_index import Index, search_index
from handbook.search_renewal import Earlier, renewed
from handbook.site import Grade, Site
from handbook.texts import texts
from handbook.yamlio import read

if TYPE_CHECKING:
    from handbook.edition.model import Changed
    from handbook.edition.opening import Opened

Worded = Callable[[], Collection[str] | None]
Opening = Callable[[Path, Path | None, Reader, Grade], "Opened"]


def open_site(
    root: Path,
    content: Path | None = None,
    read: Reader = read,
    grade: Grade = grade,
    opening: Opening | None = None,
) -> Site:
    """Everything below `root`, checked. `content` is its folder of hand-written pages.

    `read` reads a file of YAML and `grade` says how hard a text is to read: `yamlio.read` and
    `readability.grade`, or a memory of what they said before. `opening` opens a local edition.

    Raises DataError with every problem, in the files and in what they say.
    """
    found = read_site(root, content, read, grade, opening)
    if found.problems:
        raise DataError(found.problems)
    return found.site


@dataclass(frozen=True)
class Read:
    """What could be read, what is wrong, and whether every file is there, if with gaps in it.

    `remarks` are warnings: they stop no build, unless it is a strict one.
    """

    site: Site
    problems: tuple[Problem, ...]
    whole: bool
    remarks: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()  # what an edition's editors may want to know
    entries: tuple["Changed", ...] = ()  # what an edition says of records of its base


def read_site(
    root: Path,
    content: Path | None = None,
    read: Reader = read,
    grade: Grade = grade,
    opening: Opening | None = None,
    kept: Keeper = anew,
    worded: Worded = lambda: None,
) -> Read:
    """Everything below `root` that can be read, and what is wrong with it or with the rest.

    Beside what `open_site` takes, `kept` gives what earlier builds have made of records, and
    `worded` names, when all files have been read, the records whose texts have changed since all
    was well, if nothing else has.
    """
    found = _read_site(root, content, read, grade, opening, kept, worded)
    return replace(found, problems=(*found.problems, *own_settings.wrong(root)))


def _read_site(
    root: Path,
    content: Path | None,
    read: Reader,
    grade: Grade,
    opening: Opening | None,
    kept: Keeper,
    worded: Worded,
) -> Read:
    if is_edition(root):
        from handbook.edition.opening import open_edition  # no other handbook needs all of that

        opened = (opening or open_edition)(root, content, read, grade)
        found = [*opened.problems]
        # What was checked of a base says nothing of this.
        own = accessibility(root, found, read) if opened.whole else None
        site = replace(opened.site, accessibility=own)
        entries = opened.resolution.entries if opened.resolution else ()
        return Read(site, tuple(found), opened.whole, opened.remarks, opened.notes, entries)
    loaded = load(root, read)
    problems = list(loaded.problems)
    written = tuple(texts(root, content or root / "content", problems))
    links, unreadable = health.read(root)
    problems.extend(unreadable)
    published = releases(root, problems)
    library = loaded.library.resources
    allowed = budgets(root, problems, read)
    broken = loaded.broken
    brand = branding(root, None, problems)
    site = Site(
        loaded.frameworks, library, written, broken, links, published, allowed, grade, brand=brand
    )
    site = replace(site, kept=kept, accessibility=accessibility(root, problems, read))
    # With a whole file missing, every link would seem to lead nowhere.
    if loaded.whole:
        names = worded()
        problems.extend(check(site) if names is None else check_again(site, _named(site, names)))
    return Read(site, tuple(problems), loaded.whole)


def _named(site: Site, names: Collection[str]) -> list[Record]:
    """The records with prints of their own that have these names."""
    tables = (site.domains, site.outcomes, site.activities, site.library)
    return [record for table in tables for record in table.values() if name(record) in names]


class Built(NamedTuple):
    """What a site is made of: each page with its HTML body, and every other file by its path."""

    pages: tuple[tuple[Page, str], ...]
    files: Mapping[str, bytes]


def build(site: Site, address: str = "", *, abbreviations: bool = True) -> Built:
    """All pages and files that are made from the data. `address` is the site's own, for feeds."""
    renderer = Renderer(site, abbreviations=abbreviations)
    bodies = tuple((page, renderer.body(page)) for page in pages(site))
    return Built(bodies, files(renderer, address))


def pages(site: Site) -> list[Page]:
    """What is on each page that is made from the data.

    A hand-written page with the path of a planned one takes its place.
    """
    written = {text.uri for text in site.texts}
    return [page for page in plan(site) if page.uri not in written]


def files(renderer: Renderer, address: str = "") -> Mapping[str, bytes]:
    """Every other file that is made from the data, by its path on the site.

    `address` is the site's own; without it links in feeds are relative.
    """
    site = renderer.site
    made = {**assets(site.brand.files).files, **dict(_schemas(site)), **_downloads(site)}
    made[catalogue.URI] = catalogue.catalogue(site)
    return {**made, **_feeds(renderer, address)}


def _feeds(renderer: Renderer, address: str) -> Mapping[str, bytes]:
    """Feeds of what each version changed; none before the first."""
    if not renderer.site.releases:
        return {}
    from handbook.feeds import feeds

    return feeds(renderer, address)


def _downloads(site: Site) -> Mapping[str, bytes]:
    return {uri: file.content for uri, file in exported(site).items()}


def _schemas(site: Site) -> list[tuple[str, bytes]]:
    made = site.kept("schemas", (), partial(_with_ids, site))
    return [(f"data/{name}", text.encode()) for name, text in made.items()]


def _with_ids(site: Site) -> dict[str, str]:
    return {
        name: json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in with_ids(known_ids(site)).items()
    }


def search_files(
    site: Site,
    planned: Iterable[Page],
    texts: list[Entry],
    past: Earlier | None = None,
    worded: Collection[str] | None = None,
) -> Index:
    """The search index: records, lists, the sections of hand-written pages, synonyms.

    `past` is the last one, by which this takes less time. `worded` has the names of the records
    whose texts have changed since, if nothing else has.
    """
    tell = teller(site)
    rest = [*map(tell, [*texts, *_pages(site, planned, texts)])]
    if past and worded is not None:
        few = [entry and tell(entry) for entry in reworded(site, _among(worded))]
        if index := renewed([*few, *rest], *past.same, past):
            return index
    every = [*map(tell, entries(site)), *rest]
    same = synonyms(site), everyday(site)
    return (past and renewed(every, *same, past)) or search_index(every, *same)


def _among(names: Collection[str]) -> Callable[[Listed], bool]:
    """Whether a record has one of these names. Most records do not even have one of the ids."""
    ids = {named.partition(" ")[2] for named in names}
    return lambda record: record.id in ids and name(record) in names


def _pages(site: Site, pages: Iterable[Page], texts: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of those pages that no other tells of."""
    known = {*urls(site), *(text.url for text in texts)}
    for page in pages:
        if page.indexed and type(page.record) not in APART and page.url not in known:
            yield Entry(page.url or "./", page.title, "page", page.description)
