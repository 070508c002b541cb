"""Planned pages as MkDocs sees them, and as the theme's templates see them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from handbook.frontmatter import meta
from handbook.headings import Heading, headings
from handbook.pages import Page
from handbook.problems import Place
from handbook.shell import FOLDER, Outline
from handbook.site import Site
from handbook.suggesting import Suggesting

SLASH = re.compile("/")
FORM = "contribute/suggest/"  # every page links to it, unless suggestions go by email


class DataPage(MkDocsPage):
    """A page that comes to MkDocs as ready HTML: nothing in it is read as Markdown or macros."""

    def __init__(self, planned: Page, body: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(planned.title, file, config)
        self.planned = planned
        self.body = body
        self.meta = {**meta(planned), "render_macros": False}

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown source."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the HTML and its table of contents."""
        self.content = self.body
        self.toc = _contents(headings(self.body))


class ReadyFile(File):
    """A page that is drawn outside MkDocs: links may lead to it, but MkDocs does not write it."""

    def is_documentation_page(self) -> bool:
        """MkDocs need not read, list or draw it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """It is written at the end of the build."""


def data_file(config: MkDocsConfig, page: Page, body: str, root: Path) -> File:
    """A planned page for MkDocs to draw, as the navigation needs it."""
    file = File.generated(config, page.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    if config.edit_uri and page.place is not None and not page.place.file.is_absolute():
        file.edit_uri = _edit(page.place, config, root)
    file.page = DataPage(page, body, file, config)
    return file


def ready_file(config: MkDocsConfig, page: Page) -> File:
    """A planned page that is drawn outside MkDocs, for links to find."""
    return ReadyFile(
        page.uri,
        None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{page.url}index.html",  # or links in Markdown would lead to a file index.md
    )


class FoundFiles(Files):
    """The files of a site, where links also find the pages that are drawn outside MkDocs.

    There may be thousands of those, and few links in Markdown lead to them: each is made a file
    when somebody asks for it.
    """

    def __init__(self, files: Iterable[File], pages: Iterable[Page], config: MkDocsConfig) -> None:
        super().__init__(files)
        self.config = config
        self.waiting = {page.uri: page for page in pages}
        self.found: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file with this path in the folder of hand-written pages."""
        uri = PurePath(path).as_posix()
        if page := self.waiting.pop(uri, None):
            self.found[uri] = ready_file(self.config, page)
        return self.found.get(uri) or super().get_file_from_path(path)

    def __contains__(self, path: str) -> bool:
        return self.get_file_from_path(path) is not None

    @property
    def src_uris(self) -> Mapping[str, File]:
        """All files by their paths."""
        for uri in [*self.waiting]:
            self.get_file_from_path(uri)
        return {**super().src_uris, **self.found}


def inherited(site: Site, files: Files, config: MkDocsConfig) -> Mapping[str, File]:
    """What an edition has from its base, by its path: hand-written pages, and pictures for them.

    A page that the edition writes itself is there already, unless it extends the base's, or waits
    for a decision.
    """
    if site.local is None:
        return {}
    found: dict[str, File] = {}
    for text in site.texts:
        if text.parts or text.file.is_absolute():
            file = File.generated(config, text.uri, content=text.text)
            file.edit_uri = None if not text.parts else file.edit_uri
            found[text.uri] = file
    for uri, path in site.carried.items():
        if files.get_file_from_path(uri) is None:
            found[uri] = File.generated(config, uri, abs_src_path=str(path))
    return found


def _edit(place: Place, config: MkDocsConfig, root: Path) -> str:
    """The line that a page was made from, as seen from the folder of hand-written pages."""
    up = "../" * len(Path(config.docs_dir).relative_to(root).parts)
    return f"{up}{place.file.as_posix()}#L{place.line}"


def _contents(found: Iterable[Heading]) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in found:
        link = AnchorLink(heading.title, heading.id, heading.level)
        (top if heading.level == 2 or not top else top[-1].children).append(link)
    return TableOfContents(top)


