"""Mistakes in the files of the worked examples: each is told of, with its place, or does no harm.

They are made by chance from a fixed seed, so that every run makes the same ones.
"""

import os
import shutil
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import pytest

from handbook.build import build, pages, read_site
from handbook.edition.layers import Bases
from handbook.edition.opening import open_edition
from mutations import mutate
from test_mutations import JARGON, is_inside

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "editions"
NAMES = sorted(
    file.relative_to(EXAMPLES)
    for file in EXAMPLES.rglob("*")
    if file.suffix in {".yml", ".md"} and len(file.relative_to(EXAMPLES).parts) > 1
    if file.name != "mkdocs.yml" and "site" not in file.parts
)
MANY = int(os.environ.get("MUTATIONS", "30"))


@pytest.fixture(scope="module")
def shared():
    """The handbook that all of them stand on is read once."""
    return Bases()


def examples(folder):
    """Copies of the examples: their base is the handbook that is installed."""
    ignore = shutil.ignore_patterns("site", ".site-*")
    shutil.copytree(EXAMPLES, folder / "editions", ignore=ignore)
    return folder / "editions"


def broken(folder, number):
    """Make mistake `number`; say which edition it is in, and what was done."""
    random = Random(number)  # noqa: S311
    for _ in count():
        name = random.choice(NAMES)
        try:
            text, line, mistake = mutate((folder / name).read_text(encoding="utf-8"), random)
        except (ValueError, IndexError):  # that kind of mistake cannot be made there
            continue
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name.parts[0], f"{mistake} in {name}:{line}"
    raise AssertionError


@pytest.mark.parametrize("number", range(MANY))
def test_a_mistake_is_told_of_or_does_no_harm(number, shared, tmp_path):
    root, done = broken(examples(tmp_path), number)
    found = read_site(root, opening=partial(open_edition, shared=shared))

    assert [fault for problem in found.problems for fault in faults(problem, root)] == [], done
    if not found.problems:
        assert pages(found.site), done
    if not found.problems and number % 8 == 0:
        assert build(found.site).pages, done


def faults(problem, root):
    words = " ".join(f"{problem.message} {problem.help}".split("'")[::2])
    if not problem.rule or not problem.message:
        yield f"nothing is said: {problem}"
    if JARGON.search(words):
        yield f"words of programmers: {problem}"
    if not is_inside(problem.place, root):
        yield f"not a place in the file: {problem}"
