"""The command that begins a new repository of a host."""

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import click
from pydantic import ValidationError

from handbook.brand.record import Brand
from handbook.brand.tokens import palette
from handbook.edition.bases import OURS
from handbook.problems import Place
from handbook.starting import Answers, Ground, InTheWayError, ground, starter, write
from handbook.wording import problem
from handbook.yamlio import Data, Document

EXIT = """\b
Exit status:
  0  the repository is there
  1  an answer cannot be used; nothing was written
  2  could not run; nothing was written"""
# What is asked, by the field of the brand that says what may stand there.
QUESTIONS = {
    "name": "What is your handbook called",
    "language": "Its language, as a tag",
    "contact": "How do readers reach you (mailto:…, tel:… or https://…; Enter for none)",
    "colour": "Your main colour, such as #005eb8 (Enter for ours)",
}
PLACE = Place(Path("-"))


@click.command(epilog=EXIT)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="What the handbook is called.")
@click.option("--organisation", help="Who makes it.")
@click.option("--contact", help="How readers reach you: mailto:…, tel:… or https://….")
@click.option("--colour", help="Your main colour, such as '#005eb8'.")
@click.option("--language", help="Its language, as a tag.  [default: en-GB]")
@click.option("--prefix", help="What the ids of all that you add begin with.")
@click.option(
    "--base",
    help="What the edition stands on: the folder of a handbook or of an edition, or a wheel.",
)
@click.option("--framework", is_flag=True, help="Begin a framework of your own: no base.")
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given has its default.")
def new(folder: Path, base: str | None, *, framework: bool, yes: bool, **given: str | None) -> None:
    """Begin a repository of your own in DIR: an edition of the handbook that came with the engine.

    It holds what you change and nothing else: edition.yml (name, look, contacts), local/ (changes),
    content/ (your own pages), overrides/ (styles), settings, workflows for GitHub and GitLab, and a
    README for your editors. It builds at once, and needs no network.

    With --framework it holds a small framework to begin your own with, and stands on nothing.

    Nothing that is in DIR is overwritten.
    """
    if framework and base:
        _stop("--framework and --base exclude each other: a framework of your own has no base.")
    answers = _asked(given, yes=yes)
    below = Ground(()) if framework else _ground(folder, base)
    found = Answers(
        name=answers["name"],
        organisation=answers["organisation"],
        engine=version(OURS),
        language=answers["language"],
        contact=answers["contact"],
        colour=answers["colour"],
        prefix=given["prefix"] or "",
        base=below.lines,
        links=below.links,
    )
    try:
        write(folder, starter(found))
    except InTheWayError as error:
        _stop(f"There is '{error}' in '{folder}' already. Nothing was written.")
    _tell(folder, found)


def _tell(folder: Path, answers: Answers) -> None:
    kind = "edition" if answers.base else "framework"
    click.echo(f"Your {kind} is in {folder}. Go on with:\n")
    for line in (f"cd {folder}", "git init", "handbook check", "handbook serve"):
        click.echo(f"  {line}")
    click.echo(f"\n{folder / 'README.md'} says where to change what.")


def _asked(given: Mapping[str, str | None], *, yes: bool) -> Mapping[str, str]:
    """Every answer, as given or as typed; wrong ones are asked for again, or stop the program."""
    found: dict[str, str] = {}
    faults = []
    defaults = {"name": "", "language": "en-GB", "contact": "", "colour": ""}
    for field, question in QUESTIONS.items():
        answer = given[field]
        if answer is None:
            answer = defaults[field] if yes else _typed(field, question, defaults[field])
        if fault := _fault(field, answer):
            faults.append(f"--{field}: {fault}")
        found[field] = answer
    if faults:
        _stop("\n".join([*faults, "Nothing was written."]), 1)
    organisation = given["organisation"]
    if organisation is None and not yes:
        organisation = click.prompt("Who makes it", default=found["name"])
    found["organisation"] = organisation or found["name"]
    if fault := _fault("name", found["organisation"]):
        _stop(f"--organisation: {fault}\nNothing was written.", 1)
    return found


def _typed(field: str, question: str, default: str) -> str:
    while True:
        answer: str = click.prompt(question, default=default, show_default=bool(default))
        fault = _fault(field, answer)
        if not fault:
            return answer
        click.echo(fault, err=True)


def _fault(field: str, answer: str) -> str:
    """What is wrong with an answer and what to do, or nothing."""
    if not answer:
        return "a handbook needs a name" if field == "name" else ""
    value: Data = {"primary": answer} if field == "colour" else answer
    field = "colours" if field == "colour" else field
    document = Document(Path("-"), lambda: {field: value}, lambda: (1, 1, 1, 1, None))
    try:
        brand = Brand.model_validate({field: value})
    except ValidationError as error:
        found = [problem(Brand, e, document, e["loc"]) for e in error.errors(include_url=False)]
    else:
        if brand.colours is not None:
            brand.colours.stand(_Nowhere())
        found = list(palette(brand.colours).problems) if brand.colours else []
    return "; ".join(part for each in found for part in (each.message, each.help) if part)


class _Nowhere:
    """The place of an answer that stands in no file yet."""

    file = PLACE.file

    def __call__(self, *address: str | int) -> Place:
        return PLACE


def _ground(folder: Path, given: str | None) -> Ground:
    try:
        return ground(folder, given)
    except ValueError as error:
        _stop(f"{error}. Nothing was written.")


def _stop(message: str, status: int = 2) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)
