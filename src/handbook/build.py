"""The pipeline as pure functions: a folder of YAML in, pages and files out. Writes nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files as resource_files
from importlib.resources.abc import Traversable
from pathlib import Path

from handbook.checks import check
from handbook.exports import files as exported
from handbook.load import load
from handbook.pages import Page, plan
from handbook.problems import DataError
from handbook.render import Renderer
from handbook.schema import for_files
from handbook.search import Entry, entries, synonyms
from handbook.site import Site, Text


def open_site(root: Path, content: Path | None = None) -> Site:
    """Everything below `root`, checked. `content` is its folder of hand-written pages.

    Raises DataError with every problem, in the files and in what they say.
    """
    loaded = load(root)
    texts = tuple(_texts(root, content or root / "content"))
    site = Site(loaded.frameworks, loaded.library.resources, texts, loaded.broken)
    problems = list(loaded.problems)
    # Without the default framework every link would seem to lead nowhere.
    if loaded.whole:
        problems.extend(check(site))
    if problems:
        raise DataError(problems)
    return site


def _texts(root: Path, content: Path) -> list[Text]:
    return [
        Text(
            file.relative_to(content).as_posix(),
            file.read_text(encoding="utf-8-sig", errors="replace"),
            Path(file.relative_to(root)) if file.is_relative_to(root) else file,
        )
        for file in sorted(content.rglob("*.md"))
    ]


@dataclass(frozen=True)
class Built:
    """What a site is made of: each page with its HTML body, and every other file by its path."""

    pages: tuple[tuple[Page, str], ...]
    files: Mapping[str, bytes]


def build(site: Site) -> Built:
    """All pages and files that are made from the data.

    A hand-written page with the path of a planned one takes its place.
    """
    written = {text.uri for text in site.texts}
    renderer = Renderer(site)
    planned = (page for page in plan(site) if page.uri not in written)
    pages = tuple((page, renderer.body(page)) for page in planned)
    return Built(pages, {**assets(), **dict(_schemas()), **_downloads(site)})


def _downloads(site: Site) -> Mapping[str, bytes]:
    return {uri: file.content for uri, file in exported(site)}


def _schemas() -> list[tuple[str, bytes]]:
    return [
        (f"data/{name}", (json.dumps(schema, indent=1, ensure_ascii=False) + "\n").encode())
        for name, schema in for_files().items()
    ]


def search_index(site: Site, texts: list[Entry]) -> bytes:
    """What the browser makes its index from: records, hand-written pages, synonyms."""
    found = [*entries(site), *texts]
    fields = [{k: v for k, v in asdict(entry).items() if v} for entry in found]
    index = {"entries": fields, "synonyms": synonyms(site)}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def assets() -> Mapping[str, bytes]:
    """The theme's styles and scripts, by their path on the site."""
    return dict(_walk(resource_files("handbook") / "theme" / "assets", "assets/handbook"))


def _walk(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        inner = f"{path}/{item.name}"
        found += _walk(item, inner) if item.is_dir() else [(inner, item.read_bytes())]
    return found
