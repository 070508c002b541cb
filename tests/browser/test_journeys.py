"""Twelve things that people come for, each in at most three clicks or one search.

The words come from the data. Each is done with a mouse and with a keyboard alone, on a large
screen and on a phone, and with a mouse without JavaScript; what was looked for must also be on
paper.
"""

import re
from pathlib import Path

import pytest

from browser.checks import WIDTHS
from handbook.build import open_site
from handbook.pages.resources import TIMES, time
from handbook.prose import plain

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
MOST = 3  # clicks; a menu that has to be opened is one of them


class Reader:
    """Somebody at the first page. Counts what they have to do."""

    def __init__(self, page, home, *, keyboard=False, scripts=True):
        self.page = page
        self.keyboard = keyboard
        self.scripts = scripts
        self.done = 0
        page.goto(home)

    def follow(self, name, within="main"):
        """Go where a link leads."""
        self.done += 1
        self._use(self.page.locator(within).get_by_role("link", name=name, exact=True).first)
        self.page.wait_for_load_state()

    def menu(self, name):
        """Go to a part of the handbook by the menu, which has to be opened on a phone."""
        if not self.page.locator("#site-menu").is_visible():
            self.done += 1
            role = "button" if self.scripts else "link"
            self._use(self.page.locator("header").get_by_role(role, name="Menu", exact=True))
        self.follow(name, "#site-menu")

    def search(self, words):
        """Ask the search, which counts as all that one may have to do."""
        self.done += MOST
        field = self.page.get_by_role("searchbox").first
        self._use(field)
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("document.title.includes('“')")

    def choose(self, label, words):
        """Choose from a list of a filter; whoever has no scripts has the whole list instead."""
        if not self.scripts:
            return
        field = self.page.get_by_label(label, exact=True)
        if self.keyboard:
            self._reach(field)
            self.page.keyboard.type(words)
        else:
            # The filter adds to each choice how many it leaves.
            found = field.locator("option").filter(has_text=re.compile(f"^{re.escape(words)}\\b"))
            field.select_option(found.first.get_attribute("value"))

    def _use(self, target):
        if self.keyboard:
            self._reach(target)
            if target.get_attribute("type") != "search":
                self.page.keyboard.press("Enter")
        else:
            target.click()

    def _reach(self, target):
        """Press Tab until the target has focus, by way of the skip link if it is in the text."""
        handle = target.element_handle()
        inside = handle.evaluate("at => !!at.closest('main')")
        at = self.page.evaluate("!!document.activeElement.closest('main')")
        if inside and not at:
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.className") == "handbook-skip":
                self.page.keyboard.press("Enter")
        for _ in range(300):
            if handle.evaluate("at => at === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {handle.inner_text() or 'the field'}")

    def sees(self, *texts):
        """Whether each text is in sight in the main part, on the screen and on paper."""
        for media in ("print", "screen"):
            self.page.emulate_media(media=media)
            shown = " ".join(self.page.get_by_role("main").inner_text().split())
            missing = [text for text in texts if " ".join(text.split()) not in shown]
            assert missing == [], f"not there ({media}) at {self.page.url}"


@pytest.fixture(scope="module")
def site():
    return open_site(ROOT)


def where_to_start(reader, site):
    pathway = next(p for p in site.pathways.values() if p.kind == "profession")
    reader.follow("Where to start for your profession or role")
    reader.follow(pathway.title)
    reader.sees(*(step.text for step in pathway.steps))


def what_an_abbreviation_means(reader, site):
    entry = next(e for e in site.glossary.values() if e.abbreviation and e.term != e.abbreviation)
    if reader.scripts:
        reader.search(entry.abbreviation)
    else:
        reader.menu("Glossary")
    reader.sees(entry.term)


