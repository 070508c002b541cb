"""Every type of page can be used by everyone: checked by axe-core, the Nu checker and keyboard."""

import pytest

from browser import checks
from browser.checks import ENDS, SCHEMES, axe
from browser.page_types import PAGES

pytestmark = pytest.mark.browser
KEYBOARD = ("home", "outcome", "resources, filtered", "map", "search with results", "suggest")
SCREEN_ONLY = (
    "nav",
    "header form",
    "header button",
    ".handbook-skip",
    ".handbook-footer",
)


@pytest.fixture(scope="module")
def page(window):
    """A page on a large screen."""
    return window()


@pytest.fixture(scope="module")
def narrow(window):
    """A page on a small phone."""
    return window(width=320)


@pytest.fixture(scope="module")
def requested(page):
    """The addresses that were asked for since the page was visited."""
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


@pytest.fixture(scope="module", params=PAGES)
def opened(page, requested, visit, request):
    """One page of each type, visited once for all tests that ask for it."""
    page.goto("about:blank")  # or a part of the page before would be no visit
    requested.clear()
    page.set_viewport_size({"width": 320, "height": 800})
    return visit(page, request.param)


def test_a_page_says_which_one_it_is(opened):
    """In its title, in its language, and in one heading at the top."""
    assert opened.title().endswith("Enhance handbook")
    assert opened.locator("html").get_attribute("lang") == "en-GB"
    assert opened.get_by_role("heading", level=1).count() == 1


def test_no_page_scrolls_sideways_on_a_phone(opened):
    """WCAG's 320 pixels, which is also 1280 at four times the size."""
    assert not checks.too_wide(opened)


def test_axe_finds_no_violation(opened):
    """At each width; in dark only by the rules about colours, for nothing else differs."""
    assert checks.at_ends(opened) == {}


def test_spacing_of_text_as_readers_set_it_cuts_nothing_off(opened):
    """WCAG 1.4.12, at 320 pixels, which is also 1280 at 400 %."""
    assert checks.spaced(opened) == []


def test_forced_colours_lose_nothing(opened):
    """No mark is made of a background alone, and every control has an edge."""
    assert checks.forced(opened) == []


def test_nothing_is_requested_from_another_host(opened, requested, server):
    """No font, no script, no picture: nobody else learns who reads what."""
    assert requested
    assert [url for url in requested if not url.startswith(server)] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_in_the_open_menu(narrow, visit, scheme):
    """It lies over nothing and is left like any other part of the page."""
    narrow.emulate_media(color_scheme=scheme)
    visit(narrow, "outcome").get_by_role("button", name="Menu").click()

    assert axe(narrow) == []


def test_the_nu_checker_finds_no_error(site_dir):
    """In any page or style sheet."""
    assert checks.nu(site_dir) == []


@pytest.mark.parametrize("width", ENDS)
@pytest.mark.parametrize("name", KEYBOARD)
def test_the_keyboard_reaches_what_is_visible(window, visit, name, width):
    """The skip link first; then every stop is in sight, in the window, and marked."""
    stops = checks.walk(visit(window(width), name))

    assert len(stops) > 10
    assert checks.faults(stops) == []


def test_the_skip_link_leads_to_the_text(page, visit):
    """And focus goes with it, so that the next stop is in the text."""
    visit(page, "outcome").keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_opens_and_closes_by_keyboard(narrow, visit):
    """Enter opens it and moves into it, Escape closes it and moves back."""
    visit(narrow, "outcome")
    button = narrow.get_by_role("button", name="Menu")
    menu = narrow.get_by_role("navigation", name="Main")
    button.focus()

    narrow.keyboard.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert menu.locator(":focus").count() == 1

    narrow.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.get_attribute("aria-expanded") == "false"
    assert narrow.evaluate("document.activeElement.innerText") == "Menu"


