"""What is compared with what: the edition, its base as it was, and the one that it is to have."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from handbook.edit.patch import GONE
from handbook.edition import NAME, bases
from handbook.edition.content import Content
from handbook.edition.layers import load_base, load_content
from handbook.edition.model import Base, BaseTexts, EditionFile
from handbook.edition.read import TEXTS, Edition, read_edition
from handbook.load import load_file
from handbook.problems import DataError, Place, Problem
from handbook.texts import texts
from handbook.upgrade.compare import compare
from handbook.upgrade.context import Context
from handbook.upgrade.finding import Report, Value
from handbook.yamlio import read

KINDS = ("package", "wheel", "folder")


class NoSuchBaseError(Exception):
    """Nothing goes by the name that somebody gave; the message is for that person."""


@dataclass(frozen=True)
class Target:
    """A base, and the fields of `base:` in `edition.yml` that would name it."""

    content: Content
    named: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """An edition, and what has become of its changes."""

    edition: Edition
    report: Report
    now: Content


def opened(root: Path, to: str = "", since: str = "") -> Opened:
    """Compare the edition in `root` with the base that `to` names, or with its own as it is now.

    `since` names the base that the changes were made against, if it is not the edition's own.
    Both may be a folder, a wheel, or the version of an installed package or of a wheel that lies
    beside the present one. Raises NoSuchBaseError if there is no such thing, DataError if the
    edition or a base cannot be read.
    """
    edition = read_edition(root)
    problems = [*edition.problems]
    own = texts(root, root / "content", problems)
    if problems or edition.about is None:
        raise DataError(problems or [_no_edition()])
    about = edition.about
    target = _target(edition, about, to) if to else Target(_own(edition))
    then = _target(edition, about, since).content if since else _then(edition, about, to)
    pages = {text.uri: text for text in own}
    context = Context(edition, then, target.content, pages, _known(root))
    return Opened(edition, compare(context, target.named), target.content)


def _known(root: Path) -> Mapping[str, Sequence[str]]:
    """What the base had when it was last compared, as `base-texts.yml` tells."""
    if not (root / TEXTS).exists():
        return {}
    record, _, _ = load_file(BaseTexts, root, Path(TEXTS), read)
    return record.known if record else {}


def _no_edition() -> Problem:
    return Problem(Place(Path(NAME)), "no-edition", "this says nothing about the edition")


def _own(edition: Edition) -> Content:
    return _whole(*load_base(edition))


def _whole(content: Content, problems: tuple[Problem, ...]) -> Content:
    """A base in which there is nothing to fix: of any other we cannot tell what is gone."""
    if problems:
        raise DataError([*problems])
    return content


def _then(edition: Edition, about: EditionFile, to: str) -> Content | None:
    """The edition's own base, if it still is what the changes were made against."""
    if not to:
        return None
    try:
        found = _own(edition)
    except DataError:
        return None
    return found if about.base.version in {None, found.version} else None


def _target(edition: Edition, about: EditionFile, name: str) -> Target:
    path = Path(name)
    if path.is_dir():
        return _folder(edition.root, path)
    if path.suffix == ".whl":
        return _wheel(edition.root, path)
    package = about.base.package or bases.OURS
    found = bases.installed(package)
    if found is not None and (content := _of(found)) and name in {content.version, _dist(package)}:
        return Target(content, _only("package", package))
    for wheel in _beside(edition.root, about.base):
        if f"-{name}-" in wheel.name:
            return _wheel(edition.root, wheel)
    here = _of(found).version if found else ""
    told = f"; installed is {here}" if here else ""
    raise NoSuchBaseError(
        f"'{name}' is no folder, no wheel, and not the version of an installed handbook{told}."
    )


def _of(folder: Path) -> Content:
    content, problems, _ = load_content(folder)
    return _whole(content, problems)


def _dist(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _folder(root: Path, folder: Path) -> Target:
    if not bases.is_base(folder):
        raise NoSuchBaseError(f"'{folder}' is neither a handbook nor an edition.")
    return Target(_of(folder), _only("folder", _from(root, folder)))


def _wheel(root: Path, wheel: Path) -> Target:
    if not wheel.is_file():
        raise NoSuchBaseError(f"There is no file '{wheel}'.")
    named = Base(wheel=wheel.name)
    return Target(_of(bases.find(wheel.parent, named)), _only("wheel", _from(root, wheel)))


def _beside(root: Path, base: Base) -> Iterator[Path]:
    """The wheels beside the one that the edition has."""
    if base.wheel:
        yield from sorted((root / base.wheel).parent.glob("*.whl"))


def _only(kind: str, value: str) -> Mapping[str, Value]:
    return {name: value if name == kind else GONE for name in KINDS}


def _from(root: Path, path: Path) -> str:
    """A path as seen from the edition's folder."""
    return Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
