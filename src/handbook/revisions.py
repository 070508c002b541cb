"""Older states of a handbook, read from git into a folder of their own.

The working tree is never touched: no checkout, no stash, no index. Symbolic links and submodules
are left out, so nothing outside the repository can come in.
"""

import os
import re
import subprocess
from datetime import date
from pathlib import Path

PARTS = ("curriculum.yml", "curriculum", "resources.yml", "resources", "frameworks", "changes",
         "content")  # fmt: skip
FILES = {b"100644", b"100755"}
TAGS = ("edition-{}", "v{}", "{}")


class RevisionError(Exception):
    """Git cannot say what was asked; the message is for the person who asked."""


def is_repository(root: Path) -> bool:
    """Whether a folder is in a git repository."""
    try:
        return _git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except RevisionError:
        return False


def commit(root: Path, revision: str) -> str | None:
    """The full name of the commit that a revision means, or nothing if there is none."""
    try:
        named = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options",
                     f"{revision}^{{commit}}")  # fmt: skip
    except RevisionError:
        return None
    return named.decode().strip()


def commit_of_version(root: Path, version: str) -> str | None:
    """The commit that a version came out with: its tag, or the one that added its changes."""
    for tag in TAGS:
        if found := commit(root, f"refs/tags/{tag.format(version)}"):
            return found
    log = _git(root, "log", "--diff-filter=A", "--format=%H", "--", f"changes/{version}.yml")
    added = log.decode().split()
    return added[0] if added else None


def day(root: Path, revision: str = "HEAD") -> date:
    """The day of a commit, as its committer's calendar had it."""
    shown = _git(root, "show", "--no-patch", "--format=%cs", "--end-of-options", revision)
    return date.fromisoformat(shown.decode().strip())


def extract(root: Path, revision: str, folder: Path) -> None:
    """Write the handbook's data and pages, as they were in a commit, into `folder`.

    Raises RevisionError if git has no such commit.
    """
    listed = _git(root, "ls-tree", "-r", "-z", "--end-of-options", revision, "--", *PARTS)
    found = [_listed(line) for line in listed.split(b"\0") if line]
    wanted = [(name, blob) for mode, blob, name in found if mode in FILES and _wanted(name)]
    contents = _contents(root, [blob for _, blob in wanted])
    for (name, _), content in zip(wanted, contents, strict=True):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _listed(line: bytes) -> tuple[bytes, str, str]:
    facts, _, name = line.partition(b"\t")
    mode, _, blob = facts.split()
    return mode, blob.decode(), os.fsdecode(name)


def _wanted(name: str) -> bool:
    return name.endswith((".yml", ".yaml", ".md")) and ".." not in Path(name).parts


def _contents(root: Path, blobs: list[str]) -> list[bytes]:
    """What is in each blob, read off git's answer.

    Its form: https://git-scm.com/docs/git-cat-file#_batch_output
    """
    out = _git(root, "cat-file", "--batch", given="".join(f"{b}\n" for b in blobs).encode())
    found, at = [], 0
    for _ in blobs:
        head = out.index(b"\n", at)
        size = int(out[at:head].split()[2])
        found.append(out[head + 1 : head + 1 + size])
        at = head + 1 + size + 1
    return found


def prefix(root: Path) -> str:
    """The path of a folder inside its repository, with a slash at its end, or nothing."""
    return _git(root, "rev-parse", "--show-prefix").decode().strip()


def save(root: Path, files: list[Path], message: str, tag: str) -> None:
    """Commit exactly these files, and tag the commit."""
    names = [str(file) for file in files]
    _git(root, "add", "--", *names)
    _git(root, "commit", "--quiet", "--message", message, "--only", "--", *names)
    _git(root, "tag", "--annotate", "--message", message, "--", tag)


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        run = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 (no shell)
    except FileNotFoundError:
        raise RevisionError("git is not installed, and only git knows older versions") from None
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip()
        raise RevisionError(re.sub(r"^(fatal|error): ", "", said) or "git gave no reason")
    return run.stdout
