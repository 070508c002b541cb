"""The navigation as `nav` in mkdocs.yml gives it: titles, paths, and lists within lists.

https://www.mkdocs.org/user-guide/configuration/#nav
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any


def titles(nav: Any) -> Iterator[tuple[str, str]]:
    """Each title of the navigation that an editor wrote for a page, with the page's path."""
    for item in nav or ():
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                yield title, value
            else:
                yield from titles(value)


def uris(nav: Any) -> Iterator[str]:
    """The path of every page that the navigation names."""
    for item in nav or ():
        for value in item.values() if isinstance(item, dict) else [item]:
            yield from [value] if isinstance(value, str) else uris(value)


def is_group(section: Any) -> bool:
    """Whether a section of the menu only puts parts of the site under one name.

    So it is if some of its entries are such parts, sections or index pages, and none of these is
    the page that the section itself begins with. `partials/front-page.html` asks the same.
    """
    firsts = [next(uris([entry]), "") for entry in section]
    indexes = [uri for uri in firsts if PurePosixPath(uri).name == "index.md"]
    own = any(_begins(index, firsts) for index in indexes)
    return not own and any(indexes or map(_is_section, section))


def _begins(index: str, others: list[str]) -> bool:
    folder = index.removesuffix("index.md")
    beneath = bool(folder) and any(uri != index and uri.startswith(folder) for uri in others)
    return beneath or others == [index]


def _is_section(entry: Any) -> bool:
    return isinstance(entry, dict) and any(isinstance(value, list) for value in entry.values())


def from_folders(uris: Iterable[str]) -> list[Any]:
    """The navigation that MkDocs makes when nobody wrote one: a section for each folder."""
    nav: list[Any] = []
    for uri in sorted(uris, key=reading_order):
        branch = nav
        for folder in PurePosixPath(uri).parent.parts:
            branch = _section(branch, _title(folder))
        branch.append(uri)
    return nav


def reading_order(uri: str) -> tuple[tuple[str, ...], bool, str]:
    """The key by which MkDocs sorts pages: the index of a folder, its pages, its folders."""
    path = PurePosixPath(uri)
    return path.parent.parts, path.stem != "index", path.name


def _section(branch: list[Any], title: str) -> list[Any]:
    for item in branch:
        if isinstance(item, dict) and title in item:
            found: list[Any] = item[title]
            return found
    section: list[Any] = []
    branch.append({title: section})
    return section


def _title(folder: str) -> str:
    words = folder.replace("-", " ").replace("_", " ")
    return words.capitalize() if words.lower() == words else words
