"""What the documents at the root say is true: records, messages, commands."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = [README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")]


def block(language):
    """The first block of a language in the README."""
    return re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)[1]


@pytest.fixture
def copy(tmp_path):
    """The real data, with the README's record where the README puts it."""
    for name in ("curriculum.yml", "resources.yml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    file = tmp_path / "resources.yml"
    text = file.read_text(encoding="utf-8")
    place = text.index("\n  - id: ", text.index("  - id: balint-groups")) + 1
    file.write_text(text[:place] + block("yaml") + text[place:], encoding="utf-8")
    return tmp_path


def check(folder):
    return CliRunner().invoke(main, ["check", str(folder)])


def test_the_record_of_the_readme_can_be_copied(copy):
    assert check(copy).exit_code == 0


def test_the_mistakes_of_the_readme_are_told_as_it_says(copy):
    file = copy / "resources.yml"
    text = file.read_text(encoding="utf-8")
    record = block("yaml")
    wrong = record.replace("publisher:", "publishr:").replace("2026-11-22", "22/11/2026")
    file.write_text(text.replace(record, wrong), encoding="utf-8")

    assert numberless(check(copy).stdout) == numberless(block("text"))


def numberless(told):
    """The messages without their lines, which every new resource moves."""
    return re.sub(r"(?m)^\d+|(?<=yml:)\d+", "N", told.strip())


def test_every_make_target_that_the_documents_name_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        t for guide in GUIDES for t in re.findall(r"(?:^|`)make ([a-z]+)", guide, re.MULTILINE)
    }

    assert {"site", "test"} <= named <= targets


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^)#]+)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_quotation_marks_and_apostrophes_are_of_one_kind():
    """The kind that every keyboard has, in what is shown and in what is written for the site."""
    shown = [(ROOT / "src/handbook/theme", "*.html"), (ROOT / "content", "*.md")]
    files = [file for folder, names in shown for file in folder.rglob(names)]
    files += [*ROOT.glob("*.yml"), *(ROOT / "frameworks").glob("*.yml")]

    assert len(files) > 50
    assert [file.name for file in files if re.search("[‘’“”]", file.read_text("utf-8"))] == []
