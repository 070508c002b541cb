"""What a handbook lacks, and the budgets that it may not exceed."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.build import open_site
from handbook.cli import main
from handbook.upkeep import measures
from small import BUDGETS, small_site


@pytest.fixture
def root(tmp_path):
    small_site(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["health", *map(str, arguments)])


def found(root):
    return {m.key: [entry.url for entry in m.entries] for m in measures(open_site(root))}


def edit(root, name, old, new):
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), encoding="utf-8")


def test_outcomes_without_activity_or_online_learning(root):
    # The withdrawn one does not count, nor do those of a framework without activities.
    assert found(root)["without_learning"] == ["outcomes/r-1/", "outcomes/e-1/"]
    assert found(root)["without_activity"] == []

    edit(root, "curriculum.yml", "outcomes: [r-1, e-1]", "outcomes: [e-1]")
    edit(root, "resources.yml", "status: awaited\n", "status: awaited\n    outcomes: [e-1]\n")

    assert found(root)["without_learning"] == ["outcomes/r-1/"]
    assert found(root)["without_activity"] == ["outcomes/r-1/"]


SPARE = """\
  - id: spare
    title: Spare
    kind: website
    use: mentioned
    summary: Spare.
    address: unknown
"""


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("resources.yml", "summary: A film.", "summary: Like [this](resource:spare)."),
        ("curriculum.yml", "{section: Explaining}", "{section: Explaining, document: spare}"),
    ],
)
def test_resources_that_nothing_names(root, file, old, new):
    with (root / "resources.yml").open("a", encoding="utf-8") as out:
        out.write(SPARE)
    assert found(root)["uncited"] == ["resources/spare/"]

    edit(root, file, old, new)

    assert found(root)["uncited"] == []


def test_a_page_names_a_resource_too(root):
    with (root / "resources.yml").open("a", encoding="utf-8") as out:
        out.write(SPARE)
    (root / "content").mkdir()
    (root / "content" / "a.md").write_text('See {{ resource("spare") }}.\n', encoding="utf-8")

    assert found(root)["uncited"] == []


def test_one_way_links_of_the_crosswalk(root):
    assert found(root)["one_way"] == ["frameworks/sister/outcomes/s-1/"]

    edit(
        root,
        "curriculum.yml",
        "last_changed: 2026-01-02\n",
        "last_changed: 2026-01-02\n        relates: [{outcome: s-1, type: narrower}]\n",
    )

    assert found(root)["one_way"] == []


def test_addresses_that_we_do_not_have_or_only_remember(root):
    assert found(root)["unknown_addresses"] == ["resources/film/"]
    assert found(root)["recalled_addresses"] == []

    edit(root, "resources.yml", "address: found", "address: recalled")

    assert found(root)["recalled_addresses"] == ["resources/book/"]


def test_links_that_did_not_work(root):
    line = {"url": "https://www.example.org/book", "since": "2026-03-01"}
    for kind, dead in (("temporary", []), ("broken", ["resources/book/"])):
        known = line | {"class": kind, "checked": "2026-03-09T10:00:00Z"}
        (root / "links.jsonl").write_text(json.dumps(known) + "\n", encoding="utf-8")

        assert found(root)["dead_links"] == dead


def test_texts_that_are_hard_to_read(root):
    long = "Interdisciplinary organisations institutionalise methodological considerations " * 4
    edit(root, "curriculum.yml", "text: Try it out.", f"text: {long}.")

    assert found(root)["hard_texts"] == ["activities/r-try/"]
    assert run(root, "--format", "csv").stdout.count("hard_texts,Try it,activities/r-try/") == 1


def test_csv_has_every_entry(root):
    rows = list(csv.DictReader(io.StringIO(run(root, "--format", "csv").stdout)))

    assert [row["title"] for row in rows if row["measure"] == "unknown_addresses"] == ["A film"]


def test_a_number_above_its_budget_fails_and_names_the_line(root):
    result = run(root, "--check")

    assert result.exit_code == 1
    assert result.stderr == (
        "budgets.yml:2:19: 2 outcomes that no online learning supports, and the budget is 1 "
        "[budget]\n"
        "2 | without_learning: 1\n"
        "  |                   ^\n"
        "  help: put one right, or write 'without_learning: 2' if it is meant\n"
    )
    assert run(root).exit_code == 0  # nobody asked


def test_update_lowers_and_never_raises_and_keeps_remarks(root):
    text = "# Ours\r\nwithout_learning: 1 # not yet\r\nuncited: '13'\r\nnever_reviewed: 100\r\n"
    (root / "budgets.yml").write_bytes(text.encode())

    assert run(root, "--update").exit_code == 0

    now = text.replace("'13'", "'0'").replace("100", "13")
    assert (root / "budgets.yml").read_bytes().decode() == now
    assert "Nothing was changed" in run(root, "--update").stdout


def test_update_on_one_line(root):
    (root / "budgets.yml").write_text("{uncited: 10, never_reviewed: 100}\n", encoding="utf-8")
    run(root, "--update")

    assert (root / "budgets.yml").read_text(
        encoding="utf-8"
    ) == "{uncited: 0, never_reviewed: 13}\n"


def test_update_writes_the_first_budgets_which_then_hold(root):
    (root / "budgets.yml").unlink()
    assert run(root, "--check").exit_code == 0

    run(root, "--update")

    assert run(root, "--check").exit_code == 0
    assert "without_learning: 2\n" in (root / "budgets.yml").read_text(encoding="utf-8")
    # What an honest addition makes grow has no budget unless somebody wants one.
    assert "never_reviewed" not in (root / "budgets.yml").read_text(encoding="utf-8")


def test_a_mistake_in_the_data_is_told_as_by_check(root):
    (root / "budgets.yml").write_text(BUDGETS + "hard_text: 1\n", encoding="utf-8")
    result = run(root)

    assert result.exit_code == 1
    assert "budgets.yml:4:1: 'hard_text' is not a field we know" in result.stdout


def test_the_real_handbook_keeps_within_its_budgets():
    result = run(Path(__file__).parent.parent, "--check")

    assert result.exit_code == 0, result.stderr
