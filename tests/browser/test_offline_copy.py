"""The copy that opens from a folder: styles, search and filters, without a server or an error."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from handbook.archive import archive
from handbook.build import open_site
from handbook.folders import files
from handbook.offline import offline

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
WEBSITE = "https://handbook.example/my-learning/log/"


@pytest.fixture(scope="module")
def copy(site_dir, tmp_path_factory):
    """A folder with a name that addresses must quote."""
    folder = tmp_path_factory.mktemp("stick") / "ward 3 & ü"
    for path, content in whole(site_dir).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path == "my-learning/log/index.html":  # as with a `site_url`
            canonical = f'<link rel="canonical" href="{WEBSITE}"></head>'
            content = content.replace(b"</head>", canonical.encode())
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


def test_my_learning_says_that_it_needs_a_website(copy, page):
    """A folder has no store that can be relied on; what else is on the page works."""
    page.faults.clear()
    page.goto(f"{copy}my-learning/log/index.html")

    page.get_by_text("My learning does not work in a copy").wait_for()
    website = page.get_by_role("link", name="Open this page on the website")
    assert website.get_attribute("href") == WEBSITE
    assert page.get_by_role("button", name="Start my record").count() == 0
    assert page.locator('[data-module="handbook-scheme"]').is_visible()

    page.goto(f"{copy}my-learning/plan/index.html")  # which does not know where the website is
    page.get_by_text("My learning does not work in a copy").wait_for()
    assert website.count() == 0

    page.goto(f"{copy}outcomes/pcp-1/index.html")
    page.wait_for_selector(".handbook-add[data-started]", state="attached")
    assert page.locator(".handbook-add").is_hidden()

    assert page.faults == []


def test_every_link_names_a_file_that_is_there(site_dir):
    """On the way from a folder to its index no server helps."""
    made = whole(site_dir)
    for path, content in made.items():
        if not path.endswith(".html"):
            continue
        for link in re.findall(r'\b(?:href|action)="([^"#?:]+)["#?]', content.decode()):
            assert not link.endswith("/"), (path, link)


def test_every_outcome_has_one_page(site_dir):
    heads = [
        unescape(" ".join(re.sub(r"<[^>]+>", " ", found).split()))
        for path, content in whole(site_dir).items()
        if path.endswith(".html")
        for found in re.findall(r"<h1[^>]*>(.*?)</h1>", content.decode(), re.DOTALL)
    ]
    for outcome in open_site(ROOT).outcomes.values():
        # Below the name of its domain and its number.
        assert sum(head.endswith(f" : {outcome.title}") for head in heads) == 1, outcome.id


def test_the_same_site_makes_the_same_bytes(site_dir):
    once, twice = whole(site_dir), dict(reversed(whole(site_dir).items()))

    assert archive(once) == archive(twice)
