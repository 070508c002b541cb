"""Planned pages in, HTML bodies out: the one place where text becomes markup.

Everything is escaped. `prose` renders a field that is documented as Markdown, `words` writes out
an abbreviation at its first use on a page, `href` makes a link that stays right wherever the site
is put, and fails on what does not exist.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    Environment,
    PackageLoader,
    StrictUndefined,
    Template,
    pass_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from handbook import addresses, review
from handbook.checks.prose_link import named
from handbook.compiled import Compiled
from handbook.marks import told as told_of
from handbook.model import NAMED, GlossaryEntry, Record
from handbook.outside import host, notice, terms
from handbook.own_words import worded
from handbook.pages import Link, Page
from handbook.pages.words import capital, day, setting
from handbook.prose import is_marked, is_web, paragraphs, plain, record_named
from handbook.site import Site

if TYPE_CHECKING:
    from markdown_it.token import Token

PARAGRAPH = Markup("<p>%s</p>\n")  # as markdown-it writes one


@dataclass
class Reader:
    """Whom a page is rendered for: where they are, and which abbreviations they have met."""

    url: str
    met: set[str] = field(default_factory=set)


class Renderer:
    """Renders the pages of one site. Without `abbreviations` they stay as they are written."""

    def __init__(self, site: Site, *, abbreviations: bool = True) -> None:
        self.site = site
        self.glossary = _abbreviations(site) if abbreviations else {}
        self.pattern = _pattern(self.glossary)
        self.hint = _hint(self.glossary)
        self.environment = _environment(self)
        self.reader = Reader("")  # of the page that is being rendered
        self._same: dict[str, Markup] = {}  # prose that is the same on every page
        # Of records that links have led to, with the record, so that no other takes its number.
        self._addresses: dict[int, tuple[Record, str]] = {}

    def body(self, page: Page) -> str:
        """The HTML of a page, from its h1 on."""
        self.environment.read.clear()
        return self.part(page.template, page.url, page=page, **page.data)

    @property
    def read(self) -> Mapping[int, Record]:
        """The records that the templates of the last body asked for anything."""
        return self.environment.read

    def part(self, template: str, url: str, **data: object) -> str:
        """One template's HTML for a reader at address `url`."""
        before, self.reader = self.reader, Reader(url)
        try:
            return self.environment.get_template(template).render(**data).strip() + "\n"
        finally:
            self.reader = before

    # What templates may call.

    def href(self, target: Record | Link | str, reader: Reader) -> str:
        """The link from the page being rendered to a record, a planned link or an address."""
        return addresses.relative(self._address(target), reader.url)

    def _address(self, target: Record | Link | str) -> str:
        if isinstance(target, Record):
            if id(target) not in self._addresses:
                self._addresses[id(target)] = target, addresses.address(self.site, target)
            return self._addresses[id(target)][1]
        return target.url if isinstance(target, Link) else target

    def prose(self, text: str, reader: Reader) -> Markup:
        """A Markdown field as HTML blocks."""
        if text in self._same:
            return self._same[text]
        html = self._marked(text, reader) if is_marked(text) else self._unmarked(text, reader)
        if not self._depends(text):
            self._same[text] = html
        return html

    def _unmarked(self, text: str, reader: Reader) -> Markup:
        """The same as of a marked one, in a fraction of the time."""
        return Markup("").join(PARAGRAPH % self.words(part, reader) for part in paragraphs(text))

    def _marked(self, text: str, reader: Reader) -> Markup:
        from handbook import marked  # which takes long to load, and most texts have no marks

        blocks = marked.tokens(text)
        for block in blocks:
            self._point_links(block.children or [], reader)
        html = marked.html(blocks, lambda words: self.words(words, reader))
        return Markup(html)  # noqa: S704 (escaped)

    def _depends(self, text: str) -> bool:
        """Whether a text looks different from one page to another."""
        return "](" in text or self._hinted(text)

    def _point_links(self, children: Iterable["Token"], reader: Reader) -> None:
        """Point each link at its record; one that leads nowhere we know keeps its words only."""
        tag = "a"
        for token in children:
            if token.type == "link_open":
                href = self._target(str(token.attrs["href"]), reader)
                tag = "a" if href else "span"
                token.attrs = {"href": href} if href else {}
                token.meta = {"notice": self._notice(href)}
            if token.type in {"link_open", "link_close"}:
                token.tag = tag

    def _notice(self, href: str) -> str:
        """What a reader should know of a link before they follow it; nothing of our own pages."""
        return notice(self.site, href) if is_web(href) else ""

    def _target(self, address: str, reader: Reader) -> str:
        """The link that an address in a text becomes, or nothing."""
        if is_web(address):
            known = self.site.health(address)
            return "" if known and known.dead else address
        target = record_named(address)
        if target is not None and target in self.site.hidden:
            target = "resource", self.site.hidden[target].instead
        if target is None or target[1] not in named(self.site)[target[0]]:
            return ""
        return self.href(self._record(*target), reader)

    def _record(self, kind: str, id: str) -> Record:
        tables: Mapping[str, Mapping[str, Record]] = {
            "outcome": self.site.outcomes,
            "domain": self.site.domains,
            "resource": self.site.library,
            "activity": self.site.activities,
            "theme": self.site.themes,
            "term": self.site.glossary,
            "pathway": self.site.pathways,
        }
        return tables[kind][id]

    def abbreviations(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every abbreviation of the glossary in a part of a text, in order."""
        return self.pattern.finditer(text, start, end) if self.pattern else iter(())

    def words(self, text: str, reader: Reader) -> Markup:
        """One line of text; each abbreviation is written out and linked at its first use."""
        if self.pattern is None or not self._hinted(text):
            return escape(text)
        pieces = []
        at = 0
        for found in self.pattern.finditer(text):
            pieces.append(escape(text[at : found.start()]))
            pieces.append(self._abbreviation(found, reader))
            at = found.end()
        return Markup("").join([*pieces, escape(text[at:])])

    def _hinted(self, text: str) -> bool:
        """Whether there may be an abbreviation in a text: most have none, and this is quick."""
        return bool(self.hint and self.hint.search(text))

    def _abbreviation(self, found: re.Match[str], reader: Reader) -> Markup:
        short, text = found["short"], found.string
        entry = self.glossary[short]
        here = addresses.address(self.site, entry)
        if short in reader.met or reader.url == here.partition("#")[0]:
            return escape(found.group())
        reader.met.add(short)
        template = self.environment.get_template("components/abbreviation.html")
        known = told(entry, text[: found.start()])
        href = addresses.relative(here, reader.url)
        macro: Any = template.module
        return Markup(macro.abbreviation(found.group(), entry.term, href, known))  # noqa: S704 (escaped)


def told(entry: GlossaryEntry, before: str) -> bool:
    """Whether an abbreviation needs no words, since the text before it has them."""
    return entry.term.casefold() in before.casefold()


def _abbreviations(site: Site) -> Mapping[str, GlossaryEntry]:
    return {entry.abbreviation: entry for entry in site.glossary.values() if entry.abbreviation}


def _pattern(glossary: Mapping[str, GlossaryEntry]) -> re.Pattern[str] | None:
    longest_first = sorted(map(re.escape, glossary), key=len, reverse=True)
    # Before another capital it is part of a name, such as NHS England, and stays as it is.
    short = rf"(?P<short>{'|'.join(longest_first)})(?:['’]s\b)?"
    whole = rf"(?<![\w-]){short}(?![\w-]| [A-Z])"
    return re.compile(whole) if glossary else None


def _hint(glossary: Mapping[str, GlossaryEntry]) -> re.Pattern[str] | None:
    """Finds the letters of abbreviations anywhere; without looking around, it is far quicker."""
    return re.compile("|".join(map(re.escape, glossary))) if glossary else None


class _Writer(CodeGenerator):
    """Compiles templates that escape a value into plain text: what they put out is only joined.

    Jinja's own make a `Markup` of every value, which takes longer than to escape it.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.escaped(")


def _escaped(value: Any) -> str:
    """A value as HTML: what is HTML already as it is, anything else with its marks written out."""
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value  # as most are
    return value if type(value) is Markup else escape(value)


class _Component(Template):
    """A template of which another takes macros: they are the same ones for every page."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        # Jinja asks each time whether the page has globals of its own; ours have none.
        return super()._get_default_module()


class _Watched(Environment):
    """Notes which records a template reads, so that we know when a page needs to be made anew."""

    template_class = _Component
    code_generator_class = _Writer
    escaped = staticmethod(_escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.read: dict[int, Record] = {}
        self._known: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (as Jinja calls it)
    ) -> Template:
        """A template of ours. They do not change during a build, so there is nothing to look up."""
        if isinstance(name, Template):
            return name
        if name not in self._known:
            self._known[name] = super().get_template(name, parent, globals)
        return self._known[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` means in a template."""
        if type(obj) in NAMED:
            self.read[id(obj)] = obj
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What `obj[argument]` means in a template, and what filters such as `map` ask."""
        if type(obj) in NAMED:
            self.read[id(obj)] = obj
        return super().getitem(obj, argument)


def _compiled() -> Compiled:
    """How a filter is called is compiled in: those of another release of this file are no use."""
    return Compiled(pattern=f"handbook-{Path(__file__).stat().st_mtime_ns:x}-%s")


def _environment(renderer: Renderer) -> _Watched:
    environment = _Watched(
        loader=PackageLoader("handbook", "theme"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )

    def reading(method: Callable[[Any, Reader], Any]) -> Callable[..., Any]:
        # Asking for the context keeps Jinja from working it out once, for all readers.
        return pass_context(lambda _, value: method(value, renderer.reader))

    environment.filters["href"] = reading(renderer.href)
    environment.filters["prose"] = reading(renderer.prose)
    environment.filters["words"] = reading(renderer.words)
    environment.filters["plain"] = plain
    environment.globals["terms"] = own = renderer.site.framework.terms
    # Or Jinja would work it out for words in a template, and keep that for the next handbook.
    environment.filters["worded"] = pass_context(lambda _, text: worded(text, own))
    environment.filters["dialled"] = lambda phone: re.sub(r"[^+0-9]", "", phone)
    environment.filters["told"] = lambda record: told_of(renderer.site, record)
    environment.filters["health"] = renderer.site.health
    environment.filters["host"] = host
    environment.filters["terms"] = terms
    environment.filters["capital"] = capital
    environment.filters["day"] = day
    environment.filters["setting"] = setting
    environment.filters["next_review"] = review.due
    return environment
