"""Where everything in the drawing of connections stands: domains left, outcomes right.

Lengths are units of the drawing, which is `WIDTH` wide and as high as its outcomes need. It is made
so narrow that its letters can be read on a small telephone.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handbook.model import Domain, Outcome
from handbook.site import Site

WIDTH = 340
LEFT, RIGHT = 128, 270  # where lines begin and end
ROW, GAP, LINE = 20, 14, 15  # one outcome, between two domains, one line of a title
LETTERS = 15  # of a title in one line
SPREAD = 44  # over which the lines of one domain begin


@dataclass(frozen=True)
class Curve:
    """One connection: its number in the drawing, and its path as SVG writes it."""

    number: int
    path: str


@dataclass(frozen=True)
class Node:
    """A domain or an outcome: where its words stand, and the curves that begin or end there."""

    record: Domain | Outcome
    y: int
    lines: Sequence[tuple[int, str]]
    curves: Sequence[Curve]
    words: str


@dataclass(frozen=True)
class Drawing:
    """All of it, ready to be written."""

    height: int
    sources: Sequence[Node]
    targets: Sequence[Node]
    curves: Sequence[Curve]


def drawing(site: Site, sources: Sequence[Domain], groups: Sequence[Sequence[Outcome]]) -> Drawing:
    """Lay out the connections from some domains to some outcomes, which stand in groups."""
    heights = _heights(groups)
    lowest = max([*heights.values(), 0]) + ROW
    height = max(lowest, len(sources) * 5 * LINE)
    places = {domain.id: _middle(at, len(sources), height) for at, domain in enumerate(sources)}
    found = _curves(sources, places, heights)
    return Drawing(
        height=height,
        sources=[_source(site, d, places[d.id], found) for d in sources],
        targets=[_target(site, o, heights[o.id], found) for group in groups for o in group],
        curves=[*found.values()],
    )


def _heights(groups: Sequence[Sequence[Outcome]]) -> dict[str, int]:
    found = {}
    y = ROW
    for group in groups:
        for outcome in group:
            found[outcome.id] = y
            y += ROW
        y += GAP
    return found


def _middle(at: int, of: int, height: int) -> int:
    return round(height * (at + 0.5) / of)


Curves = Mapping[tuple[str, str], Curve]


def _curves(
    sources: Sequence[Domain], places: Mapping[str, int], heights: Mapping[str, int]
) -> Curves:
    found: dict[tuple[str, str], Curve] = {}
    for domain in sources:
        ends = sorted((id for id in domain.connections if id in heights), key=heights.__getitem__)
        for at, id in enumerate(ends):
            begin = places[domain.id] + round(SPREAD * ((at + 0.5) / len(ends) - 0.5))
            found[domain.id, id] = Curve(len(found) + 1, _path(begin, heights[id]))
    return found


def _path(begin: int, end: int) -> str:
    middle = (LEFT + RIGHT) // 2
    return f"M{LEFT} {begin}C{middle} {begin} {middle} {end} {RIGHT} {end}"


def _source(site: Site, domain: Domain, y: int, curves: Curves) -> Node:
    lines = textwrap.wrap(f"{domain.title} ({domain.code})", LETTERS)
    top = y - LINE * (len(lines) - 1) / 2 + 5
    own = [curve for (id, _), curve in curves.items() if id == domain.id]
    terms = site.framework_of(domain).terms.outcome
    words = f"{domain.title} ({domain.code}): names {_count(len(own), terms.one, terms.many)}"
    placed = [(round(top + LINE * at), line) for at, line in enumerate(lines)]
    return Node(domain, y, placed, own, words)


def _target(site: Site, outcome: Outcome, y: int, curves: Curves) -> Node:
    own = [curve for (_, id), curve in curves.items() if id == outcome.id]
    terms = site.framework_of(site.domain_of(outcome)).terms.domain
    named = f"named by {_count(len(own), terms.one, terms.many)}" if own else "not named"
    words = f"{outcome.code} {outcome.title}: {named}"
    return Node(outcome, y, [(y + 5, outcome.code)], own, words)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
