"""`handbook diff` and `handbook summary`: formats, hostile texts, and what is left out."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from handbook.changes import Change
from handbook.tell import FORMATS
from repository import as_editor, begin, commit, git, run
from small import CURRICULUM, RESOURCES, small_site

EVIL = "Charts [x](https://example.org/) @everyone #1 *b* `c` ~~d~~ | e & f"


@pytest.fixture(autouse=True)
def _editor():
    with as_editor():
        yield


@pytest.fixture
def pair(tmp_path):
    """Two folders: the small handbook, and the same with a few edits."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        small_site(tmp_path / name)
    new = tmp_path / "new"
    (new / "curriculum.yml").write_text(
        CURRICULUM.replace("Read a chart where 3 < 5 & all is `well`.", "Read 3 charts.")
        .replace("title: Charts & graphs", f"title: '{EVIL}'")
        .replace("status: withdrawn\n        replaced_by: [e-1]", "status: current"),
        encoding="utf-8",
    )
    (new / "resources.yml").write_text(
        RESOURCES.replace("title: A film", "title: '=A film'"), encoding="utf-8"
    )
    return tmp_path / "old", new


def told(pair, style):
    result = run("diff", *pair, "--format", style)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_text_is_for_a_terminal(pair):
    text = told(pair, "text")

    assert "1 framework reworded" in text.splitlines()[0]
    assert 'outcome r-1 "R1 Read a 5 * 3 chart": reworded' in text
    assert "(statement: most of the words are new)" in text or "the number" in text
    assert 'outcome e-0 "E0 Explain by hand": in use again' in text
    assert "Title: A film" not in text
    assert "Title: {+=+}A film" in text or "Title: {+=+} A film" in text


def test_markdown_leaves_no_mark_of_the_text_alive(pair):
    """As a forge would draw it: no link, no call of a person or an issue, but our own marks."""
    html = MarkdownIt("commonmark").enable("strikethrough").render(told(pair, "markdown"))

    assert "<a " not in html  # our own links would be to nowhere, and theirs are text
    assert not re.search(r"[@#]\w", html.replace("&#", ""))
    assert "[x]" in html
    assert "`c`" in html
    assert "<strong>" in html
    assert "<s>" in html


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.addresses = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src")]


def test_html_is_one_page_that_needs_nothing_else(pair):
    html = told(pair, "html")
    page = _Page()
    page.feed(html)

    assert html.startswith("<!doctype html>")
    assert page.addresses == []
    assert "script" not in page.tags
    assert {"ins", "del", "h1", "main"} <= set(page.tags)
    assert "[x](https://example.org/) @everyone #1 *b* `c` ~~d~~ | e &amp; f" in html


def test_json_has_the_fields_that_are_documented(pair):
    found = json.loads(told(pair, "json"))

    assert set(found) == {"old", "new", "level", "changes"}
    assert found["level"] == "meaning"
    schema = Change.model_json_schema()
    for change in found["changes"]:
        more = {name: change.pop(name) for name in ("level", "acts", "for")}
        assert [error.message for error in Draft202012Validator(schema).iter_errors(change)] == []
        assert more["level"] in {"wording", "addition", "meaning"}
    guide = Path(__file__).parent.parent / "content" / "contribute" / "changes.md"
    text = guide.read_text(encoding="utf-8")
    missing = [f for f in (*Change.model_fields, "level", "acts", "for") if f"`{f}`" not in text]
    assert missing == []


def test_csv_runs_no_formula(pair):
    rows = list(csv.DictReader(io.StringIO(told(pair, "csv"))))

    film = next(row for row in rows if row["id"] == "film")
    assert film["title"] == "'=A film"
    assert {"kind", "id", "what", "level", "use_instead", "acts"} <= set(rows[0])


@pytest.mark.parametrize("style", [*FORMATS, "html"])
def test_no_difference_is_said_so(tmp_path, style):
    small_site(tmp_path)
    result = run("diff", tmp_path, tmp_path, "--format", style)

    assert result.exit_code == 0
    if style not in ("json", "csv"):
        assert "othing has changed" in result.stdout


@pytest.mark.parametrize("style", [*FORMATS, "html"])
def test_the_same_bytes_every_time(pair, style):
    assert told(pair, style) == told(pair, style)


def test_a_record_with_a_mistake_is_left_out_and_not_called_removed(pair):
    old, new = pair
    file = new / "resources.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: book", "kind: bok"), "utf-8")

    result = run("diff", old, new)

    assert "resource book" not in result.stdout
    assert "records have mistakes and are left out" in result.stderr


