"""What stands in the book, in reading order: the site's navigation, with the records in full.

Hand-written pages stand where the navigation has them. A page of the navigation that lists records
becomes a chapter that holds them: the list of domains becomes the domains themselves. Every outcome
of every framework has one place, in the chapter of its domain.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from handbook import addresses
from handbook.content_day import content_day
from handbook.menu import is_group, uris
from handbook.model import Framework, Record
from handbook.pages import Page, evidence_kinds, frameworks, glossary, pathways, whole
from handbook.pages.words import capital
from handbook.render import Renderer
from handbook.settings import Settings
from handbook.site import Site
from handbook.stage.written import Reader, expanded

# Pages about the website: of no use on paper.
WEBSITE = ("contribute/", "about/accessibility.md", "about/contact.md", "about/privacy.md")
DIRECTORY = "resources/"


@dataclass(frozen=True)
class Chapter:
    """A piece of the book under one heading.

    `url` is the address of the page that it stands for, `html` what that page says below its h1,
    seen from `url`. `depth` is 1 for what the table of contents begins with. `aliases` lead from
    the addresses of records that have their place in it to the ids of these places. `lines` are
    the ids and titles of what the table of contents names of it, beside the chapter itself.
    """

    title: str
    url: str
    html: str
    depth: int
    file: str = ""  # of a hand-written page, from which its Markdown sees other pages
    aliases: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Book:
    """The plan: whose book it is, and its chapters in order."""

    framework: Framework
    day: date | None  # of the newest thing in it
    site_url: str
    chapters: tuple[Chapter, ...]

    @property
    def identifier(self) -> str:
        """What names this text: the framework's permanent address and its version."""
        return f"{self.framework.permanent_uri}#{self.framework.version}"


def plan(settings: Settings, site: Site) -> Book:
    """The book of a handbook. `site` was opened with `settings.content`."""
    chapters = tuple(_Planner(settings, site).chapters())
    return Book(site.framework, content_day(site), settings.site_url, chapters)


