"""What the stock theme fails, by the number it has in our list of failures, is not so here.

A is what programs found (axe, the Nu checker, html-validate), K the keyboard, F forced colours,
P print, N the network, J a browser without JavaScript, M weight.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from browser import checks

pytestmark = pytest.mark.browser


class Failure(NamedTuple):
    """One failure: what it was, where to look for it, and what finds it; it must find nothing."""

    id: str
    what: str
    page: str
    find: str | Callable
    width: int = 1280


def all_but(selector, fine):
    """A script that lists what fits a selector, unless it is fine."""
    return (
        f"[...document.querySelectorAll(`{selector}`)].filter(at => !({fine}))"
        ".map(at => at.outerHTML.slice(0, 120))"
    )


def none(selector):
    return all_but(selector, "false")


def colours(page):
    """Violations of contrast in both schemes."""
    found = []
    for scheme in checks.SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += checks.axe(page, checks.COLOURS)
    return found


def open_menu(page):
    page.get_by_role("button", name="Menu").click()
    return colours(page)


def landmarks(page):
    """Landmarks of one kind that share a name or have none."""
    names = page.evaluate(
        "[...document.querySelectorAll('nav, aside, [role=search], [role=region]')]"
        ".filter(at => at.checkVisibility())"
        ".map(at => `${at.localName} ${at.getAttribute('aria-label') ?? ''}`.trim())"
    )
    return [name for name in names if " " not in name or names.count(name) > 1]


def title_of_home(page):
    return [] if page.title().startswith("Page not found") else [page.title()]


def menu_button(page):
    button = page.get_by_role("button", name="Menu")
    found = [] if button.get_attribute("aria-controls") == "site-menu" else ["controls nothing"]
    page.set_viewport_size({"width": 900, "height": 800})
    return found if button.is_visible() or page.locator("#site-menu").is_visible() else ["gone"]


def single_keys(page):
    before = page.url
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/.,?-":
        page.keyboard.press(key)
    same = page.url == before and page.evaluate("document.activeElement === document.body")
    return [] if same else [page.url, page.evaluate("document.activeElement.outerHTML")]


def search_by_keyboard(page):
    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("frailty")
    page.keyboard.press("Enter")
    page.wait_for_function("document.title.includes('\"')")
    told = page.get_by_role("status").all_inner_texts()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.handbook-results__list')"):
            return [] if any(re.search(r"\d", text) for text in told) else ["no count was told"]
    return ["the keyboard does not reach the results"]


def skip_link(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at = page.evaluate("document.activeElement.id")
    return [] if at == "main" else [at]


def colour_scheme_button(page):
    button = page.get_by_role("button", name=re.compile("(Dark|Light) mode"))
    found = []
    for key, switches in (("Enter", True), ("Space", True), ("ArrowRight", False)):
        before = button.inner_text()
        button.focus()
        page.keyboard.press(key)
        found += [] if (button.inner_text() != before) == switches else [key]
    return found


def escape(page):
    page.get_by_role("button", name="Menu").press("Enter")
    page.keyboard.press("Escape")
    shut = not page.locator("#site-menu").is_visible()
    return [] if shut and page.evaluate("document.activeElement.innerText") == "Menu" else ["open"]


def stops(page):
    return checks.faults(checks.walk(page))


def printed(page):
    page.emulate_media(media="print")
    shown = page.locator("nav:visible").all_inner_texts()
    link = page.locator("main a[href^='https:']").first
    after = link.evaluate("link => getComputedStyle(link, '::after').content")
    page.emulate_media(media="screen")
    return shown + ([] if link.get_attribute("href") in after else [after])


def other_hosts(page):
    asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    here = page.evaluate("origin")
    return [name for name in asked if not name.startswith(here)] or ([] if asked else ["nothing"])


def index_on_a_content_page(page):
    asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return [name for name in asked if "/search/" in name or "worker" in name]


MARKED = "Number(getComputedStyle(at).fontWeight) >= 600"
FAILURES = (
    Failure("A1", "Contrast of the navigation", "outcome", colours),
    Failure("A2", "Contrast of the footer, which advertises the theme", "about", none(
        ".handbook-footer a[href^='http']")),
    Failure("A3", "Contrast of buttons", "current resource", colours),
    Failure("A4", "Boxes to tick without a name", "suggest", all_but(
        "input:not([type=hidden]), select, textarea", "at.labels?.length || at.ariaLabel")),
    Failure("A5", "Landmarks without a name of their own", "domain", landmarks),
    Failure("A6", "Dialogs without a name", "search", all_but(
        "dialog, [role=dialog]", "at.ariaLabel || at.getAttribute('aria-labelledby')")),
    Failure("A7", "Contrast of search results", "search with results", colours),
    Failure("A8", "Contrast of the open menu", "outcome", open_menu, 320),
    Failure("A9", "Boxes that scroll, out of the keyboard's reach", "map", all_but(
        "main *", "at.scrollWidth <= at.clientWidth + 1 || at.tabIndex === 0"
        " || getComputedStyle(at).overflowX === `visible` || at.clientWidth < 2"), 320),
    Failure("A10", "`autocomplete` on boxes to tick", "suggest", none(
        "[type=checkbox][autocomplete]")),
    Failure("A11", "An empty `tabindex`", "outcome", none("[tabindex=''], label[tabindex]")),
    Failure("A12", "A landmark for each heading of the contents", "domain", none("nav nav")),
    Failure("A13", "Forms without a button to send them", "resources", all_but(
        "form[action]", "at.querySelector('button:not([type=button])')")),
    Failure("A14", "The title of the home page where nothing is", "not found", title_of_home),
    Failure("A15", "American English", "outcome", none("html:not([lang='en-GB'])")),
    Failure("K1", "A menu that is no button", "outcome", menu_button, 320),
    Failure("K2", "Links of the closed menu among the stops", "outcome", all_but(
        "#site-menu a", "!at.checkVisibility({ checkVisibilityCSS: true })"), 320),
    Failure("K3", "Single keys that act", "outcome", single_keys),
    Failure("K4", "Search that the keyboard cannot use", "home", search_by_keyboard),
    Failure("K5", "No skip link where nothing is", "not found", skip_link),
    Failure("K6", "Sections unfolded by something that is no button", "outcome", none(
        "nav [tabindex], nav label")),
    Failure("K7", "Stops that nobody sees", "resources, filtered", stops),
    Failure("K8", "The current page told by colour alone", "outcomes", all_but(
        "#site-menu", f"[...at.querySelectorAll('[aria-current]')].some(at => {MARKED})")),
    Failure("K9", "Tabs of content that are radio buttons", "evidence", none("[type=radio]")),
    Failure("K10", "A colour scheme that is a radio button", "outcome", colour_scheme_button),
    Failure("K11", "Escape does not close the menu", "outcome", escape, 320),
    Failure("K12", "Abbreviations explained to the mouse only", "orientation page", all_but(
        "abbr[title], .handbook-term", "at.localName === 'a' && at.href.includes('/glossary/#')")),
    Failure("K13", "Links named ¶", "domain", all_but(
        "a", "/[\\p{L}\\p{N}]/u.test(at.textContent)")),
    Failure("K14", "Tables without caption and scope", "map", all_but(
        "table", "at.caption && !at.querySelector('th:not([scope])')")),
    Failure("F1", "Marks that forced colours wipe out", "outcomes", checks.forced),
    Failure("P1", "Print without addresses, with breadcrumbs", "current resource", printed),
    Failure("N1", "Fonts and scripts from elsewhere", "map", other_hosts),
    Failure("M1", "The search index on every page", "outcome", index_on_a_content_page),
)  # fmt: skip


@pytest.fixture(scope="module")
def page(window):
    return window()


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.id)
def test_it_is_gone(failure, page, visit):
    page.set_viewport_size({"width": failure.width, "height": 800})
    visit(page, failure.page)
    find = failure.find

    assert (page.evaluate(find) if isinstance(find, str) else find(page)) == [], failure.what


def test_a_page_explains_its_abbreviations_in_words(page, visit):
    """K12, the other way round: there are some, and each has its words beside it."""
    visit(page, "orientation page")
    first = page.locator("main .handbook-term").first

    assert first.count() == 1
    assert re.match(r" \([\w ]+\)", first.evaluate("at => at.nextSibling.textContent"))


def test_without_scripts_there_are_search_a_menu_and_dark_colours(window, server):
    """J1: the form leads to lists, the menu opens by keyboard, and colours follow the device."""
    page = window(320, java_script_enabled=False, color_scheme="dark")
    page.goto(f"{server}outcomes/")
    shade = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("link", name="Menu", exact=True).press("Enter")

    assert sum(map(int, re.findall(r"\d+", shade)[:3])) < 200
    assert page.get_by_role("navigation", name="Main").is_visible()
    page.goto(f"{server}search/?q=x")
    assert page.get_by_role("main").get_by_role("link", name="All resources").is_visible()


def test_every_failure_is_in_the_table():
    ids = [failure.id for failure in FAILURES] + ["J1"]
    listed = [f"A{n}" for n in range(1, 16)] + [f"K{n}" for n in range(1, 15)]

    assert sorted(ids) == sorted([*listed, "F1", "P1", "N1", "J1", "M1"])
