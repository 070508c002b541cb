"""The drawing of connections under a finger, a mouse and a keyboard, at every width."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
OWN = "#to-pcp-1 .handbook-drawing__own"
SPILLS = """drawing => {
    const edge = drawing.getBoundingClientRect()
    const shown = [...drawing.querySelectorAll('text')].filter((text) => text.checkVisibility())
    const spills = (box) => box.left < edge.left - 1 || box.right > edge.right + 1
    return shown.filter((text) => spills(text.getBoundingClientRect())).map((t) => t.textContent)
}"""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_finger_sees_the_lines_of_a_name_before_it_follows_it(window, visit, width):
    page = visit(window(width, has_touch=True), "map/")
    name = page.locator("#to-pcp-1 a")
    expect(page.locator(".handbook-drawing[data-taps]")).to_have_count(1)
    assert page.locator(".handbook-drawing").evaluate(SPILLS) == []
    assert name.bounding_box()["height"] > 0
    title = name.locator(".handbook-drawing__full")
    assert title.is_visible() is (width > 320)

    name.tap()
    expect(page.locator(OWN)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/map/$"))
    page.locator("#to-pcp-2 a").tap()
    expect(page.locator(OWN)).to_be_hidden()
    page.locator("#to-pcp-2 a").tap()
    expect(page).to_have_url(re.compile(r"/outcomes/pcp-2/$"))


def test_a_mouse_and_a_keyboard_see_lines_at_once_and_follow_a_name(window, visit):
    page = visit(window(), "map/")
    name = page.locator("#to-pcp-1 a")

    name.hover()
    expect(page.locator(OWN)).to_be_visible()
    page.mouse.move(0, 0)
    expect(page.locator(OWN)).to_be_hidden()
    name.focus()
    expect(page.locator(OWN)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/outcomes/pcp-1/$"))
