"""A handbook of many entries: its lists are cut into pages, and filters see the whole of them."""

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from browser import checks
from built import pages
from handbook.demo import Size, write
from handbook.pages.parts import MOST
from serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.soak]
RESOURCES = 3 * MOST - 50
SITE = "https://www.example.org/"
WINDOW = 50  # entries shown at a time once something is chosen
ITEMS = "main [data-items] > li"


@pytest.fixture(scope="module")
def large_dir(tmp_path_factory):
    """The folder of a handbook with lists of several pages each."""
    root = tmp_path_factory.mktemp("large")
    write(root, Size(outcomes=330, resources=RESOURCES))
    settings = {"HANDBOOK_SITE_URL": SITE, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "handbook", "build", "--strict"]
    subprocess.run(command, cwd=root, env=os.environ | settings, check=True)
    return root / "site"


@pytest.fixture(scope="module")
def large(large_dir):
    """Its address."""
    with serving(large_dir) as address:
        yield address


@pytest.fixture(scope="module")
def page(window):
    return window()


@pytest.fixture
def directory(page, large):
    """Its resource directory with nothing chosen."""
    page.goto(large + "resources/")
    page.locator("main form").wait_for()
    return page


def status(page):
    """What is told of the whole list, once all of it has been read."""
    line = page.locator(".handbook-filter__status")
    page.wait_for_timeout(400)
    page.wait_for_function(
        "line => !line.textContent.startsWith('Reading')", arg=line.element_handle()
    )
    return line.inner_text()


def visible(page):
    return page.locator(f"{ITEMS}:visible")


@pytest.mark.parametrize("name", ["resources", "activities"])
def test_every_entry_is_on_one_of_the_pages(large_dir, name):
    """In the HTML itself, on pages that link to each other, and that the sitemap names."""
    site = pages(large_dir)
    here = [url for url in site if re.fullmatch(rf"{name}/(pages/\d+/)?", url)]
    lists = [(url, next(site[url].main.all("ul", **{"data-items": ""}))) for url in here]
    entries = [link for url, found in lists for link in site[url].links(found)]
    records = {url for url in site if re.fullmatch(rf"{name}/[^/]+/", url)}
    sitemap = (large_dir / "sitemap.xml").read_text(encoding="utf-8")

    assert len(here) > 1
    assert records <= set(entries)
    assert len([entry for entry in entries if entry in records]) == len(records)
    assert all(set(here) <= set(site[url].links(site[url].main)) for url in here)
    assert all(f"<loc>{SITE}{url}</loc>" in sitemap for url in here)


def test_the_first_page_has_its_share_and_a_way_to_the_others(directory):
    assert visible(directory).count() == MOST
    assert status(directory) == f"Resources 1 to {MOST} of {RESOURCES}"

    directory.get_by_role("navigation", name="Pages of this list").get_by_role(
        "link", name="Page 3"
    ).click()

    directory.wait_for_url("**/resources/pages/3/")
    assert visible(directory).count() == RESOURCES - 2 * MOST
    assert (
        directory.get_by_role("heading", level=1).inner_text() == "Resource directory, page 3 of 3"
    )
    directory.get_by_role("link", name=f"Filter all {RESOURCES} resources").click()
    directory.wait_for_url("**/resources/")


def test_nothing_more_is_read_until_somebody_filters(page, large):
    """The other pages come when the form gets the focus, each once."""
    fetched = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.goto(large + "resources/")
    page.locator("main form").wait_for()
    page.wait_for_load_state("networkidle")
    assert [path for path in fetched if "/pages/" in path] == []

    page.get_by_label("Words").focus()
    page.get_by_label("Kind", exact=True).focus()
    page.wait_for_load_state("networkidle")
    assert [path for path in fetched if "/pages/" in path] == [
        "/resources/pages/2/",
        "/resources/pages/3/",
    ]


