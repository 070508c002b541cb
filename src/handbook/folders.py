"""One folder takes the place of another, file by file; what has not changed is not touched."""

import filecmp
from pathlib import Path


def replace(old: Path, new: Path) -> None:
    """Make `old` hold exactly the files of `new`, which lies beside it and is used up.

    Unchanged files keep their time of change, so that a copy to a server sends only the rest.
    """
    if not old.exists():
        new.rename(old)
        return
    wanted = {file.relative_to(new) for file in new.rglob("*") if file.is_file()}
    for name in sorted(wanted):
        _put(new / name, old / name)
    for file in sorted(old.rglob("*"), reverse=True):
        if file.is_dir() and not file.is_symlink():
            if not any(file.iterdir()):
                file.rmdir()
        elif file.relative_to(old) not in wanted:
            file.unlink()


def _put(source: Path, target: Path) -> None:
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
