"""Self-assessment and plan: what a learner does with them, in a real browser. Nothing leaves it."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from browser import checks

pytestmark = pytest.mark.browser
PLAN = "my-learning/plan/"
CONFIDENCE = "my-learning/confidence/"
DOMAIN = "person-centred-practice"
ANSWERS = {"pcp-1": 2, "pcp-2": 4, "pcp-3": 5, "pcp-4": 1}
LATER = {"pcp-1": 4, "pcp-2": 3}
SEEN = "(id) => document.querySelector(`[data-outcome=${id}] input:checked`)?.value"


@pytest.fixture
def learner(window, server):
    """A page of somebody on a small phone who has not started; it notes each request."""
    page = window(width=320, accept_downloads=True)
    page.asked = []
    page.context.on("request", lambda request: page.asked.append(request.url))
    page.go = lambda address: page.goto(server + address)
    return page


def start(page):
    page.get_by_role("button", name="Start my record").click()
    page.locator("[data-state=open]").wait_for()


def status(page, text):
    """Wait until a screen reader would be told."""
    page.locator(".handbook-learning [data-part=status]", has_text=text).wait_for()


def no_violations(page):
    """In light and dark, on a phone and on a large screen."""
    assert checks.at_ends(page) == {}
    assert not checks.too_wide(page)


def answer(page, answers):
    for id, value in answers.items():
        page.locator(f"[data-outcome={id}] input[value='{value}']").check()
        status(page, f"Saved: {id.upper().replace('-', '')}, {value}")


def begin_round(page, stage, day):
    if page.get_by_role("button", name="Start another round").is_visible():
        page.get_by_role("button", name="Start another round").click()
    page.get_by_label(f"{stage}:").check()
    page.get_by_label("Date of this round").fill(day)
    page.get_by_role("button", name="Start this round").click()
    status(page, f"Round started: {stage}")


def drawn(page, chart):
    """What a chart shows: for each label the numbers behind its lines."""
    return page.evaluate(
        """(at) => {
            const found = {}
            let label
            let words = ''
            const svg = document.querySelectorAll('.handbook-chart')[at]
            for (const text of svg.querySelectorAll('text')) {
              if (text.classList.contains('handbook-chart__label')) {
                const begun = label === undefined && words
                words = begun ? `${words} ${text.textContent}` : text.textContent
                label = undefined
              } else if (text.getAttribute('text-anchor')) found[label].push(text.textContent)
              else { label = words; found[label] ??= [] }
            }
            return found
        }""",
        chart,
    )


def tabled(page, caption):
    """What a table says: for each row head its cells."""
    rows = page.locator("table", has=page.get_by_text(re.compile(caption))).locator("tbody tr")
    return {
        row.locator("th").inner_text(): [cell.inner_text() for cell in row.locator("td").all()]
        for row in rows.all()
    }


def test_answers_last_and_charts_say_what_tables_say(learner, server):
    """Through two rounds, a reload and a second tab; nothing is asked of any other host."""
    learner.go(CONFIDENCE)
    assert learner.evaluate("indexedDB.databases()") == []
    assert not learner.get_by_label("Date of this round").is_visible()
    start(learner)
    begin_round(learner, "Before", "2026-01-31")
    learner.get_by_label("Domain").select_option(DOMAIN)
    answer(learner, ANSWERS)
    learner.locator("[data-outcome=pcp-1] summary").click()
    learner.get_by_label("Note on PCP1").fill("A <b>note</b>")
    learner.get_by_label("Note on PCP1").blur()
    status(learner, "Note saved: PCP1")
    begin_round(learner, "After", "2026-06-30")
    assert "Last time: 2 (Before, 31 January 2026)" in learner.locator("main").inner_text()

    other = learner.context.new_page()
    other.goto(server + CONFIDENCE)
    other.locator("[data-outcome=pcp-2]").wait_for()
    answer(other, LATER)
    learner.wait_for_function(f"({SEEN})('pcp-2') === '3'")
    other.close()
    learner.reload()
    learner.locator("[data-outcome=pcp-2]").wait_for()
    assert [learner.evaluate(SEEN, id) for id in ("pcp-1", "pcp-2", "pcp-3")] == ["4", "3", ""]

    no_violations(learner)
    table = tabled(learner, "Your answers for")
    none = "not answered"
    assert [*table.values()] == [["2", "4"], ["4", "3"], ["5", none], ["1", none]]
    chart = drawn(learner, 0)
    assert list(chart) == list(table)
    numbers = [[number.replace("–", none) for number in row] for row in chart.values()]
    assert numbers == [*table.values()]
    label = learner.locator(".handbook-chart").get_attribute("aria-label")
    assert "Before 2 of 5, After 4 of 5." in label
    rounds = tabled(learner, "Every round")
    assert [cells[:3] for cells in rounds.values()] == [
        ["31 January 2026", "4", "3"],
        ["30 June 2026", "2", "3.5"],
    ]
    assert [url for url in learner.asked if not url.startswith((server, "blob:"))] == []


def test_a_round_can_be_taken_away_and_brought_back(learner):
    learner.go(CONFIDENCE)
    start(learner)
    begin_round(learner, "Before", "2026-01-31")
    learner.get_by_label("Domain").select_option(DOMAIN)
    answer(learner, {"pcp-1": 2})
    answer(learner, {"pcp-2": 5})
    learner.locator("[data-outcome=pcp-2]").get_by_label("Not now").check()
    status(learner, "Left out: PCP2")
    learner.get_by_role("button", name="Remove the round").click()
    status(learner, "Removed the round Before, 31 January 2026, with 1 answer.")
    learner.reload()
    learner.get_by_role("button", name="Start this round").wait_for()
    assert not learner.locator("[data-part=results]").is_visible()
    begin_round(learner, "Before", "2026-02-01")
    answer(learner, {"pcp-3": 3})
    learner.get_by_role("button", name="Remove the round").click()
    learner.get_by_role("button", name="Bring the round back").click()
    status(learner, "The round is back.")

    assert learner.evaluate(SEEN, "pcp-3") == "3"


def test_what_to_look_at_next_has_reasons_and_fills_the_plan(learner):
    learner.go(CONFIDENCE)
    start(learner)
    begin_round(learner, "During", "2026-01-31")
    learner.get_by_label("Domain").select_option(DOMAIN)
    answer(learner, ANSWERS)
    first = learner.locator("[data-part=advised] > li").first
    text = first.inner_text()

    assert text.startswith("PCP4 ")
    assert "You chose 1 of 5." in text
    assert "the rest of this domain comes to 3.7 on average" in text
    assert "Nothing in your plan helps with it yet." in text
    assert re.search(r"\(rough time: (minutes|hours|days|weeks)\)", text)
    assert re.search(r"\((\d+ minutes|no time stated)\)", text)
    first.get_by_role("button", name="Add to my plan: PCP4").click()
    status(learner, "Added to your plan: PCP4")
    assert "Nothing in your plan" not in first.inner_text()
    learner.go(PLAN)
    assert learner.locator(".handbook-plan__item").inner_text().startswith("PCP4 ")


def test_answers_are_given_by_keyboard_alone(learner):
    """One outcome at a time, at 320 px; each stop is in sight and marked."""
    learner.go(CONFIDENCE)
    start(learner)
    begin_round(learner, "Before", "2026-01-31")
    learner.get_by_label("Domain").select_option(DOMAIN)
    learner.get_by_label("All together").focus()
    learner.keyboard.press("ArrowRight")
    learner.locator("[data-part=count]", has_text="Number 1 of 5").wait_for()
    assert learner.locator(".handbook-ratings__group:visible").count() == 1
    reached = []
    for _ in range(12):
        learner.keyboard.press("Tab")
        stop = learner.evaluate(checks.DESCRIBE_FOCUS)
        assert all(stop.values()), stop
        reached.append(stop["name"])
        if learner.evaluate("document.activeElement.name?.startsWith('confidence-')"):
            learner.keyboard.press("ArrowDown")
            status(learner, "Saved: PCP1, 1")
            learner.keyboard.press("ArrowDown")
            status(learner, "Saved: PCP1, 2")
        if reached[-1] == "button Next":
            break
    learner.keyboard.press("Enter")

    assert learner.evaluate("document.activeElement.textContent").startswith("PCP2 ")
    assert learner.evaluate(SEEN, "pcp-1") == "2"
    assert learner.locator("[data-part=count]").inner_text().endswith("Number 2 of 5 here.")


def test_a_page_stores_nothing_and_adds_to_the_plan_once_started(learner):
    """The button asks to start; the page behind it adds what was meant."""
    learner.go("outcomes/pcp-2/")
    button = learner.get_by_role("button", name="Add to my plan")
    button.focus()
    learner.keyboard.press("Enter")
    learner.get_by_text("Your plan is kept in this browser only.").wait_for()
    assert learner.evaluate("indexedDB.databases()") == []
    assert learner.evaluate("Object.keys(localStorage)") == []
    scripts = {url.rpartition("/")[2] for url in learner.asked if url.endswith(".js")}
    learner.get_by_role("link", name="Start My learning and add this").click()
    start(learner)
    learner.get_by_text("Added: PCP2").first.wait_for()
    assert "catalogue.js" not in scripts

    learner.go("activities/cm-collate-tools/")
    learner.get_by_role("button", name="Add to my plan").click()
    learner.get_by_text("In your plan.").wait_for()
    no_violations(learner)
    learner.go("resources/nice-ng56/")
    learner.get_by_role("button", name="Add to my plan").click()
    learner.get_by_text("In your plan.").wait_for()
    learner.reload()
    learner.get_by_role("button", name="Remove from my plan").click()
    learner.get_by_text("No longer in your plan.").wait_for()
    learner.get_by_role("button", name="Add to my plan").click()
    learner.get_by_role("button", name="Remove from my plan").wait_for()
    learner.go(PLAN)
    kinds = ["Outcome", "Activity", "Resource"]
    expect(learner.locator(".handbook-tag")).to_have_text(kinds)


@pytest.fixture
def planned(learner):
    """The page of a plan of three things."""
    learner.go(f"{PLAN}#add=outcome:pcp-2")
    start(learner)
    for thing in ("activity:cm-collate-tools", "resource:nice-ng56"):
        learner.evaluate("(hash) => { location.hash = hash }", f"add={thing}")
        learner.wait_for_function("location.hash === ''")
    learner.locator(".handbook-plan__item").nth(2).wait_for()
    return learner


def titles(page):
    return [link.inner_text()[:10] for link in page.locator(".handbook-plan__link").all()]


def test_a_plan_is_dated_done_ordered_and_every_step_undone(planned):
    items = planned.locator(".handbook-plan__item")
    before = titles(planned)
    items.nth(0).get_by_role("button", name="Move down").focus()
    planned.keyboard.press("Enter")
    status(planned, "Moved down: PCP2")
    assert titles(planned) == [before[1], before[0], before[2]]
    assert planned.evaluate("document.activeElement.ariaLabel").startswith("Move down: PCP2")
    planned.get_by_role("button", name="Undo").click()
    status(planned, "The order is as it was.")
    assert titles(planned) == before

    items.nth(1).locator("summary").click()
    items.nth(1).get_by_label("Date for").fill("2026-12-24")
    status(planned, "Saved: ")
    items.nth(1).get_by_label("Minutes for").fill("95")
    items.nth(1).get_by_label("Note on").fill("Ask; then go, \\ twice\nEND:VEVENT")
    items.nth(1).get_by_label("Note on").blur()
    planned.get_by_text("About 1 h 35 min still to go, not counting 2 without a time.").wait_for()
    items.nth(0).get_by_label("Done: PCP2").click()
    planned.get_by_text("2 to do, 1 done.").wait_for()
    planned.get_by_role("button", name="Undo").click()
    planned.get_by_text("3 to do, 0 done.").wait_for()
    items.nth(0).get_by_role("button", name="Remove").click()
    status(planned, "Removed: PCP2")
    no_violations(planned)
    assert titles(planned) == before[1:]
    planned.reload()
    planned.locator(".handbook-plan__item").first.wait_for()
    assert titles(planned) == before[1:]

    with planned.expect_download() as saved:
        planned.get_by_role("button", name="Save as a calendar file").click()
    text = saved.value.path().read_bytes().decode()
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2026-12-24"
    assert event["DESCRIPTION"].startswith("Ask; then go, \\ twice\nEND:VEVENT\n\n")
    assert event["URL"].endswith("/activities/cm-collate-tools/")
    assert re.fullmatch(r"my-learning-plan-\d{4}-\d\d-\d\d\.ics", saved.value.suggested_filename)


def test_a_note_outlives_news_from_another_tab_and_a_slip_of_the_hand(planned):
    note = planned.locator(".handbook-plan__item").nth(0).get_by_label("Note on")
    planned.locator(".handbook-plan__item").nth(0).locator("summary").click()
    note.press_sequentially("Ask Ann")
    other = planned.context.new_page()
    other.goto(planned.url)
    other.get_by_label("Done: ").nth(1).click()
    other.get_by_text("2 to do, 1 done.").wait_for()
    planned.bring_to_front()
    note.press_sequentially(" on Monday")
    assert note.input_value() == "Ask Ann on Monday"

    assert planned.evaluate(LEAVE) is True  # the browser asks; who stays finds it saved
    planned.locator(".handbook-plan__note", has_text="Ask Ann on Monday").wait_for()
    assert planned.evaluate(LEAVE) is False
    planned.reload()
    planned.get_by_text("2 to do, 1 done.").wait_for()
    assert planned.locator(".handbook-plan__note").inner_text() == "Ask Ann on Monday"


LEAVE = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"


def test_a_plan_says_what_has_become_of_things_and_loses_none(planned):
    """An outcome may be reworded, withdrawn or unknown to the handbook of today."""
    name = planned.evaluate("indexedDB.databases().then(([{ name }]) => name)")
    planned.evaluate(
        """(name) => new Promise((done) => {
            indexedDB.open(name).onsuccess = ({ target }) => {
              const database = target.result
              const records = database.transaction('records', 'readwrite').objectStore('records')
              records.getAll().onsuccess = ({ target }) => {
                const record = target.result.find(({ about }) => about === 'outcome')
                const item = { ...record.item, id: 'no-such', title: 'Gone for good' }
                records.put({ ...record, item })
                records.transaction.oncomplete = () => { database.close(); done() }
              }
            }
        })""",
        name,
    )
    planned.reload()
    planned.locator(".handbook-plan__item").nth(2).wait_for()

    assert "Gone for good (no longer in this handbook)" in planned.locator("main").inner_text()
    assert planned.get_by_text("1 thing in your plan has changed").is_visible()
    assert planned.get_by_role("link", name="See what changed").is_visible()


def test_without_scripts_there_is_paper(window, server):
    """A grid for each framework and an empty plan; no button that would do nothing."""
    page = window(java_script_enabled=False)
    page.goto(server + "outcomes/pcp-2/")
    assert not page.get_by_role("button", name="Add to my plan").is_visible()
    page.goto(server + CONFIDENCE)
    page.get_by_role("link", name="print a grid").click()
    grid = page.locator("table", has_text="My confidence in Person-centred practice")

    assert grid.locator("tbody tr").count() == 5
    assert grid.get_by_role("columnheader").all_inner_texts() == [
        "Outcome", "Before", "During", "After", "Note",
    ]  # fmt: skip
    assert page.locator("table", has_text="What I mean to do").locator("tbody tr").count() > 5
    page.get_by_role("link", name="Consultant-level practice").click()
    assert page.locator("h1").inner_text() == "Grid on paper: Consultant-level practice"
