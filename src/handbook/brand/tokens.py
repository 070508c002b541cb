"""Design tokens: what a brand's colours become in the style sheet, checked for contrast.

Every pair of colours that the theme puts on each other stands in `PAIRS`, with WCAG 2.2's least
contrast at level AA: 4.5 for text (1.4.3), 3 for edges and bars that say something (1.4.11). What
the theme has itself is read off its own style sheet, so that it is written once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from handbook.brand.colours import contrast, nearest, shifted
from handbook.problems import Problem

if TYPE_CHECKING:
    from handbook.brand.record import Colours, Shades

RULE = "low-contrast"
SCHEMES = ("light", "dark")
PREFIX = "--handbook-colour-"
TOKEN = re.compile(
    rf"^  {PREFIX}([a-z-]+): "
    rf"(?:light-dark\((#[0-9a-f]{{6}}), (#[0-9a-f]{{6}})\)|var\({PREFIX}([a-z-]+)\));",
    re.MULTILINE,
)
TEXT, EDGE = 4.5, 3.0
GROUNDS = ("background", "surface", "mark")
LINKS = ("link", "link-hover", "link-visited")
# What is seen, on what, and the least contrast of the two.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, TEXT) for text in ("text", "quiet", *LINKS) for ground in GROUNDS),
    *((edge, ground, EDGE) for edge in ("edge", "action", "warning") for ground in GROUNDS[:2]),
    ("action-text", "action", TEXT),
    ("action-text", "action-hover", TEXT),
    ("header-text", "header", TEXT),
    ("header-edge", "header", EDGE),
)
# Each after those that it must go with: first what others lie on.
ORDER = (
    *GROUNDS, "header", "primary", "action", "action-text", "action-hover", "text", "quiet", *LINKS,
    "edge", "warning", "header-text", "header-edge", "line",
)  # fmt: skip
WHAT = {
    "background": "the background of pages",
    "surface": "the background of boxes",
    "mark": "marked text",
    "header": "the header",
    "action": "buttons",
    "action-text": "the words on buttons",
    "action-hover": "buttons under the pointer",
    "text": "text",
    "quiet": "less important text",
    "link": "links",
    "link-hover": "links under the pointer",
    "link-visited": "links that were followed",
    "edge": "the edges of fields",
    "warning": "the bar beside warnings",
    "header-text": "the words in the header",
    "header-edge": "the edges of buttons in the header",
}
# Whatever lies behind text leaves room for some that can be read: near to black, or to white.
POLES = {"light": ("black text", "#000000"), "dark": ("white text", "#ffffff")}
ROOM = 7.0
HOVER = {"light": -0.12, "dark": 0.09}  # how much lighter things get under the pointer


class Palette(NamedTuple):
    """The tokens that a brand sets, as light and dark, and what is wrong with its colours."""

    tokens: Mapping[str, tuple[str, str]]
    problems: tuple[Problem, ...]


def palette(colours: "Colours") -> Palette:
    """What becomes of the colours of a brand.

    Of a colour that does not pass, the palette has the one that the message proposes: all
    proposals of one run go together.
    """
    light = _Scheme("light", colours)
    problems = [*light.settle()]
    dark = _Scheme("dark", colours, light.values)
    problems += dark.settle()
    own = [name for name in ORDER if name in light.wishes or name in dark.wishes]
    tokens = {name: (light.values[name], dark.values[name]) for name in own if name != "primary"}
    return Palette(tokens, tuple(problems))


@cache
def defaults() -> Mapping[str, tuple[str, str]]:
    """The theme's own colours by token, for light and for dark pages."""
    sheet = files("handbook") / "theme" / "assets" / "css" / "shell.css"
    found: dict[str, tuple[str, str]] = {}
    for name, light, dark, other in TOKEN.findall(sheet.read_text(encoding="utf-8")):
        found[name] = found[other] if other else (light, dark)
    return found


def css(tokens: Mapping[str, tuple[str, str]], font: str | None) -> str:
    """The style sheet that sets these tokens, to come after the theme's own."""
    lines = [f"{PREFIX}{name}: light-dark({one}, {two});" for name, (one, two) in tokens.items()]
    if "header" in tokens:
        lines.append(f"{PREFIX}header-button: var({PREFIX}header-edge);")
    if font:
        lines.append(f"--handbook-font: {_families(font)};")
    return "".join([":root {\n", *(f"  {line}\n" for line in lines), "}\n"]) if lines else ""


def _families(font: str) -> str:
    """A list of fonts, with quotes around names of several words."""
    names = (" ".join(name.split()) for name in font.split(","))
    return ", ".join(f'"{name}"' if " " in name else name for name in names if name)