def test_no_single_key_does_anything(page, visit):
    """Dictation types letters: a page must not take them for commands (WCAG 2.1.4)."""
    before = visit(page, "outcome").url
    for key in "sf/np.,":
        page.keyboard.press(key)

    assert page.url == before
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate("scrollY") == 0


def test_the_colour_scheme_follows_the_system_and_then_the_reader(window, visit):
    """A choice holds on the next page."""
    page = visit(window(color_scheme="dark"), "outcome")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="Light mode").click()
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert dark != light
    visit(page, "home")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == light


@pytest.fixture(scope="module")
def plain(window):
    """A page on a phone without JavaScript."""
    return window(width=320, java_script_enabled=False)


@pytest.mark.parametrize("name", PAGES)
def test_the_text_is_there_without_scripts(plain, server, name):
    """On every type of page. What needs a script is not shown, and the text fits the screen."""
    plain.goto(server + PAGES[name])
    text = plain.get_by_role("main").inner_text()

    assert plain.get_by_role("heading", level=1).is_visible()
    assert len(text.split()) > 20
    assert plain.evaluate(checks.UNSEEN) == []
    assert checks.unprinted(plain) == []
    assert plain.locator("main [data-module='handbook-filter'] form:visible").count() == 0
    assert plain.get_by_role("button", name="Menu").count() == 0


@pytest.mark.parametrize("address", ["resources/", "activities/"])
def test_a_directory_is_whole_without_scripts(plain, server, address, site_dir):
    """Every entry is visible, whatever the address asks a filter for."""
    plain.goto(f"{server}{address}?domain=population-health")
    entries = plain.get_by_role("main").locator("[data-domain]")

    folders = [folder for folder in (site_dir / address).iterdir() if folder.is_dir()]
    assert entries.count() == entries.locator("visible=true").count() == len(folders)


def test_a_page_for_paper_has_a_button_only_where_it_works(plain, page, server):
    for one in (plain, page):
        one.goto(server + PAGES["whole domain"])
    assert not plain.locator("[data-module='handbook-print']").is_visible()

    page.evaluate("window.print = () => (document.body.dataset.printed = 'yes')")
    page.get_by_role("button", name="Print this page").click()

    assert page.evaluate("document.body.dataset.printed") == "yes"


def test_the_navigation_is_reachable_without_scripts(plain, server):
    """On a phone too, where it is folded away until a link opens it."""
    plain.goto(server + PAGES["outcome"])
    menu = plain.get_by_role("navigation", name="Main")
    assert not menu.is_visible()

    plain.get_by_role("link", name="Menu", exact=True).click()
    menu.get_by_role("link", name="Glossary").click()

    assert plain.url == server + "glossary/"


def test_search_without_scripts_says_so_and_offers_the_lists(plain, server):
    """The form leads to the same page, which has links to everything."""
    plain.goto(server)
    plain.get_by_role("searchbox").first.fill("frailty")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/search/?q=frailty")

    main = plain.get_by_role("main")
    assert "Search needs JavaScript" in main.inner_text()
    assert main.get_by_role("link", name="All resources").is_visible()


def test_print_shows_the_text_and_its_addresses(page, visit):
    """Not what is for the screen only."""
    visit(page, "current resource")
    page.emulate_media(media="print")
    shown = [
        element for element in SCREEN_ONLY if page.locator(element).locator("visible=true").all()
    ]
    link = page.locator("main a[href^='https:']").first
    after = link.evaluate("link => getComputedStyle(link, '::after').content")
    page.emulate_media(media="screen")

    assert shown == []
    assert link.get_attribute("href") in after


def test_print_shows_every_entry_of_a_filtered_list_only(page, visit):
    """A reader prints what they see, without the form."""
    visit(page, "resources, filtered")
    on_screen = page.locator("[data-domain]:visible").count()
    page.emulate_media(media="print")
    printed = page.locator("[data-domain]:visible").count()
    form = page.locator(".handbook-filter").is_visible()
    page.emulate_media(media="screen")

    assert 0 < printed == on_screen
    assert not form
