"""My learning keeps what a learner writes, whatever happens to it, and sends nothing anywhere."""

import csv
import io
import json
import re
import time

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from browser import checks
from handbook.learning_limits import FORMAT, MOST_OUTCOMES
from handbook.schema import learning

pytestmark = pytest.mark.browser
PARTS = ("", "log/", "entry/", "report/", "keep/")
MANY = 500
MODULES = "document.querySelector('script[type=module]').src.replace('index.js', 'learning/')"
MAKE = """([store], many) => store.saveAll([...Array(many)].map((_, at) => ({ record: {
    kind: 'entry', title: `Entry ${at}`, happened: `Something <b>${at}</b> & *more* happened.`,
    date: `202${at % 6}-0${1 + (at % 9)}-1${at % 10}`,
    learned: at % 7 ? '' : 'A zebra, not a horse.',
    outcomes: [{ id: `pcp-${1 + (at + 1) % 2}`, title: 'Was', version: '2026.1', why: `W ${at}` }],
    spare: { at },
} })))"""


class Learner:
    """Somebody with a browser of their own. `page` is the tab that they look at."""

    def __init__(self, window, server):
        self.server = server
        self.page = window(permissions=["clipboard-read", "clipboard-write"])
        self.requests, self.errors = [], []
        self.page.context.on("request", lambda request: self.requests.append(request))
        self.page.context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def visit(self, part="", page=None):
        page = page or self.page
        # A new document each time, even if only the fragment is another one.
        page.goto("about:blank")
        page.goto(f"{self.server}my-learning/{part}")
        parts = ("start", "body", "error")
        page.locator(", ".join(f"[data-part={part}]:visible" for part in parts)).first.wait_for()
        return page

    def start(self):
        self.visit().get_by_role("button", name="Start my record").click()
        self.page.get_by_text("Your record is started").wait_for()
        return self

    def js(self, code, *given, page=None):
        """A function of the store (and of what is `given`), run in the page."""
        return (page or self.page).evaluate(
            f"""async (given) => {{
                const {{ Store, placeOf }} = await import({MODULES} + 'store.js')
                const root = document.querySelector('.handbook-learning')
                const store = await Store.find(placeOf(root))
                try {{ return await ({code})([store], ...given) }} finally {{ store.close() }}
            }}""",
            list(given),
        )

    def records(self):
        found = self.js("([store]) => store.everything()")
        return {record["id"]: record for record in found}

    def add(self, **fields):
        given = {"kind": "entry", "date": "2026-01-01", "title": "One", **fields}
        return self.js("async ([store], one) => (await store.save(one)).record", given)

    def change(self, id, **fields):
        code = "async ([store], id, fields) => store.save({ ...(await store.get(id)), ...fields })"
        return self.js(code, id, fields)

    def save_file(self, tmp_path, name="file.json"):
        self.visit("keep/")
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Save everything as a file").first.click()
        download.value.save_as(tmp_path / name)
        return tmp_path / name

    def choose(self, file):
        self.visit("keep/").get_by_label("A file of My learning").set_input_files(file)
        self.page.locator("[data-part=preview]:visible, [data-part=unread]:visible").wait_for()
        return self.page

    def bring(self, file):
        page = self.choose(file)
        told = page.locator("[data-part=preview-list]").inner_text()
        page.get_by_role("button", name="Bring it in").click()
        page.get_by_text("is brought in").wait_for()
        return told


@pytest.fixture
def learner(window, server):
    someone = Learner(window, server)
    yield someone
    assert someone.errors == []
    someone.page.context.close()


@pytest.fixture
def started(learner):
    return learner.start()


@pytest.fixture
def other(window, server):
    """The same person's other device."""
    someone = Learner(window, server).start()
    yield someone
    assert someone.errors == []
    someone.page.context.close()


def words(records):
    """Every text that somebody typed, wherever it is kept."""
    names = ("title", "happened", "learned", "next")
    return {record[name] for record in records.values() for name in names if record.get(name)}


def contents(records):
    """What was written, by id."""
    return {
        id: {name: value for name, value in record.items() if name not in ("clock", "changed")}
        for id, record in records.items()
    }


# Nothing before somebody starts, nothing to anybody.


def test_nothing_is_stored_until_the_reader_starts(learner):
    for part in PARTS:
        learner.visit(part)
        assert learner.page.get_by_role("button", name="Start my record").is_visible()
        assert learner.page.locator("[aria-label='On this page']").count() == 0
        stored = "async () => [(await indexedDB.databases()).length, Object.keys(localStorage)]"
        assert learner.page.evaluate(stored) == [0, []]

    learner.start()
    [database] = learner.page.evaluate("indexedDB.databases()")
    assert database["name"] == "handbook-learning:enhance:/"


def test_the_pages_can_send_nothing(started):
    """Neither by mistake nor by a script that got in: the policy of the page forbids it."""
    tried = """async (there) => {
        const blocked = []
        const note = ({ effectiveDirective: rule }) => blocked.push(rule)
        document.addEventListener('securitypolicyviolation', note)
        const image = new Image()
        image.src = `${there}/a.png`
        navigator.sendBeacon(`${there}/b`, 'secret')
        await fetch(`${there}/c`).catch(() => {})
        await fetch('/d').catch(() => {})
        await import(`${there}/e.js`).catch(() => {})
        const form = document.createElement('form')
        Object.assign(form, { action: `${there}/f`, method: 'post' })
        document.body.append(form)
        form.submit()
        const inline = document.createElement('script')
        inline.textContent = 'window.ran = 1'
        document.body.append(inline)
        await new Promise((done) => setTimeout(done, 200))
        return [blocked.sort(), window.ran]
    }"""
    for part in PARTS:
        started.visit(part)
        started.requests.clear()
        blocked, ran = started.page.evaluate(tried, "https://example.org")

        assert set(blocked) >= {"img-src", "connect-src", "script-src-elem", "form-action"}
        assert blocked.count("connect-src") >= 2
        assert ran is None
        # A refused request may still be told of; none may get an answer.
        assert [r.url for r in started.requests if r.response() is not None] == []


