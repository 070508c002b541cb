"""Colours: how well one can be read on another, and the nearest one that can.

Contrast is WCAG's: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. "Nearest" is by OKLCH, in
which a step of lightness looks alike for every hue: https://bottosson.github.io/posts/oklab/, as
CSS Color 4 has it. A test compares both with the library ColorAide, which would be too slow to
import in every build.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import atan2, cos, hypot, sin

STEPS = 250  # of lightness between black and white; finer ones cannot be told apart
Triple = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours such as '#005eb8': from 1 (the same) to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=500)
def luminance(colour: str) -> float:
    """WCAG's relative luminance: 0 for black, 1 for white."""
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue, and as near in lightness as can be, that passes.

    It keeps as much of its strength as a screen can show at that lightness. None if no lightness
    passes, from black to white.
    """
    if passes(colour):
        return colour
    lightness, chroma, hue = oklch(colour)
    tried = (in_gamut(wanted, chroma, hue) for wanted in _around(lightness))
    return next((found for found in tried if passes(found)), None)


def shifted(colour: str, by: float) -> str:
    """The same colour lighter, or darker if `by` is less than nothing. All of lightness is 1."""
    lightness, chroma, hue = oklch(colour)
    return in_gamut(min(max(lightness + by, 0), 1), chroma, hue)


def oklch(colour: str) -> Triple:
    """Lightness (0 to 1), chroma, and hue in radians."""
    red, green, blue = map(_linear, _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """The colour with this lightness and hue, as strong as a screen can show it."""
    low, high = 0.0, chroma
    if _fits(_linear_rgb(lightness, chroma, hue)):
        low = chroma
    else:
        for _ in range(12):
            middle = (low + high) / 2
            fits = _fits(_linear_rgb(lightness, middle, hue))
            low, high = (middle, high) if fits else (low, middle)
    return "#" + "".join(f"{_byte(light):02x}" for light in _linear_rgb(lightness, low, hue))


def _around(lightness: float) -> Iterator[float]:
    """Every lightness there is, those near this one first."""
    yield from sorted((i / STEPS for i in range(STEPS + 1)), key=lambda it: abs(it - lightness))


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(rgb: Triple) -> bool:
    return all(-0.0005 <= light <= 1.0005 for light in rgb)


def _channels(colour: str) -> Triple:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _byte(light: float) -> int:
    light = min(max(light, 0), 1)
    channel = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(channel * 255)
