"""Hand-written pages explain abbreviations and outside links as the texts of records do."""

import pytest

from handbook.handwritten import finished, wanted
from handbook.render import Renderer
from small import small_site

BMI = '<a class="handbook-term" href="../glossary/#bmi">BMI</a>'


@pytest.fixture(scope="module")
def renderer(tmp_path_factory):
    return Renderer(small_site(tmp_path_factory.mktemp("small")))


def test_an_abbreviation_is_written_out_at_its_first_use_only(renderer):
    text = "The BMI, and the BMI again.\n\nMore BMI."

    assert (
        finished(text, renderer, "about/")
        == f"The {BMI} (body mass index), and the BMI again.\n\nMore BMI."
    )


@pytest.mark.parametrize(
    "text",
    [
        "# What BMI means",
        "What BMI means\n---",
        "```\nBMI\n```",
        "~~~ text\nBMI\n\nBMI\n~~~",
        "    BMI",
        "See `BMI` here.",
        "See [the BMI](about.md), [BMI][bmi] and ![BMI](bmi.png).",
        "[BMI]: about.md",
        "See <https://example.org/BMI>.",
        'The book "BMI and you" and “BMI for all”.',
        "<h2>BMI</h2>",
        '<a href="about/">BMI</a> <abbr title="x">BMI</abbr> <code>BMI</code>',
        '<img alt="BMI">',
        '{{ term("bmi", "BMI") }} {% raw %}',
        "<!-- BMI -->",
        '!!! note "On BMI"',
        "BMIs, a BMI-like thing and BMI Limited",
    ],
)
def test_what_is_no_running_text_stays_as_it_is(text, renderer):
    assert finished(text, renderer, "about/") == text


def test_an_abbreviation_that_was_just_told_is_only_linked(renderer):
    assert finished("Body mass index (BMI)", renderer, "") == (
        'Body mass index (<a class="handbook-term" href="glossary/#bmi">BMI</a>)'
    )


def test_the_words_stand_after_a_genitive(renderer):
    told = BMI.replace("BMI</a>", "BMI&#39;s</a>")

    assert finished("the BMI's use", renderer, "about/") == f"the {told} (body mass index) use"


def test_what_a_macro_has_written_out_is_not_written_out_again(renderer):
    text = f"<p>{BMI} (body mass index)</p>\n\nThe BMI."

    assert finished(text, renderer, "about/") == text


def test_a_link_to_another_site_says_where_it_leads_and_what_that_takes(renderer):
    text = (
        "[Web](https://www.w3.org/TR/) [w3.org](https://w3.org/) [B](https://www.example.org/book)"
    )

    assert finished(text, renderer, "") == (
        "[Web](https://www.w3.org/TR/) (w3&#46;org) [w3.org](https://w3.org/) "
        "[B](https://www.example.org/book) (example&#46;org&#44; paid)"
    )


def test_a_setting_leaves_abbreviations_alone(tmp_path):
    renderer = Renderer(small_site(tmp_path), abbreviations=wanted(NO))

    assert finished("The BMI.", renderer, "") == "The BMI."
    assert wanted({})
    assert wanted({"handbook": {"suggest": ""}})


NO = {"handbook": {"abbreviations": False}}