class _Wish(NamedTuple):
    """The colour that a token is to have: as the brand says, or as follows from what it says."""

    colour: Callable[[], str]
    said: bool = False


class _Scheme:
    """The colours of light pages, or of dark ones. `lighter` has those of light pages."""

    def __init__(
        self, scheme: str, colours: "Colours", lighter: Mapping[str, str] | None = None
    ) -> None:
        side = SCHEMES.index(scheme)
        self.scheme = scheme
        self.colours = colours
        self.lighter = lighter
        self.values = {name: pair[side] for name, pair in defaults().items()}
        self.wishes = self._said()
        self._follow()
        self.settled: set[str] = set()

    def _said(self) -> dict[str, _Wish]:
        """What the brand says. A colour without a twin for dark pages gets one there."""
        found = {}
        for name in ORDER:
            shades: Shades | None = getattr(self.colours, _field(name), None)
            if shades is None:
                continue
            if said := getattr(shades, self.scheme):
                found[name] = _Wish(_always(_long(said)), said=True)
            elif self.lighter and name not in (*GROUNDS, "line"):
                found[name] = _Wish(_always(self.lighter[name]))
        return found

    def _follow(self) -> None:
        """Add what follows from that: hover, and words on what has another colour now."""
        if "primary" in self.wishes:
            for name in ("link", "action"):
                self.wishes.setdefault(name, _Wish(lambda: self.values["primary"]))
        for name in ("link", "action"):
            if name in self.wishes:
                self.wishes.setdefault(f"{name}-hover", _Wish(self._hover(name)))
        if "action-hover" in self.wishes:
            self.wishes.setdefault("action-text", _Wish(self._words("action-text", "action")))
        if "header" in self.wishes:
            self.wishes.setdefault("header-text", _Wish(self._words("header-text", "header")))
            self.wishes.setdefault("header-edge", _Wish(lambda: self.values["header-text"]))

    def _hover(self, name: str) -> Callable[[], str]:
        return lambda: shifted(self.values[name], HOVER[self.scheme])

    def _words(self, name: str, ground: str) -> Callable[[], str]:
        """The theme's own colour of words, or else white or black."""
        own = (self.values[name], "#ffffff", "#000000")
        return lambda: next(it for it in own if contrast(it, self.values[ground]) >= TEXT)

    def settle(self) -> Iterator[Problem]:
        """Give every token its colour. One that the brand says and nobody can read is a problem."""
        for name in ORDER:
            wish = self.wishes.get(name)
            if wish is not None:
                colour = wish.colour()
                needs = list(self._needs(name))
                self.values[name] = self._fitting(colour, needs)
                if wish.said and self.values[name] != colour:
                    yield self._problem(name, colour, needs)
            self.settled.add(name)

    def _fitting(self, colour: str, needs: list["_Need"]) -> str:
        def fits(tried: str) -> bool:
            return all(contrast(tried, need.colour) >= need.least for need in needs)

        return nearest(colour, fits) or POLES[self.scheme][1]

    def _needs(self, name: str) -> Iterator["_Need"]:
        """What this colour must go with, as far as that stands fast by now."""
        if name in GROUNDS:
            yield _Need(WHAT[name], *POLES[self.scheme], ROOM)
        for used in self._used(name):
            for front, back, least in PAIRS:
                other = back if front == used else front
                stands = other in self.settled or other not in self.wishes
                if used in (front, back) and stands:
                    yield _Need(WHAT[used], WHAT[other], self.values[other], least)

    def _used(self, name: str) -> tuple[str, ...]:
        """The tokens that have this colour."""
        if name != "primary":
            return (name,)
        return tuple(use for use in ("link", "action") if getattr(self.colours, use) is None)

    def _problem(self, name: str, colour: str, needs: list["_Need"]) -> Problem:
        need = next(it for it in needs if contrast(colour, it.colour) < it.least)
        found = int(contrast(colour, need.colour) * 100) / 100  # 4.499 is not 4.5
        message = (
            f"'{colour}' is hard to see on {self.scheme} pages: the contrast of {need.what} with "
            f"{need.other} ('{need.colour}') would be {found:g}, and must be {need.least:g}"
        )
        shade = f"the nearest shade that passes wherever it is used is '{self.values[name]}'"
        return Problem(self.colours.place(_field(name), self.scheme), RULE, message, shade)


class _Need(NamedTuple):
    """That `what` must have the `least` contrast with `other`, which has that `colour`."""

    what: str
    other: str
    colour: str
    least: float


def _always(colour: str) -> Callable[[], str]:
    return lambda: colour


def _field(name: str) -> str:
    return name.replace("-", "_")


def _long(colour: str) -> str:
    digits = colour.removeprefix("#").lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)
