"""How text becomes markup: escaped, with abbreviations explained where they are first met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from handbook.compiled import Compiled
from handbook.prose import is_marked
from handbook.render import Reader, Renderer
from small import small_site

LINK = '<a class="handbook-term" href="../glossary/#bmi">BMI</a>'


@pytest.fixture(scope="module")
def renderer(tmp_path_factory):
    return Renderer(small_site(tmp_path_factory.mktemp("small")))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A BMI of 3", f"A {LINK} (body mass index) of 3"),
        ("Body mass index (BMI)", f"Body mass index ({LINK})"),
        ("BMI and BMI", f"{LINK} (body mass index) and BMI"),
        ("The BMI's use", f"The {LINK.replace('BMI</a>', 'BMI&#39;s</a>')} (body mass index) use"),
        ("BMI Watch, a body", "BMI Watch, a body"),
        ("BMIs, pre-BMI", "BMIs, pre-BMI"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_an_abbreviation_is_written_out_at_its_first_use(renderer, text, html):
    assert str(renderer.words(text, Reader("page/"))) == html


def test_an_abbreviation_is_written_out_once_on_a_page_and_again_on_the_next(renderer):
    reader = Reader("page/")
    renderer.words("BMI", reader)

    assert str(renderer.prose("BMI again", reader)).strip() == "<p>BMI again</p>"
    assert LINK in renderer.prose("BMI again", Reader("page/"))


def test_the_glossary_does_not_link_to_itself(renderer):
    assert str(renderer.words("BMI", Reader("glossary/"))) == "BMI"


def test_no_link_stands_inside_a_link(renderer):
    html = renderer.prose("[the BMI](https://example.org)", Reader("page/"))

    assert str(html).strip() == '<p><a href="https://example.org">the BMI</a> (example.org)</p>'


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "/"]
)
def test_a_link_to_nowhere_we_know_keeps_its_words_only(renderer, address):
    html = renderer.prose(f"[words]({address})", Reader("page/"))

    assert str(html).strip() == "<p><span>words</span></p>"


def test_the_same_prose_is_the_same_on_every_page_only_without_links(renderer):
    one = renderer.prose("[x](outcome:r-1)", Reader("a/"))
    other = renderer.prose("[x](outcome:r-1)", Reader("a/b/c/"))

    assert 'href="../outcomes/r-1/"' in one
    assert 'href="../../../outcomes/r-1/"' in other


TEXTS = st.lists(st.sampled_from(["a", "BMI", " ", "\n", "\n\n", "<b>", '"', "'"]), min_size=1)


@given(TEXTS.map("".join).filter(str.strip))
def test_text_without_marks_is_what_the_long_way_makes_of_it(renderer, text):
    assert not is_marked(text)
    assert renderer._unmarked(text, Reader("a/")) == renderer._marked(text, Reader("a/"))


@given(st.one_of(TEXTS.map("".join), st.integers(), TEXTS.map("".join).map(Markup)))
def test_templates_escape_as_the_library_does(renderer, value):
    """Every value, in running text and inside an attribute."""
    template = renderer.environment.from_string('<a title="{{ x }}">{{ x }}</a>')

    assert template.render(x=value) == f'<a title="{escape(value)}">{escape(value)}</a>'


def kept(cache, source):
    """The code that a cache has for a template."""
    return cache.get_bucket(Environment(autoescape=True), "a", None, source).code


@pytest.mark.parametrize("harm", [lambda told: told[:9], lambda told: told[:-9], lambda told: b""])
def test_compiled_templates_are_read_back_unless_they_are_damaged(tmp_path, harm):
    cache = Compiled(str(tmp_path))
    loader = DictLoader({"a": "{{ x }}"})
    made = Environment(loader=loader, bytecode_cache=cache, autoescape=True).get_template("a")
    assert made.render(x=1) == "1"
    (file,) = tmp_path.iterdir()

    assert kept(cache, "{{ x }}") is not None
    assert kept(cache, "{{ y }}") is None

    file.write_bytes(harm(file.read_bytes()))
    assert kept(cache, "{{ x }}") is None
