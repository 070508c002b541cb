"""What `handbook check` says about each mistake, word for word.

A case is a file in `cases/`, named after the rule that it is about. It holds files of a small
handbook (the rest is taken from `cases/handbook/`) and what we say about them. A file with
nothing in it (`resources.yml:`) is left out of the handbook.
"""

import ast
import inspect
import shutil
from pathlib import Path

import pytest
import yaml

from handbook import history, load, syntax, wording, yamlio
from handbook.brand import pictures, tokens
from handbook.build import open_site
from handbook.checks import CHECKS
from handbook.problems import DataError

HERE = Path(__file__).parent / "cases"
CASES = sorted(HERE.glob("*.yml"))
# Rules about what a text file cannot hold: `test_files.py` has them.
ELSEWHERE = {"not-utf-8", "not-a-file", "file-unreadable", "too-large"}


def rules_in(module):
    """The rule of every problem that a module makes: a word in the call that makes it."""
    rule_at = {"Problem": 1, "_problem": 2, "_note": 1}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            at = rule_at.get(name, len(node.args))
            if at < len(node.args) and isinstance(node.args[at], ast.Constant):
                yield node.args[at].value


RULES = {check.RULE for check in CHECKS}
RULES.update(*map(rules_in, (history, load, syntax, yamlio)), {pictures.RULE, tokens.RULE})
RULES.update(rule for rule, _ in wording.WORDING.values())
RULES.update(rule for _, rule, _, _ in wording.PATTERNS)


def said(root):
    try:
        open_site(root)
    except DataError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, tmp_path):
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    expected = given.pop("problems")
    shutil.copytree(HERE / "handbook", tmp_path, dirs_exist_ok=True)
    for name, text in given.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text.encode())

    assert said(tmp_path) == expected.rstrip("\n")


def test_the_small_handbook_has_nothing_to_fix():
    assert said(HERE / "handbook") == ""


def test_every_rule_has_a_case():
    assert len(RULES) > 50  # so the search still finds them

    editions = (HERE.parent / "edition_cases").glob("*.yml")
    shown = {case.stem.partition("--")[0] for case in [*CASES, *editions]}
    assert RULES - shown == ELSEWHERE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_is_named_after_a_rule_that_it_shows(case):
    rule = case.stem.partition("--")[0]
    problems = yaml.safe_load(case.read_text(encoding="utf-8"))["problems"]

    assert rule == "right" if not problems else rule == "several" or f"[{rule}]" in problems
