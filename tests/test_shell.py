"""The shell around pages is joined from pieces, and nobody can tell."""

from dataclasses import replace

import pytest

from handbook.shell import FOLDER, Crumb, Outline, Shells

OUTLINE = Outline(
    url="outcomes/r-1/",
    title="Read a 3 < 5 & 'more' chart",
    description='To "read"',
    canonical="https://example.org/outcomes/r-1/",
    edit_url="https://example.org/curriculum.yml#L3",
    suggest_by="mail",
    suggest_change="mailto:a@example.org?subject=1&body='2'",
    suggest_resource="mailto:a@example.org",
    section="domains/",
    crumbs=(Crumb("Home", "../../"), Crumb("Reading & more", "../../domains/reading/")),
    previous=None,
    next=Crumb("Next", "../r-2/"),
    contents="<nav>…</nav>",
    body="<h1>Read</h1>",
    folder="outcomes/",
)


class Counting:
    """Draws with a function, and counts how often."""

    def __init__(self, draw):
        self._draw = draw
        self.drawn = 0

    def __call__(self, outline):
        self.drawn += 1
        return self._draw(outline)


def plainly(outline):
    """What a template would make of it, with jinja2's own escaping."""
    from jinja2 import Environment

    template = Environment(autoescape=False).from_string(  # noqa: S701 (as MkDocs does)
        "{{ p.title | striptags | e }}|{{ p.description | e }}|{{ p.contents }}|{{ p.body }}"
        "{{ p.suggest_change | e }}|{{ p.suggest_resource | e }}"
        "{% for c in p.crumbs %}<a href='{{ c.href | e }}'>{{ c.title | striptags | e }}</a>"
        "{% endfor %}{% if p.next %}{{ p.next.title | striptags | e }}{% endif %}"
    )
    return template.render(p=outline)


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_pages_of_one_shape_are_what_the_templates_make_of_each(pages):
    outlines = [replace(OUTLINE, title=f"{OUTLINE.title} {n}", body=f"{n}") for n in range(pages)]
    shells = Shells(plainly)

    assert [shells.page(o) for o in outlines] == [plainly(o) for o in outlines]


def test_a_shape_is_drawn_once_and_its_first_page_for_proof():
    draw = Counting(plainly)
    shells = Shells(draw)

    for n in range(10):
        links = {"suggest_change": f"mailto:a?subject={n}", "suggest_resource": f"mailto:b?{n}&n"}
        shells.page(replace(OUTLINE, title=str(n), **links))

    assert draw.drawn == 2


def test_a_shape_that_is_known_needs_no_proof():
    draw = Counting(plainly)
    shells = Shells(draw, lambda shape: shape == OUTLINE.shape())

    assert shells.page(OUTLINE) == plainly(OUTLINE)
    assert draw.drawn == 1
    assert shells.proved(OUTLINE.shape())


def test_a_template_that_asks_for_more_gets_every_page_drawn_in_full():
    """A site's own template may look into a page in ways that no cache can foresee."""
    draw = Counting(lambda outline: f"{len(outline.title)} letters: {outline.title}")
    shells = Shells(draw)
    outlines = [replace(OUTLINE, title="x" * n) for n in range(1, 5)]

    assert [shells.page(o) for o in outlines] == [f"{n} letters: {'x' * n}" for n in range(1, 5)]


def test_a_page_that_the_shell_links_to_has_a_shape_of_its_own():
    """A link to the page itself is written otherwise than a link to a neighbour."""
    one, other = (replace(OUTLINE, url=f"about/{n}/", alone=True) for n in "ab")

    assert one.shape() != other.shape()


def test_pages_with_other_parts_have_shapes_of_their_own():
    assert OUTLINE.shape() != replace(OUTLINE, next=None).shape()
    assert OUTLINE.shape() != replace(OUTLINE, url="resources/r-1/", folder="resources/").shape()
    assert OUTLINE.shape() == replace(OUTLINE, url="outcomes/r-2/", title="Other").shape()


def test_pages_below_others_have_one_shape_if_the_shell_has_no_link_there():
    one, other = (
        replace(OUTLINE, url=f"domains/{n}/whole/", folder=f"domains/{FOLDER}/") for n in "ab"
    )

    assert one.shape() == other.shape()
    assert one.shape() != replace(one, folder="domains/a/").shape()
