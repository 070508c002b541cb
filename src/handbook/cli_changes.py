"""The commands about changes: diff, summary, release."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click

from handbook import release as releasing
from handbook import reports, revisions, tell
from handbook.build import Read, open_site, read_site
from handbook.cli_options import ROOT
from handbook.diff import compare
from handbook.history import file_of
from handbook.phrases import advice, counted, grouped, names, told
from handbook.problems import DataError
from handbook.release import Plan, RefusedError
from handbook.render import Renderer
from handbook.revisions import RevisionError
from handbook.site import Site
from handbook.summary import Proposal, suggestions
from handbook.summary import summary as summed_up


@dataclass(frozen=True)
class Opened:
    """A state of the handbook, and the folder that its files are in."""

    read: Read
    folder: Path

    @property
    def site(self) -> Site:
        return self.read.site


@contextmanager
def opened(root: Path, name: str) -> Iterator[Opened]:
    """The handbook in a folder, or as it was in a version or a git revision.

    Raises RevisionError if there is no such thing.
    """
    folder = Path(name)
    if not name.strip():
        raise RevisionError("a version, a revision or a folder must have a name")
    if any((folder / part).exists() for part in ("curriculum.yml", "curriculum")):
        yield Opened(read_site(folder), folder)
        return
    with TemporaryDirectory(prefix="handbook-") as temporary:
        revisions.extract(root, _commit(root, name), Path(temporary))
        yield Opened(read_site(Path(temporary)), Path(temporary))


def _commit(root: Path, name: str) -> str:
    if not revisions.is_repository(root):
        raise RevisionError(f"'{name}' is no folder with a handbook, and '{root}' is not in git")
    of_version = (root / file_of(name)).is_file() if "/" not in name else False
    found = revisions.commit_of_version(root, name) if of_version else None
    found = found or revisions.commit(root, name)
    if found is None:
        raise RevisionError(f"there is no version, revision or folder '{name}'")
    return found


@click.command()
@click.argument("old")
@click.argument("new", default=".")
@click.option(
    "--format",
    "style",
    type=click.Choice([*tell.FORMATS, "html"]),
    default="text",
    show_default=True,
    help="How to say it: text and markdown for people, html as a page, json and csv for tools.",
)
@click.option("--root", type=ROOT, default=".", help="The handbook's folder, for versions and git.")
def diff(old: str, new: str, style: str, root: Path) -> None:
    r"""Say in words what changed from OLD to NEW, record by record.

    OLD and NEW are each a version (2026.1), a git revision (HEAD~3, main, a tag) or a folder; NEW
    is the current folder if you name none. Line breaks, the order of fields and where a record
    stands in its file make no difference. The JSON form is explained in contribute/changes/.

    \b
      handbook diff 2026.1            since version 2026.1
      handbook diff main HEAD         what this branch would change
    """
    try:
        with opened(root, old) as before, opened(root, new) as after:
            _warn(old, before)
            _warn(new, after)
            click.echo(_told(old, new, before.site, after.site, style))
    except RevisionError as error:
        _cannot(f"{_capital(str(error))}.")


def _told(old: str, new: str, before: Site, after: Site, style: str) -> str:
    changes = compare(before, after)
    called = names(after, before)
    shown = "here" if new == "." else new
    if style != "html":
        return tell.FORMATS[style](tell.Difference(old, shown, changes, called))
    groups = [
        (title, [told(after, change, called)._replace(record=None) for change in found])
        for title, found in grouped(changes, called)
    ]
    return Renderer(after).part(
        "reports/difference.html", "", old=old, new=shown, groups=groups,
        counted=_capital(counted(changes)), advice=advice(changes),
    )  # fmt: skip


def _warn(name: str, state: Opened) -> None:
    """Say that records are missing because they could not be read."""
    if not state.read.whole:
        told_of = reports.text(sorted(state.read.problems), state.folder)
        _cannot(f"{told_of}\n\n'{name}' cannot be compared until this is put right.")
    if state.site.broken:
        count = len(state.site.broken)
        click.echo(f"In {name}, {count} records have mistakes and are left out.", err=True)


@click.command()
@click.argument("base")
@click.argument("head", default=".")
@click.option("--root", type=ROOT, default=".", help="The handbook's folder, for versions and git.")
@click.option(
    "--suggestions",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write corrected lines into this file, as comments of a GitHub review (JSON).",
)
def summary(base: str, head: str, root: Path, file: Path | None) -> None:
    """Sum up a pull request from BASE to HEAD for people who read no YAML.

    In Markdown: what changes in words, before and after, on which pages it shows, which records
    refer to it, and what the checks say, with corrected lines. BASE and HEAD are what OLD and NEW
    are for `diff`. It always exits with 0 if it could be made: to judge is for `check`.
    """
    try:
        with opened(root, base) as before, opened(root, head) as after:
            proposal = Proposal(before.read, after.read, after.folder)
            click.echo(summed_up(proposal), nl=False)
            if file is not None:
                prefix = revisions.prefix(root) if revisions.is_repository(root) else ""
                file.write_text(suggestions(proposal, prefix) + "\n", encoding="utf-8")
    except RevisionError as error:
        _cannot(f"{_capital(str(error))}.")


@click.command()
@click.argument("root", type=ROOT, default=".")
@click.option("--version", "number", default="", help="The version, if not the one proposed.")
@click.option("--date", "on", default="", help="The day, such as 2026-11-22; that of the commit.")
@click.option("--since", default="", help="Compare with this git revision or folder instead.")
@click.option("--gone", multiple=True, help="Id of a record that may really vanish. Repeatable.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--tag", is_flag=True, help="Also commit the two files, and tag the commit.")
def release(
    root: Path, number: str, on: str, since: str, gone: tuple[str, ...], dry_run: bool, tag: bool
) -> None:
    r"""Propose the next version from what has changed, and write what it changes.

    Compares the data under ROOT with the last version in changes/, chooses the number (changed
    meaning, additions, or words only), writes changes/VERSION.yml and the new version into the
    curriculum, and prints release notes. Refuses if an id that was published has vanished.

    \b
    Exit status:
      0  done, or with --dry-run: could be done
      1  refused, with the reasons; nothing was written
      2  could not run
    """
    try:
        new = open_site(root)
        day = date.fromisoformat(on) if on else revisions.day(root)
        plan, old = _planned(root, new, day, number, since, frozenset(gone))
    except DataError as error:
        click.echo(reports.text(error.problems, root))
        _refuse([f"{len(error.problems)} to fix before a release."])
    except RefusedError as error:
        _refuse(error.reasons)
    except RevisionError as error:
        _cannot(f"{_capital(str(error))}.")
    except ValueError:
        _cannot(f"'{on}' is not a date. Write year-month-day, such as 2026-11-22.")
    click.echo(releasing.notes(plan, old, new))
    if plan.remark:
        click.echo(plan.remark, err=True)
    if dry_run:
        click.echo(f"This would be version {plan.release.version}.", err=True)
        return
    files = _write(root, new, plan)
    if tag:
        _tag(root, files, plan)


def _planned(
    root: Path, new: Site, day: date, number: str, since: str, gone: frozenset[str]
) -> tuple[Plan, Site | None]:
    if not new.releases:
        return releasing.first(new, day, number), None
    last = new.releases[0].version
    if not since and revisions.commit_of_version(root, last) is None:
        raise RevisionError(
            f"git does not know version {last} yet: commit {file_of(last)}, or name the revision "
            "to compare with, with --since"
        )
    with opened(root, since or last) as before:
        _warn(since or last, before)
        return releasing.following_release(before.site, new, day, number, gone), before.site


def _write(root: Path, new: Site, plan: Plan) -> list[Path]:
    """Write the release and the new number; say which files."""
    version = plan.release.version
    place = new.framework.place("version")
    curriculum = root / place.file
    changed = releasing.with_version(
        curriculum.read_bytes().decode("utf-8"), place.line, place.column, version
    )
    if (root / plan.file).exists():
        _refuse([f"There is a file {plan.file} already."])
    (root / plan.file).parent.mkdir(exist_ok=True)
    (root / plan.file).write_text(releasing.as_file(plan.release), encoding="utf-8")
    curriculum.write_bytes(changed.encode())
    click.echo(f"Wrote {plan.file}, and version {version} into {place.file}.", err=True)
    return [plan.file, place.file]


def _tag(root: Path, files: list[Path], plan: Plan) -> None:
    name = revisions.TAGS[0].format(plan.release.version)
    try:
        revisions.save(root, files, f"Version {plan.release.version}", name)
    except RevisionError as error:
        _cannot(f"The files are written, but git did not take them: {error}.")
    click.echo(f"Committed, with the tag {name}.", err=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _refuse(reasons: Sequence[str]) -> NoReturn:
    click.echo("\n".join(reasons), err=True)
    click.echo("Nothing was written.", err=True)
    sys.exit(1)


def _cannot(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
