"""The only module that knows MkDocs: it hands a build our pages, files and macros.

Mistakes in the data stop a build before anything is written, a build that fails later leaves the
last good site where it was, and `mkdocs serve` goes on serving it.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search.search_index import ContentParser
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from handbook import build as pipeline
from handbook.folders import replace
from handbook.headings import headings
from handbook.macros import macros
from handbook.pages import Link, Page
from handbook.problems import DataError, Place
from handbook.render import Renderer
from handbook.search import Entry

log = logging.getLogger("mkdocs.plugins.handbook")
SHELL = Path(__file__).parent / "theme" / "shell"
STYLES = ("assets/handbook/css/shell.css", "assets/handbook/css/handbook.css")
SCRIPTS = ("assets/handbook/js/index.js",)
HOME = Link("Home", "./")
SOURCES = ("curriculum", "resources", "frameworks")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The event that a site's `hooks/` passes on. Everything else follows from it."""
    plugin = Handbook()
    config.plugins["handbook"] = plugin
    plugin.prepare(config)
    return config


class Handbook(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """What one build needs to remember between MkDocs' events."""

    page: MkDocsPage | None = None
    folder: Path | None = None  # where this build writes until it has succeeded

    def prepare(self, config: MkDocsConfig) -> None:
        """Read and check the data, and build in a folder beside the real one."""
        root = Path(config.config_file_path).parent
        self.root = root
        self.texts: list[Entry] = []
        try:
            self.site = pipeline.open_site(root, Path(config.docs_dir))
        except DataError as error:
            raise PluginError(f"{len(error.problems)} to fix.\n{error}") from None
        self.built = pipeline.build(self.site)
        self._configure(config)
        self.target = Path(config.site_dir)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{self.target.name}-"
        self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=self.target.parent))
        config.site_dir = str(self.folder)

    def _configure(self, config: MkDocsConfig) -> None:
        # After the site's own `overrides`, before the theme that we stand on.
        config.theme.dirs.insert(
            len(config.theme.dirs[:1]) if _overrides(config) else 0, str(SHELL)
        )
        if not config.repo_url:
            config.edit_uri = None  # without a repository there is nothing that a reader can edit
        config.extra_css[:0] = STYLES
        config.extra_javascript[:0] = [_module(path) for path in SCRIPTS]
        paths = [self.root / name for source in SOURCES for name in (f"{source}.yml", source)]
        config.watch += [str(path) for path in paths if path.exists()]
        plugin = config.plugins.get("macros")
        if plugin is not None:
            here = lambda: self.page.url if self.page else ""  # noqa: E731
            plugin.register_macros(dict(macros(Renderer(self.site), here)))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what is made from the data, and leave out what nothing of ours uses of the theme."""
        for file in list(files):
            if file.generated_by is None and not _own(file, config):
                files.remove(file)
        for page, body in self.built.pages:
            files.append(_file(config, page, body, self.root))
        for uri, content in self.built.files.items():
            files.append(File.generated(config, uri, content=content))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Let titles in mkdocs.yml's navigation win, as they do for hand-written pages."""
        for title, uri in _titles(config.nav):
            file = files.get_file_from_path(uri)
            if file is not None and isinstance(file.page, DataPage):
                file.page.title = title
        return nav

    def on_pre_page(self, page: MkDocsPage, **_: object) -> MkDocsPage:
        """Remember for the macros where their reader is."""
        self.page = page
        return page

    def on_page_content(self, html: str, page: MkDocsPage, **_: object) -> str:
        """Note what search must know of a hand-written page."""
        if not isinstance(page, DataPage):
            self.texts += _sections(page, html)
        return html

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Put the finished site in its place, unless strictness is about to refuse it."""
        made = Path(config.site_dir)
        index = made / "search" / "index.json"
        index.parent.mkdir(parents=True, exist_ok=True)
        index.write_bytes(pipeline.search_index(self.site, self.built, self.texts))
        # The packed copy of the sitemap holds the day of the build; nobody needs it.
        (made / "sitemap.xml.gz").unlink(missing_ok=True)
        config.site_dir = str(self.target)
        if not (config.strict and _warnings()):
            replace(self.target, made)
        shutil.rmtree(made, ignore_errors=True)

    def on_build_error(self, error: Exception, **_: object) -> None:
        """Leave nothing half-built behind."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def on_serve(
        self, server: LiveReloadServer, builder: Callable[..., None], **_: object
    ) -> LiveReloadServer:
        """Go on serving the last good site when a change has a mistake in it."""
        rebuild = server.builder

        def forgiving(*args: Any) -> None:
            try:
                rebuild(*args)
            except (PluginError, Abort) as error:
                log.error("%s\nStill showing the last good site.", error)

        server.builder = forgiving
        return server


class DataPage(MkDocsPage):
    """A page that comes to MkDocs as ready HTML: nothing in it is read as Markdown or macros."""

    def __init__(self, planned: Page, body: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(planned.title, file, config)
        self.body = body
        self.meta = {**_meta(planned), "render_macros": False}

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown source."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the HTML and its table of contents."""
        self.content = self.body
        self.toc = _contents(self.body)


def _meta(page: Page) -> dict[str, Any]:
    """What the theme's shell needs to know, in the shape of Markdown's front matter."""
    return {
        "description": page.description[:300],
        "breadcrumbs": [_plain(link) for link in (HOME, *page.trail) if page.url],
        "previous": page.previous and _plain(page.previous),
        "next": page.next and _plain(page.next),
    }


def _plain(link: Link) -> dict[str, str]:
    return {"title": link.title, "url": link.url}


def _contents(body: str) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in headings(body):
        link = AnchorLink(heading.title, heading.id, heading.level)
        (top if heading.level == 2 or not top else top[-1].children).append(link)
    return TableOfContents(top)


def _file(config: MkDocsConfig, page: Page, body: str, root: Path) -> File:
    file = File.generated(config, page.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    if page.place is not None:
        file.edit_uri = _edit(page.place, config, root)
    file.page = DataPage(page, body, file, config)
    return file


def _edit(place: Place, config: MkDocsConfig, root: Path) -> str:
    """The line that a page was made from, as seen from the folder of hand-written pages."""
    up = "../" * len(Path(config.docs_dir).relative_to(root).parts)
    return f"{up}{place.file.as_posix()}#L{place.line}"


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def _overrides(config: MkDocsConfig) -> bool:
    return bool(config.theme.custom_dir)


def _own(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is the site's or our theme's, not the theme's that we stand on."""
    source = Path(str(file.src_dir or ""))
    ours = [Path(config.docs_dir), SHELL, Path(config.theme.custom_dir or SHELL)]
    return any(source.is_relative_to(folder) for folder in ours)


def _sections(page: MkDocsPage, html: str) -> Iterator[Entry]:
    """A hand-written page, and each of its sections, as search entries."""
    parser = ContentParser()
    parser.feed(html)
    parser.close()
    for section in parser.data:
        words = " ".join(" ".join(section.text).split())
        title = "".join(section.title or page.title or "")
        top = section.id is None or section is parser.data[0]
        url = page.url if top else f"{page.url}#{section.id}"
        yield Entry(url or "./", title, "page", words, about="" if top else str(page.title))


def _titles(nav: Any) -> Iterator[tuple[str, str]]:
    """Each title of the navigation that an editor wrote for a page, with the page's path."""
    for item in nav or ():
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                yield title, value
            else:
                yield from _titles(value)


def _warnings() -> int:
    """How many warnings this build has logged: MkDocs refuses a strict build only at its end."""
    counters = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())
