"""Resources and glossary entries stand in the order of their ids, within each file.

    - id: beta
    - id: alpha    # belongs before 'beta'

Two people who each add a record at the end always collide; in order of id they hardly ever do.
Cut the record and paste it where it belongs.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from handbook.model import GlossaryEntry, Resource
from handbook.problems import Problem
from handbook.site import Site

RULE = "unsorted"


def check(site: Site) -> Iterator[Problem]:
    yield from _unsorted(site.resources)
    for framework in site.frameworks:
        yield from _unsorted(framework.glossary)


def _unsorted(records: Sequence[Resource] | Sequence[GlossaryEntry]) -> Iterator[Problem]:
    files: dict[Path, list[Resource | GlossaryEntry]] = {}
    for record in records:
        files.setdefault(record.file, []).append(record)
    for found in files.values():
        for before, record in pairwise(found):
            if record.id < before.id:
                after = next(r for r in found if r.id > record.id)
                message = f"'{record.id}' stands after '{before.id}'"
                help = f"move it before '{after.id}' on line {after.place().line}"
                yield Problem(record.place("id"), RULE, message, help)
