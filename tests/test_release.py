"""`handbook release`: the number it proposes, what it writes, and when it refuses."""

from datetime import date

import pytest

from handbook.build import open_site
from handbook.changes import Level
from handbook.diff import compare
from handbook.versions import following, key, step
from repository import as_editor, begin, commit, git, run
from small import small_site


@pytest.fixture(autouse=True)
def _editor():
    with as_editor():
        yield


@pytest.fixture
def handbook(tmp_path):
    """The small handbook in a repository, with its first version, 1.10, released."""
    folder = tmp_path / "handbook"
    folder.mkdir()
    small_site(folder)
    begin(folder)
    assert run("release", folder).exit_code == 0
    commit(folder, "Version 1.10")
    return folder


def edit(folder, old, new, file="curriculum.yml"):
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def reword(folder):
    edit(folder, "statement: Explain a trend.", "statement: Explain the trend.")


def withdraw(folder):
    edit(folder, "      - id: r-1\n", "      - id: r-1\n        status: withdrawn\n")


def files(folder):
    return {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*.yml")}


VERSIONS = [
    ("2026.1", Level.MEANING, "2026.2"),
    ("2026.1", Level.ADDITION, "2026.1.1"),
    ("2026.1", Level.WORDING, "2026.1.0.1"),
    ("2026.1.0.1", Level.WORDING, "2026.1.0.2"),
    ("2026.1.0.2", Level.ADDITION, "2026.1.1"),
    ("2026.1.1", Level.WORDING, "2026.1.1.1"),
    ("2026.1.1.1", Level.MEANING, "2026.2"),
    ("2025.4", Level.MEANING, "2026.1"),
    ("2025.4", Level.ADDITION, "2025.4.1"),
    ("1.4.2", Level.MEANING, "2.0.0"),
    ("1.4.2", Level.ADDITION, "1.5.0"),
    ("1.4.2", Level.WORDING, "1.4.3"),
    ("1.10", Level.MEANING, "2.0"),
    ("1.10", Level.ADDITION, "1.11"),
    ("1.10", Level.WORDING, "1.10.1"),
    ("3", Level.MEANING, "4"),
    ("3", Level.WORDING, "3.0.1"),
]


@pytest.mark.parametrize(("version", "level", "expected"), VERSIONS)
def test_the_number_grows_where_the_changes_reach(version, level, expected):
    """On a day of 2026."""
    found = following(version, level, date(2026, 12, 1))

    assert found == expected
    assert key(found) > key(version)
    assert step(version, found) is level


def test_the_first_release_has_the_version_that_is_written(tmp_path):
    small_site(tmp_path)
    begin(tmp_path)
    before = files(tmp_path)

    result = run("release", tmp_path)

    assert result.exit_code == 0, result.output
    after = files(tmp_path)
    (new,) = set(after) - set(before)
    assert new.as_posix() == "changes/1.10.yml"
    assert {name: after[name] for name in before} == before
    (release,) = open_site(tmp_path).releases
    assert (release.version, release.date, release.changes) == ("1.10", date(2026, 12, 1), ())


def test_a_release_writes_one_file_and_one_line(handbook):
    """What is read back is the difference; nothing else of the curriculum is touched."""
    old = open_site(handbook)
    reword(handbook)
    edited = (handbook / "curriculum.yml").read_text(encoding="utf-8")

    result = run("release", handbook)

    assert result.exit_code == 0, result.output
    assert "Explain \\[" not in result.stdout
    assert "Explain ~~a~~ **the** trend" in result.stdout
    assert "Wrote changes/1.10.1.yml, and version 1.10.1 into curriculum.yml." in result.stderr
    new = open_site(handbook)
    assert new.releases[0].changes == compare(old, new)
    assert (new.releases[0].since, new.framework.version) == ("1.10", "1.10.1")
    written = (handbook / "curriculum.yml").read_text(encoding="utf-8")
    assert written == edited.replace('version: "1.10"', 'version: "1.10.1"')


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("version: 1.10", 'version: "1.10.1"'),
        ("version: '1.10' # ours", 'version: "1.10.1" # ours'),
        ("version:   1.10   # ours", 'version:   "1.10.1"   # ours'),
    ],
)
def test_the_line_of_the_version_keeps_its_remark(handbook, line, expected):
    """However an editor wrote it, with any line ends."""
    text = (handbook / "curriculum.yml").read_text(encoding="utf-8")
    text = text.replace('version: "1.10"', line).replace("Explain a trend.", "Explain one trend.")
    (handbook / "curriculum.yml").write_bytes(text.replace("\n", "\r\n").encode())

    assert run("release", handbook).exit_code == 0

    assert f"\r\n{expected}\r\n".encode() in (handbook / "curriculum.yml").read_bytes()


def test_a_dry_run_writes_nothing(handbook):
    withdraw(handbook)
    before = files(handbook)

    result = run("release", handbook, "--dry-run")

    assert result.exit_code == 0
    assert "This would be version 2.0." in result.stderr
    assert files(handbook) == before


