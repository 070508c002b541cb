"""Take the pictures of the README and of the editors' guide anew: `make pictures`.

Each shows a part of a real page, or a text that the engine prints, so nothing in them is drawn by
hand. Run it when the look of the pages has changed, and look at what has come out.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import install
from serving import serving

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "content" / "assets" / "images"
SCREENSHOTS = ROOT / "docs" / "screenshots"
HANDBOOK = [sys.executable, "-m", "handbook"]
REPOSITORY = {
    "HANDBOOK_REPO_URL": "https://github.com/example/handbook",
    "NO_MKDOCS_2_WARNING": "1",
}
WIDTH, MARGIN = 720, 12  # CSS pixels
ENOUGH: ViewportSize = {"width": WIDTH, "height": 900}
SCREEN: ViewportSize = {"width": 1280, "height": 760}
SOON, LATE = "2026-12-01T09:00:00", "2028-12-20T09:00:00"

RECORD = """\
  - id: better-conversation-guide
    title: "A Better Conversation: resource guide"
    kind: guide
    summary: |-
      The principles and methods
      of health coaching.
    outcomes:
      - pcp-1"""
RECORD_LABELS = (
    "A hyphen begins a record. The id never changes.",
    "There is a colon and a space inside this text, so it is in quotes.",
    "The field is on the left of the colon, its value on the right.",
    "The lines below, which begin further to the right, are one text.",
    "", "",
    "",
    "A list: each item stands on a line of its own, after a hyphen.",
)  # fmt: skip
MESSAGE_LABELS = (
    "Where: file, line, column. Then what is wrong, and the rule.",
    "The line itself …",
    "… with a mark under the place.",
    "What to do.",
)


def main() -> None:
    """Write every picture into content/assets/images and docs/screenshots."""
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=install.find(), args=sandbox)
        root = Path(folder, "handbook")
        _copy(root)
        _labelled(browser, "record.png", RECORD.splitlines(), RECORD_LABELS)
        _labelled(browser, "message.png", _message(root), MESSAGE_LABELS)
        _run(root, "withdraw", "ph-3", "--replaced-by", "ph-4", "--date", "2026-11-22", "--yes")
        _reviewed(root)
        _run(root, "build")
        with serving(root / "site") as address:
            _pages(browser, address)
        browser.close()


def _pages(browser: Browser, address: str) -> None:
    for name, path in (("home", ""), ("outcome", "outcomes/pcp-1/")):
        with _open(browser, f"{address}{path}", screen=SCREEN) as page:
            page.screenshot(path=SCREENSHOTS / f"{name}.png")
    with _open(browser, f"{address}outcomes/ph-1/") as page:
        link = page.get_by_role("link", name="Edit this page")
        _end(page, "suggest-links.png", link)
        link.evaluate("link => { link.style.outline = '3px solid #b3261e' }")
        _end(page, "edit-this-page.png", link)
    with _open(browser, f"{address}outcomes/ph-3/") as page:
        _top(page, "withdrawn.png", ".handbook-note")
    with _open(browser, f"{address}outcomes/ph-1/", LATE) as page:
        _part(page, "overdue.png", ".handbook-review")


def _copy(root: Path) -> None:
    names = ["curriculum.yml", "resources.yml", "mkdocs.yml", "budgets.yml", "links.jsonl"]
    root.mkdir()
    for name in names:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, root)
    for name in ("frameworks", "content", "overrides", "hooks", "changes"):
        shutil.copytree(ROOT / name, root / name)


def _run(root: Path, *command: str) -> str:
    done = subprocess.run(
        [*HANDBOOK, *command], cwd=root, env=os.environ | REPOSITORY, capture_output=True, text=True
    )
    if done.returncode and command[0] != "check":
        raise RuntimeError(f"handbook {' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def _message(root: Path) -> list[str]:
    """What the check says to a field whose name is typed wrongly."""
    file = root / "resources.yml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("    publisher: ", "    publishr: ", 1), encoding="utf-8")
    lines = _run(root, "check").splitlines()
    file.write_text(right, encoding="utf-8")
    at = next(i for i, line in enumerate(lines) if "publishr" in line)
    return lines[at : at + 4]


def _reviewed(root: Path) -> None:
    """An outcome that somebody has read through."""
    file = root / "curriculum.yml"
    text = file.read_text(encoding="utf-8")
    said = "owner: Frailty team\n        last_reviewed: 2026-11-22\n"
    entry = r"(?m)^      - id: ph-1\n"
    found = re.subn(entry, rf"\g<0>        {said}", text)
    assert found[1] == 1, "ph-1 is not where it was"
    file.write_text(found[0], encoding="utf-8")


@contextmanager
def _open(
    browser: Browser, url: str, now: str = SOON, screen: ViewportSize = ENOUGH
) -> Iterator[Page]:
    page = browser.new_page(viewport=screen, color_scheme="light")
    page.clock.set_fixed_time(now)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    yield page
    page.close()


def _shot(page: Page, name: str, x: float, y: float, width: float, height: float) -> None:
    part = {"x": max(0, x - MARGIN), "y": max(0, y - MARGIN), "width": width, "height": height}
    page.screenshot(path=IMAGES / name, full_page=True, clip=part)


def _part(page: Page, name: str, selector: str) -> None:
    box = page.locator(selector).last.bounding_box()
    _shot(page, name, box["x"], box["y"], box["width"] + 2 * MARGIN, box["height"] + 2 * MARGIN)


def _end(page: Page, name: str, link: Locator) -> None:
    """The last lines of the text, and the links below them, of which this is the first."""
    _shot(page, name, 12, link.bounding_box()["y"] - 160, WIDTH - 24, 240)


def _top(page: Page, name: str, last: str) -> None:
    """From the title of a page to the end of what stands there `last`."""
    title, end = (page.locator(one).first.bounding_box() for one in ("h1", last))
    height = end["y"] + end["height"] - title["y"] + 2 * MARGIN
    _shot(page, name, 12, title["y"], WIDTH - 24, height)


def _labelled(browser: Browser, name: str, lines: list[str], labels: tuple[str, ...]) -> None:
    env = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    page = browser.new_page(viewport={"width": WIDTH, "height": 400})
    page.set_content(
        env.get_template("pictures.html").render(lines=zip(lines, labels, strict=True))
    )
    page.locator("figure").screenshot(path=IMAGES / name)
    page.close()


if __name__ == "__main__":
    main()
