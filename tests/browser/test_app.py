"""The handbook on a device: offline after one visit, and never two versions at once."""

import shutil
from contextlib import suppress

import pytest
from click.testing import CliRunner
from playwright.sync_api import Error

from browser.hosts import KEPT, hosted
from handbook.app import App, Standing, write_app
from handbook.cli import main
from handbook.folders import files
from small import small_site

pytestmark = pytest.mark.browser
NEW = '<p id="second-version">This is the second version.</p>'
LATER = "resources/book/"  # what one visit does not bring
SETTINGS = """\
site_name: Small
docs_dir: content
theme: {name: material, favicon: assets/images/favicon.svg}
hooks: [hook.py]
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The site of a small handbook."""
    root = tmp_path_factory.mktemp("small")
    small_site(root)
    (root / "content" / "themes").mkdir(parents=True)
    (root / "content" / "themes" / "care.md").write_text("# Care\n", encoding="utf-8")
    (root / "content" / "index.md").write_text("# Home\n", encoding="utf-8")
    (root / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    built = CliRunner().invoke(main, ["build", str(root)])
    assert built.exit_code == 0, built.output
    return root / "site"


@pytest.fixture(scope="module")
def versions(first, tmp_path_factory):
    """The same with a line more on every page, and one that is kept no more."""
    folder = tmp_path_factory.mktemp("versions")
    second, off = folder / "second", folder / "off"
    shutil.copytree(first, second)
    for name in files(second):
        if name.endswith(".html"):
            page = second / name
            page.write_text(page.read_text("utf-8").replace("</main>", NEW + "</main>"), "utf-8")
    write_app(second, files(second), App("Handbook", "", "en", "3 December 2026"), Standing(folder))
    shutil.copytree(second, off)
    for name in files(off):
        if name.endswith(".html"):  # as the theme writes it with `app: false`
            page = (off / name).read_text("utf-8")
            (off / name).write_text(page.replace('<link rel="manifest"', "<link"), "utf-8")
    write_app(off, files(off), App("Handbook", "", "en", "", on=False), Standing(folder))
    return second, off


@pytest.fixture
def site(first, tmp_path):
    shutil.copytree(first, tmp_path / "site")
    with hosted(tmp_path / "site") as site:
        yield site


@pytest.fixture
def page(window, site):
    """A page of a reader who has visited one page, and waited until the rest had come."""
    return visited(window, f"{site.url}glossary/")


def visited(window, url):
    page = window(service_workers="allow")
    page.context.set_default_timeout(60_000)
    page.goto(url)
    page.wait_for_function(KEPT)
    return page


def eventually(page, promise):
    """Ask a page until its promise is kept: Playwright itself takes any promise for a yes."""
    for _ in range(300):
        with suppress(Error):  # a page that loads anew meanwhile cannot answer
            if page.evaluate(promise):
                return
        page.wait_for_timeout(200)
    pytest.fail(f"never true: {promise}")


def is_new(page):
    return page.locator("#second-version").count() == 1


def test_after_one_visit_it_is_read_without_a_connection(window, site_dir):
    """The real handbook."""
    with hosted(site_dir) as site:
        page = visited(window, f"{site.url}about/licence/")
        eventually(page, "async () => (await caches.match(location.href)) !== undefined")
        site.down = True

        for path in ("about/licence/", "outcomes/pcp-2/", "", "domains/social-justice/"):
            page.goto(site.url + path)
            assert page.locator("h1").inner_text()
            assert "not on your device" not in page.title()

        page.goto(f"{site.url}search/?q=frailty")
        page.wait_for_function("document.title.includes('\"frailty\"')")
        assert page.locator("[data-part=results] a").count() > 2

        page.goto(f"{site.url}resources/nice-ng56/")  # what one visit does not bring
        assert page.url == f"{site.url}carry-away/not-here/"


def test_the_whole_is_kept_when_the_reader_asks(page, site):
    page.goto(f"{site.url}carry-away/")
    status = page.locator("[data-module=handbook-carry] [role=status]")
    page.get_by_role("button", name="Keep the whole handbook here").click()
    page.wait_for_function(
        "document.querySelector('[data-module=handbook-carry] [role=status]')"
        ".textContent.startsWith('The whole')"
    )
    assert "31 January 2026" in status.inner_text()
    site.down = True
    page.goto(site.url + LATER)
    assert page.url == site.url + LATER
    site.down = False

    page.goto(f"{site.url}carry-away/")
    page.get_by_role("button", name="Remove it from this device").click()
    eventually(page, "async () => (await caches.keys()).length === 0")
    assert page.evaluate(REGISTRATIONS) == 0


REGISTRATIONS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def test_a_newer_version_is_told_of_and_comes_as_a_whole(page, site, versions):
    page.goto(f"{site.url}outcomes/")
    site.publish(versions[0])

    page.goto(f"{site.url}outcomes/r-1/")  # on which the browser looks for a newer worker
    page.locator("[data-update] button").wait_for()
    assert "3 December 2026" in page.locator("[data-update]").inner_text()
    for path in ("outcomes/r-1/", "outcomes/", "domains/"):
        page.goto(site.url + path)
        assert not is_new(page), path

    with page.expect_navigation():
        page.locator("[data-update] button").click()
    for path in ("outcomes/", "outcomes/r-1/", "", LATER, "glossary/"):
        page.goto(site.url + path)
        assert is_new(page), path
    kept = page.evaluate("caches.keys()")
    assert len([name for name in kept if not name.endswith("notes")]) == 1


def test_a_page_that_only_the_new_version_has_brings_no_mixture(page, site, versions):
    """Half of a publication must not be kept, and from the first new page on all are new."""
    site.publish(versions[0])
    (site.folder / "sw-files.json").write_text("{}")  # not there yet: nothing can be installed

    page.goto(site.url + LATER)  # not kept so far
    assert is_new(page)
    page.goto(f"{site.url}outcomes/")
    assert is_new(page)

    site.down = True  # the old version is still there, as a whole
    page.goto(f"{site.url}outcomes/r-1/")
    assert not is_new(page)


GONE = """async () => !(await caches.keys()).length
  && !(await navigator.serviceWorker.getRegistrations()).length"""


def test_switched_off_it_takes_itself_away(page, site, versions):
    site.publish(versions[1])

    page.goto(f"{site.url}outcomes/")
    eventually(page, GONE)
    page.goto(f"{site.url}outcomes/")
    assert is_new(page)