def test_a_whole_session_asks_only_for_files_of_the_site(started, tmp_path):
    started.add(title="Secret words", happened="More secret words")
    file = started.save_file(tmp_path)
    started.choose(file)
    for part in PARTS:
        started.visit(part)

    asked = [r for r in started.requests if not r.url.startswith(("blob:", "about:"))]
    assert all(r.method == "GET" and r.url.startswith(started.server) for r in asked)
    assert [r.url for r in asked if "?" in r.url or "ecret" in r.url or r.post_data] == []


# The form.


def test_an_entry_is_written_edited_and_undone_by_keyboard_alone(learner, tmp_path):
    page = learner.visit()
    reach(page, "Start my record")
    page.keyboard.press("Enter")
    page.get_by_text("Your record is started").wait_for()
    reach(page, "Write an evidence entry")
    page.keyboard.press("Enter")
    page.get_by_label("Title (needed)").wait_for()
    for label, text in (("Title (needed)", "A walk"), ("What happened", "We walked."),
                        ("What I learned", "It is far.")):  # fmt: skip
        reach(page, label)
        page.keyboard.type(text)
    reach(page, "Add an outcome")
    page.keyboard.press("Enter")
    page.keyboard.type("PCP2")  # the focus is in the new list
    reach(page, "Why it fits")
    page.keyboard.type("We decided together.")
    reach(page, "Save this entry")
    page.keyboard.press("Enter")
    page.get_by_text('"A walk" is saved.').wait_for()
    page.wait_for_function("document.activeElement.textContent.includes('is saved')")
    [entry] = learner.records().values()

    assert (entry["happened"], entry["learned"]) == ("We walked.", "It is far.")
    [link] = entry["outcomes"]
    assert (link["id"], link["why"], link["version"]) == ("pcp-2", "We decided together.", "2026.1")
    assert entry["version"] == "2026.1"

    reach(page, 'Delete "A walk"')
    page.keyboard.press("Enter")
    page.get_by_text("is deleted.").wait_for()
    assert page.locator("[data-part=count]").inner_text() == "No entries yet"
    reach(page, "Undo")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 entry").wait_for()
    reach(page, "A walk")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Edit an evidence entry").wait_for()
    assert page.get_by_label("What happened").input_value() == "We walked."


def reach(page, name):
    """Press Tab until the control of that name has the focus; each stop must be seen and marked."""
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(checks.DESCRIBE_FOCUS)
        if stop is None:
            continue
        assert (stop["visible"], stop["marked"]) == (True, True), stop  # a field may be cut off
        if page.evaluate(NAME) == name:
            return
    pytest.fail(f"Tab does not reach {name!r}", pytrace=False)


NAME = """() => document.activeElement.ariaLabel
    ?? (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"""


def test_the_form_says_where_it_is_and_what_belongs_together(started):
    page = started.visit("entry/")
    page.emulate_media(color_scheme="dark")
    links = page.get_by_label("Breadcrumb").get_by_role("link")
    assert links.all_inner_texts() == ["Home", "My learning", "Evidence log"]
    assert page.locator(".handbook-learning-nav [aria-current=true]").all_inner_texts() == [
        "Evidence log"
    ]
    kind = page.get_by_label("Kind of evidence")
    kind.select_option(index=2)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        help_text = page.locator("[data-part=kind-about]").bounding_box()
        box = kind.bounding_box()
        assert help_text["x"] == box["x"]
        assert help_text["y"] > box["y"] + box["height"]

    started.add()
    started.visit("log/")
    start, end = (page.get_by_label(f"Date {at}").bounding_box() for at in ("from", "to"))
    assert start["y"] == end["y"]
    fill = "(at) => [getComputedStyle(at).backgroundColor, getComputedStyle(at).borderColor]"
    box = page.get_by_label("Show deleted entries").evaluate(fill)
    assert box == page.get_by_label("Words to look for").evaluate(fill)


def test_no_fourth_outcome_is_accepted(started, tmp_path):
    """Not by the form, not by the store, not from a file; and no word of it is lost."""
    page = started.visit("entry/#outcome=pcp-1")
    for _ in range(MOST_OUTCOMES - 1):
        page.get_by_role("button", name="Add an outcome").click()
    assert page.get_by_role("button", name="Add an outcome").count() == 0
    assert page.get_by_text("Three is the most").is_visible()
    assert page.get_by_role("group", name=re.compile("^Outcome")).count() == MOST_OUTCOMES

    four = [
        {"id": f"pcp-{n}", "title": f"T{n}", "version": "1", "why": f"Why {n}"} for n in range(1, 5)
    ]
    code = """async ([store], outcomes) => {
        const record = { kind: 'entry', title: 'x', date: '2026-01-01', outcomes }
        const told = ({ reason, problems }) => [reason, problems[0].rule]
        return store.save(record).then(() => null, told)
    }"""
    assert started.js(code, four) == ["invalid", "maxItems"]

    started.add(title="Three", outcomes=four[:3])
    file = started.save_file(tmp_path)
    made = json.loads(file.read_text())
    made["records"][0] |= {"id": "four", "outcomes": four, "next": "Go on."}
    file.write_text(json.dumps(made))
    told = started.bring(file)
    found = started.records()["four"]

    assert "three outcomes: 1" in told
    assert [link["id"] for link in found["outcomes"]] == ["pcp-1", "pcp-2", "pcp-3"]
    assert found["next"] == "Go on.\nT4: Why 4"


