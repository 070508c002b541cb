"""Lighthouse's scores of the real handbook on a telephone: docs/lighthouse.md.

The site is built with compressed files and served as the hosts' guide says. Each page is loaded
three times; a score is the median, because a busy machine makes a page seem slow.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from browser import install
from browser.page_types import PAGES
from serving import serving

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
NAMES = ("home", "domain", "outcome", "resources", "search")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = (
    "first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
    "cumulative-layout-shift", "total-byte-weight",
)  # fmt: skip
RUNS = 3
ENOUGH = 98
PAGE = """\
# Lighthouse

Made by `make lighthouse` on {date}; do not edit. Lighthouse {version} with its settings for a
telephone (slow network, slow processor), in {browser}; each figure is the median of {runs}
loads. The site was built with `handbook build --compress` and served as the guide for hosts says.

| Page | {heads} |
| --- |{rules}
"""
HEADS = (
    "performance", "accessibility", "best practices", "SEO", "first paint, s", "largest paint, s",
    "blocked, ms", "layout shift", "weight, KB",
)  # fmt: skip


def main() -> int:
    """Measure, write the page, and say by the exit status whether every score is high enough."""
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as temporary:
        site = Path(temporary) / "site"
        _build(site)
        with serving(site, seen=[]) as address:
            found = {name: _measure(address + PAGES[name], Path(temporary)) for name in NAMES}
    table = _table(found)
    (ROOT / "docs" / "lighthouse.md").write_text(table, encoding="utf-8")
    sys.stdout.write(table)
    low = [score for loads in found.values() for score in _scores(loads) if score < ENOUGH]
    return 1 if low else 0


def _build(site: Path) -> None:
    command = [sys.executable, "-m", "handbook", "build", "--strict", "--compress"]
    subprocess.run([*command, "--site-dir", str(site)], cwd=ROOT, check=True)


def _measure(address: str, folder: Path) -> list[dict[str, Any]]:
    return [_load(address, folder / "report.json") for _ in range(RUNS)]


def _load(address: str, report: Path) -> dict[str, Any]:
    sandbox = "" if os.geteuid() else "--no-sandbox"
    subprocess.run(
        [
            "node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags=--headless=new --disable-gpu {sandbox}",
        ],
        env=os.environ | {"CHROME_PATH": install.find() or ""},
        check=True,
    )  # fmt: skip
    return json.loads(report.read_text(encoding="utf-8"))


def _scores(loads: list[dict[str, Any]]) -> list[float]:
    """Out of 100, in the order of the categories."""
    every = [[load["categories"][name]["score"] * 100 for load in loads] for name in CATEGORIES]
    return [median(scores) for scores in every]


def _figures(loads: list[dict[str, Any]]) -> list[str]:
    paint, largest, blocked, shift, weight = (
        median(load["audits"][name]["numericValue"] for load in loads) for name in AUDITS
    )
    times = [f"{paint / 1000:.1f}", f"{largest / 1000:.1f}", f"{blocked:.0f}"]
    return [*times, f"{shift:.3f}", f"{weight / 1000:.0f}"]


def _table(found: dict[str, list[dict[str, Any]]]) -> str:
    load = found[NAMES[0]][0]
    head = PAGE.format(
        date=datetime.now(UTC).date().isoformat(),
        version=load["lighthouseVersion"],
        browser=load["environment"]["hostUserAgent"].split()[-2].replace("Headless", ""),
        runs=RUNS,
        heads=" | ".join(HEADS),
        rules=" ---: |" * len(HEADS),
    )
    rows = [
        [name, *(f"{score:.0f}" for score in _scores(loads)), *_figures(loads)]
        for name, loads in found.items()
    ]
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