class _Planner:
    """Goes through the navigation once, and adds what it does not name."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self.site = site
        self.renderer = Renderer(site)
        self.reader = Reader(settings)
        self.nav = settings.values.get("nav")
        self.texts = {text.uri: text for text in site.texts}
        self.without = tuple(_without(settings))
        self.special: dict[str, Callable[[int], Iterator[Chapter]]] = {
            "pathways/index.md": self._pathways,
            "domains/index.md": self._domains,
            "evidence/kinds.md": self._kinds,
            "resources/index.md": self._resources,
            "frameworks/index.md": self._frameworks,
            "glossary/index.md": self._glossary,
        }

    def chapters(self) -> Iterator[Chapter]:
        if self.nav is None:
            yield from self._items(list(self.texts), 1)
        else:
            yield from self._items(self.nav, 1)
        for make in tuple(self.special.values()):
            yield from make(1)

    def _items(self, items: object, depth: int) -> Iterator[Chapter]:
        for item in items if isinstance(items, list) else ():
            pairs = item.items() if isinstance(item, dict) else [("", item)]
            for title, value in pairs:
                if isinstance(value, str):
                    yield from self._page(title, value, depth)
                elif depth == 1 and is_group(value):
                    yield from self._items(value, depth)
                else:
                    yield from self._section(str(title), value, depth)

    def _section(self, title: str, items: object, depth: int) -> Iterator[Chapter]:
        """A section of the navigation; the text of its index page stands below its heading."""
        inner = list(self._items(items, depth + 1))
        if not inner:
            return
        first = next(iter(uris(items)))
        if first.endswith("index.md") and inner[0].url == addresses.url(first):
            opening, *inner = inner
            yield replace(opening, title=title, depth=depth)
        else:
            yield Chapter(title, "", "", depth)
        yield from inner

    def _page(self, title: str, uri: str, depth: int) -> Iterator[Chapter]:
        if uri.startswith(self.without) or uri == "index.md":
            return
        if uri in self.special and uri not in self.texts:
            yield from self.special.pop(uri)(depth)
        elif uri in self.texts:
            text = self.texts.pop(uri)
            self.special.pop(uri, None)
            page = expanded(text, self.renderer)
            html = self.reader.html(page)
            name = title or self.reader.title(page)
            yield Chapter(name, addresses.url(uri), html, depth, uri)

    # Chapters that are made of records.

    def _domains(self, depth: int) -> Iterator[Chapter]:
        self.special.pop("domains/index.md", None)
        framework = self.site.framework
        yield Chapter(capital(framework.terms.domain.many), "domains/", "", depth)
        if framework.programme_outcomes:
            yield self._programme_outcomes(framework, depth + 1)
        yield from self._each_domain(framework, depth + 1)

    def _programme_outcomes(self, framework: Framework, depth: int) -> Chapter:
        records = framework.programme_outcomes
        return Chapter(
            capital(framework.terms.programme_outcome.many),
            "programme-outcomes/",
            self.renderer.part(
                "book/programme_outcomes.html", "programme-outcomes/", records=records
            ),
            depth,
            aliases=self._places(records),
        )

    def _each_domain(self, framework: Framework, depth: int) -> Iterator[Chapter]:
        for domain in framework.domains:
            url = addresses.address(self.site, domain)
            html = self.renderer.part(
                "pages/whole.html", url, **whole.data(self.site, framework, domain)
            )
            inside = {
                **self._places(domain.outcomes, "outcome-"),
                **self._places(domain.activities, "activity-"),
                addresses.whole(self.site, domain): "",
            }
            lines = tuple((f"outcome-{o.id}", f"{o.code} {o.title}") for o in domain.outcomes)
            title = f"{domain.code} {domain.title}"
            yield Chapter(title, url, html, depth, aliases=inside, lines=lines)

    def _pathways(self, depth: int) -> Iterator[Chapter]:
        self.special.pop("pathways/index.md", None)
        for page in pathways.pages(self.site):
            inner = page.uri != "pathways/index.md"
            yield self._planned(page, depth + 1 if inner else depth)

    def _kinds(self, depth: int) -> Iterator[Chapter]:
        self.special.pop("evidence/kinds.md", None)
        for page in evidence_kinds.pages(self.site):
            yield self._planned(page, depth)

    def _resources(self, depth: int) -> Iterator[Chapter]:
        self.special.pop("resources/index.md", None)
        if self.site.resources:
            html = self.renderer.part(
                "book/resources.html", DIRECTORY, resources=self.site.resources
            )
            places = self._places(self.site.resources)
            yield Chapter("Resources", DIRECTORY, html, depth, aliases=places)

    def _frameworks(self, depth: int) -> Iterator[Chapter]:
        self.special.pop("frameworks/index.md", None)
        if not self.site.frameworks[1:]:
            return
        yield Chapter("Other frameworks", "frameworks/", "", depth)
        for framework in self.site.frameworks[1:]:
            url = addresses.address(self.site, framework)
            html = self.renderer.part("book/framework.html", url, framework=framework)
            yield Chapter(framework.title, url, html, depth + 1)
            yield from self._each_domain(framework, depth + 2)
        for page in frameworks.pages(self.site):
            if page.template == "pages/crosswalk.html":
                yield self._planned(page, depth + 1)

    def _glossary(self, depth: int) -> Iterator[Chapter]:
        self.special.pop("glossary/index.md", None)
        for page in glossary.pages(self.site):
            yield self._planned(page, depth)

    def _planned(self, page: Page, depth: int) -> Chapter:
        return Chapter(page.title, page.url, self.renderer.body(page), depth)

    def _places(self, records: Sequence[Record], prefix: str = "") -> dict[str, str]:
        """The address of each record, and the id of its place in the chapter."""
        return {addresses.address(self.site, r): f"{prefix}{getattr(r, 'id', '')}" for r in records}


def _without(settings: Settings) -> Iterator[str]:
    """The beginnings of paths of pages that the book leaves out."""
    yield from settings.own.get("book_without") or WEBSITE
