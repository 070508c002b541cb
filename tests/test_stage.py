"""Other builders make the same site from the staged tree: compared page by page."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.structure.pages import Page as MkDocsPage

from built import Page, pages, resolve
from handbook.cli import main
from handbook.problems import Place
from handbook.settings import Settings
from handbook.stage.markdown import markdown
from markdown import Markdown
from small import small_site

ROOT = Path(__file__).parent.parent
BUILDERS = ["mkdocs", "properdocs", "zensical"]
SETTINGS = """\
site_name: Small & <fine>
docs_dir: content
theme: {name: material, font: false, favicon: assets/images/favicon.svg%s}
hooks: [hook.py]
plugins:
  - macros: {on_error_fail: true, on_undefined: strict}
markdown_extensions:
  - def_list
  - tables
  - pymdownx.highlight: {use_pygments: false}
  - pymdownx.superfences:
      custom_fences:
        - name: plain
          class: plain
          format: !!python/name:pymdownx.superfences.fence_code_format
"""
# With everything that a host may set: an address, a repository, a menu, templates of their own.
FULL = """\
site_url: !ENV [NOT_SET_ANYWHERE, "https://www.example.org/small/"]
repo_url: https://github.com/example/small
edit_uri: edit/main/content/
copyright: <b>Ours</b>
extra_css: [own.css]
extra:
  footer_links:
    - {title: Guide, url: guide/}
    - {title: Web, url: "https://example.org/"}
nav:
  - index.md
  - Guide:
      - guide/index.md
      - Two & more: guide/two.md
      - Words: glossary/index.md
      - evidence/kinds.md
  - Outcomes: outcomes/index.md
  - Look & find:
      - Resources: resources/index.md
      - Map: map/index.md
"""
OVERRIDE = """\
{% extends "base.html" %}
{% block announce %}
  {{ config.site_name | e }}: {{ page.title | e if page and page.title else "none" }}
{% endblock %}
"""
GUIDE = """\
---
description: The "guide"
---
# A *guide* & more

