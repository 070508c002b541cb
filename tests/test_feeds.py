"""Feeds follow RFC 4287 and JSON Feed 1.1, with and without the site's address."""

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import feedparser
import pytest

from handbook.build import build
from small import released_site, small_site

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ADDRESS = "https://www.example.org/a&b/"
# RFC 4287, sections 4.1.1 and 4.1.2: exactly one, at most one, and what else may be there.
FEED = ({"id", "title", "updated"}, {"rights", "subtitle", "generator", "icon", "logo"},
        {"author", "link", "category", "contributor", "entry"})  # fmt: skip
ENTRY = ({"id", "title", "updated"}, {"published", "rights", "summary", "content", "source"},
         {"author", "link", "category", "contributor"})  # fmt: skip
# RFC 3339, section 5.6
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@pytest.fixture(scope="module", params=["", ADDRESS], ids=["without-address", "with-address"])
def made(request, tmp_path_factory):
    """All files below `changes/`, and the address that they were made for."""
    site = released_site(tmp_path_factory.mktemp("released"))
    files = build(site, request.param).files
    pages = {page.url for page, _ in build(site).pages}
    return request.param, {u: f for u, f in files.items() if u.startswith("changes/")}, pages


def test_there_is_one_of_everything_and_one_of_each_domain(made):
    _, files, _ = made

    scopes = ["feed", "domains/explaining", "domains/pillar-one", "domains/reading"]
    assert sorted(files) == sorted(
        f"changes/{scope}.{ending}" for scope in scopes for ending in ("xml", "json")
    )


def counted(element, allowed):
    """The children of an element, each allowed and as often as the RFC allows."""
    once, optional, many = allowed
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert {*names} <= once | optional | many
    assert {name for name in once if names.count(name) != 1} == set()
    assert {name for name in optional if names.count(name) > 1} == set()


def test_every_atom_feed_follows_rfc_4287(made):
    address, files, pages = made
    for uri, content in files.items():
        if not uri.endswith(".xml"):
            continue
        feed = ElementTree.fromstring(content)  # noqa: S314, we have just written it
        assert feed.tag == f"{ATOM}feed"
        assert feed.get(f"{XML}lang") == "en-GB"
        counted(feed, FEED)
        assert [name.tag for name in feed.find(f"{ATOM}author")] == [f"{ATOM}name"]
        for part in (feed, *feed.iter(f"{ATOM}entry")):
            UUID(part.findtext(f"{ATOM}id").removeprefix("urn:uuid:"))
            assert part.findtext(f"{ATOM}title").strip()
            links(part, urljoin(address or "https://here.test/", uri), pages, address)
            for name in ("updated", "published"):
                for found in part.findall(f"{ATOM}{name}"):
                    assert TIME.fullmatch(found.text)
        for entry in feed.iter(f"{ATOM}entry"):
            counted(entry, ENTRY)
            content = entry.find(f"{ATOM}content")
            assert content.get("type") == "html"
            assert len(content) == 0  # escaped, as section 4.1.3.3 asks
        ids = [found.text for found in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))


def links(part, here, pages, address):
    """At most one alternate of a type and language; each leads to a page that there is."""
    found = [
        (link.get("rel"), link.get("type"), link.get("href"))
        for link in part.findall(f"{ATOM}link")
    ]
    assert len({(rel, kind) for rel, kind, _ in found}) == len(found)
    for rel, _, href in found:
        target = urljoin(here, href)
        assert urlsplit(target).scheme == "https"
        if rel == "alternate":
            assert target.removeprefix(address or "https://here.test/") in pages
        else:
            assert (rel, target) == ("self", here)


def test_every_json_feed_follows_version_1_1(made):
    """https://www.jsonfeed.org/version/1.1/: required members, types, and addresses in full."""
    address, files, _ = made
    for uri, content in files.items():
        if not uri.endswith(".json"):
            continue
        feed = json.loads(content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert {"title", "items"} <= set(feed)
        known = {"version", "title", "home_page_url", "feed_url", "language", "authors", "items"}
        assert set(feed) <= known
        assert all(author["name"] for author in feed["authors"])
        assert feed.get("feed_url", "") == (f"{address}{uri}" if address else "")
        for item in feed["items"]:
            assert set(item) <= {"id", "url", "title", "content_text", "date_published", "tags"}
            assert {"id", "content_text"} <= set(item)
            assert isinstance(item["id"], str)
            assert datetime.fromisoformat(item["date_published"])
            assert item.get("url", address).startswith(address)
            assert set(item.get("tags", ())) <= {"learners", "supervisors", "hosts"}


def test_a_feed_reader_reads_them(made):
    """The library that readers are written with finds no fault."""
    _, files, _ = made
    read = feedparser.parse(files["changes/feed.xml"])

    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == ["Version 1.10", "Version 1.9", "Version 1.8"]
    assert "3 &lt; 5" in read.entries[1].content[0].value
    assert read.entries[1].updated == "2026-01-02T00:00:00Z"


def test_a_domain_s_feed_has_what_concerns_it(made):
    _, files, _ = made
    explaining = json.loads(files["changes/domains/explaining.json"])
    reading = json.loads(files["changes/domains/reading.json"])

    assert [item["title"] for item in explaining["items"]] == ["Version 1.9"]
    assert "E0 Explain by hand" in explaining["items"][0]["content_text"]
    assert "R1" not in explaining["items"][0]["content_text"].replace("E1", "")
    assert [item["title"] for item in reading["items"]] == ["Version 1.10", "Version 1.9"]


def test_atom_and_json_name_the_same_entries(made):
    _, files, _ = made
    atom = ElementTree.fromstring(files["changes/feed.xml"])  # noqa: S314
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.iter(f"{ATOM}entry")]

    assert ids == [item["id"] for item in json.loads(files["changes/feed.json"])["items"]]


def test_an_entry_keeps_its_id_wherever_the_site_is(tmp_path_factory):
    site = released_site(tmp_path_factory.mktemp("one"))
    here, there = (build(site, address).files for address in ("", ADDRESS))

    ids = [
        [item["id"] for item in json.loads(f["changes/feed.json"])["items"]] for f in (here, there)
    ]
    assert ids[0] == ids[1]


def test_before_the_first_release_there_is_no_feed(tmp_path):
    assert [uri for uri in build(small_site(tmp_path)).files if uri.startswith("changes/")] == []
