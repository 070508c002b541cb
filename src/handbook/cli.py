"""The command line: the only module that prints or exits."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import click

from handbook import garbage
from handbook.build import Read, open_site, read_site
from handbook.build import build as pipeline
from handbook.build import pages as planned
from handbook.cli_options import ROOT, style
from handbook.copies import paths
from handbook.edition import is_edition
from handbook.edition.layers import load_content
from handbook.edition.schemas import schemas
from handbook.edition.telling import overdue
from handbook.handwritten import wanted
from handbook.health import FILE as MEMORY
from handbook.links import REPORTS
from handbook.memory import Memory, forget
from handbook.problems import DataError
from handbook.references import known_ids
from handbook.reports import FORMATS
from handbook.schema import with_ids
from handbook.settings import read_settings
from handbook.site import with_copies

if TYPE_CHECKING:
    from handbook.edition.layers import Bases
    from handbook.links.findings import Findings
    from handbook.links.run import Task
    from handbook.stage.builders import Source

# Material and MkDocs quarrel about the future in every build; editors need not hear it.
QUIET = ("NO_MKDOCS_2_WARNING", "1")
# Plugins whose work is done before another builder starts.
DISPENSABLE = frozenset({"macros", "search"})
EXIT = """\b
Exit status:
  0  nothing to fix
  1  something to fix in the data
  2  could not run"""

LINKS_EXIT = """\b
Exit status:
  0  nothing to fail
  1  an address is broken (with --changed-since: one that this change brings)
  2  could not run: wrong options, or something to fix in the data
  3  could not look: no network, or stopped"""


# Commands with a module of their own: where each one is.
ELSEWHERE = {
    "add": "cli_add:add",
    "book": "cli_carry:book",
    "check-site": "cli_output:check_site",
    "diff": "cli_changes:diff",
    "fmt": "cli_edit:fmt",
    "health": "cli_review:health",
    "new": "cli_new:new",
    "offline": "cli_carry:offline",
    "release": "cli_changes:release",
    "rename": "cli_edit:rename",
    "review": "cli_review:review",
    "suggestion": "cli_suggestion:suggestion",
    "summary": "cli_changes:summary",
    "upgrade": "cli_upgrade:upgrade",
    "withdraw": "cli_edit:withdraw",
}


class _Commands(click.Group):
    """Imports what a command needs when somebody runs it: a build need not wait for the others.

    https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with a name, or nothing."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name = ELSEWHERE[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"handbook.{module}"), name)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("living-handbook"), prog_name="handbook")
def main() -> None:
    """Publish a curriculum as a living handbook.

    A handbook is a folder with curriculum.yml (domains, outcomes, activities), resources.yml (the
    resource directory), frameworks/ (sister frameworks), content/ (hand-written pages) and
    mkdocs.yml (name, theme, navigation).

    \b
    To begin:
      handbook new       a repository of your own

    \b
    A first round:
      handbook check     say what is wrong with the data, and where
      handbook serve     look at the site while you change it
      handbook build     make the whole site, in site/

    \b
    Changes that several files must agree on:
      handbook add       a new resource, activity or outcome, at its place
      handbook withdraw  take something out of use; its page stays
      handbook rename    another id, wherever the old one stands
      handbook fmt       one layout for all files

    \b
    From time to time:
      handbook check-links  look whether other people's addresses still work
      handbook review       list what is due for review, by owner
      handbook health       say what is lacking, in numbers that may not get worse
      handbook upgrade      bring a local edition to a new version of its base
    """  # noqa: D301 (\b is what click looks for)


@main.command(epilog=EXIT)
@click.argument("root", type=ROOT, default=".")
@style
def check(root: Path, style: str) -> None:
    """Say everything that is wrong with the data under ROOT, and where.

    ROOT is the folder that holds curriculum.yml; the current folder if you name none. Nothing is
    written. Every message names the file, the line and the column, what is wrong, the rule, and
    what to do. The rules are explained on the site, at contribute/messages/.
    """
    _must_be_folder(root)
    garbage.let_lie()
    found = read_site(root, read=Memory(root).read)
    if found.problems:
        problems = DataError(found.problems).problems
        click.echo(FORMATS[style](problems, root))
        click.echo(f"{len(problems)} to fix.", err=True)
        sys.exit(1)
    site = found.site
    _tell_local(found, root)
    if style in {"json", "sarif"}:
        click.echo(FORMATS[style]([], root))
    counts = f"{len(site.outcomes)} outcomes, {len(site.activities)} activities"
    click.echo(f"Nothing to fix in {counts} and {len(site.resources)} resources.", err=True)


