"""Suggestions of strangers become records or are refused; nothing in them is more than text."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.build import open_site
from handbook.cli import main
from handbook.edit.suggestions import take
from handbook.suggest.answers import UnreadableError, answers
from handbook.suggest.forms import RESOURCE
from small import small_site

DAY = date(2026, 11, 22)
GOOD = {
    "name": "A guide to charts: part 2",
    "url": "https://charts.example.org/two",
    "publisher": "EXAMPLE",
    "authors": "Smith J, Patel R",
    "year": "2020",
    "kind": "guide",
    "use": "mentioned",
    "summary": "How to read them.\n\nAnd how not to.",
    "outcomes": "r-1, e-1",
    "themes": "care",
    "cost": "unknown",
    "access": "open",
    "page": "https://example.org/outcomes/r-1/",
}


def issue(**answers):
    """An issue as GitHub writes it: headings, answers, and words where there is none."""
    given = {**GOOD, **answers}
    asked = RESOURCE.questions.items()
    parts = [f"### {label}\n\n{given.get(name) or '_No response_'}" for name, label in asked]
    return "\n\n".join(parts).replace("\n", "\r\n")


@pytest.fixture
def root(tmp_path):
    small_site(tmp_path)
    return tmp_path


OLD_LIST = "    outcomes: [r-1]"  # which is longer now


def run(root, *texts, style="text"):
    files = []
    for number, text in enumerate(texts):
        files.append(root / f"issue-{number}.md")
        files[-1].write_text(text, encoding="utf-8")
    command = ["suggestion", *map(str, files), "--root", str(root), "--format", style]
    return CliRunner().invoke(main, [*command, "--date", "2026-11-22"])


def test_a_suggestion_becomes_a_record_at_its_place(root):
    result = run(root, issue())

    assert result.exit_code == 0, result.output
    assert "adds the resource 'guide-charts-part-2'." in result.output
    found = open_site(root).library["guide-charts-part-2"]
    assert found.title == GOOD["name"]
    assert found.authors == ("Smith J", "Patel R")
    assert found.summary == GOOD["summary"]
    assert (found.year, found.address, found.cost, found.added) == (2020, "found", "unknown", DAY)
    assert (found.outcomes, found.themes) == (("r-1", "e-1"), ("care",))
    assert CliRunner().invoke(main, ["fmt", "--check", str(root)]).exit_code == 0


def test_what_is_there_already_gets_what_else_it_helps_with(root):
    url = next(r for r in open_site(root).resources if r.url)
    before = (root / "resources.yml").read_text(encoding="utf-8")

    result = run(root, issue(url=f"{url.url}/", outcomes="e-1 r-1", themes=""))

    assert f"extends the resource '{url.id}'" in result.output, result.output
    after = open_site(root).library[url.id]
    assert set(after.outcomes) == {*url.outcomes, "e-1", "r-1"}
    assert (after.title, after.summary) == (url.title, url.summary)
    assert "guide-charts-part-2" not in open_site(root).library
    lines = (root / "resources.yml").read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in lines] in ([], [OLD_LIST])
    again = run(root, issue(url=url.url, outcomes="e-1", themes=""))
    assert again.exit_code == 1
    assert "in the directory already" in again.output


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"year": "soon"}, "Year: 'soon' is not a whole number"),
        ({"outcomes": "r-1, r-9"}, "Outcomes: there is no outcome 'r-9'; did you mean 'r-1'?"),
        ({"name": ""}, "Title: this is needed."),
        ({"kind": "song"}, "Kind: 'song'"),
        ({"url": "javascript:alert(1)"}, "Web address: "),
        ({"url": "https://user:secret@example.org/"}, "a name or a password"),
        ({"name": "<script>alert(1)</script>"}, "looks like HTML"),
        ({"summary": "See <img src=x onerror=alert(1)>."}, "looks like HTML"),
        ({"summary": "x" * 3000}, "Summary: more than 2,000 characters."),
        ({"summary": "a\n\n### Title\n\nAnother"}, "'### Title' is there twice"),
        ({"summary": "See [this](outcome:none-such)."}, "none-such"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(root, answers, told):
    before = (root / "resources.yml").read_bytes()
    result = run(root, issue(**answers))

    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output
    assert (root / "resources.yml").read_bytes() == before


def test_everything_is_told_at_once(root):
    result = run(root, issue(year="soon", name="", domains="nowhere"))

    assert [part in result.output for part in ("Year:", "Title:", "Domains:")] == [True] * 3


def test_one_bad_suggestion_holds_up_no_other(root):
    good = issue(name="Another", url="https://example.org/another")
    result = run(root, issue(year="soon"), "nothing of the form", issue(), good, style="json")

    assert result.exit_code == 1
    outcomes = [told["outcome"] for told in json.loads(result.output)]
    assert outcomes == ["refused", "refused", "added", "added"]
    assert {"guide-charts-part-2", "another"} <= open_site(root).library.keys()


def test_a_mistake_in_the_files_is_not_the_suggestions_fault(root):
    with (root / "resources.yml").open("a", encoding="utf-8") as file:
        file.write("  - id: broken\n")

    result = run(root, issue())

    assert result.exit_code == 2
    assert "This is wrong in the files" in result.output


def test_a_comment_shows_what_strangers_wrote_as_text(root):
    hostile = "``` @everyone [x](http://evil.example) ````"
    told = run(root, issue(kind=hostile), style="markdown").output

    fence = told.split("\n\n")[1].partition("text\n")[0]
    assert set(fence) == {"`"}
    assert told.count(f"\n{fence}\n") == 1
    assert len(fence) > 4, "longer than any that it holds"


TEXTS = ("name", "summary", "publisher", "audience", "authors")
NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\t -#:'\"`<>{}[]&*!|>%@\\\u200b\ufeff\u2028")),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(values=st.fixed_dictionaries(dict.fromkeys(TEXTS, NASTY)))  # fmt: skip
def test_whatever_is_typed_is_one_record_of_text_or_refused(values, tmp_path_factory):
    """The file stays what it was, but for that record; nobody sees a traceback."""
    root = tmp_path_factory.mktemp("root")
    small_site(root)
    before = open_site(root)
    try:
        verdict = take(root, issue(**values), DAY)
        after = open_site(root)
        new = after.library.keys() - before.library.keys()
        assert len(new) == (verdict.outcome == "added")
        kept = [after.library[id].model_dump() for id in before.library]
        assert kept == [record.model_dump() for record in before.library.values()]
        if new:
            assert after.library[verdict.id].title == verdict.title
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize("text", ["", "### Nothing known\n\nx", "x" * 30_000])
def test_a_text_that_is_no_answer_is_refused(text):
    with pytest.raises(UnreadableError):
        answers(text, RESOURCE)


def test_a_heading_of_ones_own_stays_in_the_answer():
    found = answers("### Summary\n\nOne\n\n### Aside\n\nTwo\n", RESOURCE)

    assert found == {"summary": "One\n\n### Aside\n\nTwo"}


def test_the_text_of_the_form_can_be_read_again():
    told = {name: value for name, value in GOOD.items() if value != "unknown"}

    assert answers(RESOURCE.text(GOOD), RESOURCE) == told


def test_real_data_takes_a_suggestion(tmp_path):
    source = Path(__file__).parent.parent
    for name in ("curriculum.yml", "resources.yml"):
        shutil.copy(source / name, tmp_path)
    for name in ("frameworks", "content"):
        shutil.copytree(source / name, tmp_path / name)
    outcome = next(iter(open_site(tmp_path).outcomes))

    result = run(tmp_path, issue(outcomes=outcome, themes="wellbeing"))

    assert result.exit_code == 0, result.output
    old = (source / "resources.yml").read_text(encoding="utf-8").splitlines()
    new = (tmp_path / "resources.yml").read_text(encoding="utf-8").splitlines()
    assert [line for line in old if line not in new] == []
    assert len(new) - len(old) < 30
