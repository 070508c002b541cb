"""A few values change in a file; everything else in it stays, byte for byte."""

import copy
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chance import examples
from handbook.edit.patch import GONE, patched
from handbook.edit.reader import parse as tree
from handbook.edit.tree import remarks
from handbook.problems import DataError
from handbook.yamlio import parse
from yaml_texts import files

NAME = Path("local/changes.yml")
TEXT = """\
# top
outcomes:
  # about a
  - id: a   # beside
    set:
      title:   "T"   # t remark
      # above meaning
      meaning: |- # head
        Long
        text
    expects: {title: b2:1,  meaning: b2:2}
  - {id: b, hide: "x, y"}   # flow one
  - set: {title: q}   # r
    id: c

order:
    - domain: d
      outcomes: [a,  b, c]
"""


def after(change, text=TEXT):
    target = copy.deepcopy(parse(text, NAME).data)
    change(target)
    return patched(text, NAME, target)


def changed_lines(before, after):
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_one_text_is_replaced_where_it_stands():
    def change(data):
        data["outcomes"][0]["set"]["title"] = "A: b"

    lost, new = changed_lines(TEXT, after(change))

    assert lost == ['      title:   "T"   # t remark']
    assert new == ['      title:   "A: b"   # t remark']


def test_a_field_goes_and_its_remarks_stay():
    def change(data):
        data["outcomes"][0]["set"]["meaning"] = GONE
        data["outcomes"][0]["expects"]["meaning"] = GONE
        data["outcomes"][2]["set"] = GONE

    lost, new = changed_lines(TEXT, after(change))

    assert lost == [
        "      meaning: |- # head", "        Long", "        text",
        "    expects: {title: b2:1,  meaning: b2:2}", "  - set: {title: q}   # r", "    id: c",
    ]  # fmt: skip
    assert new == ["      # head", "    expects: {title: b2:1}", "  # r", "  - id: c"]


def test_records_and_items_go_and_a_list_that_is_left_empty_says_so():
    def change(data):
        data["outcomes"] = [GONE, GONE, GONE]
        data["order"][0]["outcomes"] = [GONE, "b", GONE]

    assert after(change) == (
        "# top\noutcomes: []\n"
        + "".join(
            f"    {remark}\n"
            for remark in ("# about a", "# beside", "# t remark", "# above meaning", "# head",
                           "# flow one", "# r")
        )
        + "\norder:\n    - domain: d\n      outcomes: [b]\n"
    )  # fmt: skip


def test_new_fields_and_items_come_last():
    def change(data):
        data["outcomes"][0]["expects"]["why"] = "b2:3"
        data["outcomes"][1]["expects"] = {"status": "b2:7"}
        data["outcomes"][2]["note"] = "A: b\nc"
        data["order"].append({"domain": "e", "outcomes": ["z", "x"]})

    lost, new = changed_lines(TEXT, after(change))

    assert lost == [
        "    expects: {title: b2:1,  meaning: b2:2}", '  - {id: b, hide: "x, y"}   # flow one',
    ]  # fmt: skip
    assert new == [
        "    expects: {title: b2:1,  meaning: b2:2, why: b2:3}",
        '  - {id: b, hide: "x, y", expects: {status: b2:7}}   # flow one',
        "    note: |-", "      A: b", "      c",
        "    - domain: e", "      outcomes: [z, x]",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_and_the_byte_order_mark_stay(mark, newline):
    text = mark + TEXT.replace("\n", newline)
    target = copy.deepcopy(parse(TEXT, NAME).data)
    target["outcomes"][2]["note"] = "A\nb"

    found = patched(text, NAME, target)

    assert found.startswith(mark)
    assert found.count("\n") == found.count(newline)
    assert found.replace(newline, "\n").replace(mark, "").count("\n") == TEXT.count("\n") + 3


def test_what_is_new_comes_after_what_stays_though_the_last_goes():
    def change(data):
        data["outcomes"][0]["set"]["meaning"] = GONE
        data["outcomes"][0]["expects"] = GONE
        data["outcomes"][0]["note"] = "In"
        data["outcomes"][2] = GONE
        data["outcomes"].append({"id": "d"})

    lost, new = changed_lines(TEXT, after(change))

    assert "      meaning: |- # head" in lost
    assert new == ["    note: In", "      # head", "  - id: d", "  # r"]


def test_nothing_to_change_changes_nothing():
    assert after(lambda data: None) == TEXT


# A person may have written anything, and we may want anything of it.


@settings(max_examples=examples(30), deadline=None, derandomize=True)
@given(files(), st.data())
def test_random_changes_of_random_files_keep_everything_else(text, choices):
    """The data is what was asked for and no remark is lost, or the file is refused."""
    try:
        data = parse(text, NAME).data
    except DataError:
        assume(False)
    assume(isinstance(data, dict))
    target = changed(choices.draw, data)

    found = patched_or_none(text, target)
    if found is None:
        return

    assert parse(found, NAME).data == left(target)
    assert remarks(tree(found)) == remarks(tree(text))
    if target == data:
        assert found == text


def patched_or_none(text, target):
    """The patched text; nothing if the file was refused, in the words that belong to that."""
    try:
        return patched(text, NAME, target)
    except DataError as error:
        rules = [problem.rule for problem in error.problems]
    assert rules == ["no-patch"]
    return None


def changed(draw, data, depth=0):
    if isinstance(data, str):
        return draw(st.sampled_from([data, data, data, "other", "a: b", "x\ny", "[z]", "no"]))
    if isinstance(data, dict):
        found = {k: thinned(draw, v, depth) for k, v in data.items()}
        return found | draw(st.sampled_from([{}, {}, {"new": "b2:1"}, {"more": {"a": "b"}}]))
    return [thinned(draw, v, depth) for v in data] + draw(
        st.sampled_from([[], [], ["item"], [{"id": "z"}]])
    )


def thinned(draw, data, depth):
    return GONE if draw(st.sampled_from([False] * 5 + [True])) else changed(draw, data, depth + 1)


def left(data):
    if isinstance(data, dict):
        return {k: left(v) for k, v in data.items() if v is not GONE}
    if isinstance(data, list):
        return [left(v) for v in data if v is not GONE]
    return data