def _tell_local(found: Read, root: Path) -> None:
    """What the editors of a local edition should hear of, though nothing of it is wrong."""
    for remark in found.remarks:
        click.echo(f"{FORMATS['text']([remark], root)}\n", err=True)
    today = datetime.now().astimezone().date()  # no build asks this
    for note in (*found.notes, *overdue(found.entries, today)):
        click.echo(str(note), err=True)


@main.command(epilog=EXIT)
@click.argument("roots", metavar="[ROOT]...", type=ROOT, nargs=-1)
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where to put the site.")
@click.option("--strict", is_flag=True, help="Refuse a site with warnings, such as a bad link.")
@click.option("--clean", is_flag=True, help="Forget earlier builds, and make every page anew.")
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "properdocs", "zensical"]),
    help="Have another program make the site from what `handbook stage` writes.",
)
@click.option(
    "--compress/--no-compress",
    default=None,
    help="Put .gz and .br beside each file, or not, whatever mkdocs.yml says.",
)
@click.option(
    "--carry",
    multiple=True,
    type=click.Choice(["pdf", "epub", "offline"]),
    help="Put a copy of the whole handbook into the site, to download; as often as you like.",
)
def build(
    roots: tuple[Path, ...],
    site_dir: Path | None,
    strict: bool,
    clean: bool,
    builder: str | None,
    compress: bool | None,
    carry: tuple[str, ...],
) -> None:
    """Make the whole site from the data under ROOT, in ROOT/site.

    The same as `mkdocs build`. If anything is wrong, the site that was there stays as it was.
    After a change only the pages that show it are made anew: what earlier builds found out is kept
    in a folder of yours, and --clean deletes it (HANDBOOK_CACHE names another folder).

    With --builder the pages are first written as Markdown, all of them each time, and the builder
    uses neither hooks nor plugins. ProperDocs and Zensical must be installed beside the handbook.

    With several ROOTs, each gets its own site; local editions that stand on the same handbook read
    it only once. A mistake in one holds up no other: its old site stays, and the end says so.
    """
    roots = roots or (Path(),)
    if site_dir and len(roots) > 1:
        click.echo("--site-dir names the place of one site: leave it out for several.", err=True)
        sys.exit(2)
    for root in roots:
        _must_be_folder(root)
        _must_have_settings(root)
        if clean:
            forget(root)
    if builder:
        _each(roots, lambda root: _build_with(
            builder, root, site_dir, _carried(root, carry), strict=strict, compress=compress
        ))  # fmt: skip
        return
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    os.environ.setdefault(*QUIET)
    from handbook.hook import build_site  # MkDocs takes long to import, and `check` needs none

    shared = _bases(roots)
    target = site_dir.absolute() if site_dir else None

    def make(root: Path) -> None:
        carried = _carried(root, carry)
        build_site(root, target, strict=strict, compress=compress, shared=shared, carried=carried)
        click.echo(f"The site is in {site_dir or root / 'site'}.")

    _each(roots, make)


def _each(roots: tuple[Path, ...], make: Callable[[Path], None]) -> None:
    """Make one site after the other: a mistake in one holds up no other. Exits if there was one."""
    if len(roots) == 1:
        make(roots[0])
        return
    failed: dict[Path, int] = {}
    for root in roots:
        click.echo(f"\n{root}", err=True)  # what is said below is about this one
        try:
            make(root)
        except (click.ClickException, SystemExit) as error:
            failed[root] = _status(error)
        garbage.sweep()  # or ten builds would gather that of ten
    if failed:
        names = ", ".join(map(str, failed))
        count = f"{len(failed)} of {len(roots)}"
        click.echo(f"\n{count} not built: {names}. The rest are new.", err=True)
        sys.exit(max(failed.values()))


