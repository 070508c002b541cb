"""The command that looks at a built site."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from handbook.build import open_site, pages
from handbook.cli_options import ROOT, style
from handbook.memory import Memory
from handbook.output import Fault, Output, faults
from handbook.output.crawl import crawl, is_installed
from handbook.output.sources import problems
from handbook.problems import DataError
from handbook.reports import FORMATS
from handbook.settings import read_settings


@click.command(
    "check-site",
    epilog="""\b
Exit status:
  0  nothing to fix
  1  a link leads nowhere, or a page cannot be found
  2  could not run""",
)
@click.argument("root", type=ROOT, default=".")
@click.option("--site-dir", type=ROOT, help="The built site, if it is not in ROOT/site.")
@style
@click.option("--crawl/--no-crawl", "crawling", default=None, help="Follow links with LinkChecker.")
def check_site(root: Path, site_dir: Path | None, style: str, crawling: bool | None) -> None:
    """Say which links of the site built from ROOT lead nowhere, and which pages nobody finds.

    Looks at every page of the built site: links and anchors, ids that are there twice, pages that
    no page leads to, and what the sitemap and the search index name. Each message names the line
    of YAML or Markdown that the page was made from. With LinkChecker installed, its crawl is run as
    well. Nothing outside this computer is asked.
    """
    try:
        site = open_site(root, read=Memory(root).read)
        settings = read_settings(root)
    except DataError as error:
        click.echo(FORMATS[style](error.problems, root))
        click.echo("Correct the data and build the site first.", err=True)
        sys.exit(2)
    built = site_dir or settings.site_dir
    if not (built / "index.html").is_file():
        click.echo(f"There is no site in '{built}'. Run 'handbook build' first.", err=True)
        sys.exit(2)
    planned = pages(site)
    base = urlsplit(settings.site_url).path.rstrip("/") + "/"
    unlisted = {page.url for page in planned if not page.indexed}
    output = Output(built, base, unlisted, {hidden.url for hidden in site.hidden.values()})
    found = [*faults(output), *_crawled(built, crawling)]
    told = problems(found, site, planned, _inside(built, root))
    if told or style in {"json", "sarif"}:
        click.echo(FORMATS[style](told, root))
    click.echo(f"{len(told) or 'Nothing'} to fix on {len(output.pages)} pages.", err=True)
    sys.exit(1 if told else 0)


def _crawled(built: Path, asked: bool | None) -> list[Fault]:
    if asked is False:
        return []
    if is_installed():
        return crawl(built)
    if asked:
        click.echo("LinkChecker is not installed: python -m pip install linkchecker", err=True)
        sys.exit(2)
    return []


def _inside(built: Path, root: Path) -> Path:
    """The folder as messages name it."""
    return built.relative_to(root) if built.is_relative_to(root) else built
