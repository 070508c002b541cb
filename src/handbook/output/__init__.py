"""Checks of a built folder, whoever built it: what leads nowhere, and what nobody can find."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from handbook.output.reading import OnDisk, read_pages

HOST = "http://here.test"  # any would do: nobody is asked
LOST = "404.html"  # the page for a wrong address: nothing leads there, and nobody looks for it
NOT_HERE = "carry-away/not-here/"  # what a device shows for a page that it has not kept


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong on the page at an address. `target` is the link that it is about."""

    url: str
    rule: str
    target: str
    message: str
    help: str


@dataclass(frozen=True)
class Output:
    """A built folder. `base` is the path of the site on its host, with a slash at both ends.

    `unlisted` has the addresses of pages that search need not know, `left_out` those of pages that
    only say that a local edition leaves something out: nothing may list them.
    """

    folder: Path
    base: str = "/"
    unlisted: Collection[str] = field(default_factory=frozenset)
    left_out: Collection[str] = field(default_factory=frozenset)

    @cached_property
    def pages(self) -> Mapping[str, OnDisk]:
        """Every page by its address from the site's root."""
        return read_pages(self.folder)

    @cached_property
    def entries(self) -> list[str] | None:
        """Where each entry of the search index leads; nothing if there is no index."""
        parts = sorted((self.folder / "search" / "entries").glob("*.json"))
        read = (json.loads(part.read_bytes()) for part in parts)
        return [self.resolve("", entry["url"]) for part in read for entry in part] or None

    @cached_property
    def listed(self) -> list[str] | None:
        """The addresses in the sitemap; nothing if there is none."""
        file = self.folder / "sitemap.xml"
        if not file.is_file():
            return None
        tree = ElementTree.parse(file)  # noqa: S314 (our own file, and expat bounds expansion)
        paths = (urlsplit(element.text or "").path for element in tree.iterfind(".//{*}loc"))
        return [path.removeprefix(self.base) for path in paths]

    def resolve(self, url: str, link: str) -> str:
        """An address written on the page at `url`, from the site's root. Others' stay whole."""
        return urljoin(f"{HOST}{self.base}{url}", link).removeprefix(f"{HOST}{self.base}")

    def place(self, address: str) -> str | None:
        """What is wrong with an address that leads into the site, or nothing."""
        parts = urlsplit(address)
        if parts.scheme:
            return "leads out of the site's folder" if address.startswith(HOST) else None
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        if path in self.pages:
            # With a '=' it names no part: it tells a script of that page something.
            there = "=" in fragment or not fragment or fragment in self.pages[path].ids
            return None if there else f"leads to a page without a part '{fragment}'"
        return None if (self.folder / path).is_file() else "leads to no page and no file"


def faults(output: Output) -> list[Fault]:
    """Everything wrong with a built folder, by page."""
    return sorted({fault for rule in RULES for fault in rule(output)})


def _lost(output: Output) -> Iterator[Fault]:
    for url, page in output.pages.items():
        for link in page.links:
            wrong = output.place(output.resolve(url, link))
            if wrong:
                message = f"the link '{link}' {wrong}"
                yield Fault(url, "lost-link", link, message, "correct the link or what it names")


def _twice(output: Output) -> Iterator[Fault]:
    for url, page in output.pages.items():
        for id in page.ids:
            if page.ids[id] > 1:
                message = f"the id '{id}' stands {page.ids[id]} times on the page"
                yield Fault(url, "repeated-id", id, message, "an id leads to one place: rename one")


def _orphans(output: Output) -> Iterator[Fault]:
    linked = {LOST, NOT_HERE, "", *output.left_out}
    for url, page in output.pages.items():
        targets = {output.resolve(url, link).partition("#")[0] for link in page.links}
        linked |= targets - {url}
    for url in output.pages.keys() - linked:
        yield Fault(url, "orphan-page", "", "no page leads to this one", "link to it from a page")


def _sitemap(output: Output) -> Iterator[Fault]:
    if output.listed is None:
        return
    for url in output.pages.keys() - {LOST, *output.listed, *output.left_out}:
        yield Fault(url, "not-in-sitemap", "", "the sitemap does not name this page", BUILD_AGAIN)
    for url in set(output.listed) - output.pages.keys():
        yield Fault("", "sitemap-lost", url, f"the sitemap names '{url}', no page", BUILD_AGAIN)


def _search(output: Output) -> Iterator[Fault]:
    if output.entries is None:
        return
    for address in output.entries:
        if wrong := output.place(address):
            message = f"search leads to '{address}', which {wrong}"
            yield Fault("", "search-lost", address, message, BUILD_AGAIN)
    found = {address.partition("#")[0] for address in output.entries}
    for url in output.pages.keys() - found - {LOST, *output.unlisted}:
        yield Fault(url, "not-in-search", "", "search does not know this page", BUILD_AGAIN)


def _left_out(output: Output) -> Iterator[Fault]:
    """What an edition leaves out stands in no list."""
    found = {address.partition("#")[0] for address in output.entries or ()}
    for url in output.left_out:
        for where, known in (("search", found), ("the sitemap", output.listed or ())):
            if url in known:
                message = f"this edition leaves this out, and {where} names it"
                yield Fault(url, "left-out-listed", "", message, BUILD_AGAIN)


BUILD_AGAIN = "build the site again"
Rule = Callable[[Output], Iterator[Fault]]
RULES: tuple[Rule, ...] = (_lost, _twice, _orphans, _sitemap, _search, _left_out)