def test_a_folder_without_a_curriculum_cannot_be_compared(pair, tmp_path):
    old, new = pair
    (new / "curriculum.yml").write_text("id: [", encoding="utf-8")

    result = run("diff", old, new)

    assert result.exit_code == 2
    assert "curriculum.yml:1" in result.stderr
    assert "Traceback" not in result.output


def test_links_in_the_repository_are_not_followed(pair, tmp_path):
    """A symbolic link of a stranger's commit could bring in any file of this machine."""
    old, _ = pair
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n", encoding="utf-8")
    (old / "content").mkdir()
    (old / "content" / "page.md").symlink_to(secret)
    begin(old)

    result = run("diff", "HEAD", pair[1], "--root", old)

    assert result.exit_code == 0, result.output
    assert "ecret" not in result.stdout


@pytest.fixture
def proposal(pair):
    """A repository whose last commit makes the edits, and a folder around the handbook."""
    old, new = pair
    root = old.parent / "repository"
    (root / "ours").mkdir(parents=True)
    for name in ("curriculum.yml", "resources.yml"):
        (root / "ours" / name).write_bytes((old / name).read_bytes())
    begin(root)
    for name in ("curriculum.yml", "resources.yml"):
        (root / "ours" / name).write_bytes((new / name).read_bytes())
    commit(root, "Edit")
    return root / "ours"


def test_a_summary_says_what_changes_where_it_shows_and_who_refers_to_it(proposal):
    result = run("summary", "HEAD~1", "HEAD", "--root", proposal)

    assert result.exit_code == 0, result.output
    text = result.stdout
    assert text.startswith("[//]: # (handbook-summary)\n\n### What this changes\n")
    part = text[text.index("outcome `r-1`") :].split("\n\n")[0]
    assert "~~" in part
    shown = re.search(r"Shows on: (.*)", part)[1]
    assert {"`outcomes/r-1/`", "`domains/reading/`", "`activities/r-try/`"} <= set(
        shown.split(", ")
    )
    assert 'Referred to by: Try it, Charts, a "book" &amp; more' in part
    assert (
        "**Outcomes with resources:** Reading 1 of 1; Explaining 0 of 2 (none for E1, E0)" in text
    )
    assert "**Checks:** nothing to fix." in text


def test_a_summary_names_only_pages_that_change(proposal):
    text = run("summary", "HEAD~1", "HEAD", "--root", proposal).stdout

    assert "`domains/explaining/`" not in text[text.index("outcome `r-1`") :].split("\n\n")[0]


def test_a_mistake_comes_with_the_line_put_right(proposal):
    file = proposal / "resources.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("outcomes: [r-1]", "outcomes: [e-1, r-11]"), encoding="utf-8")
    comments = proposal.parent / "comments.json"

    result = run("summary", "HEAD", proposal, "--root", proposal, "--suggestions", comments)

    assert result.exit_code == 0, result.output
    assert "**Checks:** 1 to fix." in result.stdout
    assert "    outcomes: [e-1, r-1]\n" in result.stdout
    (comment,) = json.loads(comments.read_text(encoding="utf-8"))
    assert comment["path"] == "ours/resources.yml"
    line = text.splitlines().index("    outcomes: [r-1]") + 1
    assert comment["line"] == line
    assert comment["body"].endswith("```suggestion\n    outcomes: [e-1, r-1]\n```")


def test_a_summary_fits_into_a_comment(tmp_path):
    """GitHub refuses a comment of more than 65,536 characters."""
    small_site(tmp_path)
    begin(tmp_path)
    many = "".join(
        f"  - {{id: r{i}, title: '{'long ' * 100}', kind: book, use: mentioned, summary: S, "
        "address: unknown}\n"
        for i in range(140)
    )
    (tmp_path / "resources.yml").write_text(RESOURCES + many, encoding="utf-8")

    text = run("summary", "HEAD", tmp_path, "--root", tmp_path).stdout

    assert len(text) < 65_536
    assert re.search(r"… and \d+ more records\.", text)
    assert "140 resources added" in text


def test_a_summary_of_nothing_says_so(tmp_path):
    small_site(tmp_path)
    begin(tmp_path)
    (tmp_path / "resources.yml").write_text(f"# A remark\n{RESOURCES}", encoding="utf-8")

    assert (
        "Nothing that a reader would see"
        in run("summary", "HEAD", tmp_path, "--root", tmp_path).stdout
    )
    assert git(tmp_path, "status", "--porcelain") == "M resources.yml"
