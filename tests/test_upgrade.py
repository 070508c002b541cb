"""An edition meets another version of its base: forty and more pairs of changes, as a person would
judge them; nothing local is lost, whatever is written.
"""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from handbook import yamlout
from handbook.cli import main
from handbook.edition.layers import load_content
from handbook.upgrade.opening import opened
from handbook.upgrade.schema import schema
from handbook.upgrade.telling import FORMAT
from handbook.yamlio import read
from upgrades import CASES, HEAD, about, named, record, write, write_base, write_edition

ROOT = Path(__file__).parent.parent


def run(*arguments, given=None):
    return CliRunner().invoke(main, ["upgrade", *map(str, arguments)], input=given)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Two versions of the base, and an edition that has been compared with the older one."""
    folder = tmp_path_factory.mktemp("upgrade")
    write_base(folder / "then", newer=False)
    write_base(folder / "now", newer=True)
    write_edition(folder / "trust")
    done = run(folder / "trust", "--apply")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def found(first):
    return opened(first / "trust", str(first / "now")).report


@pytest.fixture
def trust(first, tmp_path):
    """The edition, to be changed."""
    for name in ("then", "now", "trust"):
        shutil.copytree(first / name, tmp_path / name)
    return tmp_path / "trust"


def test_there_are_forty_changes_on_either_side():
    upstream = [
        c for c in CASES if c.get("now") or c.get("also") or (c.get("then") and c["kind"] == "page")
    ]
    assert len(upstream) >= 40
    assert sum(len(case["says"]) for case in CASES) >= 40


@pytest.mark.parametrize("case", [c for c in CASES if c["says"]], ids=named)
def test_every_pair_is_judged_as_a_person_would(found, case):
    kind, id = about(case)
    told = [f for f in found.changes if (f.kind, f.id) == (kind, id)]
    if case["kind"] in {"order", "terms"}:
        told = [f for f in told if f.doing == case["kind"]]
    judged = {}
    for finding in told:
        judged.setdefault(f"{finding.doing} {finding.field}".strip(), []).append(finding.verdict)

    for what, verdict in case["says"].items():
        assert verdict in judged[what], judged
    if case["kind"] not in {"order", "terms"}:
        assert judged.keys() == case["says"].keys()
    assert any(finding.safety for finding in told) == bool(case.get("safety"))


def test_what_is_new_is_told(found):
    new = {finding.id for finding in found.of("new")}

    assert {"brand-new", "split-read", "merged-now", "both-of-us"} <= new
    assert "renamed-2" not in new


# What is written.

NAMES = {"id", "because", "domain"}  # what says of which record a change is, and why


def remarks(root):
    texts = (file.read_text(encoding="utf-8") for file in sorted(root.rglob("*.yml")))
    return sorted(found for text in texts for found in re.findall(r"# (?:above|beside): .*", text))


def local_values(data, *ways):
    """Every text that somebody wrote into a file of changes, with the names that lead to it."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "expects":
                yield from local_values(value, *ways, name)
    elif isinstance(data, list):
        for item in data:
            yield from local_values(item, *ways)
    else:
        yield ways[-1], data


def test_nothing_local_is_lost_that_is_not_told(trust):
    before = read(trust / "local/changes.yml", trust).data
    told = opened(trust, str(trust.parent / "now")).report

    done = run(trust, "--to", trust.parent / "now", "--apply")

    assert done.exit_code == 1, done.output
    after = list(local_values(read(trust / "local/changes.yml", trust).data))
    gone = {value for f in told.of("taken over") if f.ours for value in str(f.ours).split("\n")}
    renamed = {finding.id for finding in told.of("follows")} | {"renamed", "renamed-2x"}
    renamed |= {finding.id for finding in told.findings if finding.to}
    for name, value in local_values(before):
        kept = (name, value) in after
        assert kept or value in gone | renamed or name in NAMES, (name, value)
    for value in gone:
        assert value.replace(", ", "\n") in done.output.replace(", ", "\n"), value


