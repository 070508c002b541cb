"""What several commands ask in the same way."""

from pathlib import Path

import click

from handbook.reports import FORMATS

ROOT = click.Path(file_okay=False, path_type=Path)  # the folder of a handbook

style = click.option(
    "--format",
    "style",
    type=click.Choice([*FORMATS]),
    default="text",
    show_default=True,
    help="How to say it: for people (text, plain), for pull requests (github) or tools.",
)