def test_a_why_without_its_outcome_stays_until_one_is_chosen(started):
    """Nothing is saved and nothing goes, not even with a reload; an empty block goes silently."""
    page = started.visit("entry/")
    save = page.get_by_role("button", name="Save this entry")
    page.get_by_label("Title (needed)").fill("Half")
    page.get_by_role("button", name="Add an outcome").click()
    page.get_by_label("Why it fits").fill("Words that cost an evening.")
    page.locator("form[data-draft=kept]").wait_for()
    page.reload()
    page.get_by_text("You did not save this the last time").wait_for()
    assert page.get_by_label("Why it fits").input_value() == "Words that cost an evening."

    save.click()
    field = page.get_by_label("Outcome", exact=True)
    page.get_by_text("Choose the outcome that this is about").wait_for()
    assert field.evaluate(ABOUT_FIELD) == [True, "true", True]
    assert (page.get_by_label("Why it fits").input_value(), started.records()) == (
        "Words that cost an evening.",
        {},
    )

    field.select_option("pcp-2")
    assert page.get_by_text("Choose the outcome that this is about").count() == 0
    assert field.get_attribute("aria-invalid") is None
    page.get_by_role("button", name="Add an outcome").click()
    save.click()
    page.get_by_text('"Half" is saved.', exact=True).wait_for()
    [entry] = started.records().values()
    assert [(link["id"], link["why"]) for link in entry["outcomes"]] == [
        ("pcp-2", "Words that cost an evening.")
    ]

    started.visit("entry/").get_by_label("Title (needed)").fill("Bare")
    page.get_by_role("button", name="Save this entry").click()
    page.get_by_text('"Bare" is saved. It names no outcome yet').wait_for()


ABOUT_FIELD = """(field) => {
    const about = document.getElementById(field.getAttribute('aria-describedby'))
    return [document.activeElement === field, field.ariaInvalid, about.checkVisibility()]
}"""


def test_no_outcome_is_named_twice_and_one_taken_away_leaves_no_error(started):
    page = started.visit("entry/#outcome=pcp-1")
    page.get_by_label("Title (needed)").fill("Twice")
    page.get_by_role("button", name="Add an outcome").click()
    second = page.get_by_label("Outcome", exact=True).nth(1)
    second.select_option("pcp-1")
    assert "twice" in second.evaluate("(field) => field.validationMessage")
    page.get_by_role("button", name="Save this entry").click()
    assert started.records() == {}

    page.get_by_role("button", name="Remove outcome 1").click()
    page.get_by_role("button", name="Save this entry").click()
    page.get_by_text('"Twice" is saved.').wait_for()


def test_what_is_typed_survives_a_reload_and_a_full_disk(learner):
    page = learner.visit()
    origin = learner.server.rstrip("/")
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 200_000})
    started = learner.start()
    started.visit("entry/")
    page.get_by_label("Title (needed)").fill("Half an entry")
    page.get_by_text("A draft of this is kept").wait_for()
    page.get_by_label("What happened").fill("typed a moment before")
    page.locator("form[data-draft=kept]").wait_for()
    page.reload()
    page.get_by_text("You did not save this the last time").wait_for()
    assert page.get_by_label("Title (needed)").input_value() == "Half an entry"
    assert page.get_by_label("What happened").input_value() == "typed a moment before"

    long = dict.fromkeys(("What happened", "What I learned", "What next"), "long " * 9900)
    for label, text in long.items():
        page.get_by_label(label).fill(text)
    page.get_by_text("This draft could not be kept.").wait_for()
    page.get_by_role("button", name="Save this entry").click()
    page.get_by_text("There is no space left").wait_for()
    assert page.get_by_role("alert").is_visible()
    assert {label: page.get_by_label(label).input_value() for label in long} == long
    assert started.records() == {}

    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    page.get_by_role("button", name="Save this entry").click()
    page.get_by_text("is saved.").first.wait_for()
    [entry] = started.records().values()
    assert (entry["title"], entry["learned"]) == ("Half an entry", "long " * 9_900)


@pytest.mark.parametrize(
    "how", ["throw new DOMException('', 'SecurityError')", "return undefined.open"]
)
def test_a_browser_that_stores_nothing_is_told_in_words(window, server, how):
    page = window()
    page.add_init_script(f"IDBFactory.prototype.open = () => {{ {how} }}")
    page.goto(f"{server}my-learning/entry/")
    page.get_by_text("Your browser does not let this site store anything").wait_for()

    assert page.get_by_role("alert").is_visible()


