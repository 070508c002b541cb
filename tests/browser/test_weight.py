"""What a visit costs, at a host that does what our guide says, and whether anything jumps."""

import shutil
import time

import pytest

from browser.page_types import PAGES
from handbook.compress import compress, formats
from serving import serving

pytestmark = pytest.mark.browser
PROMISED = 60_000  # bytes of a first visit, headers left aside
WIDTHS = (320, 1280)
# Every page on which a script adds something, and some more.
STEADY = (
    "home", "domain", "outcome", "activities", "resources", "resources, filtered",
    "current resource", "map", "glossary", "crosswalk", "fields", "search",
)  # fmt: skip
SLOW = 0.15  # s that each script is late, so that the page is painted before
WATCH = """
window.shifts = []
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])
  }
}).observe({ type: 'layout-shift', buffered: true })
"""


@pytest.fixture(scope="module")
def seen():
    """Every file that the host has sent: its address and its bytes, in order."""
    return []


@pytest.fixture(scope="module")
def host(site_dir, tmp_path_factory, seen):
    """The address of the real handbook at a host that keeps to the guide."""
    folder = tmp_path_factory.mktemp("host") / "site"
    shutil.copytree(site_dir, folder)
    compress(folder, folder.with_name("none"), formats("gzip"))
    with serving(folder, seen=seen) as address:
        yield address


@pytest.fixture
def visited(host, seen, window):
    """Open pages one after the other in one window, and say what each made the host send."""
    page = window()

    def visit(address):
        seen.clear()
        page.goto(host + address)
        page.wait_for_load_state("networkidle")
        return {path.lstrip("/"): size for path, size in seen}

    return visit


@pytest.mark.parametrize("name", ["home", "domain", "outcome", "theme", "resources", "glossary"])
def test_a_first_visit_is_light(visited, figure, name):
    sent = visited(PAGES[name])

    figure(f"first visit, {name}: {sum(sent.values()) / 1000:.1f} kB, {len(sent)} files")
    assert sum(sent.values()) <= PROMISED


def test_the_second_page_is_its_text_alone(visited):
    first = visited(PAGES["outcome"])
    second = visited(PAGES["domain"])

    assert len(first) > 3
    assert [*second] == [PAGES["domain"]]


@pytest.mark.parametrize(
    ("name", "modules"),
    [("outcome", set()), ("resources", {"filter.js"}), ("search", {"search.js"})],
)
def test_a_page_fetches_the_scripts_that_it_has_a_place_for(visited, name, modules):
    sent = {path.rpartition("/")[2] for path in visited(PAGES[name])}

    assert {"filter.js", "search.js", "finder.js"} & sent == modules
    assert not any("search/index" in path for path in sent)


@pytest.mark.parametrize("width", [WIDTHS[0], pytest.param(WIDTHS[1], marks=pytest.mark.soak)])
def test_nothing_jumps_while_a_page_loads(host, window, width):
    """However late its scripts come."""
    page = window(width)
    page.add_init_script(WATCH)
    page.route("**/*.js", lambda route: (time.sleep(SLOW), route.continue_()))

    found = {}
    for name in STEADY:
        page.goto(host + PAGES[name])
        page.wait_for_load_state("networkidle")
        found[name] = page.evaluate("shifts")

    assert {name: shifts for name, shifts in found.items() if shifts} == {}
