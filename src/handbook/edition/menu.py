"""The navigation of an edition that has none of its own: that of its base, and what is local."""

from collections.abc import Collection
from typing import Any

from handbook.model import Terms
from handbook.pages.words import capital
from handbook.problems import DataError
from handbook.settings import unchecked_settings
from handbook.site import Site

LOCAL = (
    ("Placements", "placements/index.md"),
    ("Events", "events/index.md"),
    ("Contacts", "contacts/index.md"),
    ("Local changes", "local-changes/index.md"),
)
TITLE = "Local"


def navigation(site: Site, planned: Collection[str]) -> list[Any] | None:
    """The base's navigation without the pages that the edition leaves out.

    `planned` has the paths of pages made from data. Nothing if the base has no navigation either.
    """
    if site.home is None or site.local is None:
        return None
    try:
        nav = unchecked_settings(site.home).values.get("nav")
    except DataError:
        return None
    if not isinstance(nav, list):
        return None
    known = {*planned, *(text.uri for text in site.texts)}
    words = _words(site)
    kept = [item for entry in nav if (item := _kept(entry, known, words)) is not None]
    named = set(_uris(kept))
    marks = site.local.marks
    own = [uri for kind, uri in marks if kind == "page" and marks[kind, uri].added]
    local: list[Any] = [uri for uri in sorted(own) if uri in known and uri not in named]
    local += [{title: uri} for title, uri in LOCAL if uri in known]
    return [*kept, {TITLE: local}]


def _kept(entry: Any, known: Collection[str], words: dict[str, str]) -> Any:
    """An entry of the navigation with what is left of it, in the edition's own words."""
    if isinstance(entry, str):
        return entry if _is_known(entry, known) else None
    if not isinstance(entry, dict):
        return None
    found: dict[str, Any] = {}
    for title, value in entry.items():
        inner = (
            [item for one in value if (item := _kept(one, known, words)) is not None]
            if isinstance(value, list)
            else _kept(value, known, words)
        )
        if inner:
            found[words.get(str(title).casefold(), str(title))] = inner
    return found or None


def _is_known(uri: str, known: Collection[str]) -> bool:
    return uri in known or "://" in uri


def _uris(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    items = nav.values() if isinstance(nav, dict) else nav
    return [uri for item in items for uri in _uris(item)]


def _words(site: Site) -> dict[str, str]:
    """What titles of the base's navigation are called here, by the base's words for them."""
    before = site.local.terms if site.local else None
    if before is None:
        return {}
    found: dict[str, str] = {}
    now = site.framework.terms
    for name in Terms.model_fields:
        old, new = getattr(before, name).many, getattr(now, name).many
        if old != new:
            found[old.casefold()] = capital(new)
    return found