def test_remarks_order_and_everything_else_stand(trust):
    file = trust / "local/changes.yml"
    before = file.read_text(encoding="utf-8")

    run(trust, "--to", trust.parent / "now", "--apply")

    after = file.read_text(encoding="utf-8")
    assert remarks(trust) == sorted(re.findall(r"# (?:above|beside): .*", before))
    old, new = before.splitlines(), after.splitlines()
    left = iter(old)
    assert all(line in left for line in new if line in old), "nothing stands in another order"
    assert sum(line in new for line in old) > 0.8 * len(old)
    about = (trust / "edition.yml").read_text(encoding="utf-8")
    assert about.splitlines()[:2] == [
        "# Who we are",
        "edition: {id: trust, title: Trust edition, organisation: The Trust}",
    ]
    assert 'base: {folder: "../now", version: "2026.2"}  # the national one' in about


def test_a_second_run_has_nothing_left_to_write(trust):
    run(trust, "--to", trust.parent / "now", "--apply")
    before = {file: file.read_bytes() for file in trust.rglob("*") if file.is_file()}
    again = run(trust, "--to", trust.parent / "now", "--apply")

    assert "There is nothing left to write." in again.stderr
    assert {file: file.read_bytes() for file in trust.rglob("*") if file.is_file()} == before
    left = opened(trust, str(trust.parent / "now")).report
    assert {f.verdict for f in left.findings} == {"conflict", "gone", "holds"}


def test_what_waits_for_a_decision_still_has_its_three_texts(trust, found):
    run(trust, "--to", trust.parent / "now", "--apply")
    shutil.rmtree(trust.parent / "then")
    left = {(f.kind, f.id, f.field): f for f in opened(trust).report.undecided}

    for finding in found.undecided:
        now = left[finding.kind, finding.to or finding.id, finding.field]
        assert (now.now, now.ours) == (finding.now, finding.ours)
        if finding.doing in {"set", "clear", "page"}:
            assert now.known
            assert now.then == finding.then


def test_readers_see_the_bases_text_until_somebody_decides(trust):
    run(trust, "--to", trust.parent / "now", "--apply")
    content, _, resolution = load_content(trust)
    outcomes = content.site().outcomes

    both = outcomes["reworded-and-changed-by-us"]
    assert both.statement == "Explain a trend to a patient and their family."
    assert outcomes["reworded-while-we-changed-another-field"].title == "Look at a chart"
    assert outcomes["walk-2"].statement == "Walk with us."
    conflicts = {(c.kind, c.id, c.field) for c in resolution.conflicts}
    assert ("outcome", both.id, "statement") in conflicts


def test_decisions_are_asked_and_written(trust):
    run(trust, "--to", trust.parent / "now", "--apply")
    open_ = opened(trust).report.undecided
    given = []
    for finding in open_:
        keys = {"ours": "k", "theirs": "t"}
        given.append(next((keys[c] for c in ("ours", "theirs") if c in finding.choices), "l"))
    done = run(trust, "--interactive", given="".join(f"{key}\n" for key in given))

    assert f"1 of {len(open_)}: " in done.stdout
    left = opened(trust).report.undecided
    assert {(f.kind, f.id, f.field) for f in left} == {
        (f.kind, f.id, f.field) for f, key in zip(open_, given, strict=True) if key == "l"
    }
    content, _, resolution = load_content(trust)
    assert not [c for c in resolution.conflicts if c.kind != "page" or given.count("k") == 0]
    assert content.site().outcomes["safety-text-reworded"].statement == "Give 5 mg slowly."


