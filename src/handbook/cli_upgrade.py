"""The command that brings a local edition to another version of its base."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from handbook import reports
from handbook.cli_options import ROOT
from handbook.edition import NAME, is_edition
from handbook.problems import DataError
from handbook.tell import words
from handbook.upgrade.carrying_out import automatic, save, writes
from handbook.upgrade.deciding import hidden, worded
from handbook.upgrade.finding import Deed, Finding
from handbook.upgrade.opening import NoSuchBaseError, Opened, opened
from handbook.upgrade.page import page
from handbook.upgrade.telling import FORMATS, about, sides, text_of

KEYS = {"k": "ours", "t": "theirs", "n": "new", "l": "later"}


@click.command(
    epilog="""\b
Exit status:
  0  nothing to decide
  1  a person has to decide something, or should look at what is new
  2  could not run: wrong options, or no such base
  3  could not compare: something to fix in the edition or in a base"""
)
@click.argument("root", type=ROOT, default=".")
@click.option(
    "--to",
    default="",
    metavar="BASE",
    help="The new base: a folder, a wheel, or a version that is installed or lies beside the old "
    "wheel.  [default: the one that edition.yml names, as it is now]",
)
@click.option(
    "--from",
    "since",
    default="",
    metavar="BASE",
    help="The base that the changes were made against, if edition.yml does not name it any more.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice([*FORMATS, "html"]),
    default="text",
    show_default=True,
    help="How to say it: text for people, markdown for a pull request, html as a page, json.",
)
@click.option("--apply", "write", is_flag=True, help="Write what needs no thought.")
@click.option("--interactive", is_flag=True, help="Ask about the rest, and write that too.")
def upgrade(root: Path, to: str, since: str, style: str, write: bool, interactive: bool) -> None:
    """Bring the edition in ROOT to another version of its base.

    Compares, for each local change, what the base said when it was made, what it says now, and
    what you say. Most changes still fit. Where the base has changed the same text, you see all
    three and decide; until then readers see the base's text. Nothing of yours is changed or
    dropped without being told, and nothing is written without --apply or --interactive.
    """
    _must_be_edition(root)
    found = _opened(root, to, since)
    if interactive:
        _write(found, _asked(found))
    elif write:
        _write(found, ())
    if interactive:
        found = _opened(root, "", since or "")
    click.echo(
        page(found.report, found.now.site()) if style == "html" else FORMATS[style](found.report)
    )
    if style == "text":
        _go_on(found, write=write or interactive, asked=interactive)
    news = () if write or interactive else found.report.of("new")
    sys.exit(1 if found.report.undecided or news else 0)


def _go_on(found: Opened, *, write: bool, asked: bool) -> None:
    """Say what comes next, if anything does."""
    report = found.report
    try:
        waits = not write and bool(writes(found.edition, automatic(report), found.now))
    except DataError:  # --apply says why
        waits = True
    if waits:
        click.echo("\nWrite what needs no thought: the same again with --apply.", err=True)
    if report.undecided and not asked:
        click.echo("\nDecide the rest: the same again with --interactive, or by hand.", err=True)


def _must_be_edition(root: Path) -> None:
    if not is_edition(root):
        _cannot(f"There is no {NAME} in '{root}'. Name the folder of a local edition.")


def _opened(root: Path, to: str, since: str) -> Opened:
    try:
        return opened(root, to, since)
    except NoSuchBaseError as error:
        _cannot(str(error))
    except DataError as error:
        _refuse(root, error)


def _write(found: Opened, decided: Sequence[Deed]) -> None:
    """Write what needs no thought and what was decided, and say which files."""
    edition, report = found.edition, found.report
    try:
        wanted = writes(edition, (*automatic(report), *decided), found.now)
    except DataError as error:
        _refuse(edition.root, error)
    save(edition.root, wanted)
    for each in wanted:
        done = "Deleted" if each.after is None else "Wrote"
        click.echo(f"{done} {each.name.as_posix()}.", err=True)
    for finding in report.of("taken over"):
        what = f"{finding.kind} {finding.id}, {about(finding)}"
        ours = text_of(finding.ours).replace("\n", ", ")
        click.echo(f"Taken out, for it is no longer needed: {what} ({ours})", err=True)
    if not wanted:
        click.echo("There is nothing left to write.", err=True)


# Questions.


def _asked(found: Opened) -> list[Deed]:
    """What a person decides, one question after another. Ctrl+C leaves all as it was."""
    deeds: list[Deed] = []
    waiting = found.report.undecided
    for n, finding in enumerate(waiting, 1):
        what = f'{finding.kind} {finding.id} "{finding.title}", {about(finding)}'
        click.echo(f"\n{n} of {len(waiting)}: {what}")
        for line in _lines(finding):
            click.echo(f"  {line}")
        deeds += _decided(finding)
    for finding in found.report.of("new"):
        click.echo(f'\nNew: {finding.kind} {finding.id} "{finding.title}". {finding.why}')
        if (
            click.prompt(
                "Show it or leave it out?",
                type=click.Choice(["show", "out"]),
                default="show",
                err=True,
            )
            == "out"
        ):
            because = click.prompt("Why? Readers see the reason", err=True)
            deeds += hidden(finding, because)
    return deeds


def _lines(finding: Finding) -> Iterator[str]:
    if finding.why:
        yield finding.why
    for side in sides(finding, None):
        yield f"{side.label + ':':<10}{words(side.pieces)}"
    if finding.because:
        yield f"you wrote: {finding.because}"


def _decided(finding: Finding) -> tuple[Deed, ...]:
    keys = [key for key, choice in KEYS.items() if choice in finding.choices]
    keys += ["n"] if finding.wording else []
    told = {"k": "keep ours", "t": "take theirs", "n": "write new", "l": "later"}
    question = ", ".join(f"{key} = {told[key]}" for key in (*keys, "l"))
    answer = click.prompt(
        question, type=click.Choice([*keys, "l"]), default="l", err=True, show_choices=False
    )
    if answer == "n":
        written = click.edit(text_of(finding.ours)) if sys.stdin.isatty() else None
        text = written if written is not None else click.prompt("The new text", err=True)
        return worded(finding, text.strip("\n"))
    return finding.choices.get(KEYS[answer], ())  # type: ignore[call-overload, no-any-return]


def _refuse(root: Path, error: DataError) -> NoReturn:
    click.echo(reports.text(error.problems, root))
    click.echo(f"{len(error.problems)} to fix. Nothing was written.", err=True)
    sys.exit(3)


def _cannot(message: str) -> NoReturn:
    click.echo(f"{message} Nothing was written.", err=True)
    sys.exit(2)