def test_with_tag_exactly_two_files_are_committed(handbook):
    """What somebody else has begun in the same folder stays as it was."""
    reword(handbook)
    commit(handbook, "Reword")
    edit(handbook, "title: Sister", "title: The sister", "frameworks/sister.yml")

    result = run("release", handbook, "--tag")

    assert result.exit_code == 0, result.output
    named = git(handbook, "show", "--name-only", "--format=%s", "edition-1.10.1").splitlines()
    assert named[-2:] == ["changes/1.10.1.yml", "curriculum.yml"]
    assert git(handbook, "status", "--porcelain") == "M frameworks/sister.yml"
    assert run("diff", "1.10.1", "--root", handbook).exit_code == 0


def test_no_tag_without_being_asked(handbook):
    reword(handbook)
    head = git(handbook, "rev-parse", "HEAD")

    run("release", handbook)

    assert git(handbook, "tag") == ""
    assert git(handbook, "rev-parse", "HEAD") == head


REFUSALS = {
    "a published outcome has vanished": (
        lambda folder: drop(folder, "e-0", "    source: {section: Explaining}\npathways:"),
        "'e-0' (E0 Explain by hand) has vanished, and links lead to it: bring it back and write 's",
    ),
    "its id was changed": (
        lambda folder: (
            edit(folder, "id: film\n", "id: films\n", "resources.yml"),
            edit(folder, "resource: film}", "resource: films}"),
        ),
        "an id never changes, so write 'film' again where 'films' stands.",
    ),
    "nothing has changed": (lambda folder: None, "Nothing has changed since version 1.10."),
    "an outcome has become another": (
        lambda folder: edit(
            folder,
            "        title: Explain a trend\n        statement: Explain a trend.\n",
            "        title: Bake bread\n        statement: Bake bread for everybody at home.\n",
        ),
        "The outcome 'e-1' (E1 Bake bread) seems to be about something else now.",
    ),
    "the data has mistakes": (
        lambda folder: edit(folder, "kind: book", "kind: bok", "resources.yml"),
        "1 to fix before a release.",
    ),
}


def drop(folder, id, until):
    text = (folder / "curriculum.yml").read_text(encoding="utf-8")
    start = text.index(f"      - id: {id}\n")
    text = text[:start] + text[text.index(until, start) :]
    (folder / "curriculum.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", REFUSALS)
def test_it_refuses_and_writes_nothing(handbook, case):
    change, reason = REFUSALS[case]
    change(handbook)
    before = files(handbook)

    result = run("release", handbook)

    assert result.exit_code == 1
    assert reason in result.stderr
    assert "Nothing was written." in result.stderr
    assert files(handbook) == before


def test_what_must_go_may_go_but_its_id_is_not_used_again(handbook):
    REFUSALS["a published outcome has vanished"][0](handbook)
    assert run("release", handbook, "--gone", "e-0").exit_code == 0
    commit(handbook, "Version 2.0")

    new = "{id: e-0, code: E9, number: 9, title: Sing, statement: Sing., source: {section: X}}"
    end = "    source: {section: Explaining}\npathways:"
    edit(handbook, end, f"      - {new}\n{end}")
    result = run("release", handbook)

    assert result.exit_code == 1
    assert "The id 'e-0' was used until version 2.0, for E0 Explain by hand." in result.stderr


def test_the_editor_s_mark_makes_another_outcome_the_same(handbook):
    REFUSALS["an outcome has become another"][0](handbook)
    marks = "        last_changed: 2026-12-01\n        meaning_changed: 2026-12-01\n"
    edit(handbook, "        code: E1\n", f"        code: E1\n{marks}")

    result = run("release", handbook, "--dry-run")

    assert result.exit_code == 0
    assert "This would be version 2.0." in result.stderr


def test_an_editor_s_own_number_is_taken(handbook):
    reword(handbook)
    edit(handbook, 'version: "1.10"', 'version: "1.12"')

    assert "This would be version 1.12." in run("release", handbook, "--dry-run").stderr


def test_a_number_that_promises_less_is_remarked_on(handbook):
    withdraw(handbook)
    result = run("release", handbook, "--dry-run", "--version", "1.10.1")

    assert result.exit_code == 0
    assert "The changes ask for more than 1.10.1: readers would expect 2.0." in result.stderr


@pytest.mark.parametrize("number", ["1.10", "1.9.9", "next", "1.11/../../x"])
def test_a_number_must_be_newer_and_a_number(handbook, number):
    reword(handbook)
    before = files(handbook)

    result = run("release", handbook, "--version", number)

    assert result.exit_code == 1
    assert number in result.stderr
    assert files(handbook) == before


def test_a_day_before_the_last_release_is_refused(handbook):
    reword(handbook)

    assert "came out later" in run("release", handbook, "--date", "2026-11-30").stderr


def test_a_version_that_git_does_not_know_cannot_be_compared_with(handbook):
    reword(handbook)
    run("release", handbook)
    edit(handbook, "title: Explain a trend", "title: Explain one trend")

    result = run("release", handbook)

    assert result.exit_code == 2
    assert "commit changes/1.10.1.yml" in result.stderr


@pytest.mark.parametrize("name", ["nowhere", "--help-me", "HEAD:curriculum.yml", "v9", ""])
def test_what_is_no_version_cannot_be_compared(handbook, name):
    result = run("diff", "--root", handbook, "--", name)

    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.output


def test_without_git_only_folders_can_be_compared(handbook, tmp_path):
    small = tmp_path / "plain"
    small.mkdir()
    small_site(small)

    assert run("diff", handbook, small).exit_code == 0
    assert "is not in git" in run("diff", "HEAD", small, "--root", small).stderr
