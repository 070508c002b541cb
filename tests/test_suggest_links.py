"""The links on every page that open a form, filled in, for a suggestion."""

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from handbook.suggest.doors import About, Door, Links, door
from handbook.suggest.forms import CHANGE, RESOURCE
from test_hook import SETTINGS, SMALL, build, change, contents, page

ROOT = Path(__file__).parent.parent
NASTY = "A & <b>?x=1#y</b> \"q\" 'r' +é%0A"
ABOUT = About(NASTY, "https://example.org/o/r-1/", "outcome r-1", {"outcomes": "r-1"})
GITHUB = "https://github.com/example/small"


def way(setting, repository):
    return door({"handbook": {"suggest": setting}}, repository)


def asked(link):
    """The address of a link without its query, and the query as a program reads it."""
    parts = urlsplit(link)
    return link.partition("?")[0], {n: v[0] for n, v in parse_qs(parts.query).items()}


def test_github_fills_in_the_fields_of_its_issue_form():
    links = way("", f"{GITHUB}.git").links(ABOUT)

    where, given = asked(links.change)
    assert where == f"{GITHUB}/issues/new"
    assert given == {
        "template": "1-change.yml",
        "title": f"Change: {NASTY}",
        "page": NASTY,
        "address": ABOUT.address,
        "record": ABOUT.record,
    }
    _, given = asked(links.resource)
    assert given["template"] == "2-resource.yml"
    assert given["outcomes"] == "r-1"


def test_gitlab_gets_the_same_questions_as_one_text():
    links = way("", "https://gitlab.com/group/inner/small/").links(ABOUT)

    where, given = asked(links.change)
    assert where == "https://gitlab.com/group/inner/small/-/issues/new"
    assert given["issue[title]"] == f"Change: {NASTY}"
    assert f"### Page\n\n{NASTY}\n" in given["issue[description]"]
    text = given["issue[description]"]
    assert re.findall("(?m)^### (.*)$", text) == [*CHANGE.questions.values()]


def test_a_mail_has_the_same_text_with_the_line_ends_of_mail():
    link = way("mailto:handbook+s@example.org", GITHUB).links(ABOUT).change

    assert link.startswith("mailto:handbook+s@example.org?subject=Change%3A%20")
    body = unquote(link.partition("&body=")[2])
    assert body.startswith(f"### Page\r\n\r\n{NASTY}\r\n\r\n### Its address")
    assert "+" not in link.partition("?")[2], "mail programs take a plus for a plus"


@pytest.mark.parametrize(
    ("setting", "repository", "kind"),
    [
        ("", "", ""),
        ("", "https://code.example.org/team/handbook", ""),
        ("", "https://notgithub.example.org/a/b", ""),
        ("", "https://github.example.org/a/b", "github"),
        ("gitlab", "https://code.example.org/team/handbook", "gitlab"),
        ("none", GITHUB, ""),
        ("mailto:a@example.org", "", "mail"),
    ],
)
def test_the_way_follows_from_the_settings(setting, repository, kind):
    found = way(setting, repository)

    assert (found.kind if found else "") == kind


@pytest.mark.parametrize(
    ("setting", "repository"),
    [
        ("javascript:alert(1)", GITHUB),
        ("mailto:a@example.org?bcc=b@example.org", GITHUB),
        ("mailto:a", GITHUB),
        ("github", ""),
        ("gitlab", "javascript:alert(1)"),
    ],
)
def test_what_is_no_way_is_refused(setting, repository):
    with pytest.raises(ValueError, match=r"no way for suggestions|needs a repo_url"):
        way(setting, repository)


def test_a_title_makes_no_address_without_end():
    long = About("x" * 5000, "/", "", {})

    assert len(Door("github", GITHUB).links(long).change) < 1000
    assert Links().change == ""


# In a built site.


