"""Pages of the real handbook in a browser."""

import pytest
from playwright.sync_api import expect

from browser.page_types import PAGES

PATIENCE = 30_000  # ms; more than a slow machine needs, and less than a person waits


@pytest.fixture(scope="module")
def contexts():
    """What is open in the browser."""
    return []


@pytest.fixture(scope="module")
def window(browser, contexts):
    """A window of the browser with a reader's settings, closed in the end."""
    expect.set_options(timeout=PATIENCE)

    def open_window(width: int = 1280, **settings):
        context = browser.new_context(viewport={"width": width, "height": 800}, **settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def _closed(contexts):
    """What a test opened is closed after it: some pages take half a processor while they wait."""
    before = len(contexts)
    yield
    for context in contexts[before:]:
        context.close()
    del contexts[before:]


@pytest.fixture(scope="module")
def visit(server):
    """Go to a page by its name in `PAGES` or its address, and wait until scripts have done."""

    def go(page, name: str):
        page.goto(server + PAGES.get(name, name))
        for module in page.locator("[data-module='handbook-filter']").all():
            module.locator("form").wait_for()
        if "search/?q=" in page.url:
            page.wait_for_function("document.title.includes('\"')")
        return page

    return go
