"""The command that turns readers' suggestions into changes of the files."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import click

from handbook.cli_edit import must_be_folder, tell
from handbook.cli_options import ROOT
from handbook.edit.suggestions import Verdict, take
from handbook.problems import DataError

LARGEST = 1_000_000  # bytes: no form makes more


@click.command(
    epilog="""\b
Exit status:
  0  every suggestion is written into the files
  1  at least one was refused; the others are written
  2  could not run: the files themselves have mistakes"""
)
@click.argument(
    "texts", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--root", type=ROOT, default=".", help="The folder of curriculum.yml.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to say what came of it: markdown is for a comment below the issue.",
)
@click.option(
    "--date", "when", type=click.DateTime(["%Y-%m-%d"]), help="The day; today if left out."
)
def suggestion(texts: tuple[Path, ...], root: Path, style: str, when: datetime | None) -> None:
    """Turn suggestions of resources into records.

    Each of TEXTS is a file with the answers to the form 'Suggest a resource': the text of an
    issue, or of a mail, with its headings. A resource that is new gets a record; one that is there
    already gets what it also helps with. What does not fit is refused in words that its sender
    understands, and no suggestion holds up another.
    """
    must_be_folder(root)
    day = (when or datetime.now(UTC)).date()
    try:
        verdicts = {str(text): _taken(root, text, day) for text in texts}
    except DataError as error:
        tell(root, error.problems)
        click.echo("This is wrong in the files, not in a suggestion.", err=True)
        sys.exit(2)
    click.echo(FORMATS[style](verdicts))
    sys.exit(1 if any(v.outcome == "refused" for v in verdicts.values()) else 0)


def _taken(root: Path, file: Path, day: date) -> Verdict:
    with file.open("rb") as stream:
        content = stream.read(LARGEST)
    return take(root, content.decode("utf-8", errors="replace"), day)


def _text(verdicts: Mapping[str, Verdict]) -> str:
    return "\n".join(f"{name}: {_said(verdict)}" for name, verdict in verdicts.items())


def _said(verdict: Verdict) -> str:
    """One suggestion in a few lines."""
    points = [f"  {point}" for point in (*verdict.problems, *verdict.remarks)]
    return "\n".join([HEADS[verdict.outcome].format(verdict.id), *points])


HEADS = {
    "added": "adds the resource '{}'.",
    "extended": "extends the resource '{}'.",
    "refused": "cannot become a record yet.",
}


def _markdown(verdicts: Mapping[str, Verdict]) -> str:
    return "\n\n".join(_comment(verdict) for verdict in verdicts.values())


def _comment(verdict: Verdict) -> str:
    if verdict.outcome == "refused":
        head = "Thank you. This suggestion cannot become a proposal yet:"
        points = [*verdict.problems]
        foot = "Please edit your answers above. They are looked at again each time."
    else:
        verb = "adds" if verdict.outcome == "added" else "extends"
        head = f"Thank you. This suggestion {verb} the resource `{verdict.id}`."
        points = [*verdict.remarks]
        foot = "A person looks at it next."
    told = _fenced("\n".join(points)) if points else ""
    return "\n\n".join(filter(None, [head, told, foot]))


def _fenced(text: str) -> str:
    """Text of strangers, so that it mentions nobody and is no markup."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _json(verdicts: Mapping[str, Verdict]) -> str:
    told = [{"text": name, **asdict(verdict)} for name, verdict in verdicts.items()]
    return json.dumps(told, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Mapping[str, Verdict]], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
