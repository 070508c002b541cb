"""Shells are drawn only where they may have changed, and whatever changes them is seen."""

import pytest

from handbook.demo import Size, write
from handbook.hook import build_site, pages
from handbook.hook.pages import Artist
from handbook.hook.surroundings import ENTRY, LEFT_OUT
from handbook.shell import MARK

PAGE = "outcomes/d1-1/index.html"
HOOK = """\
from handbook.hook import on_config

def on_env(env, **_):
    env.filters["striptags"] = lambda words: str(words).{how}()
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDBOOK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    root = tmp_path / "handbook"
    write(root, Size(outcomes=3, resources=2, frameworks=2))
    return root


@pytest.fixture
def drawn(monkeypatch):
    """The outlines of all pages and shells that the theme's templates have drawn."""
    found = []
    draw = Artist.draw
    noting = lambda artist, outline: found.append(outline) or draw(artist, outline)  # noqa: E731
    monkeypatch.setattr(Artist, "draw", noting)
    return found


def change(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def rebuilt(root):
    """A page that nothing but its shell can change."""
    build_site(root)
    return (root / "site" / PAGE).read_text("utf-8")


def test_no_shell_is_drawn_for_pages_that_stand(root, drawn):
    build_site(root)
    assert len(drawn) > 10

    drawn.clear()
    build_site(root)
    assert drawn == []

    change(root / "resources.yml", "summary: |-\n      ", "summary: |-\n      Now ")
    build_site(root)
    assert drawn
    assert all(MARK in outline.title for outline in drawn), "a shape needs no second proof"


def test_what_settings_and_navigation_say_is_shown(root, drawn):
    settings = root / "mkdocs.yml"
    rebuilt(root)
    for old, new, shown in (
        ("title: About,", "title: Who we are,", ">Who we are<"),
        ("- Outcomes:", "- Aims:", ">Aims<"),
        ("plugins: []", "plugins: []\nextra_css: [own.css]", "own.css"),
        ("plugins: []", "plugins: []\ncopyright: All ours", "All ours"),
        ("images/favicon.svg", "images/own.svg", "images/own.svg"),
    ):
        drawn.clear()
        change(settings, old, new)
        assert shown in rebuilt(root)
        assert drawn

    change(settings, "- About: about", "- about")  # which leaves the title to the page
    rebuilt(root)
    change(root / "content" / "about" / "index.md", "# ", "# Known ")
    assert ">Known " in rebuilt(root)


def test_what_others_put_into_a_shell_is_shown(root):
    """Templates of the site's own, and filters that a hook sets."""
    rebuilt(root)
    own = root / "own"
    own.mkdir()
    change(root / "mkdocs.yml", "name: material", "name: material\n  custom_dir: own")
    assert "Hear" not in rebuilt(root)
    for words in ("Hear ye", "Hear this"):
        block = "{% block announce %}" + words + "{% endblock %}"
        (own / "main.html").write_text('{% extends "base.html" %}' + block, "utf-8")
        assert words in rebuilt(root)
    (own / "main.html").unlink()
    assert "Hear" not in rebuilt(root)

    before = "build_site"
    for how in ("upper", "lower"):  # of one name, MkDocs would not read the second
        (root / "hooks" / f"{how}.py").write_text(HOOK.format(how=how), "utf-8")
        change(root / "mkdocs.yml", f"- hooks/{before}.py", f"- hooks/{how}.py")
        before = how
        assert f">{getattr('Outcomes', how)()}<" in rebuilt(root)


class Asked:
    """Stands for a part of the navigation or for the settings, and notes what is asked of it."""

    def __init__(self, told, names):
        self._told, self._names = told, names

    def __getattr__(self, name):
        self._names.add(name)
        value = getattr(self._told, name)
        if name in {"items", "children"} and value:
            return [Asked(item, self._names) for item in value]
        return Asked(value, self._names) if name == "homepage" else value


class Never:
    """Must not be asked."""

    def __getattr__(self, name):
        raise AssertionError(name)

    __str__ = __bool__ = __iter__ = lambda self: self.never


def test_our_templates_show_nothing_that_is_not_looked_at(root, monkeypatch):
    """Else pages would stand whose shells have changed."""
    of_nav, of_settings = set(), set()
    get_context = pages.get_context

    def noted(nav, files, config, page):
        context = get_context(nav, files, config, page)
        context |= dict.fromkeys(("pages", "build_date_utc", "mkdocs_version"), Never())
        return context | {"nav": Asked(nav, of_nav), "config": Asked(config, of_settings)}

    monkeypatch.setattr(pages, "get_context", noted)
    build_site(root)

    assert of_nav == {"items", "children", "homepage", *ENTRY}
    assert "site_name" in of_settings
    assert of_settings & LEFT_OUT == {"theme"}
