"""Everybody builds the same pages, in turn, on this machine. `make bench` runs it.

Raw figures go to bench/results/; with all sizes of TABLE, the table goes to docs/benchmarks.md.
Processor time is what counts: other work on the machine changes it less than the clock's time.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from contestants import BIN, MKDOCS, QUIET, Contestant, contestants
from editions import measure as measure_editions
from handbook.demo import Size, write
from measure import Cost, run
from parity import Parity, compare
from report import report
from weight import Weight, weigh

HERE = Path(__file__).parent
# Pages, all in all, and what of everything makes so many.
SIZES = {
    60: Size(outcomes=2, resources=4),
    600: Size(outcomes=99, resources=287, frameworks=2),
    2000: Size(outcomes=355, resources=980, frameworks=2),
    6000: Size(outcomes=1098, resources=3000, frameworks=2),
}
EDITIONS = 600  # pages of the handbook that ten editions stand on
TABLE = (60, 600, 6000)  # 2,000 is for stock MkDocs alone, and takes it minutes
PAGE = "outcomes/d1-1"
SLOW = 60  # seconds: who takes longer runs once, and who takes a third of it at most three times


@dataclass
class Tally:
    """What one contestant took at one size."""

    contestant: Contestant
    cold: list[Cost] = field(default_factory=list)
    again: list[Cost] = field(default_factory=list)
    weight: Weight | None = None
    parity: Parity | None = None
    ready: int = 0  # pages that it is given as HTML

    def tired(self, runs: int) -> bool:
        """Whether there is no use in another run."""
        longest = max((cost.wall for cost in self.cold), default=0)
        allowed = 1 if longest > SLOW else 3 if longest > SLOW / 3 else runs
        return len(self.cold) >= min(runs, allowed)

    def figures(self) -> dict[str, Any]:
        """For the file of results."""
        return {
            "name": self.contestant.name,
            "version": self.contestant.version,
            "runs": len(self.cold),
            "cold": _middle(self.cold),
            "again": _middle(self.again),
            "weight": asdict(self.weight) if self.weight else {},
            "parity": asdict(self.parity) if self.parity else {},
            "ready": self.ready,
            "raw": {
                "cold": [asdict(cost) for cost in self.cold],
                "again": [asdict(cost) for cost in self.again],
            },
        }


def main() -> None:
    """Measure, then write what was measured."""
    options = _options()
    rounds = [_measure(size, options.runs) for size in options.sizes]
    results = {"date": _today(), "machine": _machine(), "sizes": rounds}
    whole = set(TABLE) <= set(options.sizes)
    name = "-".join([_today(), *([] if whole else map(str, options.sizes))])
    text = json.dumps(results, indent=1) + "\n"
    (HERE / "results" / f"{name}.json").write_text(text, encoding="utf-8")
    table = report(results)
    if whole:
        (HERE.parent / "docs" / "benchmarks.md").write_text(table, encoding="utf-8")
    print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[*SIZES], help="such as 60,600")
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    found = [int(size) for size in text.split(",")]
    if unknown := set(found) - set(SIZES):
        raise argparse.ArgumentTypeError(f"no size {min(unknown)}; there are {[*SIZES]}")
    return found


def _measure(size: int, runs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        source = Path(temporary) / "source"
        write(source, SIZES[size])
        run(MKDOCS, source, QUIET | _memory(source))
        tallies = [Tally(one) for one in contestants() if size <= one.most]
        for tally in _turns(tallies, runs):
            _tell(f"{size} pages: {tally.contestant.name}")
            _turn(tally, source, Path(temporary) / "turn")
        check = [str(BIN / "handbook"), "check"]
        checks = [run(check, source, QUIET | _memory(source)) for _ in range(runs + 1)][1:]
        ten = _editions(source, min(runs, 3)) if size == EDITIONS else {}
    found = [tally.figures() for tally in tallies]
    return {"size": size, "check": _middle(checks), "contestants": found, "editions": ten}


def _editions(source: Path, runs: int) -> dict[str, Any]:
    _tell("ten editions in one run")
    own = QUIET | _memory(source.parent)
    return measure_editions(source, lambda command, folder: run(command, folder, own), runs)


def _turns(tallies: Sequence[Tally], runs: int) -> Iterator[Tally]:
    """Each in turn, so that what slows the machine down for a while slows down all."""
    for _ in range(runs):
        yield from (tally for tally in tallies if not tally.tired(runs))


def _turn(tally: Tally, source: Path, folder: Path) -> None:
    """A build in a new folder, and another after one record has changed."""
    one = tally.contestant
    folder.mkdir()
    one.prepare(source, source / "site", folder)
    own = QUIET | _memory(folder)
    tally.cold.append(run(one.command, folder, own))
    tally.weight = weigh(folder / one.output, one.index, PAGE)
    if one.same and tally.parity is None:
        tally.parity = _same_pages(source / "site", folder / one.output)
        tally.ready = sum(1 for _ in (folder / "content").rglob("*.html"))
    one.edit(folder)
    tally.again.append(run(one.command, folder, own))
    _must_show_the_edit(folder / one.output)
    shutil.rmtree(folder)


def _memory(folder: Path) -> dict[str, str]:
    """What builds remember lies in the folder itself, so that a new folder is a cold start."""
    return {"HANDBOOK_CACHE": str(folder / ".cache")}


def _must_show_the_edit(site: Path) -> None:
    page = (site / "resources" / "resource-00003" / "index.html").read_text(encoding="utf-8")
    if "edited:" not in page:
        raise RuntimeError("the second build does not show what was edited")


def _same_pages(ours: Path, theirs: Path) -> Parity:
    """What differs between two sites. Raises RuntimeError if that is a page."""
    found = compare(ours, theirs)
    if differing := found.pages_only_ours + found.pages_only_theirs:
        raise RuntimeError(f"one makes pages that the other does not: {differing[:9]}")
    return found


def _middle(costs: Sequence[Cost]) -> dict[str, float]:
    every = [asdict(cost) for cost in costs]
    return {name: round(median(cost[name] for cost in every), 3) for name in every[0]}


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory": round(memory / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
