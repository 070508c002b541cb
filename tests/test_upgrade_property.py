"""Whatever the base and an edition have changed, every local value stays or is told of.

It is in the files and in what readers see; or it waits, with what the base said then and says
now; or the base has it by now.
"""

import copy
import shutil

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import yamlout
from handbook.cli import main
from handbook.edition.layers import load_content
from handbook.upgrade.opening import opened
from handbook.yamlio import read
from upgrades import HEAD, record, write

IDS = [f"o-{n}" for n in range(1, 6)]
THEMES = ["care", "risk", "team"]
WORDS = ["Read.", "Read on.", "Read a chart: any.", "Read\n\n- one\n- two", "no", "5 # 3"]
AREAS = ["Axes and their names", "Axes and all their names", "Keys", "Colours, such as red"]
FIELDS = ["title", "statement", "meaning"]
ABOUT = "edition: {id: trust, title: Trust, organisation: Trust}\nbase: {folder: ../base}\n"


def outcomes(draw):
    """The outcomes of a base."""
    for id in IDS:
        more = {name: draw(st.sampled_from(WORDS)).replace("\n", " ") for name in ("title",)}
        more["statement"] = draw(st.sampled_from(WORDS))
        more["explore"] = draw(st.lists(st.sampled_from(AREAS), unique=True, max_size=2))
        more["themes"] = draw(st.lists(st.sampled_from(THEMES), unique=True, max_size=2))
        yield record("outcome", id, {k: v for k, v in more.items() if v})


def edited(draw, old):
    """The same, after the base's editors have been at work."""
    found = copy.deepcopy(old)
    for outcome in list(found):
        id = outcome["id"]
        match draw(st.sampled_from(["", "", "reword", "list", "rename", "end", "replace", "gone"])):
            case "reword":
                outcome[draw(st.sampled_from(["title", "statement"]))] = draw(
                    st.sampled_from(["Read it all.", "Read on."])
                )
            case "list":
                outcome["explore"] = draw(st.lists(st.sampled_from(AREAS), unique=True, min_size=1))
                outcome["themes"] = draw(st.lists(st.sampled_from(THEMES), unique=True, min_size=1))
            case "rename":
                outcome |= {"id": f"{id}-new", "was": [id]}
            case "end":
                outcome["status"] = "withdrawn"
            case "replace":
                parts = draw(st.sampled_from([[f"{id}-a"], [f"{id}-a", f"{id}-b"]]))
                outcome |= {"status": "withdrawn", "replaced_by": parts}
                same = draw(st.booleans())
                kept = {k: outcome[k] for k in ("title", "statement") if same}
                found += [record("outcome", part, kept) for part in parts]
            case "gone":
                found.remove(outcome)
    return [*found, record("outcome", "o-always", {})]


def local(draw):
    """What an edition says: at most one entry for each outcome."""
    for id in draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1)):
        ours = {"title": f"Our title of {id}", "statement": draw(st.sampled_from(WORDS))}
        ours["meaning"] = f"Our meaning of {id}.\n\nIt goes on."
        names = draw(st.lists(st.sampled_from(FIELDS), unique=True))
        entry = {"id": id} | ({"set": {name: ours[name] for name in names}} if names else {})
        if draw(st.booleans()):
            entry["note"] = f"In our trust, {id}."
        if draw(st.booleans()):
            entry["add_to"] = {"explore": [f"Our area of {id}"]}
        if draw(st.booleans()):
            entry["remove_from"] = {"explore": [draw(st.sampled_from(AREAS))]}
        if draw(st.integers(0, 4)) == 0:
            entry = {"id": id, "hide": f"Why {id} is not ours."}
        if len(entry) > 1:
            yield entry


def write_base(folder, found):
    themes = [record("theme", id, {}) for id in THEMES]
    domain = record("domain", "one", {"outcomes": found})
    curriculum = HEAD | {"version": "1", "themes": themes, "domains": [domain]}
    write(folder / "curriculum.yml", yamlout.write(curriculum))
    write(folder / "resources.yml", "resources: []\n")


def upgrade(root, *arguments):
    done = CliRunner().invoke(main, ["upgrade", str(root), *map(str, arguments)])
    assert done.exit_code in {0, 1}, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("property")


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_no_local_value_goes_without_a_word(folder, data):
    shutil.rmtree(folder, ignore_errors=True)
    old = list(outcomes(data.draw))
    entries = list(local(data.draw))
    write_base(folder / "base", old)
    write(folder / "trust" / "edition.yml", ABOUT)
    text = yamlout.write({"outcomes": entries}) if entries else "order: []\n"
    write(folder / "trust" / "local" / "ours.yml", f"# Ours\n{text}")
    upgrade(folder / "trust", "--apply")
    write_base(folder / "new", edited(data.draw, old))
    told = opened(folder / "trust", str(folder / "new")).report
    entries = read(folder / "trust/local/ours.yml", folder).data.get("outcomes", [])

    upgrade(folder / "trust", "--to", folder / "new", "--apply")

    left = {
        e["id"]: e for e in read(folder / "trust/local/ours.yml", folder).data.get("outcomes", [])
    }
    content, _, _ = load_content(folder / "trust")
    seen = content.site().outcomes
    for entry in entries:
        for name, value in entry.get("set", {}).items():
            check(told, left, seen, entry["id"], name, value)
        if "note" in entry:
            (finding,) = findings(told, entry["id"], "note")
            assert left[finding.to or finding.id]["note"] == entry["note"]
    again = upgrade(folder / "trust", "--apply")
    assert "There is nothing left to write." in again.stderr


def findings(told, id, name):
    return [f for f in told.findings if f.id == id and f.field == name]


def check(told, left, seen, id, name, value):
    (finding,) = [f for f in findings(told, id, name) if f.doing == "set"]
    assert finding.ours == value
    if finding.verdict == "taken over":
        assert finding.now.split() == value.split()
        return
    kept = left[finding.to or id]
    assert kept["set"][name] == value
    if finding.verdict in {"holds", "follows"}:
        assert getattr(seen[finding.to or id], name) == value
    else:
        assert finding.known, "what the base said then is kept"
        assert finding.why
