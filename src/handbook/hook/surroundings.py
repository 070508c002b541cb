"""What the shells of a build hang on, beside the pages that they are around."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from handbook import prints
from handbook.folders import files
from handbook.theming import SHELL

# Where a site is built, and objects that no template of ours asks. The theme is looked at apart.
LEFT_OUT = frozenset({"hooks", "plugins", "site_dir", "theme"})
# What our templates ask of an entry of the navigation.
ENTRY = ("title", "url", "active", "is_index")


def surroundings(config: MkDocsConfig, nav: Navigation) -> str:
    """The print of all that our own templates may show around a page: settings and navigation.

    Nothing, if others have a say in drawing, with templates of the site's own or in the event in
    which a plugin is given the templates: those may ask for anything, such as the time of day.
    """
    if len(config.plugins.events["env"]) > 1 or _own_templates(config.theme.dirs):
        return ""
    settings = {name: value for name, value in config.items() if name not in LEFT_OUT}
    told = [settings, {**config.theme}, _entries(nav.items), nav.homepage and _entry(nav.homepage)]
    return prints.of(repr(told))


def _own_templates(folders: list[str]) -> bool:
    """Whether a template of another theme or of the site's own stands before ours."""
    before = folders[: folders.index(str(SHELL))]
    return any(name.endswith(".html") for folder in before for name in files(Path(folder)))


def _entries(items: list[Any]) -> list[object]:
    return [(_entry(item), _entries(item.children or [])) for item in items]


def _entry(item: Any) -> list[object]:
    return [getattr(item, name, None) for name in ENTRY]