PATIENTS = {
    "seen 943 476 5919 today": ["nhs"],
    "9434765919": ["nhs"],
    "943-476-5919": ["nhs"],
    "943 476 5918": [],  # the check digit is wrong
    "1111111111": [],
    "DOB 12/03/1948": ["born"],
    "born 3 May 1951": ["born"],
    "on 12/03/1948 she": ["born"],
    "BP 120/80, ratio 3/4, 1.5.2": [],
    "hospital number AB12345": ["hospital"],
    "MRN: 0012345": ["hospital"],
    "ward 4, bed 12": [],
    "lives at LS1 4AP": ["postcode"],
    "call 07700 900123 or a.b@example.org": ["contact", "contact"],
    "Mrs Jones came": ["name"],
    "We read NG56 and PCP1 in 2026": [],
}


def test_the_form_warns_of_what_could_name_a_patient_and_does_not_block(started):
    page = started.visit("entry/")
    found = page.evaluate(
        f"async (texts) => {{ const {{ traces }} = await import({MODULES} + 'patient.js');"
        "return texts.map((text) => traces(text).map(({ rule }) => rule)) }",
        list(PATIENTS),
    )
    assert dict(zip(PATIENTS, found, strict=True)) == PATIENTS

    page.get_by_label("Title (needed)").fill("A visit")
    page.get_by_label("What happened").fill("She is 943 476 5919.")
    page.get_by_text("\"943 476 5919\" in 'What happened' could be an NHS number.").wait_for()
    page.get_by_role("button", name="Save this entry").click()
    page.get_by_text("is saved.").first.wait_for()


def test_choices_stand_in_the_order_of_the_handbook(started, site_dir):
    """Kinds of evidence under their frameworks, in form and log; resources as in the directory."""
    page = started.visit("entry/")
    groups = "(fields) => fields.map(({ label }) => label)"
    kinds = page.locator("#entry-kind optgroup").evaluate_all(groups)
    chosen = page.locator("#entry-resource option").all_inner_texts()[1:]
    page.goto(f"{started.server}resources/")
    listed = page.locator(".handbook-resources__link").all_inner_texts()
    log = started.visit("log/").locator("#log-kind optgroup").evaluate_all(groups)

    assert len(kinds) == 2
    assert kinds == log
    assert chosen[: len(listed)] == listed


# Many entries, several tabs, several devices.


def test_five_hundred_entries(started, figure, tmp_path):
    """Found quickly, there after a reload, the same in every tab, in the report, in the file."""
    began = time.perf_counter()
    started.js(MAKE, MANY)
    made = time.perf_counter() - began
    before = started.records()
    began = time.perf_counter()
    page = started.visit("log/")
    heading = page.locator("[data-part=count]")
    page.get_by_role("heading", name=f"{MANY} entries").wait_for()
    shown = time.perf_counter() - began
    took = page.evaluate(
        """() => {
            const field = document.querySelector('[name=words]')
            const began = performance.now()
            for (const text of ['z', 'zebra', 'zebra entry']) {
                field.value = text
                field.dispatchEvent(new Event('input', { bubbles: true }))
            }
            return (performance.now() - began) / 3
        }"""
    )
    figure(f"my learning: {MANY} entries stored in {made:.1f} s, shown in {shown:.1f} s")
    figure(f"my learning: {MANY} entries searched in {took:.0f} ms")

    assert heading.inner_text() == f"72 of {MANY} entries"
    page.get_by_role("button", name="Show all entries").click()
    page.get_by_label("Outcome", exact=True).select_option("pcp-1")
    page.get_by_label("Date from", exact=True).fill("2025-01-01")
    page.get_by_role("heading", name=re.compile(rf"^\d+ of {MANY}")).wait_for()
    wanted = [
        r for r in before.values() if r["outcomes"][0]["id"] == "pcp-1" and r["date"] >= "2025"
    ]
    assert heading.inner_text() == f"{len(wanted)} of {MANY} entries"
    page.get_by_role("button", name="Show 25 more").click()
    assert page.locator("[data-part=list] > li").count() == 50
    assert started.page.evaluate("document.activeElement.closest('li').matches(':nth-child(26)')")

    page.reload()
    assert started.records() == before
    second = page.context.new_page()
    started.visit("log/", second).get_by_role("heading", name=f"{MANY} entries").wait_for()
    assert {r["id"]: r for r in started.js("([store]) => store.all()", page=second)} == before

    report = started.visit("report/")
    assert report.locator(".handbook-report__entry").count() == MANY
    assert report.get_by_text("Signature").is_visible()
    assert report.get_by_text("Something <b>7</b> & *more* happened.").count() == 1
    file = json.loads(started.save_file(tmp_path).read_text())
    assert {record["id"]: record for record in file["records"]} == before
    assert [e.message for e in Draft202012Validator(learning()).iter_errors(file)] == []


def test_two_tabs_agree_and_lose_no_change(started):
    """One tab changes one field, the other another: both stay. The same field: both texts stay."""
    id = started.add(title="Shared", happened="first")["id"]
    one = started.visit(f"entry/#{id}")
    two = started.page.context.new_page()
    started.visit(f"entry/#{id}", two)
    two.get_by_label("What happened").fill("told by two")
    two.get_by_label("Minutes it took").fill("20")
    two.get_by_role("button", name="Save this entry").click()
    two.get_by_text("is saved.").first.wait_for()
    one.get_by_text("has been changed in another tab").wait_for()
    one.get_by_label("What I learned").fill("told by one")
    one.get_by_role("button", name="Save this entry").click()
    one.get_by_text("is saved.").first.wait_for()
    [entry] = started.records().values()
    told = (entry["happened"], entry["learned"], entry["minutes"])
    assert told == ("told by two", "told by one", 20)
    two.get_by_role("heading", name="1 entry").wait_for()

    started.visit(f"entry/#{id}", one)
    started.visit(f"entry/#{id}", two)
    for page, text in ((two, "last word of two"), (one, "last word of one")):
        page.get_by_label("What happened").fill(text)
        page.get_by_role("button", name="Save this entry").click()
        page.get_by_text("is saved.").first.wait_for()
    assert one.get_by_text("the other version is kept beside it").is_visible()
    assert one.get_by_text("This is another version of an entry").count() == 1
    assert words(started.records()) >= {"last word of one", "last word of two", "told by one"}
    assert len(started.records()) == 2
    two.get_by_role("heading", name="2 entries").wait_for()  # it heard of the other tab


