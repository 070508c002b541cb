"""Small editions for tests, over the small handbook."""

from pathlib import Path

from handbook.edition.layers import load_content
from small import small_site

ABOUT = """\
edition: {id: trust, title: Trust edition, organisation: The Trust}
base: {folder: ../base, version: "1.10"}
id_prefix: ext
"""
SETTINGS = """\
site_name: Trust
docs_dir: content
theme: {name: material, font: false}
hooks: [hooks/build_site.py]
plugins: []
validation: {anchors: warn, unrecognized_links: warn, absolute_links: warn}
"""


def base(folder: Path) -> Path:
    """The small handbook, with hand-written pages, in `folder/base`."""
    root = folder / "base"
    root.mkdir()
    small_site(root)
    about = "# About\n\nAll of it.\n\n## More\n\nMuch more.\n\n## Last\n\nEnd.\n"
    why = '# Why\n\nBecause of {{ outcome("r-1") }} and [About](about/index.md).\n'
    pages(root, {"about/index.md": about, "why.md": why})
    return root


def pages(root: Path, texts: dict[str, str]) -> None:
    """Write hand-written pages into a handbook."""
    for name, text in texts.items():
        file = root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def edition(folder: Path, local: str = "", about: str = ABOUT, name: str = "trust") -> Path:
    """An edition in `folder/name`, with one local file."""
    root = folder / name
    (root / "local").mkdir(parents=True, exist_ok=True)
    (root / "content").mkdir(exist_ok=True)
    (root / "edition.yml").write_text(about, encoding="utf-8")
    (root / "local" / "changes.yml").write_text(local or "order: []\n", encoding="utf-8")
    return root


def buildable(root: Path, settings: str = SETTINGS) -> Path:
    """The same, with what MkDocs needs."""
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "hooks").mkdir(exist_ok=True)
    hook = "from handbook.hook import on_config  # noqa: F401\n"
    (root / "hooks" / "build_site.py").write_text(hook, encoding="utf-8")
    return root


def resolved(root: Path):
    """What comes of an edition in which there is nothing to fix."""
    content, problems, resolution = load_content(root)
    assert not problems, "\n".join(map(str, problems))
    return content, resolution
