"""Feeds of what each version changed: of the whole handbook and of each domain.

Atom is RFC 4287, JSON Feed is version 1.1 (https://www.jsonfeed.org/version/1.1/). An entry is a
version. Its identifier is made from the framework's `permanent_uri`, so that it stays the same
wherever the site is put; its time is midnight UTC of the release's date, since nobody knows more.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin
from uuid import uuid5

from handbook import addresses, tell
from handbook.changes import AUDIENCES, Audience, Change, Release, audiences
from handbook.identifiers import namespace
from handbook.model import Domain
from handbook.phrases import Names, names, told
from handbook.render import Renderer


@dataclass(frozen=True)
class Entry:
    """One version as an entry of a feed. `page` is its address, `html` and `text` its content."""

    id: str
    title: str
    updated: str
    page: str
    audiences: tuple[Audience, ...]
    html: str
    text: str


@dataclass(frozen=True)
class Feed:
    """A feed, whatever its format. `address` is its own, or nothing if nobody knows it."""

    id: str
    title: str
    language: str
    author: str
    rights: str
    updated: str
    page: str
    address: str
    entries: tuple[Entry, ...]


def feeds(renderer: Renderer, address: str) -> Mapping[str, bytes]:
    """Each feed by its path; none before the first release. `address` is the site's, or empty."""
    site = renderer.site
    if not site.releases:
        return {}
    called = names(site)
    made = {}
    for domain in (None, *site.domains.values()):
        maker = _Maker(renderer, address, domain, called)
        made[addresses.feed("xml", domain)] = maker.atom()
        made[addresses.feed("json", domain)] = maker.json()
    return made


@dataclass(frozen=True)
class _Maker:
    """Makes the feeds of one domain, or of everything."""

    renderer: Renderer
    address: str
    domain: Domain | None
    names: Names

    def atom(self) -> bytes:
        path = addresses.feed("xml", self.domain)
        return self.renderer.part("feeds/atom.xml", path, feed=self._feed(path)).encode()

    def json(self) -> bytes:
        feed = self._feed(addresses.feed("json", self.domain))
        told = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.page if self.address else None,
            "feed_url": feed.address or None,
            "language": feed.language,
            "authors": [{"name": feed.author}],
            "items": [self._item(entry) for entry in feed.entries],
        }
        return (json.dumps(_filled(told), ensure_ascii=False, indent=1) + "\n").encode()

    def _item(self, entry: Entry) -> Mapping[str, object]:
        return _filled(
            {
                "id": entry.id,
                "url": entry.page if self.address else None,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.updated,
                "tags": entry.audiences,
            }
        )

    def _feed(self, path: str) -> Feed:
        framework = self.renderer.site.framework
        about = f": {self.domain.title}" if self.domain else ""
        return Feed(
            id=self._id(""),
            title=f"{framework.title}, what changed{about}",
            language=framework.language,
            author=framework.publisher,
            rights=framework.licence,
            updated=_midnight(self.renderer.site.releases[0]),
            page=self._url(addresses.CHANGES, path),
            address=urljoin(self.address, path) if self.address else "",
            entries=tuple(self._entries(path)),
        )

    def _entries(self, path: str) -> Iterator[Entry]:
        for release in self.renderer.site.releases:
            changes = tuple(c for c in release.changes if self._concerns(c))
            if changes or self.domain is None:
                yield self._entry(release, changes, path)

    def _concerns(self, change: Change) -> bool:
        return self.domain is None or self.domain.id in change.domains

    def _entry(self, release: Release, changes: tuple[Change, ...], path: str) -> Entry:
        told_of = {audience for change in changes for audience in audiences(change)}
        return Entry(
            id=self._id(release.version),
            title=f"Version {release.version}",
            updated=_midnight(release),
            page=self._url(addresses.release(release.version), path),
            audiences=tuple(a for a in AUDIENCES if a in told_of),
            html=self._html(release, changes, path),
            text=self._text(release, changes),
        )

    def _html(self, release: Release, changes: tuple[Change, ...], path: str) -> str:
        shown = [told(self.renderer.site, change, self.names) for change in changes]
        return self.renderer.part("feeds/entry.html", path, release=release, entries=shown)

    def _text(self, release: Release, changes: tuple[Change, ...]) -> str:
        since, summary = release.since or "", release.summary or f"Version {release.version}"
        if not changes:
            return summary
        terms = self.renderer.site.framework.terms
        return tell.text(
            tell.Difference(since, release.version, changes, self.names, settled=True, terms=terms)
        )

    def _id(self, version: str) -> str:
        part = f"domains/{self.domain.id}/" if self.domain else ""
        space = namespace(self.renderer.site.framework.permanent_uri)
        return f"urn:uuid:{uuid5(space, f'changes/{part}{version}')}"

    def _url(self, target: str, path: str) -> str:
        """The address of a page: whole if the site's is known, else as seen from the feed."""
        return urljoin(self.address, target) if self.address else addresses.relative(target, path)


def _midnight(release: Release) -> str:
    return f"{release.date.isoformat()}T00:00:00Z"


def _filled(told: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in told.items() if value not in (None, ())}
