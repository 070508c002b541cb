"""Twelve things that people come for, each in at most three clicks or one search.

The words come from the data. Each is done with a mouse and with a keyboard alone, on a large
screen and on a phone, and with a mouse without JavaScript; on a phone with a bad signal by somebody
who does not wait until a page is whole, and without any after one visit; and in the copy that opens
from a folder. What was looked for must also be on paper.
"""

import io
import re
import shutil
import time as clock
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from browser.checks import WIDTHS
from browser.hosts import KEPT, hosted
from handbook.archive import archive
from handbook.build import open_site
from handbook.compress import compress, formats
from handbook.folders import files
from handbook.offline import offline
from handbook.pages.resources import TIMES, time
from handbook.prose import plain
from serving import serving

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
MOST = 3  # clicks; a menu that has to be opened is one of them
# A bad signal, as in the corner of a ward: ms to an answer, and 400 kbit/s in bytes.
SIGNAL = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
STYLED = "document.styleSheets.length === document.querySelectorAll('[rel=stylesheet]').length"
PATIENCE = 30  # s until we give up: how long it took is among the figures


class Reader:
    """Somebody at the first page. Counts what they have to do, and how long they have to wait."""

    def __init__(self, page, home, *, keyboard=False, scripts=True, hurried=False):
        self.page = page
        self.keyboard = keyboard
        self.scripts = scripts
        self.enough = "commit" if hurried else "load"  # of a page, before the reader goes on
        self.done = 0
        self.waited = 0.0
        self.asked = clock.monotonic()
        page.goto(home, wait_until=self.enough)

    def follow(self, name, within="main"):
        """Go where a link leads."""
        self.done += 1
        link = self.page.locator(within).get_by_role("link", name=name, exact=True).first
        link.wait_for()
        with self.page.expect_navigation(wait_until=self.enough):
            self._use(link)

    def menu(self, name):
        """Go to a part of the handbook by the menu, which has to be opened on a phone."""
        self.page.locator("#site-menu").wait_for(state="attached")
        self.page.wait_for_function(STYLED)  # before that, nobody sees anything
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
        self.page.wait_for_function("document.title.includes('\"')")

    def choose(self, label, words):
        """Choose from a list of a filter; whoever has no scripts has the whole list instead."""
        if not self.scripts:
            return
        field = self.page.get_by_label(label, exact=True)
        self.page.locator("details").filter(has=field).wait_for()  # it comes with its script
        if not field.is_visible():
            self.done += 1
            folded = self.page.locator("details").filter(has=field).locator("summary:visible")
            self._use(folded if folded.count() else self.page.get_by_text("Narrow down"))
        if self.keyboard:
            self._reach(field)
            self.page.keyboard.type(words)
        else:
            # The filter adds to each choice how many it leaves.
            found = field.locator("option").filter(has_text=re.compile(f"^{re.escape(words)}\\b"))
            field.select_option(found.first.get_attribute("value"))

    def _use(self, target):
        target.wait_for()
        self._got()
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

    def _got(self):
        """What was asked for has come; the next question begins."""
        now = clock.monotonic()
        self.waited, self.asked = max(self.waited, now - self.asked), now

    def sees(self, *texts):
        """Whether each text is in sight in the main part, on the screen and on paper."""
        wanted = [" ".join(text.split()) for text in texts]
        for media in ("screen", "print"):
            self.page.emulate_media(media=media)
            while (missing := self._missing(wanted)) and clock.monotonic() < self.asked + PATIENCE:
                self.page.wait_for_timeout(50)
            assert missing == [], f"not there ({media}) at {self.page.url}"
            if media == "screen":
                self._got()
        self.page.emulate_media(media="screen")

    def _missing(self, texts):
        shown = " ".join(self.page.get_by_role("main").inner_text().split())
        return [text for text in texts if text not in shown]


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
    told = "Last reviewed" if outcome.last_reviewed else "This page is not reviewed yet"
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


@contextmanager
def online(site_dir, folder, page):
    """With a good line."""
    with serving(site_dir) as address:
        yield address


@contextmanager
def slow(site_dir, folder, page):
    """With a bad signal, at a host that does what our guide says."""
    shutil.copytree(site_dir, folder / "site")
    compress(folder / "site", folder / "none", formats("gzip"))
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False} | SIGNAL)
    with serving(folder / "site", seen=[]) as address:
        yield address


@contextmanager
def kept(site_dir, folder, page):
    """Without a signal, after one visit to the first page."""
    with hosted(site_dir) as site:
        page.goto(site.url)
        page.wait_for_function(KEPT)
        site.down = True
        yield site.url


@contextmanager
def copy(site_dir, folder, page):
    """Without any network: the zip, unpacked."""
    whole = offline({path: (site_dir / path).read_bytes() for path in files(site_dir)})
    ZipFile(io.BytesIO(archive(whole))).extractall(folder)
    yield f"file://{quote(str(folder))}/index.html"


PHONE, DESK = WIDTHS[0], WIDTHS[-1]
NO_SCRIPTS = {"java_script_enabled": False}
WAYS = {
    "mouse, phone": (online, PHONE, {}, {}),
    "mouse, desk": (online, DESK, {}, {}),
    "keyboard, phone": (online, PHONE, {}, {"keyboard": True}),
    "keyboard, desk": (online, DESK, {}, {"keyboard": True}),
    "no scripts, phone": (online, PHONE, NO_SCRIPTS, {"scripts": False}),
    "no scripts, desk": (online, DESK, NO_SCRIPTS, {"scripts": False}),
    "bad signal, phone": (slow, PHONE, {}, {"hurried": True}),
    "no signal, phone": (kept, PHONE, {"service_workers": "allow"}, {}),
    "copy, desk": (copy, DESK, {}, {}),
}


SOAK = pytest.mark.soak  # what the same way on a phone shows too
DESKS = {"keyboard, desk", "no scripts, desk"}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=SOAK if name in DESKS else ()) for name in WAYS],
)
def way(request, window, site_dir, tmp_path_factory, figure):
    """A window, the address of the first page, what its reader is like, and their waits in s."""
    place, width, settings, who = WAYS[request.param]
    page, waits = window(width, **settings), []
    with place(site_dir, tmp_path_factory.mktemp("way"), page) as home:
        yield page, home, who, waits
    if waits:
        figure(f"journeys, {request.param}: at most {max(waits):.1f} s from a click to the answer")
    page.context.close()


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_it_takes_three_clicks_or_one_search(journey, way, site):
    page, home, who, waits = way
    reader = Reader(page, home, **who)

    journey(reader, site)

    assert 1 <= reader.done <= MOST
    waits.append(reader.waited)
