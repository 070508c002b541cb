"""Runs every check of accessibility in full and writes accessibility.yml: `make accessibility`.

The site's statement shows that file. It is a command of its own because it takes minutes, and
because what a build makes must not depend on the day.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

from browser import checks, install
from browser.page_types import PAGES
from serving import serving

ROOT = Path(__file__).parents[2]
FILE = ROOT / "accessibility.yml"
HEAD = """\
# What the last checks of accessibility found; the statement at about/accessibility/ shows it.
# `make accessibility` runs them and writes this file anew, but for `known`, which is yours.
"""
SIZES = "320, 768 and 1,280 pixels wide"


def main() -> int:
    """Check, write the file, and say by the exit status whether there was nothing to find."""
    with tempfile.TemporaryDirectory(prefix="accessibility-") as temporary:
        site = Path(temporary) / "site"
        command = [sys.executable, "-m", "handbook", "build", "--strict"]
        subprocess.run([*command, "--site-dir", str(site)], cwd=ROOT, check=True)
        errors, pages = checks.nu(site), len([*site.rglob("*.html")])
        with serving(site) as address, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=install.find(), args=[] if os.geteuid() else ["--no-sandbox"]
            )
            version = f"Chromium {chromium.version.split('.')[0]}"
            found = _look(chromium, address)
    nu = f"Nu HTML checker {_version('vnu-jar')}"
    found.insert(1, (nu, "pages and every style sheet", pages, errors))
    _write(version, found)
    for check, _, _, problems in found:
        sys.stdout.writelines(f"{check}: {problem}\n" for problem in problems)
    return 1 if any(problems for *_, problems in found) else 0


def _version(package: str) -> str:
    return json.loads((checks.MODULES / package / "package.json").read_bytes())["version"]


def _look(browser, address):
    """Each check: its name, at what it looked, at how many, and what it found."""
    axe, spaced, forced, stops = [], [], [], []
    walked = 0
    page = browser.new_context().new_page()
    for name, url in PAGES.items():
        page.goto(address + url)
        if "search/?q=" in page.url:
            page.wait_for_function("document.title.includes('\"')")
        at = lambda problems, name=name: [f"{name}: {problem}" for problem in problems]  # noqa: E731
        axe += at(wrong for found in checks.violations(page).values() for wrong in found)
        spaced += at(checks.spaced(page))
        forced += at(checks.forced(page))
        page.goto(address + url)
        walk = checks.walk(page)
        walked += len(walk)
        stops += at(checks.faults(walk, part="#" in url))
    plain = browser.new_context(java_script_enabled=False).new_page()
    unseen = []
    for name, url in PAGES.items():
        plain.goto(address + url)
        unseen += [f"{name}: {text}" for text in plain.evaluate(checks.UNSEEN)]
        unseen += [f"{name}, printed: {text}" for text in checks.unprinted(plain)]
    types = len(PAGES)
    return [
        (f"axe-core {_version('axe-core')}, rules of WCAG 2.0 to 2.2 (A and AA) and best practice",
         f"types of page, each {SIZES}, in light and (rules about colours) in dark", types, axe),
        ("Keyboard: the skip link first, no stop unseen or unmarked, no trap",
         f"stops of the Tab key, on {types} types of page", walked, stops),
        ("Spacing of text as readers may set it, at 320 pixels (or 400 %): nothing cut off",
         "types of page", types, spaced),
        ("Forced colours: no mark lost", "types of page", types, forced),
        ("Without JavaScript, on the screen and on paper: all text there", "types of page", types,
         unseen),
    ]  # fmt: skip


def _write(version, found) -> None:
    before = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    told = {
        "date": datetime.now(UTC).date().isoformat(),
        "browser": version,
        "checks": [
            {"check": check, "at": at, "looked": looked, "problems": len(problems)}
            for check, at, looked, problems in found
        ],
        "known": (before or {}).get("known", []),
    }
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1_000)
    FILE.write_text(HEAD + text.replace("date: '", "date: ").replace("'\nbrowser", "\nbrowser"),
                    encoding="utf-8")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
