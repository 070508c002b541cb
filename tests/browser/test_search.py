"""Search as its readers meet it: a question in the address, answers on the results page."""

import gzip
from urllib.parse import quote, urlsplit

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(window):
    """One page, so that the index is fetched from the cache."""
    return window()


@pytest.fixture(scope="module")
def search(page, server):
    """The addresses that the results page gives for a question, best first."""
    page.goto(f"{server}search/?q={quote('no question yet')}")
    page.wait_for_function("document.title.includes('\"no question yet\"')")

    def ask(query: str) -> list[str]:
        field = page.get_by_role("main").get_by_role("searchbox")
        field.fill(query)
        field.press("Enter")
        page.wait_for_function('query => document.title.includes(`"${query}"`)', arg=query)
        links = page.locator("main ol li h2 a").evaluate_all("all => all.map(a => a.href)")
        return [link.removeprefix(server) for link in links]

    return ask


def test_the_header_leads_to_the_results(window, server):
    """From any page, by keyboard, with the question kept in the field."""
    page = window()
    page.goto(server + "outcomes/ph-3/")
    page.get_by_role("banner").get_by_role("searchbox").fill("frailty")
    page.keyboard.press("Enter")
    page.wait_for_function("document.title.includes('\"frailty\"')")

    assert page.url == server + "search/?q=frailty"
    assert page.get_by_role("main").get_by_role("searchbox").input_value() == "frailty"


def test_the_results_say_how_many_and_of_which_kind(page, search):
    """In the heading, in the title, to screen readers, and beside each result."""
    found = search("frailty")
    heading = page.get_by_role("heading", level=1).inner_text()

    assert '"frailty"' in heading
    assert int(heading.split()[0]) >= len(found) > 0
    status = page.get_by_role("status").filter(has_text='"frailty"')
    status.wait_for(state="attached")
    kinds = page.locator("main ol li [data-kind]").all_inner_texts()
    assert len(kinds) == len(found)
    assert all(kinds)
    assert len(set(kinds)) > 1


def test_every_result_shows_why_it_was_found(page, search):
    """The very title first; other words that were searched for are named; each has a mark."""
    found = search("social prescribing")
    also = page.locator("[data-part=also]").inner_text()
    marked = page.locator("main ol mark").all_inner_texts()

    assert "glossary/#social-prescribing" in found[0]
    assert also.startswith("Also searched for: Link worker, community connector")
    assert page.locator("main ol > li:not(:has(mark))").count() == 0
    assert "community" not in {text.lower() for text in marked}
    page.locator("[role=status][data-part=status]", has_text=also).wait_for(state="attached")


def test_a_question_without_an_answer_is_met_with_help(page, search):
    """It says so, and leads to the lists of everything."""
    assert search("xyzzy") == []
    assert 'Nothing found for "xyzzy"' in page.get_by_role("heading", level=1).inner_text()
    assert page.get_by_role("main").get_by_role("link", name="All resources").is_visible()


def test_a_choice_that_leaves_nothing_is_told_of_and_taken_back(window, server):
    """It is no mistake of spelling: without the choice there are results."""
    page = window()
    page.goto(f"{server}search/?q=PH3&form=video")
    heading = page.get_by_role("heading", level=1)
    page.get_by_text("Without that there are").wait_for()

    assert heading.inner_text() == 'Nothing for "PH3" among what you chose'
    assert page.get_by_text("Check the spelling").is_hidden()
    assert page.get_by_role("main").get_by_role("link", name="All resources").is_hidden()

    page.get_by_role("button", name="Show all of them").click()
    page.locator("main ol li h2 a").first.wait_for()
    assert page.url == f"{server}search/?q=PH3"
    assert page.get_by_text("Without that there are").is_hidden()


def test_until_the_first_answer_the_page_says_that_it_searches(window, server):
    """The lists of everything, for those without an answer, would look like one."""
    page = window()
    held = []
    page.route("**/search/index.json", lambda route: held.append(route))
    page.goto(f"{server}search/?q=frailty")
    page.get_by_text("Searching …").wait_for()
    assert page.get_by_role("main").get_by_role("link", name="All resources").is_hidden()

    held.pop().continue_()
    page.locator("main ol li h2 a").first.wait_for()
    assert page.get_by_text("Searching …").is_hidden()


def test_what_is_typed_before_the_script_is_there_stays(window, server):
    """On a slow network the field is there first; the address then has the older question."""
    page = window()
    held = []
    page.route("**/js/search.js*", lambda route: held.append(route))
    page.goto(f"{server}search/?q=older")
    with page.expect_response("**/js/search.js*"):
        page.get_by_role("main").get_by_role("searchbox").fill("frailty")
        while not held:
            page.wait_for_timeout(10)  # lets the request arrive here
        held.pop().continue_()
    page.wait_for_function("document.title.includes('\"frailty\"')")
    assert page.get_by_role("main").get_by_role("searchbox").input_value() == "frailty"