def test_deleted_entries_come_back_or_are_erased_for_good(started):
    started.add(title="Gone", happened="with text")
    page = started.visit("log/")
    page.get_by_role("button", name='Delete "Gone"').click()
    page.get_by_text("is deleted.").wait_for()
    page.get_by_label("Show deleted entries").check()
    page.get_by_role("button", name='Bring back "Gone"').click()
    page.get_by_text('"Gone" is back.').wait_for()
    page.get_by_label("Show deleted entries").uncheck()
    page.get_by_role("button", name='Delete "Gone"').click()
    page.get_by_label("Show deleted entries").check()
    page.get_by_role("button", name='Erase for good: "Gone"').click()
    page.get_by_role("button", name="Keep it").click()
    assert len(started.records()) == 1
    page.get_by_role("button", name='Erase for good: "Gone"').click()
    page.get_by_role("button", name="Erase it for good").click()
    page.get_by_role("heading", name="0 deleted entries").wait_for()
    assert started.records() == {}


def test_the_own_file_brought_in_twice_changes_nothing(started, tmp_path):
    started.js(MAKE, 20)
    before = started.records()
    file = started.save_file(tmp_path)
    for _ in range(2):
        page = started.choose(file)
        assert page.get_by_text("Everything in this file is already here.").is_visible()
        assert page.get_by_role("button", name="Bring it in").count() == 0
    started.js("""async ([store], { records }) => {
            await store.merge(records)
            await store.merge(records)
        }""",
               json.loads(file.read_text()))  # fmt: skip

    assert started.records() == before


def test_two_devices_files_come_together_in_both_without_loss(started, other, tmp_path):
    """Whatever each has changed, both end with the same records, and every text is in them."""
    shared = [started.add(title=f"Shared {n}", happened="old")["id"] for n in range(4)]
    other.bring(started.save_file(tmp_path))
    started.change(shared[0], happened="here only")
    other.change(shared[1], happened="there only")
    started.change(shared[2], happened="both, here")
    other.change(shared[2], happened="both, there")
    started.js("([store], id) => store.remove(id)", shared[3])
    other.change(shared[3], happened="edited though deleted")
    started.add(title="New here")
    other.add(title="New there")

    here, there = started.save_file(tmp_path, "here.json"), other.save_file(tmp_path, "there.json")
    told = started.bring(there)
    other.bring(here)
    found = started.records()

    assert "New here: 1" in told
    assert "Changed both here and in the file: 2" in told
    assert contents(found) == contents(other.records())
    assert len(found) == 4 + 2 + 2
    assert words(found) >= {"here only", "there only", "both, here", "both, there",
                            "edited though deleted", "New here", "New there"}  # fmt: skip
    assert "deleted" not in found[shared[3]]
    for learner in (started, other):  # once more changes nothing
        for file in (here, there):
            learner.js(
                "([store], records) => store.merge(records)",
                json.loads(file.read_text())["records"],
            )
        assert contents(learner.records()) == contents(found)


def test_an_import_can_be_undone_even_later(started, other, tmp_path):
    kept, changed = (started.add(title=title)["id"] for title in ("Kept", "Changed"))
    other.bring(started.save_file(tmp_path))
    other.change(kept, happened="from the file")
    other.add(title="From the file")
    file = other.save_file(tmp_path)
    before = started.records()
    started.bring(file)
    assert len(started.records()) == 3
    started.change(changed, happened="written since")
    page = started.visit("keep/")
    page.get_by_role("button", name="Undo the last import").click()
    page.get_by_text("The import is undone").wait_for()
    found = started.records()

    assert set(found) == set(before)
    assert found[kept] == before[kept]
    assert found[changed]["happened"] == "written since"


def test_storage_wiped_and_restored_from_the_file(started, tmp_path):
    started.js(MAKE, MANY)
    started.add(kind="rating", outcome={"id": "pcp-1"}, stage="before", confidence=3)
    started.js("([store], id) => store.remove(id)", next(iter(started.records())))
    before = started.records()
    file = started.save_file(tmp_path)
    page = started.page
    second = page.context.new_page()
    started.visit("log/", second)
    page.get_by_role("button", name="Erase everything…").click()
    page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    assert page.get_by_role("dialog").is_visible()  # the box is not ticked
    page.get_by_label("I know that nobody can bring it back").check()
    page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Start my record").wait_for()
    assert page.evaluate("indexedDB.databases()") == []
    second.get_by_role("button", name="Start my record").wait_for()

    started.start()
    assert f"New here: {len(before)}" in started.bring(file)
    assert started.records() == before


# Files.


