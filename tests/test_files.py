"""What the case files cannot hold: bytes that are not text, folders, links, and very much data."""

import time
from pathlib import Path

import pytest

from handbook.build import open_site
from handbook.problems import DataError

SMALL = Path(__file__).parent / "cases" / "handbook"
RESOURCES = (SMALL / "resources.yml").read_bytes()
RECORD = (
    "  - {{id: r-{0:05}, title: Number {0}, kind: {kind}, use: mentioned, summary: Words.,"
    " address: unknown, domains: [{domain}]}}\n"
)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "curriculum").symlink_to(SMALL / "curriculum")
    return tmp_path


def problems(root):
    with pytest.raises(DataError) as found:
        open_site(root)
    return [str(problem) for problem in found.value.problems]


def said(root, content):
    (root / "resources.yml").write_bytes(content)
    return problems(root)


HELP = {
    "file-missing": "create it, or run the command in the folder that holds it",
    "file-unreadable": "check who may read it",
    "not-a-file": "replace the folder by a file",
    "too-large": "split it into several files in a folder of the same name",
}


def told(file, message, rule):
    return [f"{file}:1:1: {message} [{rule}]\n  help: {HELP[rule]}"]


NOT_UTF8 = (
    "this character is not UTF-8 text [not-utf-8]\n"
    "  help: save the file as UTF-8 (in most editors: Save with encoding, UTF-8)"
)


@pytest.mark.parametrize(
    ("encoding", "place"), [("latin-1", "3:14"), ("cp1252", "3:14"), ("utf-16", "1:1")]
)
def test_text_that_is_not_utf8_is_a_problem_at_its_first_wrong_character(root, encoding, place):
    text = RESOURCES.decode().replace("The hub", "Thé hub")

    assert said(root, text.encode(encoding)) == [f"resources.yml:{place}: {NOT_UTF8}"]


def test_half_a_character_at_the_end_is_not_utf8(root):
    assert said(root, RESOURCES + b"# \xe2\x80") == [f"resources.yml:9:3: {NOT_UTF8}"]


def test_every_nul_byte_is_told(root):
    content = RESOURCES.replace(b"The hub", b"The\0hub").replace(b"found", b"fo\0und")
    wording = "there is a character that nobody can see (U+0000) [hidden-character]"
    help = "  help: delete it, or start a new line there if that was meant"

    assert said(root, content) == [
        f"resources.yml:3:15: {wording}\n{help}",
        f"resources.yml:8:16: {wording}\n{help}",
    ]


@pytest.mark.parametrize("content", [RESOURCES.decode().encode("utf-16-le"), b"PK\x03\x04" * 50])
def test_a_file_full_of_such_bytes_is_called_what_it_is(root, content):
    (problem,) = said(root, content)

    assert "this is not a text file [not-utf-8]\n  help: save the file as plain text" in problem


def test_a_page_that_is_not_utf8_is_told_of_as_well(root):
    (root / "content").mkdir()
    (root / "content" / "index.md").write_bytes(b"# Home\n\nCaf\xe9.\n")

    assert said(root, RESOURCES) == [f"content/index.md:3:4: {NOT_UTF8}"]


def test_a_folder_in_place_of_a_file(root):
    (root / "resources.yml").mkdir()

    assert problems(root) == told("resources.yml", "this is a folder, not a file", "not-a-file")


def test_an_empty_folder_in_place_of_a_file(root):
    (root / "resources").mkdir()

    assert problems(root) == told("resources.yml", "there is no such file", "file-missing")


def test_a_file_that_nobody_can_open(root):
    """A link that leads to itself cannot be opened, not even by root."""
    (root / "resources.yml").symlink_to("resources.yml")

    message = "this file cannot be opened"
    assert problems(root) == told("resources.yml", message, "file-unreadable")


def test_a_page_that_nobody_can_open(root):
    (root / "content").mkdir()
    (root / "content" / "index.md").symlink_to("index.md")

    message = "this file cannot be opened"
    assert said(root, RESOURCES) == told("content/index.md", message, "file-unreadable")


def test_a_link_to_nowhere_is_a_missing_file(root):
    (root / "resources.yml").symlink_to("gone.yml")

    assert problems(root) == told("resources.yml", "there is no such file", "file-missing")


def test_a_file_too_large_to_read(root):
    with (root / "resources.yml").open("wb") as file:
        file.truncate(65 * 1024 * 1024)

    assert problems(root) == told("resources.yml", "this file is over 64 MB", "too-large")


@pytest.mark.parametrize(
    ("old", "rule"),
    [(b"The hub", "too-long"), (b"A place for charts.", "too-long"), (b"hub\n", "too-long"),
     (b"website", "bad-choice"), (b"https://example.org/hub", "too-long"),
     (b"title", "yaml-syntax"), (b"The hub\n", "unquoted-colon")],
)  # fmt: skip
def test_a_line_of_a_megabyte_gives_one_short_message(root, old, rule):
    end = b": x\n" if old == b"The hub\n" else b"\n" if old.endswith(b"\n") else b""
    content = RESOURCES.replace(old, b"x" * 1_000_000 + end, 1)

    (problem,) = said(root, content)

    assert f"[{rule}]" in problem
    assert len(problem) < 500


def test_ten_thousand_records_load_in_a_few_seconds(root):
    """Of the processor: others may use it too."""
    lines = [RECORD.format(n, kind="article", domain="charts") for n in range(10_000)]
    (root / "resources.yml").write_text("resources:\n" + "".join(lines), encoding="utf-8")
    start = time.process_time()

    site = open_site(root)

    assert len(site.resources) == 10_000
    assert time.process_time() - start < 20


def test_ten_thousand_wrong_records_give_ten_thousand_problems(root):
    lines = [RECORD.format(n, kind="articel", domain="chart") for n in range(10_000)]
    start = time.process_time()

    found = said(root, ("resources:\n" + "".join(lines)).encode())

    assert len(found) == 10_000
    assert found[0].startswith("resources.yml:2:")
    assert found[-1].startswith("resources.yml:10001:")
    assert time.process_time() - start < 30


def test_values_stay_the_text_that_was_typed(root):
    content = RESOURCES.replace(b"The hub", b"no").replace(b"A place for charts.", b"010")

    (root / "resources.yml").write_bytes(content)
    site = open_site(root)

    assert (site.resources[0].title, site.resources[0].summary) == ("no", "010")
    assert site.framework.version == "1.10"
