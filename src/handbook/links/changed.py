"""Which addresses a pull request adds or changes: by record, not by line.

Moving records about, wrapping lines or splitting a file changes no address.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from handbook.links.listed import Listed, listed


class NotARevisionError(Exception):
    """There is no such revision to compare with; the message says why, in words."""


def changed(now: Sequence[Listed], root: Path, revision: str) -> Sequence[Listed]:
    """Those of the addresses that their records did not name at `revision`.

    Raises NotARevisionError.
    """
    with tempfile.TemporaryDirectory() as folder:
        _unpack(root, revision, Path(folder))
        before, _ = listed(Path(folder))
    known = {(one.record, one.url) for one in before}
    return tuple(one for one in now if (one.record, one.url) not in known)


def _unpack(root: Path, revision: str, folder: Path) -> None:
    """Write the data of a revision into `folder`: YAML and Markdown, plain files only."""
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    raw = _git(root, "archive", "--format=tar", commit.decode().strip(), ".")
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith((".yml", ".md")):
                archive.extract(member, folder, filter="data")


def _git(root: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(  # noqa: S603 (no shell)
            ["git", *arguments],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise NotARevisionError("git is needed to compare with an earlier version") from None
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines()
        raise NotARevisionError(said[-1] if said else f"git knows no revision '{arguments[-1]}'")
    return run.stdout
