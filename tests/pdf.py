"""The real handbook's PDF holds every outcome once: python tests/pdf.py FILE."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from handbook.build import open_site

ROOT = Path(__file__).parent.parent


def faults(file: Path) -> str:
    """Each outcome that has not exactly one heading, which makes a bookmark; nothing, if all do."""
    with pikepdf.open(file) as book, book.open_outline() as outline:
        headings = Counter(titles(outline.root))
    counts = {
        f"{outcome.code} {outcome.title}": headings[f"{outcome.code} {outcome.title}"]
        for outcome in open_site(ROOT).outcomes.values()
    }
    return "\n".join(f"{name}: {count} times" for name, count in counts.items() if count != 1)


def titles(bookmarks: Sequence[pikepdf.OutlineItem]) -> Iterator[str]:
    for one in bookmarks:
        yield one.title
        yield from titles(one.children)


if __name__ == "__main__":
    sys.exit(faults(Path(sys.argv[1])) or None)
