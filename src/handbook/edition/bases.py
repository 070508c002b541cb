"""Where the base of an edition is: an installed package, a wheel, or a folder.

A package that carries a handbook has it in the folder `base` of its import package. Our own has it
there in a wheel; where it is installed for development, the handbook is the repository itself.
"""

import os
import shutil
import zipfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from handbook.edition import NAME
from handbook.edition.model import Base
from handbook.memory import shared
from handbook.prints import of_bytes
from handbook.problems import DataError, Place, Problem, did_you_mean

INSIDE = "base"  # the folder of a package in which its handbook is
MAIN = "curriculum.yml"
OURS = "living-handbook"
RULE = "no-base"
LARGEST = 256 * 1024 * 1024  # bytes of a wheel, unpacked
MOST = 20_000  # files of a wheel


def find(root: Path, base: Base) -> Path:
    """The folder of the base of the edition in `root`.

    Raises DataError, with the line of `edition.yml` that names it, if there is none.
    """
    given = [name for name in ("package", "wheel", "folder") if getattr(base, name)]
    if len(given) > 1:
        message = f"there are two bases here: {' and '.join(given)}"
        raise _error(base, given[1], message, "keep one of the lines")
    if base.folder:
        return _folder(root, base, base.folder)
    if base.wheel:
        return _wheel(root, base, base.wheel)
    return _package(base, base.package or OURS)


def installed(package: str = OURS) -> Path | None:
    """The folder of the handbook that an installed package carries, or nothing."""
    for name in _imports(package):
        spec = find_spec(name)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            if _is_handbook(Path(place, INSIDE)):
                return Path(place, INSIDE)
    source = Path(__file__).parents[3]
    return source if package == OURS and _is_handbook(source) else None


def _imports(package: str) -> list[str]:
    """The import packages of a distribution."""
    if package == OURS:
        return ["handbook"]
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return []
    tops = {file.parts[0] for file in files if len(file.parts) > 1}
    return sorted(top for top in tops if top.isidentifier())


def _package(base: Base, package: str) -> Path:
    found = installed(package)
    if found is None:
        message = f"there is no installed package '{package}' with a handbook in it"
        raise _error(base, "package", message, f"install it: pip install {package}")
    return found


def _folder(root: Path, base: Base, name: str) -> Path:
    folder = Path(os.path.normpath(root.absolute() / _relative(base, "folder", name)))
    if folder == root.absolute():
        raise _error(base, "folder", "an edition cannot be its own base", "name another folder")
    if not folder.is_dir():
        help = did_you_mean(name, _beside(root, folder, name))
        help = help or "write its path from the folder of edition.yml"
        raise _error(base, "folder", f"there is no folder '{name}'", help)
    if not is_base(folder):
        message = f"'{name}' is neither a handbook nor an edition"
        help = "a handbook has curriculum.yml, an edition edition.yml"
        raise _error(base, "folder", message, help)
    return folder


def _beside(root: Path, folder: Path, name: str) -> list[str]:
    """The bases next to a folder that is not there, as `name` names it."""
    way = name.rstrip("/").removesuffix(folder.name)
    there = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return sorted(way + it.name for it in there if is_base(it) and it != root.absolute())


def _relative(base: Base, field: str, name: str) -> str:
    """A path as seen from the edition: another machine must find the same."""
    path = PurePosixPath(name)
    if path.is_absolute() or "\\" in name or ":" in name.partition("/")[0]:
        help = "write it as seen from the folder of edition.yml, such as ../national"
        raise _error(base, field, "this path only means something on one machine", help)
    return name


def is_base(folder: Path) -> bool:
    """Whether a folder holds what an edition may stand on: a handbook, or another edition."""
    return _is_handbook(folder) or (folder / NAME).is_file()


def _is_handbook(folder: Path) -> bool:
    return (folder / MAIN).is_file() or (folder / Path(MAIN).stem).is_dir()


def _wheel(root: Path, base: Base, name: str) -> Path:
    file = root / _relative(base, "wheel", name)
    if not file.is_file():
        help = "write its path from the folder of edition.yml"
        raise _error(base, "wheel", f"there is no file '{name}'", help)
    target = shared() / "bases" / of_bytes(file.read_bytes())
    if not target.is_dir():
        _unpack(file, base, target)
    return target


def _unpack(file: Path, base: Base, target: Path) -> None:
    """Put the handbook of a wheel into a folder of its own, whole or not at all."""
    beside = target.with_name(f"{target.name}-{os.getpid()}")
    try:
        with zipfile.ZipFile(file) as wheel:
            members = dict(_members(wheel))
            if MAIN not in members:
                help = "name a wheel that carries a handbook"
                raise _error(base, "wheel", "there is no handbook in this wheel", help)
            sizes = [info.file_size for info in members.values()]
            if sum(sizes) > LARGEST or len(sizes) > MOST:
                help = "ask whoever made it for a smaller one"
                raise _error(base, "wheel", "what is in this wheel is too large", help)
            for path, info in members.items():
                (beside / path).parent.mkdir(parents=True, exist_ok=True)
                with wheel.open(info) as source, (beside / path).open("wb") as copy:
                    shutil.copyfileobj(source, copy, 1 << 20)
        beside.replace(target)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        help = "get it again from where it came from"
        raise _error(base, "wheel", "this file is not a wheel that can be read", help) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _members(wheel: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files of the handbook in a wheel by their paths in it. Paths that lead out are left."""
    found = []
    for info in wheel.infolist():
        _, *inner = PurePosixPath(info.filename).parts
        safe = not any(part in {"..", ""} or "\\" in part or ":" in part for part in inner)
        link = (info.external_attr >> 16) & 0o170000 == 0o120000
        if safe and not link and not info.is_dir() and inner[:1] == [INSIDE] and len(inner) > 1:
            found.append(("/".join(inner[1:]), info))
    return found


def _error(base: Base, field: str, message: str, help: str) -> DataError:
    place = base.place(field) if base._where else Place(Path(NAME))
    return DataError([Problem(place, RULE, message, help)])
