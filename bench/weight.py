"""What a built site weighs, as a whole and on the wire."""

import gzip
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

STYLE = re.compile(r'<link[^>]*rel="?stylesheet"?[^>]*>')
SCRIPT = re.compile(r"<script[^>]*src=[^>]*>")
ADDRESS = re.compile(r'(?:href|src)="?([^" >]+)')
IMPORT = re.compile(r"""(?:^|[;\n])\s*import\s*(?:[^'"()]*?from\s*)?['"]([^'"]+)['"]""")

PARTS = ("words", "entries")
ASKED = 2  # files of words: a question of two words
LOOKED_AT = 30  # files of entries, at most: `CLOSE` in finder.js


@dataclass(frozen=True)
class Weight:
    """In bytes; `page` and `index` are compressed with gzip."""

    pages: int
    site: int
    page: int
    index: int


def weigh(site: Path, index: str, page: str) -> Weight:
    """`page` is the address of a typical page: it, its styles and its scripts are one visit."""
    files = [file for file in site.rglob("*") if file.is_file()]
    return Weight(
        pages=sum(file.suffix == ".html" for file in files),
        site=sum(file.stat().st_size for file in files),
        page=sum(_compressed(file) for file in _visit(site, page)),
        index=_compressed(site / index) + _parts((site / index).parent),
    )


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


def _parts(folder: Path) -> int:
    """What one question fetches of an index in parts: its words at their largest, and entries."""
    words, entries = ([*map(_compressed, (folder / name).glob("*.json"))] for name in PARTS)
    if not entries:
        return 0
    return sum(sorted(words)[-ASKED:]) + LOOKED_AT * sum(entries) // len(entries)


def _visit(site: Path, page: str) -> set[Path]:
    """A page and everything of this site that it loads: styles, scripts, what these import."""
    file = site / page / "index.html"
    html = file.read_text(encoding="utf-8")
    tags = [*STYLE.findall(html), *SCRIPT.findall(html)]
    found = {file}
    for address in (ADDRESS.search(tag)[1] for tag in tags):
        if not address.startswith(("http:", "https:", "//")):
            _follow(_local(site, page, address), found)
    return found


def _local(site: Path, page: str, address: str) -> Path:
    path = posixpath.normpath(posixpath.join("/", page, address.partition("?")[0]))
    return site / path.lstrip("/")


def _follow(file: Path, found: set[Path]) -> None:
    found.add(file)
    if file.suffix != ".js":
        return
    for name in IMPORT.findall(file.read_text(encoding="utf-8")):
        if (other := (file.parent / name).resolve()) not in found and other.is_file():
            _follow(other, found)
