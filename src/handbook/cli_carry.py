"""The commands that make the handbook into something to carry away."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click

from handbook.build import open_site
from handbook.cli_options import ROOT
from handbook.copies import KINDS
from handbook.memory import Memory
from handbook.problems import DataError
from handbook.reports import FORMATS
from handbook.settings import Settings, read_settings
from handbook.site import Site

EXIT = """\b
Exit status:
  0  written
  1  something to fix in the data
  2  could not run"""


@click.command("book", epilog=EXIT)
@click.argument("root", type=ROOT, default=".")
@click.option("--pdf", type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--epub", type=click.Path(dir_okay=False, path_type=Path), help="The EPUB to write.")
def book(root: Path, pdf: Path | None, epub: Path | None) -> None:
    """Make the whole handbook under ROOT into a PDF and an EPUB.

    Without options both are written, as handbook.pdf and handbook.epub in ROOT/build. The order of
    the chapters is that of the navigation in mkdocs.yml; every domain stands there with its
    outcomes in full. The same data make the same bytes, on any day and on any computer.

    The PDF needs one more package: pip install 'living-handbook[book]'. It takes about half a
    minute.
    """
    settings, site = opened(root)
    if pdf is None and epub is None:
        pdf, epub = root / "build" / "handbook.pdf", root / "build" / "handbook.epub"
    from handbook.book import CannotMakePdf, as_epub, as_pdf

    made: dict[Path, bytes] = {}
    try:
        if pdf is not None:
            made[pdf] = as_pdf(settings, site)
        if epub is not None:
            made[epub] = as_epub(settings, site)
    except CannotMakePdf as error:
        refused(f"There is no PDF: {error}.\nNothing was written.")
    for file, content in made.items():
        write(file, content)


@click.command("offline", epilog=EXIT)
@click.argument("root", type=ROOT, default=".")
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip to write.  [default: ROOT/build/handbook-offline.zip]",
)
def offline(root: Path, to: Path | None) -> None:
    """Make the site under ROOT into one zip that works from a folder, without a web server.

    Unpack it anywhere, even on a stick, and open index.html: search and filters work, My
    learning does not. The same data make the same bytes, on any day and on any computer.
    """
    _, site = opened(root)
    write(to or root / "build" / "handbook-offline.zip", offline_copy(root, site))


def offline_copy(root: Path, site: Site) -> bytes:
    """The site as a zip that works without a web server, from a build of its own."""
    from handbook.archive import archive
    from handbook.folders import files
    from handbook.hook import build_site  # MkDocs takes long to import
    from handbook.offline import offline as copy

    with TemporaryDirectory() as folder:
        made = Path(folder, "site")
        build_site(root, made, compress=False)
        whole = copy({path: (made / path).read_bytes() for path in files(made)})
    top = f"{site.framework.id}-handbook"
    return archive({f"{top}/{path}": content for path, content in whole.items()})


def carried(root: Path, wanted: Sequence[str]) -> dict[str, bytes]:
    """The copies that a build is to put into the site, by their names in `copies.KINDS`.

    `wanted` wins over the setting `extra.handbook.carry` in mkdocs.yml, unless it is empty.
    """
    settings, site = opened(root)
    names = wanted or settings.own.get("carry") or ()
    from handbook.book import CannotMakePdf, as_epub, as_pdf

    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: as_pdf(settings, site),
        "epub": lambda: as_epub(settings, site),
        "offline": lambda: offline_copy(root, site),
    }
    try:
        return {name: makers[name]() for name in KINDS if name in names}
    except CannotMakePdf as error:
        refused(f"There is no PDF: {error}.\nNothing was written.")


def opened(root: Path) -> tuple[Settings, Site]:
    """The settings and the records under `root`, or an end with every mistake in them."""
    if not (root / "mkdocs.yml").is_file():
        refused(f"There is no mkdocs.yml in '{root}'. It names the site and its theme.")
    try:
        settings = read_settings(root.absolute())
        memory = Memory(settings.root)
        return settings, open_site(settings.root, settings.content, memory.read, memory.grade)
    except DataError as error:
        click.echo(FORMATS["text"](error.problems, root))
        click.echo(f"{len(error.problems)} to fix. Nothing was written.", err=True)
        sys.exit(1)


def write(file: Path, content: bytes) -> None:
    """Write a whole file, or leave the one that is there as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)
    click.echo(f"Wrote {file} ({len(content) / 1e6:.1f} MB)")


def refused(reason: str) -> NoReturn:
    """Say why not, and end."""
    click.echo(reason, err=True)
    sys.exit(2)
