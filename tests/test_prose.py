"""The Markdown of prose fields: a subset, and a short way for texts without marks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.marked import parser, tokens
from handbook.prose import is_marked, links, paragraphs, plain
from handbook.render import PARAGRAPH

PIECES = [
    "a",
    "b c",
    " ",
    "\n",
    "\n\n",
    "\n  \n",
    ".",
    "1",
    "-",
    "+",
    "*",
    "1.",
    "x_y",
    "(",
    "<",
    "&",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def rendered(blocks):
    return parser().renderer.render(blocks, parser().options, {})


def joined(html):
    return " ".join(html.split())


@given(TEXTS.filter(str.strip))
def test_a_text_without_marks_is_what_the_parser_would_make_of_it(text):
    """The short way leaves nothing out and puts nothing in."""
    short = "".join(PARAGRAPH % part for part in paragraphs(text))

    assert is_marked(text) or joined(short) == joined(rendered(parser().parse(text)))


def spoken(token):
    return " " if token.type == "hardbreak" else token.content


@given(TEXTS.filter(str.strip))
@example("*a*a")  # one word, with a mark in it
@example("**a***a*")  # and with nothing between two marks
def test_the_words_are_those_of_the_blocks(text):
    said = " ".join("".join(map(spoken, block.children or ())) for block in tokens(text))

    assert plain(text).split() == said.split()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one two</p>"),
        ("one\n\ntwo", "<p>one</p> <p>two</p>"),
        ("- one\n- **two**", "<ul> <li>one</li> <li><strong>two</strong></li> </ul>"),
        ("# no heading", "<p># no heading</p>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        ("![no](https://example.org/image.png)", '<p>!<a href="https://example.org/image.png">no</a></p>'),
    ],
)  # fmt: skip
def test_the_subset(text, html):
    assert joined(rendered(tokens(text))) == html


def test_links_are_found_as_written():
    assert list(links("See [a](outcome:ph-1) and [b](javascript:alert).")) == [
        "outcome:ph-1",
        "javascript:alert",
    ]
