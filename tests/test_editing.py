"""`handbook add`, `rename` and `withdraw`, on a copy of the real handbook."""

import difflib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.build import build, open_site
from handbook.cli import main
from handbook.edit.files import layout, sources

ROOT = Path(__file__).parent.parent
RESOURCE = {
    "--title": "A new guide: frailty",
    "--kind": "guide",
    "--summary": "It helps.",
    "--url": "https://example.org/frailty",
    "--outcomes": "ph-3,ph-4",
}


@pytest.fixture
def root(tmp_path):
    for name in ("curriculum.yml", "resources.yml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def run(root, *arguments, answers=None):
    return CliRunner().invoke(main, [*map(str, arguments), "--root", str(root)], input=answers)


def given(**changes):
    """The options of a new resource; those with no value are left out."""
    options = RESOURCE | {f"--{name}": value for name, value in changes.items()}
    return [word for option in options.items() if option[1] for word in option]


def files(root):
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


def edit(root, *arguments, answers=None):
    """Run a command that must succeed: the lines that it takes out and puts in, and the site."""
    before = files(root)
    result = run(root, *arguments, *(["--yes"] if answers is None else []), answers=answers)
    assert result.exit_code == 0, result.output
    site = open_site(root)
    wrote = [s for s in sources(root) if before[root / s[0]] != (root / s[0]).read_bytes()]
    assert not any(layout(root, *source) for source in wrote)
    changed = []
    for file, content in before.items():
        if content == file.read_bytes():
            continue
        old, new = content.decode().splitlines(), file.read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(old, new, n=0)
        changed += [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}]
    assert set(files(root)) == set(before)
    return changed, site


def refused(root, *arguments, code=2, answers=None):
    """Run a command that must not change anything; what it says."""
    before = files(root)
    result = run(root, *arguments, *(["--yes"] if answers is None else []), answers=answers)
    assert result.exit_code == code, result.output
    assert files(root) == before
    assert "Nothing was written." in result.output
    return result.output


# A new id


def test_a_new_id_stands_wherever_the_old_one_stood(root):
    changed, site = edit(root, "rename", "ph-3", "ph-local-needs")

    assert site.outcomes["ph-local-needs"].was == ("ph-3",)
    assert "+      - id: ph-local-needs" in changed
    assert any(line.endswith('Start with {{ outcome("ph-local-needs") }}.') for line in changed)
    assert any("](outcome:ph-local-needs)" in line for line in changed)
    assert not [line for line in changed if line[0] == "-" and "ph-3" not in line]


def test_what_is_shown_as_an_example_on_a_page_stays(root):
    edit(root, "rename", "ph-3", "ph-local-needs")

    page = (root / "content" / "contribute" / "macros.md").read_text(encoding="utf-8")
    assert 'Start with {{ outcome("ph-3") }}.\n```' in page


def test_the_old_address_still_has_a_page(root):
    _, site = edit(root, "rename", "nice-ng56", "aa-first")

    bodies = {page.uri: body for page, body in build(site).pages}
    assert 'href="../aa-first/"' in bodies["resources/nice-ng56.md"]
    assert (
        "aa-first" in bodies["outcomes/cm-1.md"]
        or "aa-first" in bodies["domains/complex-multimorbidity.md"]
    )


def test_an_id_back_and_forth_leaves_no_trace_of_the_present_one(root):
    edit(root, "rename", "ph-3", "ph-33")
    _, site = edit(root, "rename", "ph-33", "ph-3")

    assert site.outcomes["ph-3"].was == ("ph-33",)


def test_an_unpublished_id_leaves_nothing(root):
    _, site = edit(root, "rename", "mecc", "making-every-contact-count", "--unpublished")

    assert "making-every-contact-count" in site.glossary


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ph-33", "x-1"], "There is no record 'ph-33': did you mean 'ph-3'?"),
        (["ph-3", "ph-3"], "'ph-3' is its id already."),
        (["mecc", "mec-c"], "add --unpublished"),
        (["wellbeing", "well-being"], "content/themes/wellbeing.md"),
        (["ph-3", "ph-9", "--kind", "domain"], "There is no domain 'ph-3'"),
    ],
)
def test_a_new_id_that_makes_no_sense(root, arguments, message):
    assert message in refused(root, "rename", *arguments)


@pytest.mark.parametrize(
    ("new", "message"),
    [("ph-4", "the id 'ph-4' is already used"), ("PH 3", "'PH 3' cannot be an id")],
)
def test_a_new_id_that_breaks_a_rule(root, new, message):
    assert message in refused(root, "rename", "ph-3", new, code=1)


# Out of use


def test_an_outcome_out_of_use_names_the_one_to_use_instead(root):
    _, site = edit(root, "withdraw", "ph-3", "--replaced-by", "ph-4", "--date", "2027-01-02")
    outcome = site.outcomes["ph-3"]

    assert (outcome.status, outcome.replaced_by) == ("withdrawn", ("ph-4",))
    assert outcome.last_changed.isoformat() == "2027-01-02"
    assert not site.activities_for(outcome)
    assert not site.resources_for(outcome)
    assert not site.domains_naming(outcome)


