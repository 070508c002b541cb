"""What is on each type of page: one golden file each, read in review."""

import re
from dataclasses import replace
from typing import get_args

import pytest

from handbook.build import build
from handbook.changes import Change, FieldChange, Kind, What
from handbook.pages import a_to_z, parts
from small import released_site, small_site

PAGES = (
    "index.md",
    "domains/reading.md",
    "domains/reading/whole.md",
    "outcomes/r-1.md",
    "outcomes/e-0.md",
    "frameworks/sister/outcomes/s-1.md",
    "frameworks/sister/index.md",
    "frameworks/crosswalk.md",
    "activities/index.md",
    "activities/r-try.md",
    "resources/index.md",
    "resources/book.md",
    "resources/film.md",
    "programme-outcomes/po-1.md",
    "pathways/index.md",
    "pathways/drawers.md",
    "map/index.md",
    "evidence/kinds.md",
    "glossary/index.md",
    "a-to-z/index.md",
    "carry-away/index.md",
    "changes/index.md",
    "contribute/health.md",
    "about/accessibility.md",
)
RELEASED = (
    "changes/index.md",
    "changes/1.9.md",
    "changes/1.10.md",
    "outcomes/r-1.md",
    "outcomes/r-1/versions/1.8.md",
    "outcomes/r-1/versions/1.9.md",
    "outcomes/e-0.md",
)


@pytest.fixture(scope="module")
def bodies(tmp_path_factory):
    built = build(small_site(tmp_path_factory.mktemp("small")))
    return {page.uri: body for page, body in built.pages}


@pytest.mark.parametrize("uri", PAGES)
def test_page(uri, bodies, golden):
    golden(uri.replace("/", "-").replace(".md", ".html"), bodies[uri])


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    built = build(released_site(tmp_path_factory.mktemp("released")))
    return {page.uri: body for page, body in built.pages}


@pytest.mark.parametrize("uri", RELEASED)
def test_page_of_a_handbook_with_a_past(uri, released, golden):
    golden("released-" + uri.replace("/", "-").replace(".md", ".html"), released[uri])


@pytest.mark.parametrize("kind", get_args(Kind))
def test_any_change_that_may_be_written_can_be_shown(kind, tmp_path):
    """An editor may have taken the fields of a change away, or have the word for it wrong."""
    site = released_site(tmp_path)
    record = {"outcome": "r-1", "domain": "reading", "resource": "book"}.get(kind, "x")
    changes = tuple(
        Change(kind=kind, id=record, title="T", what=(what,), meaning=meaning, fields=fields)
        for what in get_args(What)
        for meaning in (None, "same", "changed")
        for fields in ((), (FieldChange(name="statement", after="x"),), (FieldChange(name="x"),))
    )
    release = site.releases[0].model_copy(update={"changes": changes})
    release.stand(site.releases[0]._where)

    built = build(replace(site, releases=(release, *site.releases[1:])), "https://example.org/")

    assert "changes/1.10.md" in {page.uri for page, _ in built.pages}


def test_the_accessibility_statement_tells_of_the_checks_of_this_very_site(tmp_path):
    (tmp_path / "accessibility.yml").write_text(
        "date: 2026-01-31\nbrowser: Netscape < 5\nchecks:\n"
        "  - {check: A *checker*, at: kinds of page, looked: 7, problems: 3}\n"
        "known: [The BMI is told by colour alone.]\n",
        encoding="utf-8",
    )

    told = {page.uri: body for page, body in build(small_site(tmp_path)).pages}

    statement = told["about/accessibility.md"]
    assert "31 January 2026</time>, in Netscape &lt; 5." in statement
    assert "A *checker*</th><td>7 kinds of page</td><td>3</td>" in statement
    assert "(body mass index) is told by colour alone." in statement
    assert "Nobody has run the checks" not in statement


def test_every_page_has_one_address(bodies, tmp_path):
    pages = [page.uri for page, _ in build(released_site(tmp_path)).pages]

    assert sorted(pages) == sorted(set(pages))


def test_a_hand_written_page_takes_the_place_of_a_planned_one(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("# Ours\n", encoding="utf-8")

    pages = [page.uri for page, _ in build(small_site(tmp_path)).pages]

    assert "index.md" not in pages


def test_the_a_to_z_names_every_record_once(bodies):
    """In the golden file nobody would see that one is lacking."""
    page = bodies["a-to-z/index.md"]
    record = re.compile(r"(domains|outcomes|activities|resources|pathways)/(?!index)[^/]+\.md")
    records = [uri.removesuffix(".md") for uri in bodies if record.fullmatch(uri)]

    assert len(records) >= 10
    assert {uri: page.count(f'href="../{uri}/"') for uri in records} == dict.fromkeys(records, 1)


def test_a_large_handbook_has_a_page_for_each_letter(tmp_path, monkeypatch, bodies):
    """With the same names in the same order, however they are cut."""
    monkeypatch.setattr(a_to_z, "MOST", 5)
    monkeypatch.setattr(parts, "MOST", 2)
    cut = {page.uri: body for page, body in build(small_site(tmp_path)).pages}
    name = re.compile(r'<li><a href="(?:\.\./)*([^"]*)">([^<]*)</a> <span class="handbook-names')
    letters = [uri for uri in cut if uri.startswith("a-to-z/") and uri != "a-to-z/index.md"]

    assert name.findall(cut["a-to-z/index.md"]) == []
    assert "a-to-z/a/pages/2.md" in letters
    found = [found for uri in letters for found in name.findall(cut[uri])]
    assert found == name.findall(bodies["a-to-z/index.md"])
    for uri in letters:
        if "/pages/" not in uri:
            assert (
                f'href="{uri.removeprefix("a-to-z/").removesuffix(".md")}/"'
                in (cut["a-to-z/index.md"])
            )
