"""What a planned page is. A page says what is on it; templates say how it looks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from handbook import addresses
from handbook.model import Record
from handbook.problems import Place
from handbook.prose import plain
from handbook.site import Site


class Link(NamedTuple):
    """A link to a page of this site: its words, and its address from the site's root."""

    title: str
    url: str


def written(site: Site, *links: Link) -> tuple[Link, ...]:
    """Those of the links whose page somebody has written by hand for this site."""
    urls = {addresses.url(text.uri) for text in site.texts}
    return tuple(link for link in links if link.url in urls)


class Later(Mapping[str, object]):
    """What a template receives, put together when somebody asks for it.

    It may hang on how records are linked, but on no record's texts (`prints.TEXTS`): a build that
    knows of no other change need not ask. Templates may show any text.
    """

    def __init__(self, make: Callable[[], Mapping[str, object]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, object]:
        return self._make()

    def __getitem__(self, name: str) -> object:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


@dataclass(frozen=True)
class Page:
    """One page of the site.

    `uri` is its path under `content/`, `data` what its template receives, `record` and `field` the
    part of the YAML that it was made from, and `trail` the pages above it, from the top. It is
    described by the text `about` it, or else by the words of its `prose`. Search leaves out what is
    not `indexed`. `policy` is a Content-Security-Policy for this page alone.
    """

    uri: str
    title: str
    template: str
    data: Mapping[str, object]
    about: str = ""
    prose: str = ""
    record: Record | None = None
    field: str = ""
    trail: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    indexed: bool = True
    policy: str = ""

    @cached_property  # it is asked again and again
    def url(self) -> str:
        """The page's address from the site's root."""
        return addresses.url(self.uri)

    @property
    def description(self) -> str:
        """What the page is about, as text without marks."""
        return self.about or plain(self.prose)

    @property
    def place(self) -> Place | None:
        """The line of YAML that the page was made from."""
        at = [self.field] if self.field else []
        return self.record.place(*at) if self.record else None
