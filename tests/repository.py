"""Git repositories for tests: by one editor, on one day, whatever the machine is set up for."""

import subprocess
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from handbook.cli import main

DAY = "2026-12-01T12:00:00+00:00"
EDITOR = {
    "GIT_AUTHOR_NAME": "Editor",
    "GIT_AUTHOR_EMAIL": "editor@example.org",
    "GIT_AUTHOR_DATE": DAY,
    "GIT_COMMITTER_NAME": "Editor",
    "GIT_COMMITTER_EMAIL": "editor@example.org",
    "GIT_COMMITTER_DATE": DAY,
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}


@contextmanager
def as_editor(day=DAY):
    """Makes every commit the editor's, of that day."""
    days = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (EDITOR | days).items():
            patch.setenv(name, value)
        yield


def git(folder, *arguments):
    """What git says, run in a folder."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def begin(folder):
    """Make a folder a repository, with all that is in it as the first commit."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "Begin")


def commit(folder, message):
    """Commit all that is in the folder."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def run(*arguments):
    """Run a command of ours."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])
