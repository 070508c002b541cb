"""The benchmark says what one site has that another lacks, so that its ratios can be judged."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

PAGE = "<html><head><title>Title</title></head><body><main>{}</main></body></html>"


@pytest.fixture
def parity(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    return importlib.import_module("parity")


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_two_sites_are_compared_by_pages_files_and_words(
    parity: ModuleType, tmp_path: Path
) -> None:
    ours = {
        "index.html": PAGE.format("Home &amp; <b>dry</b>"),
        "outcomes/d1-1/index.html": PAGE.format("ask ask listen<script>var hidden</script>"),
        "frameworks/other/outcomes/x/index.html": PAGE.format("plan"),
        "domains/d1/whole/index.html": PAGE.format("all"),
        "assets/handbook-0123abcd/shell.css": "",
        "search/words/a.json": "{}",
        "search/words/b.json": "{}",
        "sw.js": "",
    }
    theirs = {
        "index.html": PAGE.format("Home dry"),
        "outcomes/d1-1/index.html": PAGE.format("ask listen more"),
        "frameworks/other/outcomes/x/index.html": PAGE.format("plan"),
        "assets/handbook/shell.css": "",
        "extra/index.html": PAGE.format(""),
        "index.json": "[]",
    }

    found = parity.compare(write(tmp_path / "a", ours), write(tmp_path / "b", theirs))

    assert found.pages_only_ours == ["domains/d1/whole/index.html"]
    assert found.pages_only_theirs == ["extra/index.html"]
    assert found.files_only_ours == {"search/words/*.json": 2, "sw.js": 1}
    assert found.files_only_theirs == {"index.json": 1}
    assert found.kinds == {
        "home": parity.Kind(pages=1, words=2, shared=2, more=0),
        "outcome": parity.Kind(pages=2, words=4, shared=3, more=1),
    }
    assert parity.kind("domains/d1/whole/index.html") == "whole domain"
