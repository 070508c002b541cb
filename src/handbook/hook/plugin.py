"""What happens at each of MkDocs' events.

Mistakes in the data stop a build before anything is written, a build that fails later leaves the
last good site where it was, and `mkdocs serve` goes on serving it.
"""

import atexit
import gc
import logging
import os
import shutil
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from handbook import build as pipeline
from handbook import garbage, health, prints, reports
from handbook.app import App, Standing, is_wanted, of_site, write_app
from handbook.assets import assets
from handbook.brand import reading as brand
from handbook.compiled import Compiled
from handbook.compress import CannotCompress, Format, compress, formats
from handbook.copies import paths
from handbook.folders import files, replace, write
from handbook.frontmatter import review
from handbook.handwritten import finished, wanted
from handbook.hook.pages import Artist, DataPage, FoundFiles, data_file, inherited
from handbook.hook.surroundings import surroundings
from handbook.load import Reader
from handbook.macros import expanded, macros
from handbook.memory import Memory
from handbook.menu import titles, uris
from handbook.model import FrontMatter
from handbook.pages import Page
from handbook.problems import DataError
from handbook.render import Renderer
from handbook.reuse import Reuse
from handbook.search import Entry
from handbook.sections import sections
from handbook.settings import own
from handbook.shell import Shells
from handbook.site import Grade, Site, with_copies
from handbook.sitemap import write_sitemap
from handbook.suggest.doors import Door, door
from handbook.suggesting import Suggesting, front
from handbook.theming import FAVICON, SHELL

if TYPE_CHECKING:  # a build need not wait for a server that it does not start
    from mkdocs.livereload import LiveReloadServer

    from handbook.edition.layers import Bases
    from handbook.edition.opening import Opened

log = logging.getLogger("mkdocs.plugins.handbook")
CARRIED = "handbook_carried"  # how copies come from our own command to the plugin
MATERIALS = "assets/images/favicon.png"  # not among the files that we ship
SOURCES = (
    "curriculum", "resources", "frameworks", "changes", "budgets", "accessibility",
    "edition", "local", "base-texts",
)  # fmt: skip


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The event that a site's `hooks/` passes on. Everything else follows from it."""
    plugin = config.plugins.get("handbook")
    if not isinstance(plugin, Handbook):  # started by a builder's own command
        config.plugins["handbook"] = plugin = Handbook()
    plugin.prepare(config)
    return config


def build_site(
    root: Path,
    site_dir: Path | None = None,
    *,
    strict: bool = False,
    compress: bool | None = None,
    shared: "Bases | None" = None,
    carried: Mapping[str, bytes] | None = None,
) -> None:
    """Do what `mkdocs build` does in the folder `root`.

    `compress` wins over the setting of that name in mkdocs.yml, unless it is None. `shared`
    remembers the bases of local editions, for those that are built after this one. `carried` are
    copies of the whole handbook to download, by their names in `copies.KINDS`.
    Raises SystemExit with a code other than 0 if the site that was there stays as it was.
    """
    more = {"site_dir": str(site_dir)} if site_dir else {}
    config = load_config(str(root / "mkdocs.yml"), strict=strict, **more)
    if compress is not None:
        config.extra["handbook"] = {**own(config.extra), "compress": compress}
    plugin = Handbook()
    plugin.shared = shared
    config.plugins["handbook"] = plugin
    config.extra[CARRIED] = carried or {}
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


