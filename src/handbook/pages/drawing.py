"""Where everything in the drawing of connections stands: domains left, outcomes right.

Lengths are units of the drawing, which is `NARROW` wide on a telephone, with the codes of outcomes
alone, and as high as its outcomes need. Where there is room, their titles stand there too, up to
`WIDTH`.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from handbook.model import Domain, Outcome
from handbook.site import Site

WIDTH, NARROW = 640, 340
LEFT, RIGHT = 122, 222  # where lines begin and end
ROW, LINE = 31, 19  # one outcome, one line of words
BEFORE, AFTER = 10, 24  # around a group's title: more room before it, and to the first middle
LETTERS, NAME = 15, 54  # in one line: of a domain left, of an outcome
BETWEEN = 8  # the lines of one domain where they begin
STYLES = 6  # of lines: each a colour and a way to be dashed
ALONE = "no line"

Lines = Sequence[tuple[int, str]]


class Curve(NamedTuple):
    """One connection: its number in the drawing, its style, and its path as SVG writes it."""

    number: int
    style: int
    path: str


class Node(NamedTuple):
    """A domain or an outcome: where its words stand, and the curves that begin or end there.

    `names` is what stands there if there is room, and else `lines`. Below them `alone_full` and
    `alone` say so of an outcome that nothing leads to. `bar` is the height at which the lines of a
    domain begin, and their end.
    """

    record: Domain | Outcome
    y: int
    lines: Lines
    curves: Sequence[Curve]
    words: str
    names: Lines = ()
    alone: Lines = ()
    alone_full: Lines = ()
    style: int = 0
    bar: tuple[int, int] = (0, 0)


class Group(NamedTuple):
    """The domain of some outcomes, above them: its code, and its title where there is room.

    A title in short lines would make the spaces between groups differ, for both have one height.
    """

    lines: Lines
    names: Lines


class Drawing(NamedTuple):
    """All of it, ready to be written."""

    height: int
    sources: Sequence[Node]
    targets: Sequence[Node]
    groups: Sequence[Group]
    curves: Sequence[Curve]


def drawing(site: Site, sources: Sequence[Domain], groups: Sequence[Sequence[Outcome]]) -> Drawing:
    """Lay out the connections from some domains to some outcomes, which stand in groups."""
    groups = [group for group in groups if group]
    domains = [site.domain_of(group[0]) for group in groups]
    named = {id for domain in sources for id in domain.connections}
    names = {o.id: _names(o, o.id not in named) for group in groups for o in group}
    tops, heights = _heights([domain.title for domain in domains], groups, names)
    lowest = max([*heights.values(), 0]) + ROW
    height = max(lowest, len(sources) * 5 * LINE)
    places = {domain.id: _middle(at, len(sources), height) for at, domain in enumerate(sources)}
    found = _curves(sources, places, heights)
    return Drawing(
        height=height,
        sources=[_source(site, d, at, places[d.id], found) for at, d in enumerate(sources)],
        targets=[
            _target(site, outcome, heights[outcome.id], names[outcome.id], found)
            for group in groups
            for outcome in group
        ],
        groups=[_group(domain, y) for domain, y in zip(domains, tops, strict=True)],
        curves=[*found.values()],
    )


def _heights(
    titles: Sequence[str],
    groups: Sequence[Sequence[Outcome]],
    names: Mapping[str, Sequence[str]],
) -> tuple[Sequence[int], dict[str, int]]:
    """Where the last line of each group's title stands, and the middle of each outcome."""
    tops: list[int] = []
    found: dict[str, int] = {}
    y = 0
    for title, group in zip(titles, groups, strict=True):
        y += LINE * len(_wrapped(title, NAME)) + (BEFORE if tops else 0)
        tops.append(y)
        y += AFTER
        for outcome in group:
            more = (len(names[outcome.id]) - 1) * LINE
            found[outcome.id] = y + more // 2
            y += ROW + more
    return tops, found


def _wrapped(words: str, letters: int) -> list[str]:
    """A word that is longer than a line stays whole."""
    return textwrap.wrap(words, letters, break_long_words=False)


def _middle(at: int, of: int, height: int) -> int:
    return round(height * (at + 0.5) / of)


def _group(domain: Domain, y: int) -> Group:
    return Group([(y, domain.code)], _rising(_wrapped(domain.title, NAME), y))


def _rising(lines: Sequence[str], last: int) -> Lines:
    return [(last - LINE * (len(lines) - 1 - at), line) for at, line in enumerate(lines)]


def _around(lines: Sequence[str], y: int) -> Lines:
    top = y - LINE * (len(lines) - 1) / 2 + 5
    return [(round(top + LINE * at), line) for at, line in enumerate(lines)]


Curves = Mapping[tuple[str, str], Curve]


def _curves(
    sources: Sequence[Domain], places: Mapping[str, int], heights: Mapping[str, int]
) -> Curves:
    found: dict[tuple[str, str], Curve] = {}
    for place, domain in enumerate(sources):
        ends = sorted((id for id in domain.connections if id in heights), key=heights.__getitem__)
        for at, id in enumerate(ends):
            begin = places[domain.id] + round(BETWEEN * (at + 0.5 - len(ends) / 2))
            path = _path(begin, heights[id])
            found[domain.id, id] = Curve(len(found) + 1, _style(place), path)
    return found


def _style(place: int) -> int:
    return place % STYLES + 1


def _path(begin: int, end: int) -> str:
    middle = (LEFT + RIGHT) // 2
    return f"M{LEFT} {begin}C{middle} {begin} {middle} {end} {RIGHT} {end}"


def _source(site: Site, domain: Domain, at: int, y: int, curves: Curves) -> Node:
    own = [curve for (id, _), curve in curves.items() if id == domain.id]
    terms = site.framework_of(domain).terms.outcome
    words = f"{domain.title} ({domain.code}): names {_count(len(own), terms.one, terms.many)}"
    lines = _around(_wrapped(f"{domain.title} ({domain.code})", LETTERS), y)
    half = BETWEEN * len(own) // 2
    return Node(domain, y, lines, own, words, style=_style(at), bar=(y - half, y + half))


def _target(site: Site, outcome: Outcome, y: int, names: Sequence[str], curves: Curves) -> Node:
    own = [curve for (_, id), curve in curves.items() if id == outcome.id]
    terms = site.framework_of(site.domain_of(outcome)).terms.domain
    named = f"named by {_count(len(own), terms.one, terms.many)}" if own else "not named"
    words = f"{outcome.code} {outcome.title}: {named}"
    full = _around(names, y)
    if own:
        return Node(outcome, y, _around([outcome.code], y), own, words, full)
    code, alone = _around([outcome.code, ALONE], y)
    return Node(outcome, y, [code], own, words, full[:-1], [alone], full[-1:])


def _names(outcome: Outcome, alone: bool) -> list[str]:
    lines = _wrapped(f"{outcome.code} {outcome.title}", NAME)
    return [*lines, ALONE] if alone else lines


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
