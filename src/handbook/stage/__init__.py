"""The staged tree: the whole site as Markdown, plain files, templates and one configuration.

A builder needs nothing else, neither hooks nor plugins:

    docs/        every page, every download, styles, scripts, the search index
    theme/       our shell, with the site's own templates over it
    mkdocs.yml   for MkDocs, ProperDocs and Zensical alike
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from handbook.addresses import url
from handbook.assets import assets
from handbook.build import Built, search_files
from handbook.frontmatter import meta
from handbook.handwritten import wanted
from handbook.menu import reading_order, titles, uris
from handbook.pages import Page
from handbook.render import Renderer
from handbook.settings import Settings
from handbook.site import Site
from handbook.stage import links, markdown
from handbook.stage.configuration import NAME, configuration
from handbook.stage.written import Reader, Written, expanded
from handbook.suggesting import Suggesting, front
from handbook.theming import SHELL

IGNORE = ".gitignore"  # what is staged is made, and belongs in no repository


def tree(settings: Settings, site: Site, built: Built) -> Mapping[str, bytes]:
    """Every file of the staged tree by its path. Where two have the same, ours made from data wins.

    `site` has been opened with `settings.content` as its folder of hand-written pages.
    """
    shipped = assets(site.brand.files)
    settings = settings.with_values(site.brand.settings(shipped.folder))
    written = list(_written(settings, site))
    reader = Reader(settings)
    entries = [entry for page in written for entry in reader.entries(page)]
    suggesting = Suggesting(settings.site_url, settings.door)
    planned = {page.uri: page.title for page, _ in built.pages}
    search = search_files(site, [page for page, _ in built.pages], entries)
    texts = configuration(settings, shipped, planned, [page.uri for page in written])
    return {
        **{f"docs/{uri}": file.read_bytes() for uri, file in site.carried.items()},
        **{f"docs/{uri}": content for uri, content in _other(settings.content)},
        **{f"docs/{page.uri}": _whole(page, reader, suggesting) for page in written},
        **{f"docs/{uri}": text.encode() for uri, text in _pages(settings, built, suggesting)},
        **{f"docs/{uri}": content for uri, content in built.files.items()},
        **{f"docs/{uri}": content for uri, content in search.files.items()},
        **{f"theme/{path}": content for path, content in _theme(settings)},
        NAME: texts.encode(),
        IGNORE: b"*\n",
    }


def _written(settings: Settings, site: Site) -> Iterator[Written]:
    renderer = Renderer(site, abbreviations=wanted(settings.extra))
    for text in sorted(site.texts, key=lambda text: reading_order(text.uri)):
        yield expanded(text, renderer)


def _whole(page: Written, reader: Reader, suggesting: Suggesting) -> bytes:
    """The file of a hand-written page, which also says how to improve it."""
    links = suggesting.written(reader.title(page), url(page.uri), page.uri)
    return page.with_front(front(links)).encode()


def _pages(settings: Settings, built: Built, suggesting: Suggesting) -> Iterator[tuple[str, str]]:
    nav = settings.values.get("nav")
    named = {uri: title for title, uri in titles(nav)}
    home = "index.md" in uris(nav)
    for page, body in built.pages:
        title = "" if home and page.uri == "index.md" else named.get(page.uri, page.title)
        said = {**_front(page, title, settings), **front(suggesting.planned(page))}
        yield page.uri, markdown.page(links.through_root(body, page), said)


def _front(page: Page, title: str, settings: Settings) -> dict[str, Any]:
    """What the shell asks for. The home page has no title: it bears the name of the site."""
    said = {"title": title, **meta(page)}
    said["breadcrumbs"] = [crumb._asdict() for crumb in said["breadcrumbs"]]
    for way in ("previous", "next"):
        said[way] = said[way] and said[way]._asdict()
    known = {key: value for key, value in said.items() if value}
    return {**known, "edit_url": settings.edit_url(page.place)}


def _other(content: Path) -> Iterator[tuple[str, bytes]]:
    """Pictures and other files beside the hand-written pages. MkDocs, too, hides dotted names."""
    for path, file in _files(content):
        hidden = any(part.startswith(".") for part in PurePosixPath(path).parts)
        if not (hidden or path.startswith("templates/") or path.endswith(".md")):
            yield path, file.read_bytes()


def _theme(settings: Settings) -> Iterator[tuple[str, bytes]]:
    for folder in filter(None, (SHELL, settings.overrides)):
        for path, file in _files(folder):
            yield path, file.read_bytes()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file