def test_files_that_do_not_fit_are_refused_with_a_reason(started, tmp_path):
    started.add(title="Mine")
    file = started.save_file(tmp_path)
    good, before = json.loads(file.read_text()), started.records()
    refused = {
        '{"format": "my-lear': "is not a file that we can read",
        '{"other": []}': "is not a file of My learning",
        json.dumps(
            good | {"format_version": FORMAT + 1}
        ): f"format {FORMAT + 1}; this one reads up to {FORMAT}",
    }
    for text, message in refused.items():
        file.write_text(text)
        page = started.choose(file)
        assert message in page.locator("[data-part=unread]").inner_text()
        assert not page.get_by_role("button", name="Bring it in").is_visible()

    [record] = good["records"]
    bad = [
        record | {"id": "no-date", "title": "Bad", "date": "tomorrow"},
        7,
        record | {"id": "../x"},
    ]
    new = record | {"id": "new", "title": "<img src=x onerror=alert(1)>", "colour": "blue"}
    foreign = {"id": "elsewhere", "title": "Another", "version": "1"}
    file.write_text(json.dumps(good | {"records": [*bad, new], "framework": foreign, "mood": [1]}))
    page = started.choose(file)
    told = page.locator("[data-part=preview]").inner_text()
    assert "Record 1 (Bad): date" in told
    assert "Record 2" in told
    assert "Record 3 (Mine): id" in told
    assert "It comes from another handbook, Another." in told
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("is brought in").wait_for()
    again = json.loads(started.save_file(tmp_path).read_text())

    assert started.records() == {**before, "new": new}
    assert again["mood"] == [1]  # what we do not know comes along


def test_the_table_and_the_text_hold_what_was_written_and_nothing_runs(started, tmp_path):
    nasty = {
        "title": "=HYPERLINK(1)", "happened": "+1\n# no heading\n- no list <script>x</script>",
        "learned": "@SUM(A1), \"quoted\"", "next": "\t-1 and *stars* [x](javascript:y)",
        "outcomes": [{"id": "pcp-1", "why": "=1"}], "minutes": 5,
    }  # fmt: skip
    started.add(**nasty)
    page = started.visit("keep/")
    files = {}
    for name in ("CSV", "Markdown"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"({name})").click()
        download.value.save_as(tmp_path / name)
        files[name] = (tmp_path / name).read_bytes().decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(files["CSV"]))

    assert (row["Title"], row["Minutes"]) == ("'=HYPERLINK(1)", "5")
    assert row["What I learned"] == "'" + nasty["learned"]
    assert row["Outcomes 1, why"] == "'=1"
    assert not any(value.lstrip()[:1] in tuple("=+-@") for value in row.values() if value)
    tokens = MarkdownIt().parse(files["Markdown"])
    kinds = {child.type for token in tokens for child in [token, *(token.children or [])]}
    assert not kinds & {"html_block", "html_inline", "link_open", "bullet_list_open", "em_open"}
    assert [t.content for t in tokens if t.type == "inline"][2] == r"\=HYPERLINK(1)"


def test_a_copied_entry_is_text_for_a_portfolio(started):
    started.add(title="One", happened="Yes.", outcomes=[{"id": "pcp-2", "why": "Because."}])
    page = started.visit("log/")
    page.get_by_role("button", name='Copy as text: "One"').click()
    page.get_by_role("button", name='Copied: "One"').wait_for()
    text = page.evaluate("navigator.clipboard.readText()")

    assert text.startswith("One\n\nWhen it happened\n1 January 2026\n\nWhat happened\nYes.")
    assert "\nOutcomes\nPCP2 Help people make decisions that matter: Because." in text
    assert text.endswith("Handbook: Enhance, version 2026.1.")


def test_a_file_of_ones_own_follows_every_change_and_is_never_written_over(started):
    """The browser's private files stand in for the window that asks which file."""
    started.add(title="Before")
    page = started.visit("keep/")
    page.evaluate(
        """() => { window.showSaveFilePicker = async () => {
            const folder = await navigator.storage.getDirectory()
            return folder.getFileHandle('mine.json', { create: true })
        } }"""
    )
    page.get_by_role("button", name="Choose a new file").click()
    page.get_by_text("Every change is written to mine.json.").wait_for()
    page = started.visit("entry/")
    page.get_by_label("Title (needed)").fill("After")
    page.get_by_role("button", name="Save this entry").click()
    page.get_by_text("is saved.").first.wait_for()
    read = """async () => {
        const file = await (await navigator.storage.getDirectory()).getFileHandle('mine.json')
        const { records } = JSON.parse(await (await file.getFile()).text())
        return records.map(({ title }) => title).sort()
    }"""
    until(lambda: page.evaluate(read) == ["After", "Before"])

    page.evaluate(  # another device has written to the file
        """async () => {
            const handle = await (await navigator.storage.getDirectory()).getFileHandle('mine.json')
            const file = JSON.parse(await (await handle.getFile()).text())
            file.records.push({ ...file.records[0], id: 'elsewhere', title: 'Elsewhere' })
            const stream = await handle.createWritable()
            await stream.write(JSON.stringify(file))
            await stream.close()
        }"""
    )
    started.add(title="Last")
    until(lambda: page.evaluate(read) == ["After", "Before", "Elsewhere", "Last"])
    assert {record["title"] for record in started.records().values()} >= {"Elsewhere", "Last"}


