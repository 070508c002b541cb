"""The configuration of a staged tree: all of mkdocs.yml that a builder without hooks can use."""

from collections.abc import Mapping
from typing import Any

from handbook.assets import Assets
from handbook.menu import from_folders
from handbook.settings import Settings, dump
from handbook.theming import FAVICON

NAME = "mkdocs.yml"
HEAD = "# Made by `handbook stage` from mkdocs.yml. Change that file: this one is written anew.\n"
# Nothing of another theme is below ours. MkDocs must be told of pages that belong to a theme.
THEME = {"name": None, "custom_dir": "theme", "static_templates": ["404.html"]}
# Kept are all other keys, among them those that only one builder knows.
OWN = frozenset({"hooks", "plugins", "watch", "edit_uri", "edit_uri_template"})


def configuration(
    settings: Settings, shipped: Assets, planned: Mapping[str, str], written: list[str]
) -> str:
    """mkdocs.yml for the staged tree.

    `planned` has the titles of the pages that are made from data, by their paths; `written` the
    paths of the others.
    """
    kept = {key: value for key, value in settings.values.items() if key not in OWN}
    nav = kept.get("nav")
    scripts = [{"path": path, "type": "module"} for path in shipped.scripts]
    ours = {
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"favicon": FAVICON, **settings.theme, **THEME},
        "plugins": [],
        "markdown_extensions": _extensions(settings),
        "extra_css": [*shipped.styles, *(kept.get("extra_css") or [])],
        "extra_javascript": [*scripts, *(kept.get("extra_javascript") or [])],
        "nav": from_folders(written) if nav is None else _titled(nav, planned),
        "not_in_nav": "*",  # nobody wants to be told of each
    }
    return HEAD + dump({**kept, **_edit(settings), **ours})


def _edit(settings: Settings) -> dict[str, str]:
    """Without a repository there is nothing that a reader can edit."""
    if not settings.values.get("repo_url"):
        return {}
    keys = ("edit_uri", "edit_uri_template")
    found = {key: settings.values[key] for key in keys if settings.values.get(key)}
    return found or {"edit_uri": settings.edit_uri}


def _extensions(settings: Settings) -> list[Any]:
    """The site's own, and the one that gives the headings of staged pages their ids."""
    used = dict(settings.extensions)
    used.setdefault("attr_list", {})
    return [{name: options} if options else name for name, options in used.items()]


def _titled(nav: Any, planned: Mapping[str, str]) -> Any:
    """The same navigation, with a title for each page that is made from data."""
    if isinstance(nav, str):
        return {planned[nav]: nav} if nav in planned else nav
    if isinstance(nav, dict):
        return {title: _section(value, planned) for title, value in nav.items()}
    return [_titled(item, planned) for item in nav]


def _section(value: Any, planned: Mapping[str, str]) -> Any:
    return value if isinstance(value, str) else _titled(value, planned)
