"""The site from a staged tree, by a builder that runs as a program of its own.

The builder works in a folder beside the site. Only when it has done all of its work does the
result take the site's place.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from handbook.app import App, Standing, is_wanted, of_site, write_app
from handbook.build import Built
from handbook.compress import Format, compress
from handbook.folders import files, replace
from handbook.render import Renderer
from handbook.settings import Settings
from handbook.site import Site
from handbook.sitemap import write_sitemap
from handbook.stage import tree
from handbook.stage.configuration import NAME
from handbook.stage.disk import write
from handbook.theming import FAVICON

# By their names as packages; all three have the same options.
BUILDERS = ("mkdocs", "properdocs", "zensical")
INDEXES = ("search.json",)  # search of theirs, which nothing of ours asks for


class BuilderError(Exception):
    """A builder that is not there, or that did not build the whole site."""


@dataclass(frozen=True)
class Source:
    """What a site is made from: its settings, its records, and what was made of these."""

    settings: Settings
    site: Site
    built: Built


def build_with(
    builder: str,
    source: Source,
    target: Path,
    wanted: Sequence[Format] = (),
    *,
    strict: bool = False,
) -> None:
    """Build the site in the folder `target`. What the builder says goes to the terminal.

    Beside each file come those in the `wanted` formats.

    Raises BuilderError if the site that was there stays as it was.
    """
    if find_spec(builder) is None:
        told = f"python -m pip install {builder}"
        raise BuilderError(f"'{builder}' is not installed. To install it: {told}")
    staged = tree(source.settings, source.site, source.built)
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        write(staged, folder)
        _run(builder, folder / NAME, source.settings.root, strict=strict)
        made = folder / "site"
        _finish(source, staged, made)
        write_app(made, files(made), _app(source), Standing(target))
        compress(made, target, wanted)
        replace(target, made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _app(source: Source) -> App:
    values, theme = source.settings.values, source.settings.theme
    name, description = str(values["site_name"]), str(values.get("site_description") or "")
    icon = str(theme.get("favicon") or FAVICON)
    on = is_wanted(source.settings.extra)
    return of_site(source.site, name, description, icon, on=on)


def _run(builder: str, configuration: Path, root: Path, *, strict: bool) -> None:
    command = [sys.executable, "-m", builder, "build", "--config-file", str(configuration)]
    command += ["--strict"] if strict else []
    # Extensions of Markdown may name files as seen from the site's own folder.
    if subprocess.run(command, cwd=root, check=False).returncode:  # noqa: S603 (no shell)
        raise BuilderError(f"{builder} could not build the site, as it says above.")


def _finish(source: Source, staged: Mapping[str, bytes], made: Path) -> None:
    """Check that everything is there, and put right what is not the builder's to know."""
    missing = [url for url in _addresses(source) if not (made / url / "index.html").is_file()]
    if missing:
        some = ", ".join(missing[:3])
        raise BuilderError(f"{len(missing)} pages are missing in what was built, such as {some}")
    for name in INDEXES:
        if f"docs/{name}" not in staged:
            (made / name).unlink(missing_ok=True)
    write_sitemap(Renderer(source.site), made, files(made), source.settings.site_url)


def _addresses(source: Source) -> Iterator[str]:
    for page, _ in source.built.pages:
        yield page.url