def test_a_filter_sees_the_whole_list(directory, large_dir):
    """All that fits, from every page, with links that lead where they say; the count is right."""
    site = pages(large_dir)
    urls = ["resources/", "resources/pages/2/", "resources/pages/3/"]
    items = [
        item
        for url in urls
        for item in site[url].main.all("li")
        if item.attributes.get("data-kind") == "guide"
    ]
    titles = [next(item.all("a")).text for item in items]

    directory.get_by_label("Kind", exact=True).select_option("guide")

    assert status(directory) == f"{len(titles)} of {RESOURCES} resources"
    links = visible(directory).locator("a.handbook-resources__link")
    assert links.all_inner_texts() == titles[:WINDOW]
    last = links.last
    title = last.inner_text()
    last.click()
    directory.wait_for_url(re.compile(r"/resources/[^/]+/$"))
    assert title in directory.get_by_role("heading", level=1).inner_text()


def test_the_address_brings_the_choices_back(page, large):
    page.goto(large + "resources/?cost=free&q=the")
    page.locator("main form").wait_for()
    told = status(page)

    assert re.fullmatch(rf"\d+ of {RESOURCES} resources", told)
    assert 0 < int(told.split()[0]) < RESOURCES
    assert page.get_by_label("Cost", exact=True).input_value() == "free"


def test_what_fits_is_shown_in_windows_by_keyboard(directory):
    """The focus goes on with the first entry that has come into sight."""
    directory.get_by_label("Words").fill("e")
    assert status(directory) == f"{RESOURCES} of {RESOURCES} resources"
    assert visible(directory).count() == WINDOW
    assert directory.get_by_role("navigation", name="Pages of this list").count() == 0

    directory.get_by_role("button", name="Show more").focus()
    directory.keyboard.press("Enter")

    assert visible(directory).count() == 2 * WINDOW
    focused = directory.evaluate("document.activeElement.textContent")
    assert focused == visible(directory).nth(WINDOW).locator("a").first.inner_text()
    directory.get_by_role("button", name="Clear").click()
    assert status(directory) == f"Resources 1 to {MOST} of {RESOURCES}"
    assert visible(directory).count() == MOST
    assert directory.get_by_role("button", name="Show more").count() == 0


def test_a_page_that_cannot_be_read_is_told_of(page, large):
    """And read again when there is something to filter by."""
    page.route("**/resources/pages/3/", lambda route: route.abort())
    page.goto(large + "resources/?cost=free")
    page.wait_for_function(
        "document.querySelector('.handbook-filter__status').textContent.startsWith('The whole')"
    )
    assert f"{2 * MOST} of {RESOURCES}" in status(page)
    assert page.get_by_role("navigation", name="Pages of this list").is_visible()

    page.unroute("**/resources/pages/3/")
    page.get_by_label("Kind", exact=True).select_option("guide")
    assert re.fullmatch(rf"\d+ of {RESOURCES} resources", status(page))


def test_a_long_list_of_choices_can_be_narrowed(directory):
    """By parts of their names; what is chosen stays."""
    select = directory.get_by_label("Outcome", exact=True)
    options = select.locator("option").all_inner_texts()[1:]
    words = options[-1].split(" (")[0].casefold()
    directory.get_by_label("Outcome: part of its name").fill(words)

    assert select.locator("option").count() == 2
    assert directory.get_by_text(f"1 of {len(options)} to choose from").is_visible()
    value = select.locator("option").last.get_attribute("value")
    select.select_option(value)
    directory.get_by_label("Outcome: part of its name").fill("xyzzy")
    assert select.input_value() == value
    assert " of " in status(directory)
    directory.get_by_role("button", name="Clear").click()
    directory.wait_for_function(
        "all => document.querySelectorAll('#filter-outcome option').length === all",
        arg=len(options) + 1,
    )


@pytest.mark.parametrize(
    "name", ["resources/", "resources/?cost=free", "resources/pages/2/", "outcomes/", "map/"]
)
def test_axe_finds_no_violation(page, large, name):
    """In light and dark, on a phone and on a large screen, and nothing scrolls sideways."""
    page.goto(large + name)

    assert checks.violations(page) == {}
    assert not [width for width in checks.WIDTHS if checks.too_wide(page, width)]
