"""The directories narrow down to what a reader chooses, and say so in their address."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(window):
    return window()


@pytest.fixture
def directory(page, visit):
    """The resource directory with nothing chosen."""
    return visit(page, "resources")


def shown(page, attribute=None):
    """What the visible entries are, or what they say of one attribute."""
    entries = page.locator("main [data-items] > li:visible")
    if attribute is None:
        return entries.count()
    return [set(value.split("|")) for value in entries.evaluate_all(VALUES, f"data-{attribute}")]


VALUES = "(all, name) => all.map((entry) => entry.getAttribute(name))"


def total(page):
    """How many entries there are at all."""
    return page.locator("main [data-items] > li").count()


def status(page):
    """What is told of the number of entries, once the page has had time to tell it."""
    page.wait_for_timeout(400)
    return page.get_by_role("main").get_by_role("status").inner_text()


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Domain", "system-working"),
        ("Outcome", "pcp-2"),
        ("Kind", "report"),
        ("Cost", "free"),
        ("Access", "account"),
        ("Time", "unknown"),
    ],
)
def test_one_choice_shows_what_fits_and_nothing_else(directory, label, value):
    """And the count, the address and the list agree."""
    values = directory.locator("main [data-items] > li").evaluate_all(
        VALUES, f"data-{label.lower()}"
    )
    fitting = sum(value in entry.split("|") for entry in values)
    if label in RARE:
        directory.get_by_text("By time, cost, access").click()
    directory.get_by_label(label, exact=True).select_option(value)

    assert status(directory) == f"{fitting} of {total(directory)} resources"
    assert 0 < shown(directory) == fitting
    assert all(value in entry for entry in shown(directory, label.lower()))
    assert directory.url.endswith(f"?{label.lower()}={value}")


RARE = ("Time", "Cost", "Access")  # known for few of the resources


def test_what_is_rarely_known_is_folded_up_and_says_for_how_many_it_is_known(directory):
    """So that a reader does not take the few for all that is free."""
    stated = directory.locator("main [data-items] > li:not([data-cost=unknown])").count()
    cost = directory.get_by_label("Cost", exact=True)
    assert not cost.is_visible()
    assert directory.get_by_label("Kind", exact=True).is_visible()

    directory.get_by_text("By time, cost, access").click()
    assert cost.is_visible()
    told = directory.locator(f"#{cost.get_attribute('aria-describedby')}").inner_text()
    assert told == f"Known for {stated} of {total(directory)}"
    cost.select_option("free")
    directory.get_by_text("By time, cost, access (1 chosen)").wait_for()


def test_words_are_looked_for_in_all_that_an_entry_says(directory):
    """In any order and case, also in former names and authors that are not shown."""
    directory.get_by_label("Words").fill("MARMOT review")

    assert status(directory).startswith(f"{shown(directory)} of ")
    assert shown(directory) >= 2
    titles = directory.locator("main [data-items] > li:visible").all_text_contents()
    assert any("Marmot" in title for title in titles)


def test_several_choices_hold_at_once(directory):
    """Each takes away what does not fit it."""
    directory.get_by_label("Domain", exact=True).select_option("social-justice")
    one = shown(directory)
    directory.get_by_label("Kind", exact=True).select_option("video")
    two = shown(directory)
    directory.get_by_label("Words").fill("story")

    assert status(directory).startswith(f"{shown(directory)} of ")
    assert one > two > shown(directory) > 0
    assert all("social-justice" in entry for entry in shown(directory, "domain"))
    assert all("video" in entry for entry in shown(directory, "kind"))
    assert directory.url.endswith("?q=story&domain=social-justice&kind=video")


def test_a_choice_says_how_many_it_would_leave(directory):
    """Before it is made, with the other choices in force."""
    directory.get_by_label("Domain", exact=True).select_option("population-health")
    option = directory.get_by_label("Kind", exact=True).locator("option[value=framework]")
    promised = int(option.inner_text().rpartition("(")[2].rstrip(")"))
    directory.get_by_label("Kind", exact=True).select_option("framework")

    assert shown(directory) == promised


def test_the_address_brings_the_choices_back(page, server):
    """So that a list can be kept or sent to a colleague."""
    page.goto(server + "resources/?domain=system-working&cost=free")
    page.locator("main form").first.wait_for()

    assert page.get_by_label("Domain", exact=True).input_value() == "system-working"
    assert page.get_by_label("Cost", exact=True).input_value() == "free"
    assert 0 < shown(page) < total(page)


def test_going_back_brings_the_choices_back(directory):
    """From a resource to the list in which it was found."""
    directory.get_by_label("Domain", exact=True).select_option("system-working")
    status(directory)
    before = shown(directory)
    directory.locator("main [data-items] > li:visible a").first.click()
    directory.wait_for_url("**/resources/*/")
    directory.go_back()
    directory.locator("main form").first.wait_for()

    assert directory.get_by_label("Domain", exact=True).input_value() == "system-working"
    assert shown(directory) == before


def test_an_unknown_choice_in_the_address_is_passed_over(page, server):
    """An old or mistyped address shows the whole list."""
    page.goto(server + "resources/?domain=astrology")
    page.locator("main form").first.wait_for()

    assert shown(page) == total(page)


def test_nothing_that_fits_is_said_clearly(directory):
    """With a way out, which shows everything again."""
    directory.get_by_label("Words").fill("xyzzy")
    assert status(directory).startswith("Nothing fits all of this")
    assert shown(directory) == 0

    directory.get_by_role("button", name="Clear").click()
    assert status(directory) == f"{total(directory)} resources"
    assert shown(directory) == total(directory)
    assert directory.get_by_label("Words").input_value() == ""
    assert "?" not in directory.url


def test_activities_are_filtered_in_the_same_way(page, visit):
    """By their own fields."""
    visit(page, "activities")
    page.get_by_label("Domain", exact=True).select_option("complex-multimorbidity")
    assert shown(page) == 12
    page.get_by_label("Kind", exact=True).select_option("quality improvement")

    assert status(page) == "2 of 55 activities"
    assert page.url.endswith("?domain=complex-multimorbidity&kind=quality+improvement")


@pytest.mark.parametrize("name", ["resources", "activities"])
def test_the_first_entry_is_on_the_first_screen(window, visit, name):
    """On a desk and on a phone. There all choices are folded up; what is chosen is counted."""
    page = window()
    page.set_viewport_size({"width": 1280, "height": 800})
    visit(page, name)
    assert end(page.locator("[data-items] > li").first) < 800
    assert page.get_by_label("Domain", exact=True).is_visible()
    assert not page.get_by_text("Narrow down").is_visible()  # it would fold up nothing

    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_text("Narrow down", exact=True).wait_for()
    assert end(page.locator("[data-items] > li a").first) < 640
    assert page.locator("main form select:visible").count() == 0

    page.get_by_text("Narrow down", exact=True).click()
    every = page.locator("main form select")
    assert page.locator("main form select:visible").count() == every.count()
    every.last.select_option(index=1)
    page.get_by_label("Domain", exact=True).select_option("social-justice")
    page.get_by_text("Narrow down (2 chosen)").wait_for()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("Narrow down", exact=True).wait_for()


def end(target):
    """How far down a page something reaches."""
    box = target.bounding_box()
    return box["y"] + box["height"]


def test_the_glossary_shows_the_entries_with_some_words(page, server):
    """By abbreviations and other words for it too; a link to an entry shows everything again."""
    page.goto(server + "glossary/")
    field = page.get_by_label("Find a word")
    entries = page.locator("main dt:visible")
    field.wait_for()
    whole = entries.count()
    assert page.locator("main h2").first.inner_text() == "0–9"

    field.fill("sdoh")
    page.get_by_text(f"1 of {whole} entries").wait_for()
    assert entries.all_inner_texts() == ["Wider determinants of health"]
    assert page.locator("main h2:visible").all_inner_texts() == ["W"]
    assert page.get_by_role("navigation", name="A to Z").count() == 0  # few need no letters

    field.fill("de-prescribing")  # a spelling, which is not shown
    page.get_by_text(f"1 of {whole} entries").wait_for()
    assert entries.all_inner_texts() == ["Deprescribing"]

    field.fill("xyzzy")
    page.get_by_text("No entry says that").wait_for()
    page.evaluate("location.hash = 'letter-m'")
    page.wait_for_function("!document.querySelector('main input').value")
    assert entries.count() == whole


CHOSEN = """() => {
  const chosen = document.querySelector('.handbook-letters [aria-current]')
  const { left, right } = chosen?.getBoundingClientRect() ?? {}
  return left >= 0 && right <= innerWidth
}"""


def test_the_letters_of_the_glossary_stay_in_sight(page, server):
    """And cover nothing that a letter leads to, on a phone too."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(server)  # or the letter would be the one that it is at already
    page.goto(server + "glossary/#letter-m")
    row = page.get_by_role("navigation", name="A to Z")
    page.wait_for_function(CHOSEN)  # the letter is in sight, though others stand before it
    letters = row.bounding_box()
    heading = page.locator("#letter-m").bounding_box()
    page.set_viewport_size({"width": 1280, "height": 800})

    assert letters["y"] == 0
    assert letters["height"] < 80
    assert letters["height"] <= heading["y"] < 320