See [two](two.md#the-end), {{ outcome("r-1") }}, {{ outcome("e-1", "an *other*") }}
and [all](../outcomes/index.md).

{% raw %}
```plain
{{ outcome("r-1") }}
```
{% endraw %}

## Of `r-1` and *more*

| Call | Link |
|---|---|
| a | {{ resource("book") }} |

{{ domains() }}

### Inside

{{ resources(domain="reading") }}
"""
TWO = """\
---
title: Two from the front
owner: Ann & co
last_reviewed: 2026-03-01
review_every: 6
review_note: "Read: 'aloud'"
---
A page without a heading of its own. {{ term("bmi", "BMI") }}

## The end

![Dot](dot.svg) {{ theme("care") }} {{ activity("r-try") }} {{ domain("reading") }}

{{ theme_links("care") }}
"""
BRAND = """\
language: en-AU
logo: own/logo.svg
colours: {primary: "#7c2855", header: "#7c2855"}
footer: Kept by us & others.
licence: {name: CC BY 4.0, url: about/licence/}
contact: mailto:us@example.org
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>\n'


def handbook(root, more="", custom=""):
    """The small handbook of the tests, with hand-written pages and settings, in a new folder."""
    root.mkdir()
    small_site(root)
    (root / "mkdocs.yml").write_text(SETTINGS % custom + more, encoding="utf-8")
    (root / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    guide = root / "content" / "guide"
    guide.mkdir(parents=True)
    (guide / "index.md").write_text(GUIDE, encoding="utf-8")
    (guide / "two.md").write_text(TWO, encoding="utf-8")
    (guide / "dot.svg").write_text(DOT, encoding="utf-8")
    return root


def full(root):
    handbook(root, FULL, ", custom_dir: own")
    (root / "own").mkdir()
    (root / "own" / "main.html").write_text(OVERRIDE, encoding="utf-8")
    (root / "own" / "logo.svg").write_text(DOT, encoding="utf-8")
    (root / "brand.yml").write_text(BRAND, encoding="utf-8")
    (root / "content" / "own.css").write_text("b { color: inherit }\n", encoding="utf-8")
    return root


def plain(root):
    """No address, no repository, no menu: MkDocs makes one of the folders."""
    handbook(root)
    (root / "content" / "index.md").write_text("# Hello\n\n{{ domains() }}\n", encoding="utf-8")
    return root


KINDS = {"full": full, "plain": plain}


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "handbook", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
        timeout=120,
    )


def command_line(*arguments):
    """The same in this process, for what starts no builder."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@dataclass(frozen=True)
class Handbook:
    """A folder with a handbook, and the site of the default build."""

    root: Path
    site: Path

    @cached_property
    def facts(self):
        """What is on each page, by its address."""
        return {url: facts(page) for url, page in pages(self.site).items()}


@pytest.fixture(scope="module", params=KINDS)
def small(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    root = KINDS[request.param](folder / "handbook")
    result = run("build", root, "--site-dir", folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    return Handbook(root, folder / "site")


@pytest.fixture(scope="module", params=BUILDERS)
def other(request, small, tmp_path_factory):
    """The site that another builder makes of the same handbook."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    arguments = ["--builder", request.param, "--site-dir", folder, "--strict"]
    result = run("build", small.root, *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def facts(page: Page):
    """All that a reader, a link or a program may find on a page. Links are where they lead."""
    elements = list(page.root.all())

    def attributes(tag, name):
        found = ((e.tag, e.attributes.get(name)) for e in elements)
        return [value for has, value in found if value is not None and tag in ("", has)]

    def leads(tag, name):
        return [unquote(resolve(page.url, link)) for link in attributes(tag, name)]

    titled = [e for e in elements if e.tag in ("title", "h1", "h2", "h3", "h4")]
    return {
        "titles": [(e.tag, e.attributes.get("id"), e.text) for e in titled],
        "head": [e.attributes for e in elements if e.tag == "meta"],
        "loads": leads("link", "href") + leads("script", "src") + leads("img", "src"),
        "ids": attributes("", "id"),
        "links": leads("a", "href"),
        "forms": leads("form", "action"),
        "looks": [look for look in attributes("", "class") if "handbook" in look],
        "text": page.root.text,
    }


def compare(one, two):
    """A handbook's site and another built folder, page by page and file by file."""
    assert files(two) == files(one.site)
    theirs = pages(two)
    for url, expected in one.facts.items():
        found = facts(theirs[url])
        for name, value in expected.items():
            assert found[name] == value, f"{name} of '{url}'"


HASHES = ("sw.js", "sw-files.json")  # they hold those of the pages, spaces and all


def files(folder):
    """Every file by its path, with its bytes unless it is a page, or hangs on those of pages."""
    kept = json.loads((folder / "sw-files.json").read_text("utf-8"))["files"]
    return {"kept on devices": [(path, entry[2]) for path, entry in kept.items()]} | {
        file.relative_to(folder).as_posix(): b""
        if file.suffix == ".html" or file.name in HASHES
        else file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_another_builder_makes_the_same_site(small, other):
    assert len(small.facts) > 20
    compare(small, other)


def test_a_template_of_the_sites_own_works_in_every_builder(small, other):
    if small.root.parent.name.startswith("full"):
        page = pages(other)["resources/book/"]

        assert 'Small & <fine>: Charts, a "book" & more' in page.root.text


@pytest.mark.soak
def test_zensical_makes_the_same_handbook(site_dir, tmp_path):
    """The real one."""
    result = run("build", ROOT, "--builder", "zensical", "--site-dir", tmp_path / "it", "--strict")

    assert result.returncode == 0, result.stdout + result.stderr
    compare(Handbook(ROOT, site_dir), tmp_path / "it")


@pytest.fixture
def alone(tmp_path):
    """A handbook to change, with a site that must stay."""
    root = full(tmp_path / "copy")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    return root


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def untouched(root):
    hidden = [file.name for file in root.iterdir() if file.name.startswith(".site")]
    return not hidden and (root / "site" / "index.html").read_text() == "the last good site"


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_that_fails_leaves_the_site_as_it_was(alone, builder):
    (alone / "own" / "404.html").write_text("{{ nothing.at.all }}", encoding="utf-8")

    result = run("build", alone, "--builder", builder)

    assert result.returncode == 2
    assert f"{builder} could not build the site" in result.stderr
    assert untouched(alone)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_strict_build_refuses_a_link_that_leads_nowhere(alone, builder):
    change(alone / "content" / "guide" / "index.md", "two.md#the-end", "tow.md")

    assert run("build", alone, "--builder", builder, "--strict").returncode == 2
    assert untouched(alone)


def test_pages_that_a_builder_left_out_are_missed(alone):
    with (alone / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("exclude_docs: /resources/\n")

    result = run("build", alone, "--builder", "mkdocs")

    assert result.returncode == 2
    assert "pages are missing in what was built, such as resources/" in result.stderr
    assert untouched(alone)


def test_a_mistake_in_the_data_is_told_as_check_tells_it(alone):
    change(alone / "curriculum.yml", "outcomes: [r-1, e-1]", "outcomes: [r-1, e-2]")

    for command in (["stage"], ["build", "--builder", "zensical"]):
        result = command_line(*command, alone)

        assert result.exit_code == 1
        assert result.stdout == command_line("check", alone).stdout
        assert "1 to fix. Nothing was written." in result.stderr
        assert untouched(alone)
        assert not (alone / "build").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: [", "mkdocs.yml:1:13: expected the node content, but found '<stream end>'"),
        ("- a\n", "mkdocs.yml:1:1: there are no settings in this file [settings]"),
        ("docs_dir: content\n", "mkdocs.yml:1:1: 'site_name' is missing [settings]"),
        ("site_name: S\n", "'docs_dir' names 'docs', which is no folder"),
        ("site_name: S\ndocs_dir: content\nuse_directory_urls: no\n", "'use_directory_urls: true'"),
        ("INHERIT: base.yml\n", "base.yml:1:1: there is no such file [settings]"),
    ],
)
def test_a_mistake_in_the_settings_is_told(alone, text, message):
    (alone / "mkdocs.yml").write_text(text, encoding="utf-8")

    result = command_line("stage", alone)

    assert result.exit_code == 1
    assert message in result.stdout


def test_a_builder_that_is_not_installed_is_named(alone, monkeypatch):
    monkeypatch.setitem(sys.modules, "zensical", None)

    result = command_line("build", alone, "--builder", "zensical")

    assert result.exit_code == 2
    assert "'zensical' is not installed" in result.stderr
    assert "python -m pip install zensical" in result.stderr
    assert untouched(alone)


def test_a_plugin_that_is_left_out_is_named(alone):
    change(alone / "mkdocs.yml", "plugins:\n", "plugins:\n  - redirects: {redirect_maps: {}}\n")

    result = command_line("stage", alone)

    assert result.exit_code == 0
    assert "Left out: the plugin 'redirects'" in result.stderr
    assert "macros" not in result.stderr


@pytest.mark.parametrize(
    "values",
    [
        {"repo_url": "https://example.org/a", "edit_uri": "edit/content/"},
        {"repo_url": "https://example.org/a/", "edit_uri": "?file=/"},
        {"repo_url": "https://example.org/a"},
        {"repo_url": "https://example.org/", "edit_uri_template": "e/{path_noext}?{path}"},
    ],
)
def test_the_way_to_the_line_that_a_page_was_made_from_is_that_of_mkdocs(values):
    page = SimpleNamespace(file=SimpleNamespace(edit_uri="../d.yml#L3"))
    keys = ("repo_url", "edit_uri", "edit_uri_template")
    MkDocsPage._set_edit_url(page, *(values.get(key) for key in keys))

    settings = Settings(Path("/x"), {"docs_dir": "content", **values})

    assert settings.edit_url(Place(Path("d.yml"), 3)) == (page.edit_url or "")


def test_settings_may_inherit(alone):
    settings = (alone / "mkdocs.yml").read_text(encoding="utf-8")
    (alone / "base.yml").write_text(settings, encoding="utf-8")
    own = "INHERIT: base.yml\nsite_name: Other\nextra: {more: 1}\n"
    (alone / "mkdocs.yml").write_text(own, encoding="utf-8")

    assert command_line("stage", alone).exit_code == 0

    staged = (alone / "build" / "staged" / "mkdocs.yml").read_text(encoding="utf-8")
    found = yaml.load(staged, yaml.UnsafeLoader)  # noqa: S506 (it is our own)
    assert found["site_name"] == "Other"
    assert found["extra"]["more"] == 1
    assert len(found["extra"]["footer_links"]) == 2
    assert "hooks" not in found
    assert found["plugins"] == []


def state(folder):
    return {
        file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_staging_again_touches_only_what_changed(alone):
    folder = alone / "build" / "staged"
    assert command_line("stage", alone).exit_code == 0
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("what a builder made", encoding="utf-8")
    (folder / "docs" / "old.md").write_text("# Of an older version", encoding="utf-8")
    before = state(folder)
    change(alone / "resources.yml", "A *good* book.", "A *very good* book.")

    assert command_line("stage", alone).exit_code == 0

    after = state(folder)
    assert before.keys() - after.keys() == {"docs/old.md"}
    touched = {name for name in after if after[name] != before.get(name)}
    assert "docs/resources/book.md" in touched
    assert "site/index.html" not in touched
    assert [name for name in touched if before[name][0] == after[name][0]] in (
        [],
        [".gitignore", "mkdocs.yml"],
        ["mkdocs.yml", ".gitignore"],
    )
    assert sorted(file.name for file in folder.parent.iterdir()) == ["staged"]


def test_a_folder_with_something_else_in_it_is_left_alone(alone):
    before = state(alone / "content")

    result = command_line("stage", alone, "--to", alone / "content")

    assert result.exit_code == 2
    assert "has something else in it. Nothing was written." in result.stderr
    assert state(alone / "content") == before


LINES = st.text(alphabet="ab &<>\"'`~-=+*_#!|[](){}^:/\\%8\n\t", max_size=60)
MARKDOWN = Markdown(
    extensions=[
        "attr_list",
        "toc",
        "tables",
        "fenced_code",
        "smarty",
        "pymdownx.superfences",
        "pymdownx.snippets",
        "pymdownx.betterem",
        "pymdownx.tilde",
    ],
    extension_configs={"pymdownx.snippets": {"check_paths": True}},
)


@given(words=LINES, text=LINES)
@example(words="a", text="\n```\nb\n```\n")
@example(words="a", text="\n~~~ b\nb\n~~~\n")
@example(words="a", text='\n--8<-- "pyproject.toml"\n')
@example(words="a", text="\n;--8<--\n\n[b]: c\n\tb")
@example(words="--- {: #b } [a](b) ![a](b) `a` <b>", text="")
def test_text_on_a_staged_page_stays_text(words, text):
    """Whatever a title or a text has in it, and whichever extensions a host uses."""
    words = " ".join(words.split()) or "x"
    body = (
        f'<h1>{escape(words)}</h1>\n\n<h2 id="a-1">{escape(words)}</h2>\n'
        f'<pre>x{escape(text)}</pre>\n\n<h3 id="b">{escape(words)}</h3>\n<p>End</p>\n'
    )

    html = MARKDOWN.reset().convert(markdown(body))

    page = read(html)
    found = [(e.tag, e.attributes.get("id"), e.text) for e in page.all() if e.tag[0] == "h"]
    assert found == [("h1", None, words), ("h2", "a-1", words), ("h3", "b", words)]
    (pre,) = page.all("pre")
    assert squeezed("".join(pre.children)) == squeezed("x" + text)
    assert {e.tag for e in page.all()} == {"h1", "h2", "h3", "pre", "p"}


def read(html):
    from built import _Reader

    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def squeezed(text):
    """Python-Markdown empties lines of spaces."""
    return "\n".join(line if line.strip() else "" for line in text.split("\n"))
