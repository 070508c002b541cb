"""Long lists on numbered pages: `/resources/`, `/resources/pages/2/` and so on.

A list of up to `MOST` entries stands on one page. A longer one is cut, so that no page is heavier
than a browser shows at once, and every entry is still on a page that needs no script. No record
can live at such an address: an id has no slash in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from handbook.pages.page import Later, Link, Page

T = TypeVar("T")
MOST = 200  # entries on one page: with texts as long as ours, about 30 KB compressed


class Part(NamedTuple):
    """What of a list is on one page: its entries, and where among the pages of the list it is.

    `first` and `last` are places in the whole list of `total` entries, from 1. `links` lead to
    every page of the list, and are empty if there is only one; their titles say where it begins.
    """

    entries: Sequence[Any]
    number: int
    first: int
    last: int
    total: int
    links: tuple[Link, ...]


def in_parts(
    page: Page,
    entries: Sequence[T],
    start: Callable[[T], str],
    size: Callable[[T], int] = lambda _: 1,
    shown: Callable[[T], object] = lambda entry: entry,
) -> Iterator[Page]:
    """The pages of a list. `page` is the first of them; each one's template also receives `part`.

    `start` says in a few letters what an entry begins with, `size` for how many it counts, and
    `shown` what the template receives of it.
    """
    cuts = _cut(entries, size)
    total = sum(map(size, entries))
    links: tuple[Link, ...] = ()
    if len(cuts) > 1:
        links = tuple(Link(start(part[0]), _url(page, i)) for i, part in enumerate(cuts, 1))
    first = 1
    for number, part in enumerate(cuts, 1):
        last = first + sum(map(size, part)) - 1
        cut = Part(part, number, first, last, total, links)
        yield _page(page, _with(page.data, cut, shown), number, len(cuts))
        first = last + 1


def _cut(entries: Sequence[T], size: Callable[[T], int]) -> list[list[T]]:
    """Parts of at most `MOST`, unless one entry alone is larger."""
    parts: list[list[T]] = [[]]
    room = MOST
    for entry in entries:
        if parts[-1] and size(entry) > room:
            parts.append([])
            room = MOST
        parts[-1].append(entry)
        room -= size(entry)
    return parts


def _url(page: Page, number: int) -> str:
    return page.url if number == 1 else f"{page.url}pages/{number}/"


def _page(page: Page, data: Mapping[str, object], number: int, count: int) -> Page:
    if number == 1:
        return replace(page, data=data)
    place = f"page {number} of {count}"
    before, after = number - 1, number + 1
    return replace(
        page,
        data=data,
        uri=f"{page.url}pages/{number}.md",
        title=f"{page.title}, {place}",
        about=f"{page.description} This is {place}.",
        trail=(*page.trail, Link(page.title, page.url)),
        previous=Link(f"Page {before}", _url(page, before)),
        next=Link(f"Page {after}", _url(page, after)) if after <= count else None,
        indexed=False,  # the first one stands for all
    )


def _with(
    data: Mapping[str, object], part: Part, shown: Callable[[Any], object]
) -> Mapping[str, object]:
    """What a template receives, and its part of the list with it; later, if that comes later."""
    if isinstance(data, Later):
        return Later(lambda: _with({**data}, part, shown))
    return {**data, "part": part._replace(entries=[shown(entry) for entry in part.entries])}
