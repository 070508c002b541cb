"""`handbook fmt`: what the layout looks like, and what the command does with files."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import main
from handbook.edit.layout import laid_out
from handbook.model import Library

ROOT = Path(__file__).parent.parent
LAYOUTS = {
    "fields stand in the order of the model, strangers last": (
        "resources:\n- {zebra: x, title: A, id: a}\n",
        "resources:\n  - {id: a, title: A, zebra: x}\n",
    ),
    "records stand in the order of their ids and take their remarks along": (
        "resources:\n  # about b\n  - id: b\n    title: B\n    # end of b\n  - id: a # a\n",
        "resources:\n  - id: a  # a\n  # about b\n  - id: b\n    title: B\n    # end of b\n",
    ),
    "the remarks at the top stay at the top": (
        "# top\n# of the file\nresources: []\n",
        "# top\n# of the file\nresources: []\n",
    ),
    "quotes become double, and stay": (
        "resources:\n  - id: 'a'\n    title: 'it''s'\n    url: \"x\"\n    summary: 'a \"b\"'\n",
        'resources:\n  - id: "a"\n    title: "it\'s"\n    summary: \'a "b"\'\n    url: "x"\n',
    ),
    "words that other programs misread are left as they are": (
        "resources:\n  - {id: no, title: 1.10, year: 010, added: 2024-99-99}\n",
        "resources:\n  - {id: no, title: 1.10, year: 010, added: 2024-99-99}\n",
    ),
    "a text over several lines comes onto one": (
        "resources:\n  - title: A text\n      that goes on\n",
        "resources:\n  - title: A text that goes on\n",
    ),
    "a long text over several lines is folded": (
        f"resources:\n  - title: {'word ' * 12}\n      {'more ' * 12}\n",
        "resources:\n  - title: >-\n      " + "word " * 12 + "more " * 6 + "more\n"
        "      " + ("more " * 5).strip() + "\n",
    ),
    "a block keeps its lines": (
        "resources:\n- summary: |-   # why\n     one\n       two\n\n     three\n\n\n\n  id: a\n",
        "resources:\n  - id: a\n    summary: |-  # why\n      one\n        two\n\n      three\n",
    ),
    "line breaks at the end of a text stay": (
        "resources:\n- title: |+\n   one\n\n\n- id: b\n",
        "resources:\n  - title: |+\n      one\n\n\n  - id: b\n",
    ),
    "brackets with a remark inside are opened": (
        "resources:\n  - {id: a, outcomes: [b, # why\n     c]} # end\n",
        "resources:\n  # end\n  - id: a\n    outcomes:\n      - b  # why\n      - c\n",
    ),
    "brackets that are too wide are opened": (
        "resources:\n  - outcomes: [" + ", ".join(["a-long-id"] * 10) + "]\n",
        "resources:\n  - outcomes:\n" + "      - a-long-id\n" * 10,
    ),
    "blank lines: one stays, several become one, none at the ends": (
        "\n\n# top\n\n\nresources:\n\n  - id: a\n\n\n  - id: b\n\n\n",
        "# top\n\nresources:\n  - id: a\n\n  - id: b\n",
    ),
    "marks around the document go, their remarks stay": (
        "%YAML 1.1\n---  # one\nresources: []\n... # two\n",
        "# one\nresources: []\n# two\n",
    ),
    "a remark between a field and its text goes above": (
        "resources:\n  - id: # one\n      # two\n      a # three\n",
        "resources:\n  # two\n  # one\n  - id: a  # three\n",
    ),
    "Windows lines become ours": ("resources:\r\n- id: a\r\n", "resources:\n  - id: a\n"),
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_the_layout(case):
    before, after = LAYOUTS[case]

    assert laid_out(before, Library, Path("resources.yml")) == after
    assert laid_out(after, Library, Path("resources.yml")) == after


MESSY = b"\xef\xbb\xbfresources:\r\n- title: 'A'\r\n  id: a\r\n"
TIDY = 'resources:\n  - id: a\n    title: "A"\n'


@pytest.fixture
def root(tmp_path):
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "one.yml").write_bytes(MESSY)
    (tmp_path / "resources" / "two.yml").write_text(TIDY, encoding="utf-8")
    (tmp_path / "curriculum.yml").write_text("id: x\n\tbad: y\n", encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)])


def test_what_can_be_read_is_laid_out_and_the_rest_is_told(root):
    result = run(root)

    assert result.exit_code == 1
    assert "curriculum.yml:2:1: this line starts with a tab [tab]" in result.stdout
    assert result.stderr == "resources/one.yml is laid out.\n1 to fix.\n"
    assert (root / "curriculum.yml").read_text(encoding="utf-8") == "id: x\n\tbad: y\n"
    assert (root / "resources" / "one.yml").read_bytes() == TIDY.encode()
    assert sorted(file.name for file in (root / "resources").iterdir()) == ["one.yml", "two.yml"]


def test_a_file_that_need_not_change_is_not_touched(root):
    file = root / "resources" / "two.yml"
    os.utime(file, (1, 1))

    run(root)

    assert file.stat().st_mtime == 1


def test_a_file_keeps_who_may_read_it(root):
    file = root / "resources" / "one.yml"
    file.chmod(0o640)

    run(root)

    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_to_a_file_stays_a_link(root):
    file = root / "resources" / "one.yml"
    file.rename(root / "elsewhere.txt")
    file.symlink_to(root / "elsewhere.txt")

    run(root)

    assert file.is_symlink()
    assert (root / "elsewhere.txt").read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_asked_only_it_writes_nothing(root, option):
    (root / "curriculum.yml").unlink()

    result = run(option, root)

    assert result.exit_code == (1 if option == "--check" else 0)
    assert "resources/one.yml would change." in result.stderr
    assert ("+  - id: a" in result.stdout) == (option == "--diff")
    assert (root / "resources" / "one.yml").read_bytes() == MESSY


def test_nothing_to_do_is_success_and_silence(root):
    (root / "curriculum.yml").unlink()
    run(root)

    result = run("--check", root)

    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(("text", "rule"), [("- a\n", "not-fields"), ("a", "not-fields")])
def test_a_file_without_fields_is_told_and_left_alone(root, text, rule):
    (root / "curriculum.yml").write_text(text, encoding="utf-8")

    assert f"[{rule}]" in run(root).stdout
    assert (root / "curriculum.yml").read_text(encoding="utf-8") == text


def test_a_folder_that_is_not_there_cannot_be_laid_out(tmp_path):
    assert run(tmp_path / "nowhere").exit_code == 2


@pytest.mark.parametrize("name", ["example-region", "example-trust"])
def test_the_files_of_an_edition_are_laid_out_too(name, tmp_path):
    root = shutil.copytree(ROOT / "editions" / name, tmp_path / name)
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}

    assert CliRunner().invoke(main, ["fmt", "--check", str(root)]).exit_code == 0
    for file in (root / "edition.yml", *(root / "local").glob("*.yml")):
        file.write_bytes(b"\xef\xbb\xbf" + before[file].replace(b"\n", b"\r\n"))
    result = CliRunner().invoke(main, ["fmt", str(root)])

    assert result.exit_code == 0, result.output
    assert {file: file.read_bytes() for file in root.rglob("*.yml")} == before
