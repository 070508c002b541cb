"""What is valid in a file is kept from build to build, and comes back as it was."""

import re
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from chance import examples
from handbook import load, yamlio
from handbook.memory import Memory, Past
from handbook.model import Record
from handbook.packing import packed
from small import small_site
from test_reuse import Editor

ROOT = Path(__file__).parents[1]
FILES = ("curriculum.yml", "resources.yml", "budgets.yml")


@pytest.fixture(params=["our own", "small"])
def root(request, tmp_path, monkeypatch):
    monkeypatch.setenv("HANDBOOK_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "handbook"
    folder.mkdir()
    if request.param == "small":
        small_site(folder)
        return folder
    copytree(ROOT / "frameworks", folder / "frameworks")
    for name in FILES:
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def read(root, by=yamlio.read):
    found = load.load(root, by)
    assert found.whole
    return [*found.frameworks, found.library, load.budgets(root, [], by)]


def told(records):
    """All that can be asked of records: type, values, which fields were written, and where."""
    return [
        (type(r), r.model_dump(), r.model_fields_set, *map(str, [r.place(), r.place("title")]))
        for top in records
        for r in top.whole()
    ]


def test_what_was_valid_comes_back_as_it_was_read(root, monkeypatch):
    fresh = told(read(root))
    assert told(read(root, Memory(root).read)) == fresh

    with monkeypatch.context() as patched:
        patched.setattr(yamlio, "_Builder", None)
        again = read(root, Memory(root).read)
    assert told(again) == fresh  # places alone need the file


def test_a_mistake_beside_what_is_known_is_told_where_it_stands(root):
    """And the rest is still known, and takes part in all checks."""
    read(root, Memory(root).read)
    file = root / "resources.yml"
    right = file.read_text("utf-8")
    file.unlink()
    first, *others = right.split("\n  - ")
    halves = [others[: len(others) // 2], others[len(others) // 2 :]]
    (root / "resources").mkdir()
    for name, half in zip("ab", halves, strict=True):
        (root / "resources" / f"{name}.yml").write_text("\n  - ".join([first, *half]), "utf-8")
    assert told([read(root, Memory(root).read)[-2]])[1:]

    wrong = root / "resources" / "b.yml"
    wrong.write_text(wrong.read_text("utf-8").replace("kind:", "kinds:", 1), "utf-8")
    for by in (yamlio.read, Memory(root).read):
        found = load.load(root, by)
        assert [str(problem.place.file) for problem in found.problems] == ["resources/b.yml"] * len(
            found.problems
        )
        assert len(found.library.resources) == len(others) - 1
        assert len(found.broken) == 1


@pytest.mark.parametrize("root", ["small"], indirect=True)
@pytest.mark.parametrize("seed", range(examples(8)))
def test_of_a_changed_file_only_what_has_changed_is_validated(root, seed, monkeypatch):
    """Whatever has changed, what is read is what would be read without a memory."""
    editor = Editor(root, seed)
    written = [file for file in editor._files() if file.name != "budgets.yml"]
    monkeypatch.setattr(editor, "_files", lambda: written)
    keep(root)
    for _ in range(3):
        done = editor.random.choice([editor.reword, editor.link, editor.add, editor.swap])()
        assert told(read(root, Memory(root).read)) == told(read(root)), done
        keep(root)

    validated = []
    monkeypatch.setattr(load, "packed", lambda record: validated.append(record) or packed(record))
    file = root / "resources.yml"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: The ", 1), "utf-8")
    assert told(read(root, Memory(root).read)) == told(read(root))
    assert len(validated) == 1


def keep(root):
    """Read everything, and remember it as a good build does."""
    memory = Memory(root)
    read(root, memory.read)
    memory.kept("something", (), list)
    memory.keep(root / "site", Past())


def test_two_records_with_one_id_are_both_validated(root):
    keep(root)
    file = root / "resources.yml"
    text = file.read_text("utf-8")
    first = re.split(r"(?m)^(?=  - )", text)[1]
    file.write_text(
        text.replace(first, first + first.replace("title: ", "title: Not ", 1)), "utf-8"
    )
    assert told(read(root, Memory(root).read)) == told(read(root))


def test_a_file_that_is_not_valid_is_read_anew(root):
    file = root / "resources.yml"
    right = file.read_text("utf-8")
    file.write_text(right.replace("kind:", "kinds:", 1), "utf-8")
    told_once, told_again = ([*map(str, load.load(root, Memory(root).read).problems)] for _ in "ab")
    assert told_once == told_again != []


class Odd(Record):
    """A record with a value that nobody has thought of."""

    day: date
    spot: Path


def test_what_cannot_be_kept_is_no_silent_loss():
    with pytest.raises(TypeError, match="PosixPath"):
        packed(Odd(day=date(2026, 1, 1), spot=Path("here")))
