"""mkdocs.yml read without MkDocs, for builders that take its place.

`!ENV` and `INHERIT` work as MkDocs documents them: https://www.mkdocs.org/user-guide/configuration/
Python objects (`!!python/name:…`) stay as they are written until somebody asks for them.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from handbook.problems import DataError, Place, Problem
from handbook.suggest.doors import Door, door

NAME = "mkdocs.yml"
RULE = "settings"
OWN = ("extra", "handbook")  # where our own settings stand
# What MkDocs assumes for the hosts that it knows.
EDIT_URIS = {
    "github.com": "edit/master/docs/",
    "gitlab.com": "edit/master/docs/",
    "bitbucket.org": "src/default/docs/",
}


class PythonObject(NamedTuple):
    """A value such as `!!python/name:pymdownx.superfences.fence_code_format`."""

    node: yaml.Node


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml under `root` says. `values` are its keys as they are written."""

    root: Path
    values: Mapping[str, Any]

    def with_values(self, values: Mapping[str, Any]) -> "Settings":
        """The same, with some values over them; mappings that both have are joined."""
        return Settings(self.root, _merged({**self.values, "theme": self.theme}, values))

    @property
    def content(self) -> Path:
        """The folder of hand-written pages."""
        return self.root / str(self.values.get("docs_dir", "docs"))

    @property
    def site_dir(self) -> Path:
        """The folder that a build writes."""
        return self.root / str(self.values.get("site_dir", "site"))

    @property
    def site_url(self) -> str:
        """Where readers find the site, or nothing."""
        return str(self.values.get("site_url") or "")

    @property
    def theme(self) -> Mapping[str, Any]:
        """The theme's settings; a theme may also be given by its name alone."""
        theme = self.values.get("theme") or {}
        return theme if isinstance(theme, dict) else {"name": theme}

    @property
    def overrides(self) -> Path | None:
        """The folder of the site's own templates, if it has one."""
        folder = self.theme.get("custom_dir")
        return self.root / str(folder) if folder else None

    @property
    def edit_uri(self) -> str:
        """The way from the repository to the hand-written pages in the editor, or nothing."""
        host = urlsplit(str(self.values.get("repo_url") or "")).netloc.lower()
        uri = str(self.values.get("edit_uri") or EDIT_URIS.get(host, ""))
        return uri if not uri or uri.endswith("/") else f"{uri}/"

    def edit_url(self, place: Place | None) -> str:
        """Where a reader edits the line that a page was made from, or nothing.

        As MkDocs makes it for hand-written pages: from `repo_url` and `edit_uri` or
        `edit_uri_template`.
        """
        repository = str(self.values.get("repo_url") or "")
        if not repository or place is None or place.file.is_absolute():  # of a base
            return ""
        up = posixpath.relpath(self.root.as_posix(), self.content.as_posix())
        path = f"{up}/{place.file.as_posix()}#L{place.line}"
        template = self.values.get("edit_uri_template")
        if template:
            way = str(template).format(path=path, path_noext=posixpath.splitext(path)[0])
        else:
            way = self.edit_uri and f"{self.edit_uri}{path}"
        base = repository if way.startswith(("?", "#")) else f"{repository.rstrip('/')}/"
        return urljoin(base, way) if way else ""

    @property
    def extra(self) -> Mapping[str, Any]:
        """What templates may ask, and our own settings."""
        extra = self.values.get("extra")
        return extra if isinstance(extra, dict) else {}

    @property
    def own(self) -> Mapping[str, Any]:
        """Our own settings, as they are written; `own_settings.py` says what is wrong there."""
        return own(self.extra)

    @property
    def door(self) -> Door | None:
        """Where suggestions go, if anywhere. Raises ValueError if that makes no sense."""
        return door(self.extra, str(self.values.get("repo_url") or ""))

    @property
    def plugins(self) -> Mapping[str, Any]:
        """The plugins of MkDocs by name, each with its options."""
        return _named(self.values.get("plugins"))

    @property
    def extensions(self) -> Mapping[str, Any]:
        """The extensions of Markdown by name, each with its options."""
        return _named(self.values.get("markdown_extensions"))