class Handbook(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """What one build needs to remember between MkDocs' events."""

    page: MkDocsPage | None = None
    folder: Path | None = None  # where this build writes until it has succeeded
    shared: "Bases | None" = None  # bases of local editions that earlier builds have read

    def prepare(self, config: MkDocsConfig) -> None:
        """Read and check the data, and build in a folder beside the real one."""
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml: this site needs 'use_directory_urls: true'")
        garbage.let_lie()
        self.root = Path(config.config_file_path).absolute().parent
        self.formats = _formats(config)
        self.texts: list[Entry] = []
        self.ready: list[Page] = []
        self.stay: list[Page] = []
        self.memory = Memory(self.root)
        self.carried: Mapping[str, bytes] = config.extra.pop(CARRIED, {})
        self.site = with_copies(self._open(Path(config.docs_dir)), self.carried)
        self.fronts = {text.uri: text.front for text in self.site.texts}
        self.pages = pipeline.pages(self.site)
        self.renderer = Renderer(self.site, abbreviations=wanted(config.extra))
        if config.nav is None and self.site.local is not None:
            from handbook.edition.menu import navigation

            config.nav = navigation(self.site, [page.uri for page in self.pages])
        self.suggesting = Suggesting(config.site_url or "", _door(config))
        self._configure(config)
        self._divert(config)

    def _open(self, content: Path) -> Site:
        memory = self.memory
        found = pipeline.read_site(
            self.root, content, memory.read, memory.grade, self._edition, memory.kept, memory.worded
        )
        if found.problems:
            problems = DataError(found.problems).problems
            count = f"{len(problems)} to fix. Nothing was written."
            raise PluginError(f"{count}\n\n{reports.text(problems, self.root)}\n")
        for remark in found.remarks:
            log.warning("%s", reports.text([remark], self.root))
        return found.site

    def _edition(self, root: Path, content: Path | None, read: Reader, grade: Grade) -> "Opened":
        """Open a local edition, with what earlier builds have read of its base."""
        from handbook.edition.opening import open_edition  # no other handbook needs all of that

        return open_edition(root, content, read, grade, self.memory, self.shared)

    def _divert(self, config: MkDocsConfig) -> None:
        """Let MkDocs write beside the site; it takes the site's place only in the end."""
        self.target = Path(config.site_dir)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.folder = self.target.with_name(f".{self.target.name}-{os.getpid()}")
        self.folder.mkdir(exist_ok=True)
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)  # Ctrl+C tells nobody
        config.site_dir = str(self.folder)

    def _configure(self, config: MkDocsConfig) -> None:
        # After the site's own `overrides`, before the theme that we stand on.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(SHELL))
        if not config.repo_url:
            config.edit_uri = None  # without a repository there is nothing that a reader can edit
        _lighten(config)
        if config.theme.get("favicon") == MATERIALS:
            config.theme["favicon"] = FAVICON  # a site that names none has ours, which it ships
        shipped = assets(self.site.brand.files)
        _apply(config, self.site.brand.settings(shipped.folder))
        config.extra_css[:0] = shipped.styles
        config.extra_javascript[:0] = [_module(path) for path in shipped.scripts]
        paths = [self.root / name for source in SOURCES for name in (f"{source}.yml", source)]
        paths += [self.root / file for file in (health.FILE, brand.NAME)]
        paths += [self.root / name for name in self.site.brand.paths]
        if self.site.home is not None and self.site.home != self.root:
            paths += [self.site.home / f"{name}.yml" for name in ("curriculum", "resources")]
        config.watch += [str(path) for path in paths if path.exists()]
        self.plugin = config.plugins.get("macros")
        if self.plugin is not None:
            here = lambda: self.page.url if self.page else ""  # noqa: E731
            self.plugin.register_macros(dict(macros(self.renderer, here)))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what is made from the data, and what an edition has from its base."""
        for uri, file in inherited(self.site, files, config).items():
            if old := files.get_file_from_path(uri):
                files.remove(old)
            files.append(file)
        edits = bool(config.repo_url and config.edit_uri)
        settings = _settings(config, self.site)
        self.reuse = Reuse(self.memory, self.target, settings, _frame(self.site), edits)
        drawn = set(uris(config.nav))
        cached = own(config.extra).get("shell_cache") is not False
        for page in self.pages:
            if cached and page.uri not in drawn:
                self.ready.append(page)
            else:
                body = self.reuse.body(page, self.renderer)
                files.append(data_file(config, page, body, self.root))
        made = {**pipeline.files(self.renderer, config.site_url or ""), **paths(self.carried)}
        for uri, content in made.items():
            files.append(File.generated(config, uri, content=content))
        return FoundFiles(files, self.ready, config)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Let titles in mkdocs.yml's navigation win, as they do for hand-written pages."""
        for title, uri in titles(config.nav):
            file = files.get_file_from_path(uri)
            if file is not None and isinstance(file.page, DataPage):
                file.page.title = title
        self.nav = nav
        return nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Draw the pages that MkDocs does not: those that the navigation does not name."""
        artist = Artist(config, env, self.nav, files, self.root, self.suggesting)
        self.reuse.around = surroundings(config, self.nav)
        self.reuse.shells = shells = Shells(artist.draw, self.reuse.proved)
        for page in self.ready:
            made = self.reuse.made(page)
            if self.reuse.stands(page, made):
                self.stay.append(page)
                continue
            outline = artist.outline(page, self.renderer.body(page))
            write(f"{config.site_dir}/{page.url}", "index.html", shells.page(outline).encode())
            self.reuse.note(page, made, self.renderer.read, outline)
        return env

    def on_pre_page(self, page: MkDocsPage, **_: object) -> MkDocsPage:
        """Remember for the macros where their reader is."""
        self.page = page
        return page

    def on_page_markdown(self, markdown: str, page: MkDocsPage, **_: object) -> str:
        """Put HTML in the place of macros, unless a plugin of that name will; explain the rest."""
        if self.plugin is None and page.meta.get("render_macros") is not False:
            markdown = expanded(markdown, self.renderer, lambda: page.url)
        return finished(markdown, self.renderer, page.url)

    def on_page_content(self, html: str, page: MkDocsPage, **_: object) -> str:
        """Note what search must know of a hand-written page; say how to improve any page."""
        if isinstance(page, DataPage):
            links = self.suggesting.planned(page.planned)
        else:
            title = unescape(page.title or "")  # one that was read off a heading is HTML
            self.texts += sections(html, page.url, title)
            page.meta["review"] = review(self.fronts.get(page.file.src_uri, FrontMatter()))
            links = self.suggesting.written(title, page.url, page.file.src_uri)
        page.meta = {**page.meta, **front(links)}
        return html

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Put the finished site in its place, unless strictness is about to refuse it."""
        made = Path(config.site_dir)
        index = self._write_index(made)
        found = files(made)
        urls = [page.url for page in self.stay]
        write_sitemap(self.renderer, made, found, config.site_url, urls)
        config.site_dir = str(self.target)
        if not (config.strict and _warnings()):
            stay = index | {f"{page.url}index.html" for page in self.stay}
            standing = Standing(self.target, stay, self.reuse.past.listed)
            listed = write_app(made, found, _app(config, self.site), standing)
            stay |= compress(made, self.target, self.formats, stay)
            replace(self.target, made, stay)
            self.reuse.keep(self.ready, listed)
        shutil.rmtree(made, ignore_errors=True)
        if _is_served(config):  # the next build throws away what this one made
            gc.enable()
        else:
            garbage.rest()

    def _write_index(self, made: Path) -> set[str]:
        """Write the files of the search index. Returns the paths of those that stay as they are."""
        past = self.reuse.index
        worded = self.reuse.worded
        index = pipeline.search_files(self.site, self.pages, self.texts, past, worded)
        self.reuse.search = index.prints
        then = past.prints if past else {}
        stay = {path for path, found in index.prints.items() if then.get(path) == found}
        for path in index.files.keys() - stay:
            folder, _, name = path.rpartition("/")
            write(f"{made}/{folder}", name, index.files[path])
        return stay

    def on_build_error(self, error: Exception, **_: object) -> None:
        """Leave nothing half-built behind."""
        gc.enable()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def on_serve(
        self, server: "LiveReloadServer", builder: Callable[..., None], **_: object
    ) -> "LiveReloadServer":
        """Go on serving the last good site when a change has a mistake in it."""
        rebuild = server.builder

        def forgiving(*args: Any) -> None:
            try:
                rebuild(*args)
            except (PluginError, Abort) as error:
                log.error("%s\nStill showing the last good site.", error)

        server.builder = forgiving
        return server


