"""The commands that tell editors what to look at next: `review` and `health`."""

import re
import sys
from datetime import date, datetime
from pathlib import Path

import click

from handbook import agenda, upkeep
from handbook.agenda import Wanted
from handbook.build import Read, read_site
from handbook.cli_options import ROOT
from handbook.exports.table import table
from handbook.memory import Memory
from handbook.pages.words import capital
from handbook.problems import DataError, did_you_mean
from handbook.reports import FORMATS
from handbook.site import Site
from handbook.upkeep import Measure

DAY = click.DateTime(["%Y-%m-%d"])
BUDGETS = "budgets.yml"
NEW = """\
# The most of each shortcoming that this handbook may have, for now: handbook health --check
# fails when there is more, and handbook health --update lowers the numbers. Every field is
# explained on the site, at contribute/fields/.
"""


@click.command(
    epilog="""\b
Exit status:
  0  the list was made, whatever is on it
  1  something to fix in the data
  2  could not run"""
)
@click.argument("root", type=ROOT, default=".")
@click.option("--owner", help="Only what this owner looks after.")
@click.option(
    "--within",
    type=click.IntRange(0, 40_000),
    help="How many days ahead to look: 60 if you do not say, without end for calendars.",
)
@click.option("--never", is_flag=True, help="List what has never been reviewed as well.")
@click.option(
    "--format",
    "style",
    type=click.Choice([*agenda.FORMATS]),
    default="text",
    show_default=True,
    help="For people (text), an issue (markdown), a table (csv) or a calendar (ics).",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write a file for each owner."
)
@click.option("--today", type=DAY, help="The day to ask about, such as 2026-03-01, if not today.")
def review(
    root: Path,
    owner: str | None,
    within: int | None,
    never: bool,
    style: str,
    out: Path | None,
    today: datetime | None,
) -> None:
    """List what is due for review in the handbook in ROOT, by owner.

    What is overdue is always on the list. An entry is due some months after 'last_reviewed': as
    many as its 'review_every' says, or else 12 for a resource and 24 for everything else. Nothing
    is changed: when you have looked at an entry, write the day into its 'last_reviewed'. A change
    of a local edition is due on the day that its 'until' names.
    """
    found = _read(root)
    site, changes = found.site, found.entries
    _must_know(agenda.owners(site, changes), owner)
    asked = today.date() if today else _now()
    ahead = None if style == "ics" and within is None else (60 if within is None else within)
    listed = agenda.agendas(site, Wanted(asked, ahead, owner, never), changes)
    if out is None:
        click.echo(agenda.FORMATS[style][0](listed), nl=False)
    else:
        _write(out, agenda.files(listed, style))
    _sum_up(site, listed, asked)


def _now() -> date:
    """Today, where the command runs. No build asks this."""
    return datetime.now().astimezone().date()


def _must_know(known: list[str], owner: str | None) -> None:
    if owner is not None and owner.casefold() not in map(str.casefold, known):
        near = capital(did_you_mean(owner, known)) or (
            f"Owners are: {', '.join(known)}." if known else "No entry names an owner yet."
        )
        click.echo(f"Nobody called '{owner}' looks after anything. {near}", err=True)
        sys.exit(2)


def _write(out: Path, files: dict[str, str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content.encode("utf-8"))
        click.echo(f"Wrote {out / name}")


def _sum_up(site: Site, found: list[agenda.Agenda], today: date) -> None:
    states = [state for one in found for state, _ in one.states()]
    late = sum(state in {"overdue", "well overdue"} for state in states)
    never = upkeep.never_reviewed(site)
    told = f"{len(states)} on the list, {late} of them overdue on {today.isoformat()}."
    more = f" {never} have never been reviewed (--never lists them)." if never else ""
    click.echo(f"{told}{more}", err=True)


@click.command(
    epilog="""\b
Exit status:
  0  no number is above its budget (or nobody asked)
  1  a number is above its budget, or something is to be fixed in the data
  2  could not run"""
)
@click.argument("root", type=ROOT, default=".")
@click.option("--check", is_flag=True, help="Fail if a number is above its budget.")
@click.option("--update", is_flag=True, help="Lower each budget to what has been reached.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="The numbers (text), or every entry behind them (csv).",
)
def health(root: Path, check: bool, update: bool, style: str) -> None:
    """Say what the handbook in ROOT lacks, in numbers that may not get worse.

    Outcomes without an activity, resources without an address, texts that are hard to read and the
    like. budgets.yml holds the most of each that is allowed for now; --update writes one if there
    is none, and never raises a number.
    """
    site = _read(root).site
    found = upkeep.measures(site)
    if update:
        _update(root / BUDGETS, site, found)
        return
    click.echo(_numbers(found) if style == "text" else _entries(found))
    if check:
        _check(root, site, found)


def _numbers(found: list[Measure]) -> str:
    budgets = [f"(budget {m.budget})" if m.budget is not None else "" for m in found]
    width = max(map(len, budgets))
    return "\n".join(
        f"{measure.count:>6}  {budget:<{width}}  {measure.what}"
        for measure, budget in zip(found, budgets, strict=True)
    )


def _entries(found: list[Measure]) -> str:
    rows = ((m.key, entry.title, entry.url, entry.detail) for m in found for entry in m.entries)
    return table(("measure", "title", "address", "detail"), rows).rstrip("\r\n")


def _check(root: Path, site: Site, found: list[Measure]) -> None:
    if not (root / BUDGETS).exists():
        click.echo("There is no budgets.yml yet: handbook health --update writes one.", err=True)
    problems = sorted(upkeep.over_budget(site, found))
    if problems:
        click.echo(FORMATS["text"](problems, root), err=True)
        sys.exit(1)


def _update(file: Path, site: Site, found: list[Measure]) -> None:
    if not file.exists():
        numbers = {m.key: m.count for m in found if m.key in upkeep.RATCHETS}
        lines = [f"hard_grade: {site.budgets.hard_grade}"]
        lines += [f"{key}: {count}" for key, count in numbers.items()]
        file.write_text(NEW + "\n".join(lines) + "\n", encoding="utf-8")
        click.echo(f"Wrote {file}")
        return
    lower = [m for m in found if m.budget is not None and m.count < m.budget]
    # From the end, so that no change moves the place of the next one.
    lower.sort(key=lambda measure: site.budgets.place(measure.key), reverse=True)
    lines = file.read_bytes().decode("utf-8").splitlines(keepends=True)
    for measure in lower:
        place = site.budgets.place(measure.key)
        line = lines[place.line - 1]
        start = line[: place.column - 1]
        rest = re.sub(r"\d+", str(measure.count), line[place.column - 1 :], count=1)
        lines[place.line - 1] = start + rest
        click.echo(f"{measure.key}: {measure.budget} → {measure.count}")
    file.write_bytes("".join(lines).encode("utf-8"))
    if not lower:
        click.echo("No number has got better. Nothing was changed.")


def _read(root: Path) -> Read:
    if not root.is_dir():
        click.echo(
            f"There is no folder '{root}'. Name the folder that holds curriculum.yml.", err=True
        )
        sys.exit(2)
    found = read_site(root, read=Memory(root).read)
    if found.problems:
        problems = DataError(found.problems).problems
        click.echo(FORMATS["text"](problems, root))
        click.echo(f"{len(problems)} to fix.", err=True)
        sys.exit(1)
    return found