class Artist:
    """Draws whole pages with the theme's templates, as MkDocs does."""

    def __init__(
        self,
        config: MkDocsConfig,
        env: Environment,
        nav: Navigation,
        files: Files,
        root: Path,
        suggesting: Suggesting,
    ) -> None:
        self.config = config
        self.root = root
        self.suggesting = suggesting
        self.edits = bool(config.repo_url and config.edit_uri)
        self.contents: dict[tuple[Heading, ...], tuple[str, str]] = {}
        self.linked = {link.get("url") for link in config.extra.get("footer_links", [])}
        if suggesting.door is None or suggesting.door.kind != "mail":
            self.linked.add(FORM)
        linked = {*self.linked, *(page.url for page in nav.pages)}
        self.folders = {url[: end.start() + 1] for url in linked for end in SLASH.finditer(url)}
        self.page_template = env.get_template("main.html")
        self.contents_templates = [
            env.get_template(f"partials/{name}.html") for name in ("toc", "toc-narrow")
        ]
        self.context: Mapping[str, Any] = {"nav": nav, "files": files.documentation_pages()}

    def outline(self, page: Page, body: str) -> Outline:
        """What the shell around a planned page shows."""
        said = meta(page)
        suggest = self.suggesting.planned(page)
        contents, body = self._contents(body)
        return Outline(
            url=page.url,
            title=page.title,
            description=said["description"],
            canonical=urljoin(self.config.site_url, page.url) if self.config.site_url else "",
            edit_url=self._edit_url(page),
            suggest_by=suggest.by,
            suggest_change=suggest.change,
            suggest_resource=suggest.resource,
            section=said["section"],
            crumbs=tuple(said["breadcrumbs"]),
            previous=said["previous"],
            next=said["next"],
            contents=contents,
            body=body,
            folder=self._folder(page.url),
            alone=page.url.count("/") < 2 or page.url in self.linked,
            policy=page.policy,
        )

    def _folder(self, url: str) -> str:
        """The folder of a page, as far as the shell has links that lead into it."""
        parts = url.split("/")[:-2]
        folders = ["/".join([*parts[:depth], ""]) for depth in range(1, len(parts) + 1)]
        return "".join(
            f"{part if folder in self.folders else FOLDER}/"
            for part, folder in zip(parts, folders, strict=True)
        )

    def _contents(self, body: str) -> tuple[str, str]:
        """The table of contents for wide screens, and the body with that for narrow ones."""
        found = tuple(headings(body))
        if not found:
            return "", body
        if found not in self.contents:  # many pages have the same headings
            self.contents[found] = self._drawn_contents(found)
        wide, narrow = self.contents[found]
        begin = f'<h{found[0].level} id="{found[0].id}"'
        return wide, body.replace(begin, f"{narrow}\n{begin}", 1)

    def _drawn_contents(self, found: Iterable[Heading]) -> tuple[str, str]:
        toc = _contents(found)
        wide, narrow = (
            template.render(page=SimpleNamespace(toc=toc), toc=toc)
            for template in self.contents_templates
        )
        return wide, narrow.strip()

    def _edit_url(self, page: Page) -> str:
        """As MkDocs makes it from `repo_url` and `edit_uri`."""
        if not self.edits or page.place is None or page.place.file.is_absolute():
            return ""
        uri = _edit(page.place, self.config, self.root)
        asked: Any = SimpleNamespace(file=SimpleNamespace(edit_uri=uri), edit_url=None)
        settings = (self.config.repo_url, self.config.edit_uri, self.config.edit_uri_template)
        MkDocsPage._set_edit_url(asked, *settings)
        return asked.edit_url or ""

    def draw(self, outline: Outline) -> str:
        """The whole HTML of a page."""
        page: Any = _Shown(outline)
        context = get_context(self.context["nav"], self.context["files"], self.config, page)
        return self.page_template.render(context)


class _Shown:
    """An outline in the shape of MkDocs' own pages, for templates to ask."""

    is_homepage = active = is_section = is_index = False
    is_page = True
    ancestors: tuple[Any, ...] = ()
    previous_page = next_page = parent = None
    toc: tuple[Any, ...] = ()

    def __init__(self, outline: Outline) -> None:
        self.url = outline.url
        self.title = outline.title
        self.content = outline.body
        self.contents = outline.contents
        self.canonical_url = outline.canonical
        self.edit_url = outline.edit_url
        self.meta = {
            "policy": outline.policy,
            "description": outline.description,
            "section": outline.section,
            "breadcrumbs": outline.crumbs,
            "previous": outline.previous,
            "next": outline.next,
            "suggest_by": outline.suggest_by,
            "suggest_change": outline.suggest_change,
            "suggest_resource": outline.suggest_resource,
        }
