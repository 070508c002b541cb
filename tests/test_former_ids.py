"""A record with a new id: its old address leads to it, and for machines it is the same record."""

import json

import pytest

from handbook.build import build, open_site, search_files
from handbook.diff import compare
from handbook.identifiers import identifier
from handbook.pages import plan
from small import small_site

NEW = {
    "resources.yml": ("  - id: book\n", "  - id: book\n    was: [tome]\n"),
    "curriculum.yml": ("      - id: r-try\n", "      - id: r-try\n        was: [r-go]\n"),
}
OLD = {"resources/tome.md": "../book/", "activities/r-go.md": "../r-try/"}


@pytest.fixture
def site(tmp_path):
    small_site(tmp_path)
    for name, (before, after) in NEW.items():
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert before in text
        (tmp_path / name).write_text(text.replace(before, after), encoding="utf-8")

    return open_site(tmp_path)


def test_the_old_address_leads_to_the_record(site):
    bodies = {page.uri: body for page, body in build(site).pages}

    for uri, link in OLD.items():
        assert f'href="{link}"' in bodies[uri]


def test_search_finds_the_record_and_not_its_old_address(site):
    files = search_files(site, plan(site), []).files
    parts = [json.loads(part) for path, part in files.items() if "/entries/" in path]
    found = {entry["url"] for part in parts for entry in part}

    assert "resources/book/" in found
    assert "resources/tome/" not in found


def test_the_identifier_is_that_of_the_first_id(site, tmp_path_factory):
    other = small_site(tmp_path_factory.mktemp("other"))
    before, after = other.library["book"], site.library["book"]

    assert identifier(site.framework, after) != identifier(other.framework, before)
    assert identifier(site.framework, after) == identifier(
        other.framework, before.model_copy(update={"id": "tome"})
    )


def test_a_new_id_is_no_new_record_and_no_lost_one(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("before")
    small_site(folder)
    file = folder / "curriculum.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("- id: r-try\n", "- id: r-go\n").replace(
        "activity: r-try}", "activity: r-go}"
    )
    file.write_text(text, encoding="utf-8")

    changes = compare(open_site(folder), site)

    assert "r-try" in {change.id for change in changes}
    assert not [c for c in changes if {"added", "removed"} & set(c.what)]
