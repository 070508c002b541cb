"""A handbook with dates of review, to build: a record, another one, and a hand-written page."""

import shutil
from pathlib import Path

SMALL = Path(__file__).parent / "cases" / "handbook"
SETTINGS = """\
site_name: Reviewed
site_url: https://example.org/
docs_dir: content
theme: {name: material, font: false}
hooks: [hook.py]
plugins: [macros]
"""
PAGE = """\
---
owner: Ann & 2 < 3
last_reviewed: 2026-03-01
review_every: 6
review_note: Read aloud to 5 * 3 people
---

# Guide

Read it.
"""
REVIEW = "owner: The chart team, last_reviewed: 2026-03-01, review_note: 5 * 3 read"


def reviewed_handbook(root: Path) -> Path:
    """Write the handbook into a folder."""
    text = (SMALL / "curriculum" / "base.yml").read_text(encoding="utf-8")
    text = text.replace("statement: Read a chart.,", f"statement: Read a chart., {REVIEW},")
    (root / "curriculum.yml").write_text(text, encoding="utf-8")
    shutil.copy(SMALL / "resources.yml", root)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    (root / "content").mkdir()
    (root / "content" / "guide.md").write_text(PAGE, encoding="utf-8")
    return root