def a_resource_of_a_kind_and_length(reader, site):
    resource = next(r for r in site.resources if r.minutes)
    words = next(words for value, words, _ in TIMES if value == time(resource))
    reader.menu("Resources")
    reader.choose("Kind", resource.kind.capitalize())
    reader.choose("Time", words)
    reader.sees(resource.title, f"{resource.minutes} minutes")
    if reader.scripts:
        shown = reader.page.locator(".handbook-resources__item:visible").all_inner_texts()
        assert all(resource.kind.capitalize() in text and " minutes" in text for text in shown)


def evidence_for_a_supervisor(reader, site):
    outcome = next(o for o in site.outcomes.values() if o.evidence)
    reader.menu("Outcomes")
    reader.follow(f"{outcome.code} {outcome.title}")
    reader.sees("How to show it", *(evidence.text for evidence in outcome.evidence))


def which_outcomes_cover_a_topic(reader, site):
    outcome = next(o for o in site.outcomes.values() if o.explore)
    topic = outcome.explore[0].text
    if not reader.scripts:
        reader.menu("Outcomes")
        reader.follow(f"{outcome.code} {outcome.title}")
        return
    reader.search(topic)
    reader.sees(f"{outcome.code} {outcome.title}")


def a_whole_domain_for_a_class(reader, site):
    domain = site.framework.domains[-1]
    reader.follow(domain.title)
    reader.sees(
        *(outcome.title for outcome in domain.outcomes),
        *(activity.title for activity in domain.activities),
    )


def is_this_still_right_and_who_says_so(reader, site):
    outcome = site.framework.domains[0].outcomes[0]
    reader.menu("Outcomes")
    reader.follow(f"{outcome.code} {outcome.title}")
    document = site.library[outcome.source.document or site.framework.source.document]
    told = "Last reviewed" if outcome.last_reviewed else "Not reviewed yet"
    reader.sees(document.title, outcome.source.section, told)


def something_to_do_at_work(reader, site):
    activity = next(a for a in site.activities.values() if a.kind == "shadowing")
    reader.follow(re.compile("^Activities for your next days at work"))
    reader.choose("Kind", activity.kind.capitalize())
    reader.sees(activity.title)


def how_a_supervisor_helps(reader, site):
    pathway = next(p for p in site.pathways.values() if p.kind == "supervisor or educator")
    reader.follow(f"Where to start: {pathway.title}")
    reader.sees(plain(pathway.summary), pathway.steps[0].text)


def how_to_change_a_line(reader, site):
    reader.follow("How to change a line or add a resource")
    reader.follow("change a line")
    reader.sees("Change a line")


def how_to_run_an_edition(reader, site):
    reader.follow("How to run an edition")
    reader.sees("mkdocs.yml")


def what_a_domain_has_to_do_with_others(reader, site):
    domain = site.framework.domains[0]
    reader.follow(f"See how the {site.framework.terms.domain.many} connect")
    reader.sees(domain.title, "Every connection")


JOURNEYS = (
    where_to_start,
    what_an_abbreviation_means,
    a_resource_of_a_kind_and_length,
    evidence_for_a_supervisor,
    which_outcomes_cover_a_topic,
    a_whole_domain_for_a_class,
    is_this_still_right_and_who_says_so,
    something_to_do_at_work,
    how_a_supervisor_helps,
    how_to_change_a_line,
    how_to_run_an_edition,
    what_a_domain_has_to_do_with_others,
)
WAYS = {
    f"{way}, {width}": (width, {"keyboard": way == "keyboard", "scripts": way != "no scripts"})
    for way in ("mouse", "keyboard", "no scripts")
    for width in (WIDTHS[0], WIDTHS[-1])
}


@pytest.fixture(scope="module", params=WAYS)
def way(request, window):
    """A window of one width, and whose it is."""
    width, who = WAYS[request.param]
    return window(width, java_script_enabled=who["scripts"]), who


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_it_takes_three_clicks_or_one_search(journey, way, server, site):
    page, who = way
    reader = Reader(page, server, **who)

    journey(reader, site)

    assert 1 <= reader.done <= MOST
