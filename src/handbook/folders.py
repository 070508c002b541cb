"""One folder takes the place of another, file by file; what has not changed is not touched."""

import filecmp
import os
import shutil
from collections.abc import Collection
from pathlib import Path


def replace(old: Path, new: Path, stay: Collection[str] = ()) -> None:
    """Make `old` hold exactly the files of `new`, which lies beside it and is used up.

    Unchanged files keep their time of change, so that a copy to a server sends only the rest.
    `stay` has paths inside `old` that are right as they are, and are not in `new`.
    """
    if not old.exists():
        new.rename(old)
        return
    made = set(files(new))
    for name in sorted(made):
        _put(new / name, old / name)
    for name in set(files(old)).difference(made, stay):
        Path(old, name).unlink()
        _sweep(Path(old, name).parent)


def write(folder: str, name: str, content: bytes) -> None:
    """Write one file of many in a folder that need not be there yet. There may be thousands."""
    try:
        os.mkdir(folder)  # noqa: PTH102 (pathlib takes thrice as long)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder)  # noqa: PTH103
    with open(os.path.join(folder, name), "wb", buffering=0) as file:  # noqa: PTH118, PTH123
        file.write(content)


def _sweep(folder: Path) -> None:
    """Remove a folder that has become empty, and what is then empty above it."""
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def files(folder: Path) -> list[str]:
    """The path of every file and every symbolic link in a folder, as seen from there."""
    found: list[str] = []
    waiting = [""] if folder.is_dir() else []
    while waiting:  # there may be thousands of folders, and os.walk takes thrice as long
        inside = waiting.pop()
        with os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{inside}{entry.name}/")
                else:
                    found.append(f"{inside}{entry.name}")
    return found


def _put(source: Path, target: Path) -> None:
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return
    _make_way(target)
    source.replace(target)


def _make_way(target: Path) -> None:
    """Where a folder was, a file may be now, and the other way round."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    for folder in target.parents:
        if folder.is_dir():
            break
        folder.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
