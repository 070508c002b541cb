"""Our own settings, `extra: {handbook: …}` in mkdocs.yml, checked as the data are.

MkDocs takes anything there: a slip would switch nothing, and nobody would hear of it.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from handbook.model import OwnSettings
from handbook.problems import DataError, Place, Problem
from handbook.settings import NAME, OWN, RULE, unchecked_settings, value_of
from handbook.wording import problem
from handbook.yamlio import Data, Document, Spot

# The C parser needs a millisecond for our mkdocs.yml, the Python one eighteen.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def wrong(root: Path) -> Iterator[Problem]:
    """What is wrong with them in mkdocs.yml under `root`, and in files that it inherits from.

    Files that are not there, or that make no sense as YAML, are left to whoever needs them.
    """
    file, met = root / NAME, set[Path]()
    while file.is_file() and file not in met:
        met.add(file)
        try:
            whole = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=LOADER)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            return
        found = _inside(_inside(whole, OWN[0]), OWN[1])
        if whole and found and (given := _said(value_of(found))) is not None:
            name = file.relative_to(root) if file.is_relative_to(root) else file
            yield from _wrong(
                given, Document(name, lambda: None, partial(_spot, whole, whole)), root
            )
        parent = _inside(whole, "INHERIT")
        file = (file.parent / str(parent.value)).resolve() if parent else file


def _wrong(given: Data | bool, document: Document, root: Path) -> Iterator[Problem]:
    try:
        suggest = OwnSettings.model_validate(given).suggest
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield problem(OwnSettings, details, document, (*OWN, *details["loc"]))
    else:
        if suggest:
            yield from _no_door(root, document.place(*OWN, "suggest"))


def _no_door(root: Path, place: Place) -> Iterator[Problem]:
    """Whether suggestions can go there: that hangs on the repository, which may stand elsewhere."""
    try:
        _ = unchecked_settings(root).door
    except DataError as error:
        yield from error.problems
    except ValueError as error:
        message, _, help = str(error).partition(". Write ")
        yield Problem(place, RULE, message, help and f"write {help}")


def _inside(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _said(value: Any) -> Data | bool | None:
    """A value as messages know it: text, lists and fields. What is left empty is not said."""
    if isinstance(value, dict):
        said = {str(name): _said(item) for name, item in value.items()}
        return {name: item for name, item in said.items() if item is not None}  # type: ignore[misc]
    if isinstance(value, list):
        return [_said(item) or "" for item in value]  # type: ignore[misc]
    return value if isinstance(value, bool) else None if value in (None, "") else str(value)


def _spot(node: yaml.Node, key: yaml.Node) -> Spot:
    """Where a node stands, and all that is in it."""
    parts: dict[str, Spot] | list[Spot] | None = None
    if isinstance(node, yaml.MappingNode):
        parts = {str(name.value): _spot(value, name) for name, value in node.value}
    elif isinstance(node, yaml.SequenceNode):
        parts = [_spot(item, item) for item in node.value]
    at, by = node.start_mark, key.start_mark
    return at.line + 1, at.column + 1, by.line + 1, by.column + 1, parts
