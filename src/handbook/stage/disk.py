"""The staged tree on disk."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from handbook.folders import replace
from handbook.stage.configuration import HEAD, NAME

OURS = ("docs", "theme")


def write(tree: Mapping[str, bytes], folder: Path) -> None:
    """Write every file of a tree into a new folder."""
    for path, content in tree.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def put(tree: Mapping[str, bytes], folder: Path) -> None:
    """Make `folder` hold the tree. What a builder has made there of an older one may stay.

    Files that are the same are not touched. Raises FileExistsError if there is something in the
    folder that was never staged.
    """
    if not _may_write(folder):
        raise FileExistsError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    new = folder.with_name(f".{folder.name}-{os.getpid()}")
    try:
        write(tree, new)
        for name in OURS:
            replace(folder / name, new / name)
        for file in filter(Path.is_file, new.iterdir()):
            file.replace(folder / file.name)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _may_write(folder: Path) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    settings = folder / NAME
    made = settings.is_file() and settings.read_bytes().startswith(HEAD.encode())
    return made or not any(folder.iterdir())