def test_a_new_wording_is_kept_with_the_bases_text_of_today(trust):
    run(trust, "--to", trust.parent / "now", "--apply")
    open_ = opened(trust).report.undecided
    at = next(i for i, f in enumerate(open_) if f.id == "reworded-and-changed-by-us")
    given = "l\n" * at + "n\nA third: wording\n" + "l\n" * (len(open_) - at - 1)
    run(trust, "--interactive", given=given)

    text = (trust / "local/changes.yml").read_text(encoding="utf-8")
    assert 'statement: "A third: wording"' in text
    left = {f.id for f in opened(trust).report.undecided}
    assert "reworded-and-changed-by-us" not in left
    assert len(left) >= len({f.id for f in open_}) - 1


def test_whoever_stops_half_way_has_changed_nothing(trust):
    before = {file: file.read_bytes() for file in trust.rglob("*") if file.is_file()}

    done = run(trust, "--to", trust.parent / "now", "--interactive", given="k\n")

    assert done.exit_code == 1
    assert {file: file.read_bytes() for file in trust.rglob("*") if file.is_file()} == before


# Nation, region, trust.


def nation(root, statement):
    domain = record("domain", "one", {"outcomes": [
        record("outcome", "one-1", {"statement": statement}), record("outcome", "one-2", {}),
    ]})  # fmt: skip
    write(root / "curriculum.yml", yamlout.write(HEAD | {"version": "1", "domains": [domain]}))
    write(root / "resources.yml", "resources: []\n")


def over(root, base, local):
    about = f"edition: {{id: {root.name}, title: The {root.name}, organisation: They}}\n"
    write(root / "edition.yml", f"{about}base: {{folder: ../{base}}}\nid_prefix: {root.name}\n")
    write(root / "local" / "ours.yml", local)
    run(root, "--apply")
    return root


def test_a_trust_meets_what_its_region_has_changed(tmp_path):
    nation(tmp_path / "nation", "Read a chart.")
    region = over(
        tmp_path / "region", "nation", "outcomes: [{id: one-1, set: {title: Regional}}]\n"
    )
    local = (
        "outcomes:\n  - {id: one-1, set: {title: Ours, statement: Read ours.}}\n"
        "  - {id: one-2, note: Here.}\n"
    )
    ours = over(tmp_path / "ward", "region", local)
    assert not opened(ours).report.undecided

    changed = "outcomes: [{id: one-1, set: {title: More regional}}, {id: one-2, hide: Not here.}]\n"
    write(region / "local/ours.yml", changed)
    done = run(ours, "--format", "json")

    told = json.loads(done.stdout)
    committed = json.loads((ROOT / "schema" / "upgrade-report.schema.json").read_text("utf-8"))
    assert committed == schema(FORMAT)
    Draft202012Validator.check_schema(committed)
    assert [e.message for e in Draft202012Validator(committed).iter_errors(told)] == []
    found = {(f["id"], f["field"]): f for f in told["findings"] if f["verdict"] != "new"}
    assert found["one-1", "title"]["verdict"] == "conflict"
    assert found["one-1", "title"]["then"] == "Regional"
    assert found["one-1", "title"]["now"] == "More regional"
    assert found["one-1", "statement"]["verdict"] == "holds"
    assert found["one-2", "note"]["verdict"] == "gone"
    assert found["one-2", "note"]["why"] == "The region leaves it out (Not here.)."


def test_what_the_nation_changes_reaches_the_trust_through_its_region(tmp_path):
    nation(tmp_path / "nation", "Read a chart.")
    over(tmp_path / "region", "nation", "outcomes: [{id: one-1, set: {title: Regional}}]\n")
    ours = over(tmp_path / "ward", "region", "outcomes: [{id: one-1, set: {statement: Ours.}}]\n")

    nation(tmp_path / "nation", "Read any chart.")
    (finding,) = opened(ours).report.undecided

    assert (finding.then, finding.now, finding.ours) == (
        "Read a chart.",
        "Read any chart.",
        "Ours.",
    )


# How it is told.


