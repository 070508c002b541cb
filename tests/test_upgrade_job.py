"""The weekly job of an edition, from a clean clone: a pull request when its base has changed."""

import shutil

import pytest

from editions import base, edition
from test_workflows import BIN, STARTER, Forge, load, run

GIVEN = STARTER / "edition"  # what `handbook new` gives an edition
SCRIPTS = GIVEN / ".github" / "scripts"

LOCAL = """\
outcomes:
  - id: r-1  # ours
    set: {title: See}
  - id: e-1
    set: {statement: Explain it.}
"""


class Host(Forge):
    """A forge with the repository of an edition, whose base lies beside every clone."""

    def reword(self, old, new):
        file = self.folder / "base" / "curriculum.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def week(self, **settings):
        return self.script("upgrade-edition.sh", **settings)


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """The repository of an edition, and beside it what it stands on."""
    folder = tmp_path_factory.mktemp("origin")
    base(folder)
    source = edition(folder, LOCAL, name="source")
    shutil.copytree(SCRIPTS, source / ".github" / "scripts")
    run(BIN / "handbook", "upgrade", source, "--apply")
    run("git", "init", "-q", "-b", "main", cwd=source)
    run("git", "add", ".", cwd=source)
    run("git", "commit", "-qm", "Start", cwd=source)
    run("git", "clone", "-q", "--bare", source, folder / "origin.git")
    run("git", "config", "receive.advertisePushOptions", "true", cwd=folder / "origin.git")
    return folder


@pytest.fixture
def host(origin, tmp_path):
    shutil.copytree(origin, tmp_path / "host")
    return Host(tmp_path / "host")


def test_a_new_base_becomes_one_pull_request_that_is_kept_up_to_date(host):
    assert "Nothing is new." in host.week().stdout

    host.reword("statement: Explain a trend.", "statement: Explain it.")  # as we have it
    host.reword("title: Read a 5 * 3 chart", "title: Read a chart")
    host.week()

    (pull,) = host.state["pulls"]
    assert pull["head"] == "upgrade/base"
    assert "- [ ] **R1 Read a chart**" in pull["body"]
    proposed = host.git("show", "upgrade/base:local/changes.yml")
    assert "Explain it." not in proposed
    assert "id: r-1  # ours" in proposed
    assert "set: {title: See}" in proposed
    assert host.git("log", "--format=%s", "main..upgrade/base").split("\n")[0] == (
        "The base has a new version"
    )

    host.reword("title: Read a chart", "title: Read any chart")
    host.week()
    (pull,) = host.state["pulls"]
    assert "**R1 Read any chart**" in pull["body"]


def test_what_an_editor_decided_in_it_stays(host):
    host.reword("statement: Explain a trend.", "statement: Explain it.")
    host.week()
    editor = host.clone()
    run("git", "switch", "-q", "upgrade/base", cwd=editor)
    run("git", "commit", "-q", "--allow-empty", "-m", "By hand", cwd=editor)
    run("git", "push", "-q", "origin", "upgrade/base", cwd=editor)

    done = host.week()

    assert "Somebody is at work" in done.stdout
    assert "By hand" in host.git("log", "-1", "upgrade/base")


def test_a_base_that_cannot_be_read_fails_the_run(host):
    host.reword("id: charts\n", "id: charts\nid: [\n")

    done = host.script("upgrade-edition.sh", check=False)

    assert done.returncode == 3
    assert not (host.folder / "forge.json").exists()


def test_on_gitlab_the_push_opens_the_merge_request(host):
    host.reword("statement: Explain a trend.", "statement: Explain it.")
    report = host.folder / "upgrade.md"

    done = host.week(GITHUB_REPOSITORY="", REPORT=str(report), BOT_MAIL="upgrade@example.org")

    assert done.returncode == 0
    assert "upgrade@example.org" in host.git("log", "-1", "--format=%ae", "upgrade/base")
    assert "### No longer needed" in report.read_text(encoding="utf-8")


def test_it_does_nothing_in_a_handbook_that_stands_alone(tmp_path):
    done = run(SCRIPTS / "upgrade-edition.sh", cwd=tmp_path)

    assert done.stdout == ""
    assert not [*tmp_path.iterdir()]


def test_gitlab_accepts_the_job():
    file = GIVEN / ".gitlab" / "upgrade-ci.yml"
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)
    here = load(GIVEN / ".github" / "workflows" / "upgrade.yml")
    there = load(file)["upgrade"]["script"]
    steps = [s["run"] for s in here["jobs"]["upgrade"]["steps"] if "run" in s]
    for command in there[2:]:
        assert any(command in step for step in steps), "both forges do the same"