def test_markup_in_a_question_stays_text(page, search):
    """What a reader types, or an address says, is never run."""
    search("<img src=x onerror=document.title='run'>")

    assert page.locator("main img").count() == 0
    assert "<img" in page.get_by_role("heading", level=1).inner_text()


def test_the_index_is_fetched_for_a_search_only(window, server):
    """Not on the page of a reader who searches for nothing."""
    page = window()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(server + "outcomes/ph-3/")
    page.goto(server + "search/")
    page.wait_for_load_state("networkidle")

    assert [url for url in fetched if url.endswith(".json")] == []


def test_a_part_that_cannot_be_fetched_is_told_of(window, server):
    """And asked for again with the next question."""
    page = window()
    page.route("**/search/words/**", lambda route: route.abort())
    page.goto(f"{server}search/?q=frailty")
    page.get_by_role("alert").get_by_text("Search could not load its index").wait_for()
    assert page.get_by_role("main").get_by_role("link", name="All resources").is_visible()

    page.unroute("**/search/words/**")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.wait_for_function("document.title.includes('\"frailty\"')")
    assert page.get_by_role("alert").count() == 0


def test_more_results_come_with_the_focus_on_the_first_of_them(page, search):
    """Beyond those that were looked at closely."""
    search("health care")
    for shown in (20, 40):
        assert page.locator("main ol li").count() == shown
        page.get_by_role("button", name="Show more results").press("Enter")
        first = page.locator("main ol li h2 a").nth(shown)
        first.wait_for()
        assert first.evaluate("link => link === document.activeElement")


def test_the_first_answer_takes_little(window, server, site_dir, figure):
    """What is fetched from the question to the answer, compressed as hosts do."""
    page = window()
    fetched = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{server}search/?q=frailty")
    page.wait_for_function("document.title.includes('\"frailty\"')")

    files = [site_dir / path for path in fetched if path.endswith(".json") or "/js/" in path]
    size = sum(len(gzip.compress(file.read_bytes())) for file in files)
    figure(f"search: {len(files)} files, {size / 1000:.0f} KB compressed until the first answer")
    assert size < 85_000


def test_results_are_narrowed_and_the_address_remembers_it(window, server):
    """What belongs where is fetched for this only; two groups narrow, two choices of one widen."""
    page = window()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{server}search/?q=health inequalities")
    page.wait_for_function("document.title.includes('\"')")
    whole = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    assert not any("facets" in url and url.endswith("json") for url in fetched)

    page.get_by_text("Narrow down", exact=True).click()
    assert page.locator("main details details").count() == 0
    kinds = page.get_by_role("group", name="Kind of resource")
    kinds.get_by_label("Video").check()
    page.wait_for_function("location.search.includes('form=video')")
    videos = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    kinds.get_by_label("Report").check()
    page.wait_for_function("location.search.includes('form=report')")
    both = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    assert 0 < videos < both < whole
    kinds_shown = page.locator("main ol li [data-about]").all_inner_texts()
    assert {shown.split()[0] for shown in kinds_shown} == {"Video", "Report"}

    page.reload()
    page.wait_for_function("document.title.includes('\"')")
    assert int(page.get_by_role("heading", level=1).inner_text().split()[0]) == both
    page.get_by_role("button", name="Show everything again").click()
    page.wait_for_function("!location.search.includes('form')")
    assert int(page.get_by_role("heading", level=1).inner_text().split()[0]) == whole
    assert page.evaluate("document.activeElement.name") == "q"


def test_only_what_can_change_the_results_is_offered(window, server):
    """No costs where nobody states one, and no way to narrow down a single result."""
    page = window()
    page.goto(f"{server}search/?q=frailty")
    page.get_by_text("Narrow down", exact=True).click()
    page.get_by_role("group", name="Kind of resource").wait_for()
    for group in page.locator("main details fieldset:visible").all():
        assert group.locator("input").count() > 1
    assert not page.get_by_role("group", name="Cost").is_visible()

    page.goto(f"{server}search/?q=zzzyyq")
    page.wait_for_function("document.title.includes('zzzyyq')")
    assert not page.locator("main details").first.is_visible()


def test_on_a_phone_the_first_result_is_on_the_first_screen(window, server):
    """The ways to narrow results are folded up, and say how many are in use."""
    page = window()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{server}search/?q=wellbeing&kind=theme")
    page.wait_for_function("document.title.includes('\"')")
    first = page.locator("main ol").get_by_role("link").first.bounding_box()

    assert first["y"] + first["height"] < 640
    assert not page.get_by_role("group", name="Show").is_visible()
    page.get_by_text("Narrow down (1 chosen)").click()
    page.get_by_label("Everything").check()
    page.get_by_text("Narrow down", exact=True).wait_for()
