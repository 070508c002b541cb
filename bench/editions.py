"""Ten local editions over one handbook in one run, beside a plain build of that handbook."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from contestants import BIN
from measure import Cost

TEN = 10
FEW = 3  # to see whether memory grows with their number
ABOUT = """\
edition: {{id: region-{n}, title: Region {n}, organisation: Region {n}}}
base: {{folder: ../source, version: "1"}}
id_prefix: reg{n}
terms: {{outcome: {{one: capability, many: capabilities}}}}
"""
LOCAL = """\
outcomes:
  - {{id: d1-1, set: {{title: "What region {n} asks for"}}, note: "In region {n}: begin here."}}
  - {{id: d1-2, hide: Region {n} teaches this elsewhere.}}
resources:
  - {{id: resource-00003, add_to: {{outcomes: [d1-1]}}}}
add:
  glossary:
    - {{id: reg{n}-word, term: Word {n}, meaning: A word of region {n}.}}
contacts:
  - {{id: reg{n}-team, name: Team {n}, email: team@region{n}.example}}
"""
Run = Callable[[Sequence[str], Path], Cost]


def write(source: Path, number: int) -> Path:
    """An edition of the handbook in `source` beside it, with names and changes of its own."""
    root = source.parent / f"region-{number}"
    for name in ("local", "content"):
        (root / name).mkdir(parents=True)
    (root / "edition.yml").write_text(ABOUT.format(n=number), encoding="utf-8")
    (root / "local" / "changes.yml").write_text(LOCAL.format(n=number), encoding="utf-8")
    shutil.copytree(source / "hooks", root / "hooks")
    settings = (source / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root


def measure(source: Path, run: Run, runs: int) -> dict[str, Any]:
    """Cold builds of the handbook alone, and of one, of few and of ten editions of it."""
    names = [write(source, number).name for number in range(TEN)]
    wanted = {"plain": ["source"], "1": names[:1], str(FEW): names[:FEW], str(TEN): names}
    costs: dict[str, list[Cost]] = {name: [] for name in wanted}
    for _ in range(runs):
        for name, folders in wanted.items():
            costs[name].append(_cold(source.parent, folders, run))
    return {
        name: {part: median(getattr(cost, part) for cost in found) for part in ("cpu", "memory")}
        for name, found in costs.items()
    }


def _cold(folder: Path, names: Sequence[str], run: Run) -> Cost:
    for name in [".cache", *(f"{name}/site" for name in names)]:
        shutil.rmtree(folder / name, ignore_errors=True)
    return run([str(BIN / "handbook"), "build", *names], folder)