def _status(error: click.ClickException | SystemExit) -> int:
    """The exit status that a build ends with. What MkDocs has to say is said here."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    return error.code if isinstance(error.code, int) else 1


def _bases(roots: tuple[Path, ...]) -> "Bases | None":
    """What remembers the bases of local editions from one build to the next, if there are any."""
    if not any(is_edition(root) for root in roots):
        return None
    from handbook.edition.layers import Bases

    return Bases()


def _carried(root: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """The copies that the site is to offer; most builds make none, and need not import anything."""
    if not wanted and "carry:" not in (root / "mkdocs.yml").read_text("utf-8", errors="replace"):
        return {}
    from handbook.cli_carry import carried

    return carried(root, wanted)


def _build_with(
    builder: str,
    root: Path,
    site_dir: Path | None,
    carried: dict[str, bytes],
    *,
    strict: bool,
    compress: bool | None,
) -> None:
    from handbook.compress import CannotCompress, formats
    from handbook.stage.builders import BuilderError, build_with

    source = _source(root, carried)
    target = (site_dir or source.settings.site_dir).absolute()
    try:
        wanted = formats(source.settings.own.get("compress") if compress is None else compress)
        build_with(builder, source, target, wanted, strict=strict)
    except (BuilderError, CannotCompress) as error:
        click.echo(f"{error}\nNothing was changed in {target}.", err=True)
        sys.exit(2)
    click.echo(f"The site is in {site_dir or root / 'site'}.")


@main.command(epilog=EXIT)
@click.argument("root", type=ROOT, default=".")
@click.option("--to", type=ROOT, help="The folder to write to.  [default: ROOT/build/staged]")
def stage(root: Path, to: Path | None) -> None:
    """Write the site for other builders: Markdown, plain files and a mkdocs.yml.

    A builder needs nothing else, neither hooks nor plugins: `mkdocs`, `properdocs` or `zensical`,
    followed by `build -f build/staged/mkdocs.yml`. The pages are made from the data under ROOT;
    whoever changes them in the folder loses that with the next `handbook stage`.
    """
    _must_be_folder(root)
    _must_have_settings(root)
    from handbook.stage import tree
    from handbook.stage.disk import put

    source = _source(root)
    folder = to or root / "build" / "staged"
    try:
        put(tree(source.settings, source.site, source.built), folder)
    except FileExistsError:
        click.echo(f"'{folder}' has something else in it. Nothing was written.", err=True)
        sys.exit(2)
    click.echo(f"The staged site is in {folder}.")


@main.command("check-links", epilog=LINKS_EXIT)
@click.argument("root", type=ROOT, default=".")
@click.option(
    "--due", "mode", flag_value="due", default=True, help="What is due (if you say nothing)."
)
@click.option("--all", "mode", flag_value="all", help="Every address, however lately it was seen.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only addresses that records have gained since this revision of git.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice([*REPORTS]),
    default="text",
    show_default=True,
    help="How to say it.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write it to a file as well; as often as you like.",
)
@click.option(
    "--intranet",
    is_flag=True,
    envvar="HANDBOOK_INTRANET",
    help="Look at addresses on this machine and in private networks too.",
)
@click.option(
    "--contact",
    envvar=["HANDBOOK_CONTACT", "HANDBOOK_SITE_URL", "HANDBOOK_REPO_URL"],
    default="",
    help="Where the people whose servers we ask can find you: an address, or mailto:….",
)
@click.option(
    "--memory",
    type=click.Path(dir_okay=False, path_type=Path),
    default=MEMORY,
    show_default=True,
    help="What is known about addresses, from ROOT.",
)
@click.pass_obj
def links(
    clock: Callable[[], datetime] | None,
    root: Path,
    mode: Literal["due", "all"],
    changed_since: str | None,
    style: str,
    reports: tuple[str, ...],
    intranet: bool,
    contact: str,
    memory: Path,
) -> None:
    """Look whether other people's addresses still lead where they should.

    Every address in the YAML and in content/ under ROOT, politely: two at a time for each website,
    and what its robots.txt says is obeyed. What was seen is kept in links.jsonl, which the site
    shows to readers. An address counts as broken for good only after it was seen so on two days;
    one that merely does not answer, after a week. links-allow.yml excuses what you have looked at.

    You may stop it with Ctrl+C: what it has seen is kept, and the next run goes on from there.
    """
    _must_be_folder(root)
    # None but this command needs what asks other servers, and that takes long to import.
    from handbook.links.reports import REPORTS as WRITERS
    from handbook.links.reports.words import summary
    from handbook.links.run import Task

    files = _report_files(reports)
    task = Task(
        root, "changed" if changed_since else mode, changed_since or "", memory, intranet, contact,
        progress=_progress, **({"clock": clock} if clock else {}),
    )  # fmt: skip
    findings = _checked(task)
    click.echo(WRITERS[style](findings))
    for file, kind in files:
        file.write_text(WRITERS[kind](findings) + "\n", encoding="utf-8")
    if findings.void:
        click.echo(summary(findings), err=True)
    sys.exit(findings.exit_code)


def _report_files(reports: tuple[str, ...]) -> list[tuple[Path, str]]:
    found = []
    for report in reports:
        kind, mark, file = report.partition("=")
        if not mark or not file or kind not in REPORTS:
            known = ", ".join(REPORTS)
            click.echo(f"--report {report}: write FORMAT=FILE; the formats are {known}.", err=True)
            sys.exit(2)
        found.append((Path(file), kind))
    return found


def _checked(task: "Task") -> "Findings":
    from handbook.links.changed import NotARevisionError
    from handbook.links.run import check_links

    try:
        return check_links(task)
    except DataError as error:
        click.echo(FORMATS["text"](error.problems, task.root), err=True)
        click.echo(f"{len(error.problems)} to fix before any address is looked at.", err=True)
        sys.exit(2)
    except NotARevisionError as error:
        click.echo(f"There is nothing to compare with: {error}.", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("\nStopped. What was seen is kept; run it again to go on.", err=True)
        sys.exit(3)


def _progress(done: int, whole: int) -> None:
    """One line that counts, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {whole:,}", err=True, nl=done == whole)