def until(true):
    """Wait for something that a page does by itself."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


# The handbook changes.


@pytest.fixture
def changed(started, site_dir):
    """From now on the learner sees a handbook of another version."""

    def to(version, **outcomes):
        text = (
            (site_dir / "my-learning" / "catalogue.js").read_text().removeprefix("export default ")
        )
        known = json.loads(text)
        known["framework"]["version"] = version
        for domain in known["domains"]:
            for outcome in domain["outcomes"]:
                outcome |= outcomes.get(outcome["id"].replace("-", "_"), {})
            gone = [o for o in domain["outcomes"] if o.get("gone")]
            domain["outcomes"] = [o for o in domain["outcomes"] if o not in gone]
        body = "export default " + json.dumps(known)
        started.page.context.route(
            re.compile("/my-learning/catalogue.js"),
            lambda route: route.fulfill(body=body, content_type="text/javascript"),
        )

    return to


def test_a_changed_curriculum_asks_and_changes_nothing_by_itself(started, changed):
    def linked(id):
        return [{"id": id, "title": f"Old {id}", "version": "2026.1", "why": f"Why {id}"}]

    ids = {name: started.add(title=name, outcomes=linked(name))["id"]
           for name in ("pcp-1", "pcp-2", "pcp-3", "pcp-4", "ph-1", "ph-2")}  # fmt: skip
    before = started.records()
    note = "It now asks for more."
    new = [
        {"version": "2026.2", "date": "2026-12-01", "note": note, "before": "Once", "after": "Now"}
    ]
    changed("2026.2",
        pcp_1={"changes": new}, pcp_2={"status": "withdrawn", "replaced_by": ["pcp-5", "ph-3"]},
        pcp_3={"status": "withdrawn", "replaced_by": ["pcp-5"]}, pcp_4={"gone": True},
        ph_1={"status": "withdrawn"}, ph_2={"changes": [new[0] | {"version": "2026.1"}]},
    )  # fmt: skip
    page = started.visit()
    page.get_by_role("heading", name="The handbook has changed").wait_for()
    asked = page.locator("[data-part=question-list]").inner_text()
    heads = ["asks for something else now", "has been split", "has been replaced",
             "is not in this handbook", "is no longer in use"]  # fmt: skip
    assert [asked.count(head) for head in heads] == [1, 1, 1, 1, 1]
    assert [word for word in (note, "Once", "Now") if word not in asked] == []
    assert started.records() == before

    answers = {"asks for something": "Leave it as it is", "has been split": "Name PH3",
               "has been replaced": "Name PCP5", "is not in this": "Leave it",
               "no longer in use": "Leave it"}  # fmt: skip
    for question, answer in answers.items():
        item = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=question))
        item.get_by_label(answer).check()
        item.get_by_role("button", name="Keep this answer").click()
        item.wait_for(state="detached")
    assert page.get_by_role("heading", name="The handbook has changed").count() == 0
    found = {name: started.records()[id] for name, id in ids.items()}

    links = {name: record["outcomes"][0] for name, record in found.items()}
    assert [links[n]["id"] for n in ids] == ["pcp-1", "ph-3", "pcp-5", "pcp-4", "ph-1", "ph-2"]
    assert links["pcp-1"]["version"] == "2026.2"
    assert links["pcp-2"]["was"] == ["pcp-2"]
    assert [links[name]["why"] for name in ids] == [f"Why {name}" for name in ids]
    assert started.visit().get_by_role("heading", name="The handbook has changed").count() == 0
    started.visit(f"entry/#{ids['pcp-4']}")
    assert page.get_by_label("Outcome", exact=True).locator("option:checked").inner_text() == (
        "Old pcp-4 (not in this handbook now)"
    )


def test_older_formats_are_led_to_the_newer_one_and_a_failed_step_changes_nothing(started):
    """There is one format yet. A step of this test's own leads from it to a second."""
    started.add(title="Old", spare=1)
    before = started.records()
    code = f"""async ([store]) => {{
        const {{ open, StoreError }} = await import({MODULES} + 'database.js')
        const {{ migrated, FORMAT, STEPS }} = await import({MODULES} + 'migrate.js')
        const name = store.place.name
        store.close()
        const failing = [() => {{ throw new Error('a mistake') }}]
        const told = ({{ reason }}) => reason
        const failed = await open(name, {{ version: 2, steps: failing }}).then(() => '', told)
        const read = (database) => new Promise((done) => {{
            const request = database.transaction('records').objectStore('records').getAll()
            request.onsuccess = () => done(request.result)
        }})
        const first = await open(name)
        const still = await read(first)
        first.close()
        const steps = [(record) => ({{ ...record, name: record.title }})]
        const second = await open(name, {{ version: 2, steps }})
        const found = await read(second)
        second.close()
        const older = await open(name).then(() => '', told)
        const file = migrated(still, 1, 2, steps)
        return {{ failed, still, found, older, file, FORMAT, known: STEPS.length }}
    }}"""
    result = started.js(code)

    assert result["still"] == [*before.values()]
    assert result["failed"] == "failed"
    assert result["found"] == result["file"] == [{**r, "name": "Old"} for r in before.values()]
    assert result["older"] == "newer"
    assert (result["FORMAT"], result["known"]) == (FORMAT, FORMAT - 1)
    started.visit()
    assert started.page.get_by_text(
        "A newer version of this handbook wrote your record"
    ).is_visible()


