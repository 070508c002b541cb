"""`handbook new`: a repository that builds at once, and overwrites nothing."""

import os
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from built import pages
from handbook.brand.record import Brand
from handbook.build import read_site
from handbook.cli import main
from handbook.starting import Answers, starter

ROOT = Path(__file__).parent.parent
NASTY = "Ward \"7\": \\ #1 {{ x }} @@id@@ & 'more'"


def new(*arguments, **more):
    return CliRunner().invoke(main, ["new", *map(str, arguments)], **more)


def files(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_an_edition_of_our_own_handbook_has_nothing_to_fix(tmp_path):
    """It holds no copy of what the base has, and says what it stands on."""
    run = new(tmp_path / "ours", "--yes", "--name", NASTY, "--contact", "mailto:us@example.org")
    assert run.exit_code == 0, run.output

    found = read_site(tmp_path / "ours")
    assert found.problems == ()
    assert found.site.brand.record.name == NASTY
    assert found.site.brand.record.contact == "mailto:us@example.org"
    written = files(tmp_path / "ours")
    assert sum(map(len, written.values())) < 20_000
    shared = {".gitkeep", "mkdocs.yml"}
    own = {content for name, content in written.items() if Path(name).name not in shared}
    assert own.isdisjoint(files(ROOT / "content").values())
    edition = yaml.safe_load(written["edition.yml"])
    framework = yaml.safe_load((ROOT / "curriculum.yml").read_text(encoding="utf-8"))
    assert edition["base"] == {"package": "living-handbook", "version": framework["version"]}
    assert "about/" in [link["url"] for link in edition["brand"]["links"]]


def test_a_framework_of_ones_own_builds_without_a_warning_or_a_lost_link(tmp_path):
    run = new(tmp_path, "--framework", "--yes", "--name", NASTY, "--colour", "#7c2855")
    assert run.exit_code == 0, run.output
    for command in (["build", str(tmp_path), "--strict"], ["fmt", "--check", str(tmp_path)]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output

    site = tmp_path / "site"
    assert CliRunner().invoke(main, ["check-site", "--no-crawl", str(tmp_path)]).exit_code == 0
    assert NASTY in next(pages(site)[""].root.all("title")).text
    assert next(site.glob("assets/handbook-*/css/brand.css")).read_text().count("#7c2855") == 2


def test_it_asks_on_a_terminal_and_again_after_a_mistake(tmp_path):
    answers = ["", "Riverside", "english", "en-AU", "us@example.org", "mailto:us@example.org"]
    answers += ["#ffcc00", "#866a00", ""]
    run = new(tmp_path / "here", "--framework", input="\n".join([*answers, ""]))

    assert run.exit_code == 0, run.output
    assert "a handbook needs a name" in run.output
    assert "'english' is not a language tag" in run.output
    assert "the nearest shade that passes wherever it is used is '#866a00'" in run.output
    brand = yaml.safe_load((tmp_path / "here" / "brand.yml").read_text(encoding="utf-8"))
    assert brand == {
        "name": "Riverside",
        "language": "en-AU",
        "contact": "mailto:us@example.org",
        "colours": {"primary": "#866a00"},
    }
    assert Brand.model_validate(brand)


def test_every_wrong_answer_is_told_and_nothing_is_written(tmp_path):
    run = new(tmp_path / "x", "--yes", "--name", "<b>Us</b>", "--colour", "red", "--contact", "x")

    assert run.exit_code == 1
    assert [line.partition(":")[0] for line in run.output.splitlines()] == [
        "--name", "--contact", "--colour", "Nothing was written.",
    ]  # fmt: skip
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("there", ["mkdocs.yml", "README.md", "curriculum.yml", "curriculum/a.yml"])
def test_nothing_is_overwritten(tmp_path, there):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("ours", encoding="utf-8")
    run = new(tmp_path, "--framework", "--yes", "--name", "Us")

    assert run.exit_code == 2
    assert f"There is '{there.partition('/')[0]}'" in run.output
    assert files(tmp_path) == {there: b"ours"}


def test_nothing_is_written_through_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "overrides").symlink_to(tmp_path / "elsewhere")

    assert new(tmp_path / "here", "--framework", "--yes", "--name", "Us").exit_code == 2
    assert files(tmp_path) == {}


def test_what_git_and_its_hosts_put_there_is_no_hindrance(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("ours", encoding="utf-8")

    assert new(tmp_path, "--framework", "--yes", "--name", "Us").exit_code == 0


def test_an_edition_may_stand_on_another(tmp_path):
    assert new(tmp_path / "nation", "--framework", "--yes", "--name", "Nation").exit_code == 0
    base = ("--base", tmp_path / "nation")
    assert new(tmp_path / "region", "--yes", "--name", "Region", *base).exit_code == 0
    base = ("--base", tmp_path / "region")
    assert new(tmp_path / "trust", "--yes", "--name", "Trust", *base).exit_code == 0

    edition = yaml.safe_load((tmp_path / "trust" / "edition.yml").read_text(encoding="utf-8"))
    assert edition["base"]["folder"] == "../region"
    found = read_site(tmp_path / "trust")
    assert found.problems == ()
    assert list(found.site.outcomes) == ["a-1"]


@pytest.mark.parametrize("base", ["none", "empty"])
def test_a_base_that_is_none_is_refused(tmp_path, base):
    (tmp_path / "empty").mkdir()
    run = new(tmp_path / "x", "--yes", "--name", "Us", "--base", tmp_path / base)

    assert run.exit_code == 2
    assert "is neither a handbook nor an edition nor a wheel. Nothing was written." in run.output


def test_the_same_answers_give_the_same_bytes():
    answers = Answers("Us", "Example Trust", "1.0", base=(("package", "living-handbook"),))

    assert starter(answers) == starter(answers)
    assert "id_prefix: et\n" in starter(answers)["edition.yml"]


def test_an_edition_hears_of_new_versions_of_its_base(tmp_path):
    """test_upgrade_job.py runs these programs; a framework of one's own has no base."""
    new(tmp_path / "ours", "--yes", "--name", "Ours")
    new(tmp_path / "own", "--yes", "--name", "Own", "--framework")

    given = ROOT / "src" / "handbook" / "starter" / "edition"
    jobs = [*given.glob(".github/scripts/*"), *given.glob(".github/workflows/*")]
    for file in (*jobs, given / ".gitlab" / "upgrade-ci.yml"):
        written = tmp_path / "ours" / file.relative_to(given)
        assert written.read_bytes() == file.read_bytes()
        assert os.access(written, os.X_OK) == (written.suffix == ".sh")
        assert not (tmp_path / "own" / file.relative_to(given)).exists()


def test_forges_can_read_the_workflows(tmp_path):
    """And use the very versions of actions that our own workflows do."""
    found = starter(Answers("Us", "Us", "1.0"))
    workflow = yaml.safe_load(found[".github/workflows/handbook.yml"])
    gitlab = yaml.safe_load(found[".gitlab-ci.yml"])

    used = {s["uses"] for job in workflow["jobs"].values() for s in job["steps"] if "uses" in s}
    own = (ROOT / ".github" / "workflows").glob("*.yml")
    ours = "".join(file.read_text(encoding="utf-8") for file in own)
    assert [action for action in used if action not in ours] == []
    assert workflow["permissions"] == {}
    assert {gitlab[job]["extends"] for job in ("check", "pages")} == {".handbook"}
