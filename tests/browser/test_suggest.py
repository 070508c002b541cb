"""The form for suggestions makes texts that can be used as they are, and sends nothing."""

import shutil
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner

from handbook.build import open_site
from handbook.cli import main
from serving import serving

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
ANSWERS = {
    "Title": 'Frailty: "a" #1 guide & 1 < 2 more',
    "Publisher": "yes",
    "Authors": "Smith J, O'Neil P",
    "Year": "2020",
    "Summary": "- One: two # three\n\n# four\u200b \u00a0five\t'six' \\n " + "long words " * 20,
    "Web address": "https://example.org/a?b=1&c=%20#d",
    "Minutes": "30",
    "Audience": "{{ 7 * 7 }} {% raw %} [x]: y",
}


@pytest.fixture(scope="module", params=["mail", "github", "gitlab", "none"])
def way(request):
    return request.param


@pytest.fixture(scope="module")
def there(build_real_site, server, way):
    """A server of the real handbook with one way for suggestions."""
    if way == "none":
        yield server
        return
    settings = {
        "mail": {"HANDBOOK_SUGGEST": "mailto:us@example.org"},
        "github": {"HANDBOOK_REPO_URL": "https://github.com/example/small"},
        "gitlab": {"HANDBOOK_REPO_URL": "https://gitlab.com/example/small"},
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings[way].items():
            patch.setenv(name, value)
        folder = build_real_site()
    with serving(folder) as address:
        yield address


def reader(window, home):
    """Who comes to the form from the page of an outcome, with a note of what they ask for."""
    found = window()
    found.sent = []
    found.on("request", lambda request: found.sent.append(request.url))
    found.goto(home + "outcomes/pcp-2/")
    # As from the link at the end of the page, which is there if there is a forge.
    found.evaluate("location.href = '../../contribute/suggest/'")
    found.locator("form[aria-labelledby=resource]").wait_for()
    return found


@pytest.fixture
def page(window, there):
    return reader(window, there)


def fill(page, answers):
    form = page.locator("form[aria-labelledby=resource]")
    for label, value in answers.items():
        form.get_by_label(label, exact=False).first.fill(value)
    form.get_by_label("Kind").select_option("guide")
    return form


def made(page, part):
    return page.locator(f"[data-suggests=resource] [data-part={part}]")


def test_the_record_says_what_was_typed_and_passes_the_checks(window, server, tmp_path):
    """Whatever was typed. The record is the same by whatever way it goes."""
    page = reader(window, server)
    fill(page, ANSWERS).get_by_role("button", name="Make the text").click()
    record = made(page, "record").input_value()

    for name in ("curriculum.yml", "resources.yml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("frameworks", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources.yml").rename(tmp_path / "resources" / "all.yml")
    (tmp_path / "resources" / "new.yml").write_text(f"resources:\n{record}", encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert checked.exit_code == 0, checked.output + record
    found = open_site(tmp_path).library["frailty-1-guide-1-2-more"]
    assert found.title == ANSWERS["Title"]
    assert found.publisher == "yes"
    assert found.authors == ("Smith J", "O'Neil P")
    assert (found.year, found.minutes, found.kind, found.use) == (2020, 30, "guide", "mentioned")
    assert found.url == ANSWERS["Web address"]
    assert found.audience == ANSWERS["Audience"]
    assert found.summary.startswith("- One: two # three\n\n# four five 'six' \\n long words")
    assert found.outcomes == ("pcp-2",), "the page that the reader came from"


def test_the_text_goes_the_way_of_the_site(page, way):
    before = len(page.sent)
    fill(page, {"Title": "A & B", "Summary": "C + d"}).get_by_role("button").last.click()
    text = made(page, "text").input_value()

    assert text.startswith("### Title\n\nA & B\n\n### Web address\n\n\n\n### Publisher\n")
    assert "### Outcomes\n\npcp-2\n" in text
    assert page.sent[before:] == [], "nothing leaves the browser"
    link = made(page, "open")
    assert link.is_visible() == (way != "none")
    if way == "none":
        return
    href = link.get_attribute("href")
    asked = {name: value[0] for name, value in parse_qs(urlsplit(href).query).items()}
    if way == "mail":
        assert href.startswith("mailto:us@example.org?subject=Resource%3A%20A%20%26%20B&body=")
        assert unquote(href.partition("&body=")[2]) == text.replace("\n", "\r\n")
    elif way == "github":
        assert asked["template"] == "2-resource.yml"
        assert (asked["title"], asked["summary"]) == ("Resource: A & B", "C + d")
    else:
        assert asked["issue[description]"] == text
    assert "+" not in href


def test_what_is_needed_is_asked_for(page):
    form = page.locator("form[aria-labelledby=resource]")
    form.get_by_label("Title").fill("Only this")
    form.get_by_role("button", name="Make the text").click()

    assert not made(page, "result").is_visible()
    assert page.evaluate("document.activeElement.name") == "kind"


def test_the_text_can_be_copied_and_the_focus_leads_to_it(page, there):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=there.rstrip("/"))
    fill(page, {"Title": "A", "Summary": "B"}).get_by_role("button", name="Make the text").click()
    assert "Nothing has been sent" in page.evaluate("document.activeElement.textContent")
    made(page, "copy").click()
    page.get_by_text("Copied.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()").startswith("### Title\n\nA\n")


def test_a_change_is_made_a_text_too(page, there):
    form = page.locator("form[aria-labelledby=change]")
    assert form.get_by_label("Its address").input_value() == f"{there}outcomes/pcp-2/"
    name = form.get_by_label("Page (needed)")
    page.wait_for_function("name => name.value", arg=name.element_handle())
    assert name.input_value().endswith("Help people make decisions that matter")
    name.fill("An outcome")
    form.get_by_label("What should change?").fill("This")
    form.get_by_role("button").click()
    text = page.locator("[data-suggests=change] [data-part=text]").input_value()

    assert text.startswith(f"### Page\n\nAn outcome\n\n### Its address\n\n{there}outcomes/pcp-2/\n")
    assert "### What should change?\n\nThis\n" in text


def test_without_scripts_the_questions_stand_there(window, server):
    page = window(java_script_enabled=False)
    page.goto(server + "contribute/suggest/")

    assert page.locator("main form:visible").count() == 0
    assert page.get_by_text("Title (needed). As the publication").is_visible()
    assert page.get_by_text("Please say which page you mean").is_visible()
