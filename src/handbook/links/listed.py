"""Every address of other people's that the data names, and where it stands.

Read from the YAML itself, not from the records made of it: an address that no record may have
is one of those that we are to tell about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from handbook.links.classify import Wanted
from handbook.problems import DataError, Place, Problem
from handbook.yamlio import Data, Document, read, read_text

NAMES = ("curriculum", "resources", "frameworks", "local", "overlay")
FIELDS = {"url", "licence_url"}
IN_TEXT = re.compile(
    r"(?:\]\(\s*<?|<)(?P<url>(?:https?://|mailto:|tel:)(?:[^\s()<>]|\([^\s()<>]*\))+)",
    re.IGNORECASE,
)
FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class Listed:
    """One address at one place of the data. `record` is the id of the record that names it."""

    url: str
    place: Place
    record: str = ""
    title: str = ""
    owner: str = ""
    access: str = "unknown"
    in_text: bool = False

    @property
    def wanted(self) -> Wanted:
        """What to expect there. A link in a text may have any title."""
        return Wanted(self.url, "" if self.in_text else self.title, self.access)


def listed(root: Path) -> tuple[Sequence[Listed], Sequence[Problem]]:
    """Every address below `root`, in the order of the files, and why files could not be read."""
    problems: list[Problem] = []
    found = [*_in_yaml(root, problems), *_in_pages(root, problems)]
    return tuple(found), tuple(problems)


def by_url(addresses: Iterable[Listed]) -> Mapping[str, Sequence[Listed]]:
    """Address → all the places that name it. One that a record is about comes first."""
    found: dict[str, list[Listed]] = {}
    for address in sorted(addresses, key=lambda one: one.in_text):
        found.setdefault(address.url, []).append(address)
    return found


def _in_yaml(root: Path, problems: list[Problem]) -> Iterator[Listed]:
    files = chain.from_iterable(
        (root / f"{name}.yml", *sorted((root / name).rglob("*.yml"))) for name in NAMES
    )
    for file in files:
        if file.is_file():
            try:
                document = read(file, file.relative_to(root))
            except DataError as error:
                problems.extend(error.problems)
            else:
                yield from _inside(document, document.data, (), _NOBODY)


_NOBODY = Listed("", Place(Path()))


def _inside(
    document: Document, data: Data | None, at: tuple[str | int, ...], around: Listed
) -> Iterator[Listed]:
    if isinstance(data, dict):
        around = _of(data, around)
        for name, value in data.items():
            if isinstance(value, str):
                yield from _value(
                    data, name, value, replace(around, place=document.place(*at, name))
                )
            else:
                yield from _inside(document, value, (*at, name), around)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str):
                yield from _in_text(value, replace(around, place=document.place(*at, index)))
            else:
                yield from _inside(document, value, (*at, index), around)


def _of(data: dict[str, Data], around: Listed) -> Listed:
    """What the record says about itself; without an id it is a part of the one around it."""
    owner = _text(data, "owner") or around.owner
    if "id" not in data:
        return replace(around, owner=owner)
    title, access = _text(data, "title"), _text(data, "access") or "unknown"
    return replace(around, record=_text(data, "id"), title=title, owner=owner, access=access)


def _text(data: dict[str, Data], name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else ""


def _value(data: dict[str, Data], name: str, value: str, one: Listed) -> Iterator[Listed]:
    if name in FIELDS:
        if data.get("status") != "retired":  # no page links to what is no longer offered
            yield replace(one, url=value.strip())
    elif name == "doi":
        yield replace(one, url=f"https://doi.org/{quote(value.strip())}")
    else:
        yield from _in_text(value, one)


def _in_text(value: str, one: Listed) -> Iterator[Listed]:
    for found in IN_TEXT.finditer(value):
        yield replace(one, url=found["url"], in_text=True)


def _in_pages(root: Path, problems: list[Problem]) -> Iterator[Listed]:
    for file in sorted((root / "content").rglob("*.md")):
        name = file.relative_to(root)
        try:
            lines = read_text(file, name).splitlines()
        except DataError as error:
            problems.extend(error.problems)
            continue
        for number, line in _outside_fences(lines):
            one = Listed("", Place(name, number), record=name.as_posix())
            yield from _in_text(line, one)


def _outside_fences(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that are not an example of code, from 1."""
    fence = ""
    for number, line in enumerate(lines, 1):
        found = FENCE.match(line)
        if found and fence in ("", found[1]):
            fence = "" if fence else found[1]
        elif not fence:
            yield number, line