def read_settings(root: Path) -> Settings:
    """What `mkdocs.yml` in the folder `root` says.

    Raises DataError if it cannot be read, or asks for what this handbook cannot do.
    """
    settings = Settings(root, _load(root / NAME, root))
    problems = list(_problems(settings))
    if problems:
        raise DataError(problems)
    return settings


def unchecked_settings(root: Path) -> Settings:
    """The same of a handbook that others stand on, wherever its own folders may be.

    Raises DataError if the file cannot be read.
    """
    return Settings(root, _load(root / NAME, root))


def _problems(settings: Settings) -> list[Problem]:
    place = Place(Path(NAME))
    found = []
    if not settings.values.get("site_name"):
        found.append(Problem(place, RULE, "'site_name' is missing"))
    if settings.values.get("use_directory_urls") is False:
        found.append(Problem(place, RULE, "this site needs 'use_directory_urls: true'"))
    for key, folder in (("docs_dir", settings.content), ("custom_dir", settings.overrides)):
        if folder is not None and not folder.is_dir():
            found.append(Problem(place, RULE, f"'{key}' names '{folder.name}', which is no folder"))
    return found


def own(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    """Our own settings among a site's `extra`."""
    found = extra.get(OWN[1])
    return found if isinstance(found, Mapping) else {}


def value_of(node: yaml.Node) -> Any:
    """The value of a node of such a file, with variables of the environment in their places."""
    return _Loader("").construct_document(node)


def construct(value: Any) -> Any:
    """The same value with each Python object in place of its name.

    Whoever writes mkdocs.yml may run what they like in a build, by hooks or by such names.
    """
    if isinstance(value, PythonObject):
        return yaml.UnsafeLoader("").construct_document(value.node)
    if isinstance(value, dict):
        return {key: construct(item) for key, item in value.items()}
    return [construct(item) for item in value] if isinstance(value, list) else value


def dump(values: Mapping[str, Any]) -> str:
    """YAML that `read_settings` and the builders read back as the same values."""
    return yaml.dump(
        dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )


def _load(file: Path, root: Path) -> dict[str, Any]:
    name = file.relative_to(root) if file.is_relative_to(root) else file
    try:
        # It makes plain values only; names of Python objects stay names.
        values = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=_Loader)  # noqa: S506
    except FileNotFoundError:
        raise DataError([Problem(Place(name), RULE, "there is no such file")]) from None
    except (OSError, UnicodeDecodeError):
        raise DataError([Problem(Place(name), RULE, "this file cannot be read")]) from None
    except yaml.MarkedYAMLError as error:
        raise DataError([_explained(name, error)]) from None
    if not isinstance(values, dict):
        raise DataError([Problem(Place(name), RULE, "there are no settings in this file")])
    parent = values.pop("INHERIT", None)
    return _merged(_load((file.parent / parent).resolve(), root), values) if parent else values


def _explained(name: Path, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    return Problem(place, RULE, str(error.problem or "this is not YAML"))


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """What the child says; mappings that both have are joined."""
    both = {key: parent[key] for key in parent if key in child}
    joined = {
        key: _merged(value, child[key])
        for key, value in both.items()
        if isinstance(value, dict) and isinstance(child[key], dict)
    }
    return {**parent, **child, **joined}


def _named(items: Any) -> dict[str, Any]:
    """Plugins or extensions by name; MkDocs takes a list or a mapping of them."""
    if isinstance(items, dict):
        return {name: options or {} for name, options in items.items()}
    pairs = (item if isinstance(item, dict) else {item: {}} for item in items or ())
    return {name: options or {} for pair in pairs for name, options in pair.items()}


class _Loader(yaml.SafeLoader):
    """Plain values, variables of the environment, and names of Python objects."""


class _Dumper(yaml.SafeDumper):
    """Writes names of Python objects as they were."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _keep(loader: yaml.Loader, tag: str, node: yaml.Node) -> PythonObject:
    return PythonObject(node)


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _keep)
_Loader.add_multi_constructor("!", _keep)


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """In quotes unless it starts with a letter: newer YAML takes 1e3 for a number, PyYAML not."""
    style = None if text[:1].isalpha() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(PythonObject, lambda dumper, kept: kept.node)
_Dumper.add_representer(str, _write_text)
