"""The copy that opens from a folder: styles, search and filters, without a server or an error."""

import re
from urllib.parse import quote

import pytest

from handbook.archive import archive
from handbook.folders import files
from handbook.offline import offline

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def copy(site_dir, tmp_path_factory):
    """A folder with a name that addresses must quote."""
    folder = tmp_path_factory.mktemp("stick") / "ward 3 & ü"
    for path, content in whole(site_dir).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return f"file://{quote(str(folder))}/"


def whole(site_dir):
    return offline({path: (site_dir / path).read_bytes() for path in files(site_dir)})


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.faults = []
    page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("requestfailed", lambda request: page.faults.append(request.url))
    yield page
    context.close()


def test_styles_links_search_and_filters_work_from_a_folder(copy, page):
    page.goto(f"{copy}index.html")
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    assert page.locator('[data-module="handbook-scheme"]').is_visible()  # a script has run

    page.get_by_role("link", name="Outcomes", exact=True).first.click()
    assert page.url == f"{copy}outcomes/index.html"

    page.locator("#site-search").fill("frailty")
    page.locator("#site-search").press("Enter")
    page.get_by_role("heading", level=1, name=re.compile("results? for .frailty")).wait_for()
    page.locator("[data-part=results] a").first.click()
    page.wait_for_url("**/index.html*")
    assert page.locator("h1").count() == 1

    page.goto(f"{copy}resources/index.html")
    page.locator("#filter-kind").wait_for(state="visible")
    page.locator("#filter-kind").select_option(index=1)
    page.wait_for_function(
        "document.querySelector('.handbook-filter__status').textContent.match(/^\\d+ of/)"
    )

    assert page.faults == []


def test_every_link_names_a_file_that_is_there(site_dir):
    """On the way from a folder to its index no server helps."""
    made = whole(site_dir)
    for path, content in made.items():
        if not path.endswith(".html"):
            continue
        for link in re.findall(r'\b(?:href|action)="([^"#?:]+)["#?]', content.decode()):
            assert not link.endswith("/"), (path, link)


def test_the_same_site_makes_the_same_bytes(site_dir):
    once, twice = whole(site_dir), dict(reversed(whole(site_dir).items()))

    assert archive(once) == archive(twice)