@main.command()
@click.argument("root", type=ROOT, default=".")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port.")
def serve(root: Path, address: str) -> None:
    """Show the site on this computer, and renew it whenever a file changes.

    The same as `mkdocs serve`. A mistake is told here while the last good site stays on the screen.
    Stop it with Ctrl+C.
    """
    _must_be_folder(root)
    _must_have_settings(root)
    _check_first(root)
    sys.exit(_mkdocs(root, "serve", "--dev-addr", address))


@main.command()
@click.argument("folder", type=ROOT, default="schema")
@click.option("--root", type=ROOT, default=".", help="The handbook or the edition.")
def schema(folder: Path, root: Path) -> None:
    """Write JSON Schemas of the files of a handbook or an edition into FOLDER.

    Editors such as VS Code use them to complete field names and ids, and to mark mistakes while you
    type. The ids are those of the records under the root; a new one may be used before it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there, _, _ = load_content(root)
    found = schemas(there) if is_edition(root) else with_ids(known_ids(there.site()))
    for name, content in found.items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        click.echo(f"Wrote {folder / name}")


@main.command()
@click.argument("folder", type=ROOT)
@click.option(
    "--outcomes", type=click.IntRange(1, 20_000), default=30, show_default=True, help="How many."
)
@click.option(
    "--resources", type=click.IntRange(0, 50_000), default=120, show_default=True, help="How many."
)
@click.option(
    "--frameworks", type=click.IntRange(1, 50), default=1, show_default=True, help="How many."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other words.")
def demo(folder: Path, outcomes: int, resources: int, frameworks: int, seed: int) -> None:
    """Write a handbook of made-up content into FOLDER, which must be new or empty.

    To try things out, and to see how fast a large handbook is. The outcomes are shared out among
    the frameworks; the same options write the same bytes.
    """
    from handbook.demo import Size, write  # nobody else needs it

    try:
        count = write(folder, Size(outcomes, resources, frameworks, seed))
    except FileExistsError:
        click.echo(f"'{folder}' is not an empty folder. Nothing was written.", err=True)
        sys.exit(2)
    click.echo(f"Wrote {count} files into {folder}")


def _must_be_folder(root: Path) -> None:
    if not root.is_dir():
        click.echo(
            f"There is no folder '{root}'. Name the folder that holds curriculum.yml.", err=True
        )
        sys.exit(2)


def _must_have_settings(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        click.echo(
            f"There is no mkdocs.yml in '{root}'. It names the site and its theme.", err=True
        )
        sys.exit(2)


def _check_first(root: Path) -> None:
    """Show mistakes in the data the way `check` does, before MkDocs starts."""
    try:
        open_site(root, read=Memory(root).read)
    except DataError as error:
        _refuse(error, root)


def _source(root: Path, carried: dict[str, bytes] | None = None) -> "Source":
    """What staging needs, or every mistake in it."""
    from handbook.stage.builders import Source

    try:
        settings = read_settings(root.absolute())
        site = open_site(settings.root, settings.content)
    except DataError as error:
        _refuse(error, root)
    if site.local is not None and settings.values.get("nav") is None:
        from handbook.edition.menu import navigation

        nav = navigation(site, [page.uri for page in planned(site)])
        settings = replace(settings, values={**settings.values, "nav": nav})
    for name in sorted(settings.plugins.keys() - DISPENSABLE):
        click.echo(f"Left out: the plugin '{name}', which other builders lack.", err=True)
    spelled = wanted(settings.extra)
    site = with_copies(site, carried or {})
    built = pipeline(site, settings.site_url, abbreviations=spelled)
    return Source(settings, site, built._replace(files={**built.files, **paths(carried or {})}))


def _refuse(error: DataError, root: Path) -> NoReturn:
    click.echo(FORMATS["text"](error.problems, root))
    click.echo(f"{len(error.problems)} to fix. Nothing was written.", err=True)
    sys.exit(1)


def _mkdocs(root: Path, *arguments: str) -> int:
    quiet = dict([QUIET]) | os.environ
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=root, env=quiet, check=False).returncode  # noqa: S603 (no shell)