def test_what_a_person_has_to_look_at_is_listed(root):
    said = run(root, "withdraw", "ph-3", "--replaced-by", "ph-4", "--dry-run").stderr

    assert "curriculum.yml, editor_note of 'sj-3'" in said
    page = (root / "content/contribute/macros.md").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(page, 1) if text.startswith("On the page"))
    assert f"content/contribute/macros.md, line {line}\n" in said
    assert "frameworks/consultant-practice.yml, outcome of 'cp-" in said


def test_an_outcome_split_in_two_leads_to_both(root):
    before = open_site(root)
    activity = before.activities_for(before.outcomes["ph-3"])[0].id
    _, site = edit(root, "withdraw", "ph-3", "--replaced-by", "ph-4", "--replaced-by", "sj-1")

    named = site.activities[activity].outcomes
    assert {"ph-4", "sj-1"} <= set(named)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("options", [[], ["--replaced-by", "ph-4", "--keep-references"]])
def test_references_stay_if_there_is_nothing_better_or_if_asked(root, options):
    before = open_site(root)
    _, site = edit(root, "withdraw", "ph-3", *options)

    left = len(site.activities_for(site.outcomes["ph-3"]))
    assert left == len(before.activities_for(before.outcomes["ph-3"])) > 0


def test_a_resource_out_of_use(root):
    _, site = edit(root, "withdraw", "nice-ng56", "--replaced-by", "all-our-health")

    resource = site.library["nice-ng56"]
    assert (resource.status, resource.replaced_by) == ("retired", "all-our-health")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ph-33"], "There is no record 'ph-33': did you mean 'ph-3'?"),
        (["ph-model-intervention"], "Only outcomes and resources can be withdrawn."),
        (["ph-3", "--replaced-by", "ph-3"], "'ph-3' cannot replace itself."),
        (["ph-3", "--replaced-by", "ph-99"], "There is no outcome 'ph-99'"),
        (["nice-ng56", "--replaced-by", "all-our-health", "--replaced-by", "all-our-health"],
         "A resource can be replaced by one other."),
        (["all-our-health", "--replaced-by", "schwartz-rounds"], "is out of use itself"),
    ],
)  # fmt: skip
def test_a_withdrawal_that_makes_no_sense(root, arguments, message):
    assert message in refused(root, "withdraw", *arguments)


# Something new


def test_a_resource_comes_between_its_neighbours_and_nothing_else_changes(root):
    changed, site = edit(root, "add", "resource", *given(id="apples"), "--added", "2027-01-02")
    ids = [resource.id for resource in site.resources]

    assert [line[1:] for line in changed] == [
        "  - id: apples",
        '    title: "A new guide: frailty"',
        "    kind: guide",
        "    use: mentioned",
        "    summary: |-",
        "      It helps.",
        "    url: https://example.org/frailty",
        "    address: found",
        "    outcomes:",
        "      - ph-3",
        "      - ph-4",
        "    added: 2027-01-02",
    ]
    assert ids == sorted(ids)


def test_an_id_is_made_from_the_title(root):
    edit(root, "add", "resource", *given())
    _, site = edit(root, "add", "resource", *given(url="https://example.org/another"))

    assert {"new-guide-frailty", "new-guide-frailty-2"} <= set(site.library)


@pytest.mark.parametrize(
    "options",
    [
        {"url": "https://doi.org/10.1136/bmj.x123"},
        {"url": "https://www.example.org/doi/full/10.1136/bmj.x123?journal=a"},
        {"url": "", "doi": "10.1136/bmj.x123"},
    ],
)
def test_a_doi_and_an_address_follow_from_each_other(root, options):
    _, site = edit(root, "add", "resource", *given(**options))

    resource = site.library["new-guide-frailty"]
    assert resource.doi == "10.1136/bmj.x123"
    assert resource.url.endswith(options["url"] or "https://doi.org/10.1136/bmj.x123")
    assert resource.address == "found"


def test_a_publisher_is_spelt_as_elsewhere(root):
    _, site = edit(root, "add", "resource", *given(publisher="nhs  england"))

    assert site.library["new-guide-frailty"].publisher == "NHS England"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"title": "All our health"}, "'all-our-health' (All Our Health) has the same title."),
        ({"title": "All our health!", "url": ""}, "has the same title."),
        ({"title": "All of our health"}, "has a title much like this one."),
    ],
)
def test_what_seems_to_be_there_already_is_told(root, options, message):
    assert message in run(root, "add", "resource", *given(**options), "--yes").stderr


