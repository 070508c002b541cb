"""Styles and scripts stand at addresses that change with their bytes, and only with them."""

import re

import pytest

from built import pages
from handbook.assets import SCRIPTS, STYLES, assets, hashed

FILES = {"css/one.css": b"a {}", "js/one.js": b"import './two.js'", "js/two.js": b""}


def test_the_same_files_have_the_same_address_in_whatever_order_they_come():
    assert hashed(FILES).folder == hashed(dict(reversed(FILES.items()))).folder


@pytest.mark.parametrize(
    "change",
    [
        {"css/one.css": b"a { }"},
        {"js/two.js": b"1"},
        {"js/three.js": b""},
        {"js/one.js": b"", "js/two.js": FILES["js/one.js"]},
    ],
    ids=["style", "imported script", "new file", "exchanged"],
)
def test_any_change_gives_a_new_address(change):
    assert hashed(FILES | change).folder != hashed(FILES).folder


def test_the_end_of_a_file_is_not_the_beginning_of_the_next():
    assert hashed({"a": b"bc"}).folder != hashed({"ab": b"c"}).folder
    assert hashed({"a": b"b", "c": b""}).folder != hashed({"a": b"bc"}).folder


def test_what_pages_link_to_is_shipped():
    shipped = assets({})

    assert {*shipped.styles, *shipped.scripts} <= shipped.files.keys()
    assert {*STYLES, *SCRIPTS} <= shipped.inside.keys()


def test_every_page_links_to_the_folder_and_the_site_has_no_other(site_dir):
    folder = assets({}).folder
    named = re.compile(r'(?:href|src)="[^"]*?(assets/handbook[^/"]*)/')

    texts = [page.file.read_text(encoding="utf-8") for page in pages(site_dir).values()]
    found = [named.findall(text) for text in texts]

    assert len(found) > 99
    assert all(found)
    assert {name for names in found for name in names} == {folder}
    assert [file.name for file in (site_dir / "assets").glob("handbook*")] == [folder[7:]]
