"""What a built site has that another one of the same content lacks: pages, files, words.

So that a ratio of two build times can be judged: who does less is faster.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W_]+")
HASHED = re.compile(r"^assets/handbook-[0-9a-f]+/")
SISTER = re.compile(r"^frameworks/[^/]+/(?=domains/|outcomes/)")
RECORDS = {
    "outcomes": "outcome",
    "domains": "domain",
    "activities": "activity",
    "resources": "resource",
    "programme-outcomes": "programme outcome",
}


@dataclass(frozen=True)
class Kind:
    """Pages of one kind: how many, how many words ours have, and what of these the others have.

    `shared` counts words of ours that the other site's page at the same address has too, and
    `more` words that only that page has.
    """

    pages: int
    words: int
    shared: int
    more: int


@dataclass(frozen=True)
class Parity:
    """What differs. Files are counted by folder and suffix; pages are addresses."""

    pages_only_ours: list[str]
    pages_only_theirs: list[str]
    files_only_ours: dict[str, int]
    files_only_theirs: dict[str, int]
    kinds: dict[str, Kind]


def compare(ours: Path, theirs: Path) -> Parity:
    """Two built sites of the same content."""
    mine, other = dict(_files(ours)), dict(_files(theirs))
    lacking, extra = mine.keys() - other.keys(), other.keys() - mine.keys()
    both = sorted(name for name in mine.keys() & other.keys() if _is_page(name))
    found: dict[str, list[tuple[Counter[str], Counter[str]]]] = {}
    for name in both:
        found.setdefault(kind(name), []).append((_words(mine[name]), _words(other[name])))
    return Parity(
        pages_only_ours=sorted(filter(_is_page, lacking)),
        pages_only_theirs=sorted(filter(_is_page, extra)),
        files_only_ours=_grouped(lacking),
        files_only_theirs=_grouped(extra),
        kinds={name: _kind(pairs) for name, pairs in found.items()},
    )


def kind(name: str) -> str:
    """The kind of a page, by the path of its file: a record's, or the section that it is in."""
    folders = SISTER.sub("", name).split("/")[:-1]
    if not folders:
        return "home" if name == "index.html" else name
    if folders[-1] == "whole":
        return "whole domain"
    if len(folders) == 2 and folders[0] in RECORDS:
        return RECORDS[folders[0]]
    return f"{folders[0]}/"


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Every file by its path, without what only says which version of a file it is."""
    for file in site.rglob("*"):
        if file.is_file():
            yield HASHED.sub("assets/handbook/", file.relative_to(site).as_posix()), file


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _grouped(names: Iterable[str]) -> dict[str, int]:
    paths = [Path(name) for name in sorted(names) if not _is_page(name)]
    found = Counter((path.parent.as_posix(), path.suffix) for path in paths)
    alone = {(path.parent.as_posix(), path.suffix): path.as_posix() for path in paths}
    return {
        alone[key] if count == 1 else f"{key[0]}/*{key[1]}": count for key, count in found.items()
    }


def _words(file: Path) -> Counter[str]:
    body = BODY.search(file.read_text(encoding="utf-8"))
    text = TAG.sub(" ", UNSEEN.sub(" ", body[1])) if body else ""
    return Counter(WORD.findall(html.unescape(text)))


def _kind(pairs: Iterable[tuple[Counter[str], Counter[str]]]) -> Kind:
    pairs = [*pairs]
    return Kind(
        pages=len(pairs),
        words=sum(mine.total() for mine, _ in pairs),
        shared=sum((mine & other).total() for mine, other in pairs),
        more=sum((other - mine).total() for mine, other in pairs),
    )


def share(kinds: Mapping[str, Mapping[str, int]]) -> float:
    """How much of the words of all our pages the other site has, from 0 to 1."""
    return sum(one["shared"] for one in kinds.values()) / sum(k["words"] for k in kinds.values())
