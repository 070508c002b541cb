"""What `handbook check` says about each mistake in a local edition, word for word.

A case is a file in `edition_cases/`: files of an edition over the small handbook of `small.py`, and
what we say about them. `remarks` are warnings, `problems` stop a build.
"""

from pathlib import Path

import pytest
import yaml

from editions import ABOUT, base
from handbook.build import read_site

CASES = sorted((Path(__file__).parent / "edition_cases").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, tmp_path):
    base(tmp_path)
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    problems, remarks = given.pop("problems", ""), given.pop("remarks", "")
    for name, text in {"edition.yml": ABOUT, **given}.items():
        file = tmp_path / "trust" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    found = read_site(tmp_path / "trust")

    assert "\n".join(map(str, sorted(set(found.problems)))) == problems.rstrip("\n")
    assert "\n".join(map(str, found.remarks)) == remarks.rstrip("\n")
