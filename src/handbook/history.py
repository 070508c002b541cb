"""Reads `changes/`: one file for each version that came out."""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from handbook.changes import Release
from handbook.problems import DataError, Place, Problem
from handbook.versions import key
from handbook.wording import problem
from handbook.yamlio import Document, read

FOLDER = "changes"


def releases(root: Path, problems: list[Problem]) -> tuple[Release, ...]:
    """Every release below `root`, the newest first. What is wrong is added to `problems`."""
    names = sorted(file.relative_to(root) for file in (root / FOLDER).glob("*.yml"))
    read_ones = (_release(root, name, problems) for name in names)
    found = sorted(filter(None, read_ones), key=lambda release: key(release.version))
    for older, newer in pairwise(found):
        if newer.date < older.date:
            problems.append(_out_of_order(older, newer))
    return tuple(reversed(found))


def file_of(version: str) -> Path:
    """The file of a version, seen from the handbook's folder."""
    return Path(FOLDER, f"{version}.yml")


class _Where(NamedTuple):
    """Answers where a release, or a value inside it, was written."""

    document: Document

    @property
    def file(self) -> Path:
        return self.document.file

    def __call__(self, *address: str | int) -> Place:
        return self.document.place(*address)


def _release(root: Path, name: Path, problems: list[Problem]) -> Release | None:
    try:
        document = read(root / name, name)
        release = Release.model_validate(document.data)
    except DataError as error:
        problems += error.problems
    except ValidationError as error:
        problems += _invalid(error, document)
    else:
        release.stand(_Where(document))
        if name != file_of(release.version):
            problems.append(_misnamed(release, name))
        return release
    return None


def _invalid(error: ValidationError, document: Document) -> list[Problem]:
    if not isinstance(document.data, dict):
        help = "delete the file, or bring back what was in it"
        return [Problem(document.place(), "not-fields", "this file has no fields in it", help)]
    found = error.errors(include_url=False)
    return [problem(Release, details, document, details["loc"]) for details in found]


def _misnamed(release: Release, name: Path) -> Problem:
    message = f"this file is about version {release.version}, but its name says otherwise"
    help = f"name the file '{file_of(release.version).name}', or correct the version"
    return Problem(release.place("version"), "release-name", message, help)


def _out_of_order(older: Release, newer: Release) -> Problem:
    message = f"version {newer.version} came out before version {older.version}"
    help = f"write a day that is not before {older.date.isoformat()}"
    return Problem(newer.place("date"), "release-order", message, help)
