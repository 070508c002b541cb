"""Links between pages stay right wherever the site is put."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.addresses import relative, uri, url

NAMES = st.sampled_from(["a", "outcomes", "ph-1", "x-y"])
PAGES = st.lists(NAMES, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FRAGMENTS = st.sampled_from(["", "#top"])


@given(PAGES, PAGES, FRAGMENTS)
def test_a_link_leads_from_any_page_to_any_other(page, target, fragment):
    root = "https://example.org/deep/site/"

    assert urljoin(root + page, relative(target + fragment, page)) == root + target + fragment


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", ""), ("a/index.md", "a/"), ("a/b.md", "a/b/"), ("search.md", "search/")],
)
def test_a_path_has_one_address(path, address):
    assert url(path) == address


def test_an_address_has_a_path():
    assert url(uri("outcomes/ph-1/")) == "outcomes/ph-1/"


def test_a_link_to_a_file_has_no_slash_at_its_end():
    assert relative("data/handbook.json", "data/") == "handbook.json"
