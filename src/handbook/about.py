"""What stands above the text of a hand-written page, between two lines of three hyphens.

MkDocs and its plugins read what they like from there. We read who looks after the page and when
it was last reviewed, and leave every other field alone.
"""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from handbook.load import At
from handbook.model import FrontMatter, fields
from handbook.problems import DataError, Place, Problem
from handbook.wording import problem
from handbook.yamlio import Data, Document, parse

# As MkDocs finds it: https://www.mkdocs.org/user-guide/writing-your-docs/#yaml-style-meta-data
BLOCK = re.compile(r"\A---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
OPEN = re.compile(r"\A---[ \t]*\r?\n[A-Za-z_-]+:(?: |\r?\n)")
OURS = fields(FrontMatter)


def read(text: str, name: Path, problems: list[Problem]) -> FrontMatter:
    """What a page says of itself. Adds to `problems` what is wrong with our fields."""
    found = BLOCK.match(text)
    document = Document(name, lambda: None, lambda: (1, 1, 1, 1, None))
    if found:
        try:
            document = parse(f"\n{found[1]}", name)  # a line for the hyphens: places stay right
        except DataError as error:
            problems.extend(error.problems)
    elif OPEN.match(text):
        message = "what stands above the text of this page begins with '---' and never ends"
        help = "write another line '---' between it and the text"
        problems.append(Problem(Place(name, 1, 1), "open-front-matter", message, help))
    record = _record(document, problems)
    record.stand(At(document, ()))
    return record


def body(text: str) -> str:
    """The Markdown of a page, without what stands above it."""
    return BLOCK.sub("", text, count=1)


def _record(document: Document, problems: list[Problem]) -> FrontMatter:
    given: dict[str, Data] = document.data if isinstance(document.data, dict) else {}
    problems.extend(_slips(document, given))
    try:
        return FrontMatter.model_validate({k: v for k, v in given.items() if k in OURS})
    except ValidationError as error:
        found = error.errors(include_url=False)
        problems.extend(problem(FrontMatter, e, document, e["loc"]) for e in found)
        return FrontMatter()


def _slips(document: Document, given: dict[str, Data]) -> Iterator[Problem]:
    """Names that must be meant for ours: nothing else would ever say that they are not read."""
    for name in given.keys() - OURS.keys():
        near = difflib.get_close_matches(name.replace("-", "_"), OURS, n=1, cutoff=0.75)
        if near or "review" in name:
            help = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(OURS)}"
            message = f"'{name}' is not a field we know"
            yield Problem(document.key_place(name), "unknown-field", message, help)
