"""The reader's browser says which reviews are overdue; without scripts the dates are there."""

import pytest

from handbook.hook import build_site
from reviewed import reviewed_handbook
from serving import serving

pytestmark = pytest.mark.browser
DUE = "Next review due: 1 September 2026."
OVERDUE = "The next review of this page was due on 1 September 2026."


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A site whose page was due on 1 September 2026, and a record on 1 March 2028."""
    root = reviewed_handbook(tmp_path_factory.mktemp("reviewed"))
    build_site(root, root / "site", strict=True)
    with serving(root / "site") as url:
        yield url


@pytest.fixture
def visit_on(address, window):
    """Open a page on a day of the reader's."""

    def go(url, day):
        page = window()
        page.clock.set_fixed_time(f"{day}T00:30:00")
        page.goto(f"{address}{url}")
        page.locator("[data-started]").first.wait_for(state="attached")
        return page

    return go


def note(page):
    return page.get_by_role("note").filter(has_text="was due on")


def test_nothing_is_said_until_the_day_has_passed(visit_on):
    page = visit_on("guide/", "2026-09-01")

    assert note(page).count() == 0
    assert DUE in page.locator("main").inner_text()


def test_an_overdue_page_says_so_quietly_beside_its_dates(visit_on):
    page = visit_on("guide/", "2026-09-02")

    assert OVERDUE in note(page).inner_text()
    assert note(page).evaluate("e => !!e.closest('.handbook-page-info')")


def test_after_three_months_it_says_so_at_the_top(visit_on):
    assert note(visit_on("guide/", "2026-11-30")).evaluate("e => !!e.closest('div[data-module]')")

    page = visit_on("guide/", "2026-12-01")

    assert note(page).evaluate("e => e.previousElementSibling.tagName") == "H1"


def test_two_years_later_records_say_it_too(visit_on):
    page = visit_on("outcomes/read/", "2028-11-22")

    assert "was due on 1 March 2028" in note(page).inner_text()


def test_the_health_page_counts_and_marks_what_is_overdue(visit_on):
    page = visit_on("contribute/health/", "2026-12-01")

    assert "Overdue today: 1." in page.locator("main").inner_text()
    rows = page.locator("[data-due]").locator("xpath=ancestor::tr")
    assert [row.count("overdue") for row in rows.all_inner_texts()] == [1, 0]


def test_without_scripts_the_dates_can_be_read(address, window):
    page = window(java_script_enabled=False)
    page.goto(f"{address}guide/")

    assert DUE in page.locator("main").inner_text()
    assert "was due on" not in page.locator("main").inner_text()
