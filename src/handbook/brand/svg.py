"""An SVG picture that can do no harm, or the reason why it could.

A picture stands on the site's own address. Whoever opens it there would run a script in it as if
it were ours, so only what draws is let through: no script, nothing that loads, moves or links.
What drawing programs leave behind for themselves is dropped. https://www.w3.org/TR/SVG2/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
XHTML, XML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/XML/1998/namespace"
DEEPEST = 40
DRAWS = frozenset(
    """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title
    desc style image linearGradient radialGradient stop clipPath mask pattern marker filter switch
    feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
    """.split()  # noqa: SIM905 (a list of words is read as one)
)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")
OUTSIDE = re.compile(r"url\s*\(\s*(?!['\"]?#)|\\|javascript:|src\s*\(|image-set", re.IGNORECASE)
RULES = re.compile(r"@(?!media\b)", re.IGNORECASE)
EMBEDDED = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")
LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")


class UnsafeError(Exception):
    """Why a picture is refused: the line, what is there, and what to do."""

    def __init__(self, line: int, message: str, help: str) -> None:
        self.line = line
        self.message = message
        self.help = help
        super().__init__(message)


@dataclass(frozen=True)
class Drawing:
    """A picture that draws and does nothing else, with its size in units of its own."""

    content: bytes
    width: float
    height: float


def drawing(raw: bytes) -> Drawing:
    """The picture that an SVG file holds, without what does not draw.

    Raises UnsafeError for the first thing in it that could harm.
    """
    root = _Reader().read(raw)
    _no_copies_of_copies(root)
    width, height = _size(root)
    root.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    return Drawing(tostring(root, encoding="utf-8"), width, height)


class _Reader:
    """Keeps what is safe, while expat reads. It fetches nothing, and expands no entities."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.builder = TreeBuilder()
        self.open: list[str] = []  # the names of the elements that we are in; '' if dropped
        self.styles: list[tuple[int, Element]] = []  # with their lines

    def read(self, raw: bytes) -> Element:
        try:
            self.parser.Parse(raw, True)
            root: Element = self.builder.close()
        except (expat.ExpatError, AssertionError, LookupError, ValueError):
            line = self.parser.ErrorLineNumber or 1
            raise UnsafeError(line, "this is not an SVG picture", _SAVE) from None
        self._judge_styles()
        return root

    def _judge_styles(self) -> None:
        """Only as wholes: what one piece of text begins, the next may end."""
        for line, element in self.styles:
            text = "".join(element.itertext())
            if OUTSIDE.search(text) or RULES.search(text):
                raise UnsafeError(line, "this style leads out of the picture", _TAKE_OUT)

    def _doctype(self, *found: object) -> None:
        if found[3]:  # it declares entities, and may make a small file a huge one
            raise self._unsafe("entities are declared here", _SAVE)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        drop = bool(self.open) and (not self.open[-1] or self._foreign(space, name))
        if not drop:
            self._judge(space, name)
            self._element(name, attributes)
        self.open.append("" if drop else name)
        if len(self.open) > DEEPEST:
            raise self._unsafe(f"there are more than {DEEPEST} levels here", _SAVE)

    def _foreign(self, space: str, name: str) -> bool:
        """Whether this is a note of some program's to itself."""
        if space == XHTML:
            raise self._unsafe(f"<{name}> is part of a web page, not of a picture", _TAKE_OUT)
        return space != SVG or name == "metadata"

    def _judge(self, space: str, name: str) -> None:
        if not self.open and (space, name) != (SVG, "svg"):
            raise self._unsafe("this is not an SVG picture", _SAVE)
        if name not in DRAWS:
            raise self._unsafe(f"<{name}> may not stand in a picture", _TAKE_OUT)

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        kept = {} if self.open else {"xmlns": SVG}
        for full, value in attributes.items():
            space, _, key = full.rpartition(" ")
            if space in ("", XLINK) and not (space and key != "href"):
                self._judge_attribute(name, key, value)
                kept[key] = value
            elif (space, key) == (XML, "space"):
                kept["xml:space"] = value
        element = self.builder.start(name, kept)
        if name == "style":
            self.styles.append((self.parser.CurrentLineNumber, element))

    def _judge_attribute(self, name: str, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            raise self._unsafe(f"'{key}' would run a script", _TAKE_OUT)
        if key == "href" and not value.startswith("#"):
            if name != "image" or not EMBEDDED.fullmatch(value):
                raise self._unsafe(f"<{name}> leads out of the picture", _TAKE_OUT)
        elif not NAME.fullmatch(key) or OUTSIDE.search(value):
            raise self._unsafe(f"'{key}' leads out of the picture", _TAKE_OUT)

    def _end(self, _tag: str) -> None:
        if name := self.open.pop():
            self.builder.end(name)

    def _text(self, text: str) -> None:
        if self.open[-1]:
            self.builder.data(text)

    def _unsafe(self, message: str, help: str) -> UnsafeError:
        return UnsafeError(self.parser.CurrentLineNumber, message, help)


_SAVE = "save it again as plain SVG (in Inkscape: Save as, Optimised SVG), or use a PNG"
_TAKE_OUT = "take it out, or save the picture again as plain SVG, or use a PNG"


def _no_copies_of_copies(root: Element) -> None:
    """Refuse `use` of what has `use` in it: a few of them draw more than any browser can."""
    targets = {element.get("id"): element for element in root.iter() if element.get("id")}
    for use in root.iter("use"):
        target = targets.get((use.get("href") or "").removeprefix("#"))
        if target is not None and next(target.iter("use"), None) is not None:
            raise UnsafeError(1, "<use> copies something that is a copy itself", _SAVE)


def _size(root: Element) -> tuple[float, float]:
    """Width and height, from the attributes or else from the view box."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    told = [LENGTH.fullmatch(root.get(side) or "") for side in ("width", "height")]
    try:
        if all(told):
            width, height = (float(found[1]) for found in told if found)
        else:
            width, height = float(box[2]), float(box[3])
    except (IndexError, ValueError):
        width = height = 0
    if not (0 < width < 100_000 and 0 < height < 100_000):
        raise UnsafeError(1, "this picture does not say how large it is", 'give it a "viewBox"')
    return width, height
