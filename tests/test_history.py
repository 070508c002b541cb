"""Thirty edits of the real handbook, as commits: `diff` and `release` say what a person would."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from edits import EDITS, FILES, applied
from handbook import revisions
from handbook.build import build, open_site, read_site
from handbook.changes import highest
from handbook.diff import compare
from handbook.facts import facts
from handbook.older import SHOWN
from handbook.older import states as states_of
from handbook.versions import following
from handbook.worddiff import same
from repository import as_editor, begin, commit, git, run

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def _editor():
    with as_editor():
        yield


def new_repository(folder):
    """The real data and pages in a repository of their own, without the real history."""
    for name in ("curriculum.yml", "resources.yml"):
        shutil.copy(ROOT / name, folder)
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, folder / name)
    text = (folder / "curriculum.yml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^version: .*$", 'version: "2026.1"', text)
    (folder / "curriculum.yml").write_text(text, encoding="utf-8")
    begin(folder)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository with a commit for each edit."""
    folder = tmp_path_factory.mktemp("history")
    new_repository(folder)
    files = {name: (folder / name).read_text(encoding="utf-8") for name in FILES}
    for edit in EDITS:
        files = applied(edit, files)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        commit(folder, edit["name"])
    return folder


@pytest.fixture(scope="module")
def states(repository, tmp_path_factory):
    """The handbook before the first edit, and after each."""
    found = []
    for back in range(len(EDITS), -1, -1):
        folder = tmp_path_factory.mktemp("state")
        revisions.extract(repository, f"HEAD~{back}", folder)
        read = read_site(folder)
        assert read.problems == ()
        found.append(read.site)
    return found


# How many of the edits come out with each version, when, and under which number.
RELEASES = (
    (5, "2026-12-02", "2026.1.0.1"),
    (18, "2026-12-03", "2026.2"),
    (len(EDITS), "2027-01-15", "2027.1"),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The same edits, but with four versions released on the way by `release --tag`."""
    folder = tmp_path_factory.mktemp("published")
    new_repository(folder)
    files = {name: (folder / name).read_text(encoding="utf-8") for name in FILES}
    assert run("release", folder, "--tag").exit_code == 0
    done = 0
    for upto, day, version in RELEASES:
        for edit in EDITS[done:upto]:
            files = applied(edit, files)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        with as_editor(f"{day}T12:00:00+00:00"):
            commit(folder, "Edit")
            result = run("release", folder, "--tag")
        assert result.exit_code == 0, result.output
        assert f"Wrote changes/{version}.yml" in result.stderr
        files["curriculum.yml"] = (folder / "curriculum.yml").read_text(encoding="utf-8")
        done = upto
    return folder


def test_every_older_text_can_still_be_read(published, tmp_path):
    """What is worked out backwards is what git kept: each outcome in each version."""
    now = open_site(published)
    checked = 0
    for version in ("2026.1", *(version for _, _, version in RELEASES)):
        folder = tmp_path / version
        revisions.extract(published, f"edition-{version}", folder)
        for id, outcome in read_site(folder).site.outcomes.items():
            told = facts(now.outcomes[id])
            for state in states_of(now, now.outcomes[id]):
                told = state.facts if version in state.versions else told
            true = facts(outcome)
            assert [n for n in SHOWN if not same(told.get(n, ""), true.get(n, ""))] == [], id
            checked += told != facts(now.outcomes[id])
    assert checked > 15


def test_what_is_no_longer_in_use_keeps_its_page_and_points_on(published):
    site = open_site(published)
    pages = {page.url: body for page, body in build(site).pages}

    for id, to in {
        "ph-5": ["ph-4"],
        "sw-5": ["sw-6", "sw-7"],
        "es-4": ["es-6"],
        "es-5": ["es-6"],
    }.items():
        body = pages[f"outcomes/{id}/"]
        assert "Withdrawn" in body
        for other in to:
            assert f'href="../{other}/"' in body
            assert f'href="../{id}/"' in pages[f"outcomes/{other}/"]
    assert "split into SW6 Tell stories and SW7 Use social media" in pages["changes/2026.2/"]
    assert "merged into ES6 Speak for the planet" in pages["changes/2026.2/"]
    older = pages["outcomes/cm-1/versions/2026.1/"]
    assert "Be critical about how" in older
    assert 'href="../../"' in older
    assert 'href="versions/2026.1/"' in pages["outcomes/cm-1/"]
    assert 'href="versions/2026.1.0.1/"' in pages["outcomes/cm-1/"]


def said(change):
    """A change in one line, as the table of edits has it."""
    text = f"{change.kind} {change.id} {', '.join(change.what)}"
    text += f" -> {', '.join(change.replaced_by)}" if change.replaced_by else ""
    text += f" <- {', '.join(change.replaces)}" if change.replaces else ""
    if change.meaning:
        text += f"; {change.meaning} by {change.judged_by}"
        text += f": {change.sign}" if change.sign else ""
    return text


@pytest.mark.parametrize("at", range(len(EDITS)), ids=lambda at: EDITS[at]["name"])
def test_diff_says_what_a_careful_person_would(states, at):
    """Of each edit: which records it touches, what happens to them, whether the meaning changes."""
    changes = compare(states[at], states[at + 1])

    assert sorted(map(said, changes)) == sorted(EDITS[at]["said"])


@pytest.mark.parametrize("at", range(len(EDITS)), ids=lambda at: EDITS[at]["name"])
def test_release_proposes_the_version_that_a_person_would(states, at):
    """After each edit alone."""
    changes = compare(states[at], states[at + 1])
    proposed = following("2026.1", highest(changes), date(2026, 12, 1)) if changes else ""

    assert proposed == EDITS[at]["version"]


def test_there_are_thirty_edits_of_every_kind():
    assert len(EDITS) >= 30
    whats = {
        word for edit in EDITS for line in edit["said"] for word in re.findall(r"[a-z]+", line)
    }
    assert whats >= {
        "added", "withdrawn", "replaced", "split", "merged", "restored", "arrived", "moved",
        "recoded", "renumbered", "reworded", "gained", "lost", "address", "reviewed",
    }  # fmt: skip


def test_a_diff_of_the_whole_history_names_each_record_once(states):
    """What was done and undone in between is no change; what was split stays split."""
    changes = compare(states[0], states[-1])
    keys = [(change.kind, change.id) for change in changes]

    assert len(keys) == len(set(keys))
    assert ("outcome", "sj-2") not in keys
    assert "split" in {w for c in changes if c.id == "sw-5" for w in c.what}
    assert {c.meaning for c in changes if c.id == "sj-1"} == {"changed"}


def test_diff_never_touches_the_working_tree(repository):
    before = git(repository, "status", "--porcelain", "--branch")
    result = run("diff", "HEAD~3", "HEAD", "--root", repository, "--format", "json")

    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [change["id"] for change in told["changes"]] == [
        "cp-1", "cp-2", "about/contact.md"
    ]  # fmt: skip
    assert told["level"] == "meaning"
    assert git(repository, "status", "--porcelain", "--branch") == before
    assert git(repository, "stash", "list") == ""