@pytest.fixture
def root(tmp_path):
    """A small handbook whose titles are nasty."""
    shutil.copy(SMALL / "curriculum" / "base.yml", tmp_path / "curriculum.yml")
    shutil.copy(SMALL / "resources.yml", tmp_path)
    change(tmp_path / "resources.yml", "The hub", "'A & \"B\" 1 < 2'")
    extra = 'extra: {handbook: {suggest: !ENV [HANDBOOK_SUGGEST, ""]}}\n'
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + extra, encoding="utf-8")
    (tmp_path / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "content" / "more.md").write_text("# More & `less` 1 < 2\n", encoding="utf-8")
    return tmp_path


def suggestion(html, what):
    """The link on a page for a change or a resource."""
    found = re.search(rf'<a href="([^"]*)"[^>]* data-suggest="{what}">', html)
    return unescape(found[1])


def test_every_page_has_links_that_speak_of_it(root):
    assert build(root, HANDBOOK_REPO_URL=GITHUB).returncode == 0

    _, given = asked(suggestion(page(root, "resources/hub"), "change"))
    assert given["page"] == 'A & "B" 1 < 2'
    assert given["record"] == "resource hub"
    assert given["address"] == "https://example.org/small/resources/hub/"
    _, given = asked(suggestion(page(root, "outcomes/read"), "resource"))
    assert given["outcomes"] == "read"
    assert given["page"] == "https://example.org/small/outcomes/read/"
    _, given = asked(suggestion(page(root, "more"), "change"))
    assert given["page"] == "More & less 1 < 2"
    assert given["record"] == "more.md"
    site = [*(root / "site").rglob("*.html")]
    assert all("data-suggest" in f.read_text() for f in site if f.name != "404.html")


def test_without_a_forge_a_mail_has_the_same_fields(root):
    assert build(root, HANDBOOK_SUGGEST="mailto:us@example.org").returncode == 0

    html = page(root, "resources/hub")
    link = suggestion(html, "change")
    assert link.startswith("mailto:us@example.org?subject=")
    assert "### Record\r\n\r\nresource hub\r\n" in unquote(link)
    assert "Report a problem with this page by email</a>" in html
    assert "without an account" not in html


def test_with_neither_there_is_no_link(root):
    assert build(root).returncode == 0

    assert "Suggest a" not in page(root, "resources/hub")
    assert "Suggest a" not in page(root, "more")


def test_a_wrong_setting_is_told(root):
    result = build(root, HANDBOOK_SUGGEST="us@example.org")

    assert result.returncode == 1
    assert "suggest: 'us@example.org' is no way for suggestions" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "settings", [{"HANDBOOK_REPO_URL": GITHUB}, {"HANDBOOK_SUGGEST": "mailto:us@example.org"}]
)
def test_the_links_are_the_same_without_the_shell_cache(root, settings):
    assert build(root, "--site-dir", str(root / "on"), **settings).returncode == 0
    change(root / "mkdocs.yml", "{suggest:", "{shell_cache: false, suggest:")
    assert build(root, "--site-dir", str(root / "off"), **settings).returncode == 0

    assert contents(root / "on") == contents(root / "off")


def test_another_way_reaches_pages_that_are_otherwise_the_same(root):
    """A build keeps pages of the last one, but not their old links."""
    assert build(root, HANDBOOK_SUGGEST="mailto:old@example.org").returncode == 0
    assert build(root, HANDBOOK_SUGGEST="mailto:new@example.org").returncode == 0

    assert "mailto:new@" in page(root, "resources/hub")


# The forms themselves.


@pytest.mark.parametrize("form", [CHANGE, RESOURCE], ids=lambda form: form.file)
def test_the_issue_form_asks_what_the_links_fill_in(form):
    given = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / form.file).read_text())
    fields = [part for part in given["body"] if part["type"] != "markdown"]

    assert given["title"] == form.title
    assert {f["id"]: f["attributes"]["label"] for f in fields} == dict(form.questions)
    assert [f["id"] for f in fields] == [*form.questions]