def test_the_browser_checks_by_the_published_schema(started):
    """Every keyword of it is known to the script, which says yes and no where jsonschema does."""
    entry = started.add(outcomes=[{"id": "a", "why": "b"}], minutes=3, activity={"id": "x"})
    rating = {**entry, "kind": "rating", "outcome": {"id": "a"}, "stage": "after", "confidence": 5}
    plan = {**entry, "kind": "plan", "about": "outcome", "item": {"id": "a"}, "target": None}
    link = {"id": "a"}
    spoilt = [
        {**entry, "id": "a/b"}, {**entry, "id": ""}, {**entry, "date": "1 May"},
        {**entry, "title": ""},
        {**entry, "title": "x" * 501}, {**entry, "outcomes": [link] * 4},
        {**entry, "outcomes": [{}]},
        {**entry, "outcomes": [{"id": "a", "why": 1}]}, {**entry, "minutes": -1},
        {**entry, "minutes": 1.5}, {**entry, "minutes": "3"}, {**entry, "activity": "x"},
        {**entry, "clock": {"a": "1"}}, {**entry, "clock": []}, {**entry, "deleted": "now"},
        {**entry, "made": "2026"}, {**entry, "happened": None}, {**rating, "confidence": 6},
        {**rating, "stage": "later"}, {**rating, "outcome": None}, {**plan, "about": "person"},
        {**plan, "target": "2026"}, {k: v for k, v in entry.items() if k != "date"},
        {k: v for k, v in plan.items() if k != "item"},
    ]  # fmt: skip
    records = [
        entry,
        rating,
        plan,
        {**entry, "new": {}},
        {**entry, "deleted": entry["made"]},
        *spoilt,
    ]
    schema = learning()
    file = {
        "format": "my-learning",
        "format_version": 1,
        "framework": {"id": "a"},
        "exported": entry["made"],
    }
    validator = Draft202012Validator(schema)
    expected = [validator.is_valid({**file, "records": [record]}) for record in records]
    fits = f"""async ([store], records) => {{
        const {{ problems, KEYWORDS }} = await import({MODULES} + 'shape.js')
        return [records.map((record) => !problems(store.known.schema, record).length), KEYWORDS]
    }}"""
    found, keywords = started.js(fits, records)

    assert found == expected == [True] * 5 + [False] * len(spoilt)
    assert set(keywords_of(schema)) - {
        "$schema",
        "$defs",
        "title",
        "description",
        "default",
    } <= set(keywords)


def keywords_of(schema):
    for name, value in schema.items():
        yield name
        inner = value.values() if name in ("properties", "$defs") else [value]
        for part in [*inner, *(value if isinstance(value, list) else [])]:
            if isinstance(part, dict):
                yield from keywords_of(part)


# Everybody.


def test_axe_finds_nothing_in_any_state(started):
    """Empty and full, with warnings, questions, previews and dialogs open; light and dark."""
    found = {}

    def look(state):
        found[state] = checks.at_ends(started.page)
        found[state, "too wide"] = checks.too_wide(started.page)

    page = started.visit("log/")
    look("empty log")
    started.add(title="One", happened="x" * 300, outcomes=[{"id": "gone", "title": "Gone"}])
    started.js(MAKE, 30)
    look("log")
    page.get_by_role("button", name='Delete "').first.click()
    page.get_by_text("is deleted.").wait_for()
    page.get_by_label("Show deleted entries").check()
    page.get_by_role("button", name="for good").click()
    look("dialog over deleted entries")
    started.visit("")
    look("questions")
    page = started.visit("entry/#outcome=pcp-1")
    page.get_by_label("What happened").fill("Mr Smith, 943 476 5919")
    page.get_by_text("could be an NHS number").wait_for()
    page.get_by_role("button", name="Add an outcome").click()
    look("form with a warning")
    started.visit("report/")
    look("report")
    page = started.visit("keep/")
    file = started.js("([store]) => store.contents()")
    file["records"] = [{**file["records"][0], "id": "new"}, 7]
    given = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}
    page.get_by_label("A file of My learning").set_input_files(given)
    page.get_by_role("button", name="Bring it in").wait_for()
    look("preview")
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_role("button", name="Undo the last import").wait_for()
    page.get_by_role("button", name="Erase everything…").click()
    look("dialog")

    assert {at: wrong for at, wrong in found.items() if wrong} == {}


def test_without_scripts_there_is_a_form_for_paper(window, server):
    page = window(java_script_enabled=False)
    for part in PARTS:
        page.goto(f"{server}my-learning/{part}")
        assert page.locator("noscript p").is_visible()
        assert page.locator("main form:visible").count() == 0
    page.get_by_role("link", name="print an empty evidence form").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Evidence form for paper"
    assert page.get_by_text("What I learned").is_visible()
    assert page.get_by_text("Signature").is_visible()


def test_the_paper_holds_every_word_and_nothing_else(started, tmp_path):
    """On paper: no menu, no buttons; the sign-off stands at the end."""
    started.add(title="On paper", happened="Every word of it.")
    page = started.visit("report/")
    page.emulate_media(media="print")
    shown = page.locator("nav:visible, button:visible, form:visible")

    assert shown.count() == 0
    assert page.get_by_text("Every word of it.").is_visible()
    name = page.locator("[data-part=name]")  # a line to write on, unless it is typed
    assert (name.inner_text(), name.bounding_box()["height"] > 30) == ("", True)
    assert page.get_by_text("Learner's name").is_visible()
    assert page.get_by_role("heading", name="Supervisor's sign-off").is_visible()