def _app(config: MkDocsConfig, site: Site) -> App:
    """What the app says of itself. While an editor looks at a change, nothing must be kept."""
    on = is_wanted(config.extra) and not _is_served(config)
    icon = str(config.theme.get("favicon") or "")
    return of_site(site, config.site_name, config.site_description or "", icon, on=on)


def _is_served(config: MkDocsConfig) -> bool:
    return (config.site_url or "").startswith("http://{}:{}/".format(*config.dev_addr))


def _formats(config: MkDocsConfig) -> tuple[Format, ...]:
    """How files are to be compressed. Never under `mkdocs serve`, which does not send them."""
    if _is_served(config):
        return ()
    try:
        return formats(own(config.extra).get("compress"))
    except CannotCompress as error:
        raise PluginError(f"{error}. Nothing was written.") from None


def _module(path: str) -> ExtraScriptValue:
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def _apply(config: MkDocsConfig, settings: Mapping[str, Any]) -> None:
    """Let what a brand says win over mkdocs.yml."""
    config.site_name = settings.get("site_name", config.site_name)
    config.site_description = settings.get("site_description", config.site_description)
    for name, value in settings.get("theme", {}).items():
        config.theme[name] = value
    config.extra.update(settings.get("extra", {}))


def _lighten(config: MkDocsConfig) -> None:
    """Leave out the files of the theme that we stand on: nothing of ours uses them.

    MkDocs would list all 14,000 of Material's icons to copy them. Its templates stay within reach,
    for sites that include one, and compiled templates are kept from build to build.
    """
    get_env = config.theme.get_env

    def light() -> Environment:
        env = get_env()
        env.loader = _OwnFiles(config)
        env.bytecode_cache = Compiled()
        return env

    config.theme.get_env = light  # type: ignore[method-assign]


class _OwnFiles(FileSystemLoader):
    """Finds templates everywhere, and lists only those of the site and of our own theme."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__(config.theme.dirs)
        own = [config.theme.custom_dir, str(SHELL)]
        self.own = FileSystemLoader([folder for folder in own if folder])

    def list_templates(self) -> list[str]:
        """What MkDocs copies to the site, if it is no template."""
        return self.own.list_templates()


def _door(config: MkDocsConfig) -> Door | None:
    try:
        return door(config.extra, config.repo_url or "")
    except ValueError as error:
        raise PluginError(f"mkdocs.yml: {error}") from None


def _settings(config: MkDocsConfig, site: Site) -> str:
    """The print of all settings that pages depend on, beside what their shell shows.

    What is known about other people's addresses is one of them: it changes once a week, and shows
    wherever a resource is listed.
    """
    edit = (config.repo_url, config.edit_uri, config.edit_uri_template)
    return prints.of(
        [
            config.site_url,
            config.docs_dir,
            *edit,
            repr(config.extra),
            health.text(site.links.values()),
        ]
    )


def _frame(site: Site) -> str:
    """The print of what a site is made from beside its records, for pages that are not planned.

    Nothing for a local edition: there, records are not what the files of the base say.
    """
    if site.local is not None:
        return ""
    written = [(text.uri, text.front) for text in site.texts]
    return prints.of([written, site.releases, site.copies])


def _warnings() -> int:
    """How many warnings this build has logged: MkDocs refuses a strict build only at its end."""
    counters = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())
