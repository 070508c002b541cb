"""The one layout: nothing is lost, nothing changes its meaning, and twice is the same as once."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chance import examples
from handbook.edit.layout import laid_out
from handbook.model import Framework, Library
from handbook.problems import DataError
from handbook.yamlio import read
from yaml_texts import files

ROOT = Path(__file__).parent.parent
NAME = Path("resources.yml")
REAL = [ROOT / "curriculum.yml", ROOT / "resources.yml", *sorted((ROOT / "frameworks").glob("*"))]
ASKED = settings(max_examples=examples(60), deadline=None, derandomize=True)
SORTED = ("resources", "glossary")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("layout") / "resources.yml"


def data(file, text):
    """What our own reader makes of a text; nothing if it finds a mistake in it."""
    file.write_bytes(text.encode())
    try:
        return read(file, NAME).data
    except DataError:
        return None


def in_order(data):
    data = dict(data)
    for name in SORTED:
        value = data.get(name)
        if isinstance(value, list) and all(
            isinstance(v, dict) and v.get("id") and isinstance(v["id"], str) for v in value
        ):
            data[name] = sorted(value, key=lambda record: record["id"])
    return data


def keeps_everything(file, text, kind):
    before = data(file, text)
    assume(isinstance(before, dict))

    once = laid_out(text, kind, NAME)

    assert data(file, once) == in_order(before)
    assert laid_out(once, kind, NAME) == once
    return once


def remarked(text):
    """The random remarks in a text, and what looks like one inside a block."""
    return sorted(re.findall(r"remark\s+\d+|the\s+end", text))


@ASKED
@given(files(), st.sampled_from([Library, Framework]))
def test_random_files_keep_their_meaning_and_their_remarks(file, text, kind):
    once = keeps_everything(file, text, kind)

    assert remarked(once) == remarked(text)


@settings(ASKED, max_examples=examples(6))
@given(st.sampled_from(REAL), st.data())
def test_remarks_anywhere_in_the_real_files_are_kept(file, real, choices):
    """A remark on a line of its own or beside one, blank lines, other line ends."""
    lines = real.read_text(encoding="utf-8").splitlines()
    start = choices.draw(st.integers(0, len(lines) - 40))
    for n in choices.draw(st.lists(st.integers(start, start + 40), max_size=12)):
        indent = " " * choices.draw(st.integers(0, 10))
        lines[n] += choices.draw(
            st.sampled_from([f"\n{indent}# remark {n}", f"  # remark {n}", "\n\n"])
        )
    text = choices.draw(st.sampled_from(["\n", "\r\n"])).join(lines)

    once = keeps_everything(file, text, kind_of(real))

    assert remarked(once) == remarked(text)


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.name)
def test_the_real_files_are_laid_out(real):
    text = real.read_text(encoding="utf-8")

    assert laid_out(text, kind_of(real), NAME) == text


def kind_of(real):
    return Library if real.name == "resources.yml" else Framework
