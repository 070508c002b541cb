"""The commands that change files: layout, new records, new ids, withdrawals."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from handbook.cli_options import ROOT
from handbook.edit.files import Change, laid, layout, save
from handbook.edit.references import KINDS, EditError
from handbook.edit.renaming import rename as give_id
from handbook.edit.withdrawing import withdraw as take_out
from handbook.edit.workspace import Workspace
from handbook.problems import DataError, Problem
from handbook.reports import FORMATS

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
    for name, kind in laid(root):
        try:
            changes.append(layout(root, name, kind))
        except DataError as error:
            problems.extend(error.problems)
    return changes


F = TypeVar("F", bound=Callable[..., object])


def writing(command: F) -> F:
    """The options of every command that changes records."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Show the change and write nothing."),
        click.option("--yes", "-y", is_flag=True, help="Do not ask before writing."),
        click.option("--root", type=ROOT, default=".", help="The folder of curriculum.yml."),
    ):
        command = option(command)
    return command


@click.command(epilog=EXIT)
@click.argument("old")
@click.argument("new")
@click.option(
    "--kind",
    type=click.Choice([kind.name for kind in KINDS]),
    help="What OLD is, where two records of different kinds have it as id.",
)
@click.option("--unpublished", is_flag=True, help="Nobody can know OLD yet: do not keep it.")
@writing
def rename(
    old: str, new: str, kind: str | None, unpublished: bool, root: Path, yes: bool, dry_run: bool
) -> None:
    """Give the record OLD the id NEW.

    Ids are for ever, so do this only if the old one is really wrong; titles and codes can simply be
    edited. Every field, link and call that names OLD will name NEW. The record keeps OLD under
    'was': its page stays at the old address and leads to the new one, nothing else can get
    that id, and other systems go on knowing the record by the same identifier.
    """
    with editing(root) as workspace:
        give_id(workspace, old, new, kind or "", seen=not unpublished)
        carry_out(workspace, yes=yes, dry_run=dry_run)


@click.command(epilog=EXIT)
@click.argument("id")
@click.option(
    "--replaced-by", multiple=True, metavar="ID", help="Use this instead; may be repeated."
)
@click.option("--keep-references", is_flag=True, help="Leave lists that name ID as they are.")
@click.option(
    "--date", "when", type=click.DateTime(["%Y-%m-%d"]), help="The day; today if left out."
)
@writing
def withdraw(
    id: str, replaced_by: tuple[str, ...], keep_references: bool, when: datetime | None,
    root: Path, yes: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Take the outcome or the resource ID out of use.

    Its page stays, says that it is out of use, and names what to use instead. Lists of ids that
    name it (in activities, resources, connections) will name its replacements. Links in texts and
    calls on pages stay, and are listed for you to look at.
    """
    day = (when or datetime.now(UTC)).date()
    with editing(root) as workspace:
        left = take_out(workspace, id, replaced_by, day, follow=not keep_references)
        if left:
            click.echo(f"'{id}' will still be named here. Please look at each:", err=True)
        for place in left:
            click.echo(f"  {place}", err=True)
        carry_out(workspace, yes=yes, dry_run=dry_run)


@contextmanager
def editing(root: Path) -> Iterator[Workspace]:
    """The files below `root`, to be changed; mistakes before or after the change are told."""
    must_be_folder(root)
    try:
        yield Workspace(root)
    except EditError as error:
        click.echo(f"{error} Nothing was written.", err=True)
        sys.exit(2)
    except DataError as error:
        tell(root, error.problems)
        click.echo("Put this right first. Nothing was written.", err=True)
        sys.exit(1)


def carry_out(workspace: Workspace, *, yes: bool, dry_run: bool) -> None:
    """Show what would change, ask, and write; but nothing that would break a rule."""
    changes = workspace.changes()
    show(changes)
    for name in workspace.unrelated(changes):
        click.echo(f"{name} is not in our layout, so more than this change is shown.", err=True)
        click.echo("Run 'handbook fmt' first to keep the two apart.", err=True)
    try:
        workspace.check(changes)
    except DataError as error:
        click.echo(FORMATS["plain"](error.problems, workspace.root))
        click.echo("With this change something would be wrong. Nothing was written.", err=True)
        sys.exit(1)
    if dry_run or not (yes or click.confirm("Write this?", err=True)):
        click.echo("Nothing was written.", err=True)
        return
    save(workspace.root, changes)
    for change in changes:
        click.echo(f"Wrote {change.name.as_posix()}.", err=True)


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
