"""Two hundred mistakes in the real files: each is told of, with its place, or does no harm.

The mistakes are made by chance from a fixed seed, so that every run makes the same ones.
"""

import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from mutations import mutate

from handbook.build import build, open_site
from handbook.problems import DataError

ROOT = Path(__file__).parent.parent
FRAMEWORKS = [f"frameworks/{file.name}" for file in sorted(ROOT.glob("frameworks/*.yml"))]
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


def is_near(number, root):
    root.mkdir()
    done, _, line = broken(number, root).rpartition(":")
    name = Path(done.split(" in ")[1])
    try:
        open_site(root)
    except DataError as error:
        lines = [problem.place.line for problem in error.problems if problem.place.file == name]
        return "near" if any(abs(at - int(line)) <= 2 for at in lines) else "far"
    return "no harm"


def is_ours(file):
    return file.as_posix() in FILES or file.is_relative_to("content")


def is_inside(place, root):
    lines = (root / place.file).read_text(encoding="utf-8").split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


def faults(number):
    """What is wrong with what we say about mistake `number`: nothing, it is to be hoped."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        done = broken(number, root)
        try:
            site = open_site(root)
        except DataError as error:
            found = [fault for problem in error.problems for fault in judged(problem, root)]
            return [f"{done}: {fault}" for fault in found]
        except Exception as error:  # noqa: BLE001
            return [f"{done}: {error!r}"]
        return [] if build(site).pages else [f"{done}: no pages"]


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
    """All of them at once, on every processor: a building takes a second."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        yield list(workers.map(faults, range(200), chunksize=10))


@pytest.mark.parametrize("number", range(200))
def test_a_mistake_is_told_of_or_does_no_harm(number, judgements):
    assert judgements[number] == []


def test_most_mistakes_are_told_of_where_they_are_made(tmp_path):
    near = [is_near(number, tmp_path / str(number)) for number in range(0, 200, 5)]

    assert near.count("near") >= 30
    assert near.count("far") <= 3
