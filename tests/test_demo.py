"""The handbook of made-up content is a handbook like any other, of any size."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from built import pages
from handbook.build import open_site
from handbook.cli import main
from handbook.demo import Size, demo, write
from test_links import leads_somewhere, resolve

SIZES = [
    Size(outcomes=1, resources=0),
    Size(outcomes=6, resources=14),
    Size(outcomes=46, resources=124, frameworks=2, seed=7),
    Size(outcomes=3, resources=5, frameworks=9),
]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_there_is_nothing_to_fix_in_it(size, tmp_path):
    write(tmp_path, size)

    site = open_site(tmp_path)

    assert sum(len(d.outcomes) for f in site.frameworks for d in f.domains) == size.outcomes
    assert len(site.resources) == size.resources


def test_a_large_one_is_in_folders(tmp_path, monkeypatch):
    monkeypatch.setattr("handbook.demo.FILE", 10)
    write(tmp_path, Size(outcomes=36, resources=25, frameworks=2))

    assert {file.name for file in tmp_path.glob("*.yml")} == {"mkdocs.yml"}
    assert len([*tmp_path.glob("resources/*.yml")]) == 3
    assert len(open_site(tmp_path).resources) == 25


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    size = Size(outcomes=12, resources=20, frameworks=2)

    assert demo(size) == demo(size)
    assert demo(size) != demo(Size(outcomes=12, resources=20, frameworks=2, seed=2))


def test_it_is_as_rich_as_the_real_content(tmp_path):
    """Per outcome and per domain, a little more or less."""
    write(tmp_path, Size(outcomes=150, resources=300))
    site = open_site(tmp_path)
    outcomes = [*site.outcomes.values()]
    domains = [*site.domains.values()]

    assert mean(len(outcome.statement) for outcome in outcomes) == pytest.approx(176, rel=0.15)
    assert mean(len(outcome.meaning) for outcome in outcomes) == pytest.approx(640, rel=0.15)
    assert mean(len(outcome.explore) for outcome in outcomes) == pytest.approx(5.3, rel=0.15)
    assert mean(len(domain.activities) for domain in domains) == pytest.approx(55 / 6, rel=0.15)
    assert mean(len(domain.connections) for domain in domains) == pytest.approx(10.5, rel=0.15)
    assert mean(len(r.summary) for r in site.resources) == pytest.approx(170, rel=0.15)
    assert mean(len(r.outcomes) for r in site.resources) == pytest.approx(1.5, rel=0.15)


def mean(values):
    found = [*values]
    return sum(found) / len(found)


def test_the_command_writes_it_and_says_so(tmp_path):
    folder = tmp_path / "new" / "handbook"
    options = ["--outcomes", "6", "--resources", "8", "--frameworks", "2", "--seed", "3"]

    run = CliRunner().invoke(main, ["demo", str(folder), *options])

    assert (run.exit_code, run.output) == (0, f"Wrote 13 files into {folder}\n")
    assert CliRunner().invoke(main, ["check", str(folder)]).exit_code == 0


def test_it_leaves_a_folder_alone_that_is_not_empty(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    run = CliRunner().invoke(main, ["demo", str(tmp_path)])

    assert run.exit_code == 2
    assert "is not an empty folder" in run.output
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_it_builds_without_a_warning_or_a_lost_link(tmp_path):
    write(tmp_path, Size(outcomes=12, resources=20, frameworks=2))

    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=tmp_path,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )

    assert (run.returncode, run.stderr) == (0, "")
    folder = tmp_path / "site"
    site = pages(folder)
    assert [
        f"{page.url}: {link}"
        for page in site.values()
        for link in page.addresses()
        if "=" not in link.partition("#")[2]  # that tells a script of the page something
        if not leads_somewhere(resolve(page.url, link), site, folder)
    ] == []
