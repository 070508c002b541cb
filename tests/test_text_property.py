"""Whatever an editor types, we answer with data or with a problem. Never with a traceback."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chance import examples
from handbook.problems import DataError
from handbook.yamlio import read

PIECES = ["a", "b: ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "!b ", "|\n", ">-\n", "'"]
PIECES += ['"', "? ", "#", ",", "\n", "\n  ", "\n    ", "\t", "089", "2024-99-99", "1:30", "no"]
PIECES += ["~", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "@", "`", "9" * 20, "\\", "\\ud800"]
PIECES += ["“", "’", "\u00a0", "\u200b", "\ufeff", "\u2028", "\r\n", "\r", "\0", "=======\n"]
PIECES += ["id: ", "title: ", "resources:\n", "domains:\n", "source: ", "<b>", "{{ x }}", "-id: "]
ASKED = settings(max_examples=examples(400), deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("text") / "resources.yml"


def problems(file, content):
    file.write_bytes(content)
    try:
        read(file, Path("resources.yml"))
    except DataError as error:
        return error.problems
    return []


def is_located(problem, text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = problem.place
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


@ASKED
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text())
def test_any_text_is_data_or_a_problem(file, text):
    for problem in problems(file, text.encode("utf-8", "surrogatepass")):
        assert problem.rule
        assert problem.message
        assert is_located(problem, text), problem


@settings(max_examples=examples(100), deadline=None, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_are_data_or_a_problem(file, content):
    for problem in problems(file, content):
        assert problem.message
