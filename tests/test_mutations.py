"""Mistakes in the real files: each is told of, with its place, or does no harm.

They are made by chance from a fixed seed, so that every run makes the same ones. `make soak` makes
hundreds of them.
"""

import os
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from handbook.build import build, open_site, pages
from handbook.problems import DataError
from mutations import mutate

ROOT = Path(__file__).parent.parent
FRAMEWORKS = [f"frameworks/{file.name}" for file in sorted(ROOT.glob("frameworks/*.yml"))]
MANY = int(os.environ.get("MUTATIONS", "60"))
FILES = ["curriculum.yml", "resources.yml", *FRAMEWORKS]
# Words of programmers, which no message may use outside of quotation marks.
JARGON = re.compile(
    r"mapping|null|input should|type=|extra inputs|scalar|token|pydantic|pattern|string|boolean"
    r"|integer|traceback|NoneType|unicode|parse|stream|valid ",
    re.IGNORECASE,
)


def broken(number, root):
    """Copy the real handbook with mistake `number` in it; say what was done, for a failure."""
    random = Random(number)  # noqa: S311
    name = random.choice(FILES)
    (root / "frameworks").mkdir()
    (root / "content").symlink_to(ROOT / "content")
    for file in FILES:
        (root / file).symlink_to(ROOT / file)
    text, line, mistake = mutate((ROOT / name).read_text(encoding="utf-8"), random)
    (root / name).unlink()
    (root / name).write_text(text, encoding="utf-8")
    return f"{mistake} in {name}:{line}"


def is_ours(file):
    return file.as_posix() in FILES or file.is_relative_to("content")


def is_inside(place, root):
    lines = (root / place.file).read_text(encoding="utf-8").split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


def judge(number):
    """How near to mistake `number` we tell of it, and what is wrong with what we say."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        done = broken(number, root)
        try:
            site = open_site(root)
        except DataError as error:
            found = [fault for problem in error.problems for fault in judged(problem, root)]
            return distance(done, error.problems), [f"{done}: {fault}" for fault in found]
        except Exception as error:
            return "no harm", [f"{done}: {error!r}"]
        # A building takes longer than all the rest: what is planned fails as soon.
        made = build(site).pages if number % 4 == 0 else pages(site)
        return "no harm", [] if made else [f"{done}: no pages"]


def distance(done, problems):
    file, line = done.split(" in ")[1].split(":")
    lines = [problem.place.line for problem in problems if problem.place.file == Path(file)]
    return "near" if any(abs(at - int(line)) <= 2 for at in lines) else "far"


def judged(problem, root):
    words = re.sub(r"'[^']*'", "", f"{problem.message} {problem.help}")
    if not problem.rule or not problem.message:
        yield f"nothing is said: {problem}"
    if JARGON.search(words):
        yield f"words of programmers: {problem}"
    if not is_ours(problem.place.file):
        yield f"not a file of ours: {problem}"
    elif not is_inside(problem.place, root):
        yield f"not a place in the file: {problem}"


@pytest.fixture(scope="module")
def judgements():
    """All of them at once, hundreds on every processor."""
    if MANY < 100:
        yield [judge(number) for number in range(MANY)]
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        yield list(workers.map(judge, range(MANY), chunksize=10))


@pytest.mark.parametrize("number", range(MANY))
def test_a_mistake_is_told_of_or_does_no_harm(number, judgements):
    assert judgements[number][1] == []


def test_most_mistakes_are_told_of_where_they_are_made(judgements):
    """Within two lines. A file that was cut off, for one, lacks something far above as well."""
    distances = [distance for distance, _ in judgements]
    near, far = distances.count("near"), distances.count("far")

    assert near + far > MANY / 2  # or the mistakes have become too harmless to judge by
    assert near / (near + far) > 0.85
