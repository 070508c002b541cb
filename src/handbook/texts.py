"""Hand-written pages, read from a folder."""

from collections.abc import Iterator
from pathlib import Path

from handbook import about
from handbook.problems import DataError, Problem
from handbook.site import Text
from handbook.yamlio import read_text


def texts(root: Path, content: Path, problems: list[Problem], prefix: Path = Path()) -> list[Text]:
    """Every page in the folder `content`; messages call it by its path from `root`.

    `prefix` comes before that path. What is wrong is added to `problems`.
    """
    return list(_texts(root, content, problems, prefix))


def _texts(root: Path, content: Path, problems: list[Problem], prefix: Path) -> Iterator[Text]:
    for file in sorted(content.rglob("*.md")):
        name = prefix / file.relative_to(root) if file.is_relative_to(root) else file
        try:
            text = read_text(file, name)
        except DataError as error:
            problems.extend(error.problems)
        else:
            front = about.read(text, name, problems)
            yield Text(file.relative_to(content).as_posix(), text, name, front)
