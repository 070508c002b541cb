"""Word by word: what is marked, and what is taken for a sign that the meaning has changed."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.worddiff import asked, lines, pieces, same, turned, unwrapped

SIGNS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def shown(before, after, context=None):
    return "".join(SIGNS[p.kind].format(p.text) for p in pieces(before, after, context))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Describe frailty.", "Describe the frailty syndrome.",
         "Describe{+ the+} frailty{+ syndrome+}."),
        ("one two three", "one two three", "one two three"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("care that starts with the person", "person-centred care",
         "{+person-centred+} care[- that starts with the person-]"),
        ("a big, old house", "a small, new house", "a[- big, old-]{+ small, new+} house"),
        ("well-being", "wellbeing", "[-well-being-]{+wellbeing+}"),
    ],
)  # fmt: skip
def test_whole_words_are_marked_and_neighbours_joined(before, after, expected):
    assert shown(before, after) == expected


def test_long_runs_that_stay_are_cut():
    words = " ".join(str(i) for i in range(50))

    assert shown(f"{words} old {words}", f"{words} new {words}", 2) == (
        "… 48 49[- old-]{+ new+} 0 1 …"
    )


@given(st.text(), st.text())
def test_nothing_is_lost(before, after):
    """What stayed and what is new make up the newer text; the older one in the same way."""
    found = pieces(before, after)
    whole = lambda *kinds: "".join(p.text for p in found if p.kind in kinds).split()  # noqa: E731

    assert whole("same", "new") == after.split()
    assert "".join(whole("same", "gone")) == "".join(before.split())


@given(st.text(), st.text())
def test_any_two_texts_can_be_judged(before, after):
    assert asked(before, before) == ""
    assert isinstance(asked(before, after), str)


@pytest.mark.parametrize("word", ["a ", "ab ", "a, ", "not "])
def test_a_long_text_of_one_word_does_not_take_minutes(word):
    """Anybody may propose one."""
    start = process_time()
    before, after = word * (20_000 // len(word)), f"x {word * (19_000 // len(word))}"
    pieces(before, after)
    asked(before, after)

    assert process_time() - start < 5


def test_wrapping_is_no_change_but_paragraphs_and_items_are_kept():
    assert unwrapped("a\n  b\n\n\nc\n- d\n  e\n- f\n") == "a b\n\nc\n- d e\n- f"
    assert same("a  b “c” it’s", 'a\nb "c" it\'s')
    assert not same("a b", "a  c")


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("Give the drug.", "Do not give the drug.", "the word 'not' was added"),
        ("Never work alone.", "Work alone.", "the word 'never' was taken out"),
        ("Give 5 mg daily.", "Give 10 mg daily.", "the number '5' became '10'"),
        ("Give 2.5 mg.", "Give 25 mg.", "the number '2.5' became '25'"),
        ("See two patients.", "See three patients.", "the number 'two' became 'three'"),
        ("You may refer.", "You must refer.", "the word 'may' became 'must'"),
        ("Work with supervision.", "Work independently.", "the level 'supervision' became 'indep"),
        ("Describe frailty.", "Assess frailty.", "'Describe' became 'Assess'"),
        ("Know it. Explain it to people.", "Know it. Teach it to people.", "'Explain' became 'T"),
        (
            "Act to cut all waste at work.",
            "Act to cut all waste at work and report harmful practice.",
            "it n",
        ),
        ("Speak of cats.", "Paint houses green", "'Speak' became 'Paint'"),
    ],
)
def test_signs_of_another_meaning(before, after, sign):
    assert asked(before, after).startswith(sign)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Organize care.", "Organise care."),
        ("Work with patients and carers.", "Work with patients, and with their carers."),
        ("Help people to stay well.", "Help people stay well."),
        ("Use a big range of sources.", "Use a wide range of sources."),
        ("Explain it.", "explain it"),
        ("One that helps everybody.", "One that helps everyone."),
    ],
)
def test_a_better_wording_is_no_sign(before, after):
    assert asked(before, after) == ""


def test_an_explanation_is_judged_less_strictly():
    assert turned("You may describe it.", "You can explain it.") == ""
    assert turned("Take it.", "Do not take it.") == "the word 'not' was added"


def test_items_of_a_list_are_reworded_gained_or_lost():
    found = lines(
        ["same", "Ways to share decisions", "old"],
        ["new thing", "Ways of sharing decisions", "same"],
    )

    assert found.reworded == (("Ways to share decisions", "Ways of sharing decisions"),)
    assert (found.lost, found.gained) == (("old",), ("new thing",))
