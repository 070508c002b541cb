"""What is on each type of page: one golden file each, read in review."""

import pytest

from handbook.build import build
from small import small_site

PAGES = (
    "index.md",
    "domains/reading.md",
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
    "map/index.md",
    "evidence/kinds.md",
    "glossary/index.md",
)


@pytest.fixture(scope="module")
def bodies(tmp_path_factory):
    built = build(small_site(tmp_path_factory.mktemp("small")))
    return {page.uri: body for page, body in built.pages}


@pytest.mark.parametrize("uri", PAGES)
def test_page(uri, bodies, golden):
    golden(uri.replace("/", "-").replace(".md", ".html"), bodies[uri])


def test_every_page_has_one_address(bodies, tmp_path):
    pages = [page.uri for page, _ in build(small_site(tmp_path)).pages]

    assert sorted(pages) == sorted(set(pages))


def test_a_hand_written_page_takes_the_place_of_a_planned_one(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("# Ours\n", encoding="utf-8")

    pages = [page.uri for page, _ in build(small_site(tmp_path)).pages]

    assert "index.md" not in pages