def test_the_same_address_twice_is_not_written(root):
    url = "https://NICE.org.uk/guidance/ng56/"

    assert "has the same address" in refused(root, "add", "resource", *given(url=url), code=1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "wibsite"}, "--kind: 'wibsite' is not one of"),
        ({"kind": ""}, "With --yes these are needed: --kind."),
        ({"outcomes": "ph-33"}, "--outcomes: there is no outcome 'ph-33'; did you mean 'ph-3'?"),
        ({"url": "www.example.org"}, "--url: 'www.example.org' is not a web address"),
        ({"summary": "<b>x</b>"}, "--summary: '<b>' looks like HTML"),
    ],
)
def test_a_wrong_option_is_told_in_our_words(root, options, message):
    assert message in refused(root, "add", "resource", *given(**options))


def test_texts_that_other_programs_misread_get_quotes(root):
    edit(root, "add", "resource", *given(title="2016", publisher="No", id="yes"))

    text = (root / "resources.yml").read_text(encoding="utf-8")
    assert '  - id: "yes"\n    title: "2016"\n    publisher: "No"\n' in text


def test_in_a_folder_it_comes_into_the_file_of_its_neighbours(root):
    (root / "resources").mkdir()
    text = (root / "resources.yml").read_text(encoding="utf-8")
    cut = text.index("  - id: nice-ng56")
    (root / "resources" / "a.yml").write_text(text[:cut], encoding="utf-8")
    (root / "resources" / "n.yml").write_text("resources:\n" + text[cut:], encoding="utf-8")
    (root / "resources.yml").unlink()

    edit(root, "add", "resource", *given(id="apples"))
    edit(root, "add", "resource", *given(id="pears", url="https://example.org/pears"))

    assert "- id: apples\n" in (root / "resources" / "a.yml").read_text(encoding="utf-8")
    assert "- id: pears\n" in (root / "resources" / "n.yml").read_text(encoding="utf-8")


def test_an_outcome_gets_the_next_number_code_and_id(root):
    changed, site = edit(
        root, "add", "outcome", "--domain", "population-health", "--title", "Plan ahead",
        "--statement", "Plan. " * 30, "--source-section", "Outcome 6", "--source-pages", "1",
    )  # fmt: skip
    outcome = site.outcomes["ph-6"]

    assert (outcome.code, outcome.number, outcome.source.pages) == ("PH6", 6, "1")
    assert [line for line in changed if line[0] == "-"] == []
    assert max(map(len, changed)) <= 101


ACTIVITY = ["A new thing", "Do it.", "projct", "project", "", "ph-2, ph-99", "ph-2", "",
            "on your own", "hours", "", "y"]  # fmt: skip


def test_a_person_is_asked_until_every_answer_fits(root):
    before = files(root)
    result = run(root, "add", "activity", "--domain", "population-health",
                 answers="\n".join(ACTIVITY) + "\n")  # fmt: skip

    activity = open_site(root).activities["ph-new-thing"]
    assert result.exit_code == 0
    assert files(root) != before
    assert "did you mean 'project'?" in result.stderr
    assert "this one is needed" in result.stderr
    assert "there is no outcome 'ph-99'" in result.stderr
    assert (activity.kind, activity.outcomes, activity.time) == ("project", ("ph-2",), "hours")
    assert "+      - id: ph-new-thing" in result.stdout


def test_a_person_may_say_no_at_the_end(root):
    answers = "\n".join([*ACTIVITY[:-1], "n"]) + "\n"

    said = refused(
        root, "add", "activity", "--domain", "population-health", code=0, answers=answers
    )
    assert "Write this?" in said


def test_no_more_answers_write_nothing(root):
    before = files(root)
    result = run(root, "add", "activity", "--domain", "population-health", answers="A\n")

    assert result.exit_code == 1
    assert files(root) == before


# Every command


@pytest.mark.parametrize(
    "command",
    [
        ["add", "resource", *given()],
        ["rename", "ph-3", "ph-33"],
        ["withdraw", "ph-3", "--replaced-by", "ph-4"],
    ],
)
def test_every_command_shows_first_and_can_be_tried(root, command):
    before = files(root)
    result = run(root, *command, "--dry-run", "--yes")

    assert result.exit_code == 0
    assert "--- resources.yml" in result.stdout
    assert result.stderr.endswith("Nothing was written.\n")
    assert files(root) == before


def test_mistakes_that_are_there_already_come_first(root):
    file = root / "resources.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: guide", "kind: gide", 1))

    said = refused(root, "rename", "ph-3", "ph-33", code=1)
    assert "'gide' is not one of" in said
    assert "Put this right first." in said


def test_a_messy_file_is_told_of(root):
    file = root / "resources.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: All", "title:   All", 1))

    result = run(root, "add", "resource", *given(), "--dry-run", "--yes")

    assert "resources.yml is not in our layout" in result.stderr


def test_remarks_and_blank_lines_stay_where_they_are(root):
    file = root / "resources.yml"
    text = file.read_text(encoding="utf-8").replace("\n  - id:", "\n\n  # remark\n  - id:")
    file.write_text(text, encoding="utf-8")
    run(root, "add", "resource", *given(id="apples"), "--yes")

    after = file.read_text(encoding="utf-8")
    assert after.count("# remark") == text.count("# remark")
    assert "\n\n  - id: apples\n" in after