def test_the_report_is_told_in_every_form(first):
    now = first / "now"
    page = run(first / "trust", "--to", now, "--format", "html").stdout
    listed = run(first / "trust", "--to", now, "--format", "markdown").stdout
    data = json.loads(run(first / "trust", "--to", now, "--format", "json").stdout)
    assert [e.message for e in Draft202012Validator(schema(FORMAT)).iter_errors(data)] == []

    assert page.count("<h1>") == 1
    assert "<script" not in page
    assert data["decisions"] == data["counts"]["conflict"] + data["counts"]["gone"]
    assert listed.count("- [ ] keep ours") >= 20
    assert len(re.findall(r"(?m)^- \[ \] ", listed)) == data["decisions"] + data["counts"]["new"]
    guide = (Path(__file__).parent.parent / "content/contribute/upgrade.md").read_text("utf-8")
    for name in {*data, *(name for finding in data["findings"] for name in finding)}:
        assert f"`{name}`" in guide, name


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--to", "9.9"], 2, "'9.9' is no folder, no wheel"),
        (["--to", "missing.whl"], 2, "There is no file 'missing.whl'."),
        (["--to", "."], 2, "is neither a handbook nor an edition"),
    ],
)
def test_a_base_that_is_not_there_is_told(first, tmp_path, monkeypatch, arguments, status, said):
    monkeypatch.chdir(tmp_path)

    done = run(first / "trust", *arguments)

    assert done.exit_code == status
    assert said in done.stderr


def test_a_mistake_in_the_edition_is_told_and_nothing_is_written(trust):
    file = trust / "local/changes.yml"
    file.write_text(file.read_text(encoding="utf-8") + "outcoms: []\n", encoding="utf-8")
    before = {each: each.read_bytes() for each in trust.rglob("*") if each.is_file()}

    done = run(trust, "--to", trust.parent / "now", "--apply")

    assert done.exit_code == 3
    assert "'outcoms' is not a field we know" in done.output
    assert {each: each.read_bytes() for each in trust.rglob("*") if each.is_file()} == before


def test_all_files_are_written_or_none(trust, monkeypatch):
    before = {each: each.read_bytes() for each in trust.rglob("*") if each.is_file()}
    swap = Path.replace

    def full(self, target):
        if Path(target).name == "base-texts.yml" and self.read_bytes() != before[Path(target)]:
            raise OSError("no space left")
        return swap(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        CliRunner().invoke(
            main, ["upgrade", str(trust), "--to", str(trust.parent / "now"), "--apply"],
            catch_exceptions=False,
        )  # fmt: skip

    assert {each: each.read_bytes() for each in trust.rglob("*") if each.is_file()} == before


def wheel(file, handbook):
    """A wheel that carries a handbook, as `make dist` makes one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as packed:
        for each in sorted(handbook.rglob("*")):
            if each.is_file():
                packed.write(each, f"handbook/base/{each.relative_to(handbook).as_posix()}")


def test_a_newer_wheel_beside_the_old_one_is_found_by_its_version(first, tmp_path):
    ours = tmp_path / "trust"
    shutil.copytree(first / "trust", ours)
    wheel(ours / "base/living_handbook-1.2.0-py3-none-any.whl", first / "then")
    wheel(ours / "base/living_handbook-1.3.0-py3-none-any.whl", first / "now")
    file = ours / "edition.yml"
    text = file.read_text(encoding="utf-8")
    old = "base/living_handbook-1.2.0-py3-none-any.whl"
    file.write_text(text.replace("folder: ../then", f"wheel: {old}"), encoding="utf-8")

    done = run(ours, "--to", "1.3.0", "--apply")

    assert done.exit_code == 1, done.output
    about = file.read_text(encoding="utf-8")
    assert "base/living_handbook-1.3.0-py3-none-any.whl" in about
    assert 'version: "2026.2"' in about
    assert "brand-new" in done.stdout, "what is new is known, for the old wheel is there"
