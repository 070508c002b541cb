"""The commands that change files: layout, new records, new ids, withdrawals."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from handbook.edit.files import Change, layout, save, sources
from handbook.problems import DataError, Problem
from handbook.reports import FORMATS

ROOT = click.Path(file_okay=False, path_type=Path)
EXIT = """\b
Exit status:
  0  done, or nothing to do
  1  something to fix first; nothing was written
  2  could not run"""


@click.command(
    epilog="""\b
Exit status:
  0  every file is in the layout, or is now
  1  a file cannot be read, or would change (with --check)
  2  could not run"""
)
@click.argument("root", type=ROOT, default=".")
@click.option("--check", is_flag=True, help="Write nothing; say which files would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show the lines that would change.")
def fmt(root: Path, check: bool, diff: bool) -> None:
    """Put the YAML under ROOT into the one layout that we use.

    The layout: two spaces for each level; the fields of a record in the order of the page of all
    fields; resources and glossary entries in the order of their ids; double quotes where there are
    quotes; one blank line where there are several; lines that end as on Linux, without a byte
    order mark. What a text says, its remarks and its blank lines stay.

    Only files that change are written. A file that cannot be read is left as it is.
    """
    must_be_folder(root)
    problems: list[Problem] = []
    changes = [change for change in _layouts(root, problems) if change]
    if diff:
        show(changes)
    elif not check:
        save(root, changes)
    for change in changes:
        would = "would change" if check or diff else "is laid out"
        click.echo(f"{change.name.as_posix()} {would}.", err=True)
    if problems:
        tell(root, problems)
    if check and changes:
        click.echo("Run 'handbook fmt' to put them right.", err=True)
    sys.exit(1 if problems or (check and changes) else 0)


def _layouts(root: Path, problems: list[Problem]) -> Sequence[Change]:
    changes = []
    for name, kind in sources(root):
        try:
            changes.append(layout(root, name, kind))
        except DataError as error:
            problems.extend(error.problems)
    return changes


def show(changes: Sequence[Change]) -> None:
    """Print the lines that change, with colours where the terminal has them."""
    for change in changes:
        for line in change.diff().splitlines():
            click.secho(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[:1]))


def tell(root: Path, problems: Sequence[Problem]) -> None:
    """Print problems the way `handbook check` does."""
    click.echo(FORMATS["text"](problems, root))
    click.echo(f"{len(problems)} to fix.", err=True)


def must_be_folder(root: Path) -> None:
    """Stop if there is no such folder."""
    if not root.is_dir():
        click.echo(
            f"There is no folder '{root}'. Name the folder that holds curriculum.yml.", err=True
        )
        sys.exit(2)
