"""Every link of the built site leads somewhere, wherever the site is put."""

import csv
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote, urlsplit

import pytest

from built import HERE, pages, resolve, search_entries
from handbook.output import NOT_HERE

BASE = "/trust/handbook/"
# Pages that a browser shows in the place of others.
ALONE = {"404.html", NOT_HERE}
# As root it would become a user who may not be able to read Python itself.
LINKCHECKER = (
    "from linkcheck.command import linkchecker as program\n"
    "program.drop_privileges = lambda: None\n"
    "program.linkchecker()"
)


@pytest.fixture(scope="module")
def site(site_dir):
    """The pages of the real handbook at the root of a host."""
    return pages(site_dir)


@pytest.fixture(scope="module")
def deep_dir(build_real_site):
    """The real handbook, built for an address below a host's root."""
    return build_real_site(f"https://www.example.org{BASE}")


@pytest.mark.soak
def test_linkchecker_finds_no_broken_link_and_reaches_every_page(server, site, tmp_path):
    """From the home page, following links as a visitor would. The anchors are checked below."""
    settings = tmp_path / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=100000\n")
    options = ["--config", str(settings), "--output", "csv", "--verbose", "--no-status"]

    run = subprocess.run(
        [sys.executable, "-c", LINKCHECKER, *options, server], capture_output=True, text=True
    )

    lines = [line for line in run.stdout.splitlines() if not line.startswith("#")]
    links = list(csv.DictReader(lines, delimiter=";"))
    broken = [f"{link['parentname']}: {link['url']}" for link in links if link["valid"] != "True"]
    assert broken == []
    reached = {urlsplit(link["url"]).path.removeprefix("/") for link in links}
    assert set(site) - reached == ALONE


def lost(site, folder, base="/"):
    """The links of a built site that lead nowhere, or out of the folder that it is put in."""
    return [
        f"{page.url}: {link}"
        for page in site.values()
        for link in page.addresses()
        if not leads_somewhere(resolve(page.url, link, base), site, folder)
    ]


def leads_somewhere(address, site, folder):
    """Also to the part of a page that it names, which LinkChecker does not look at."""
    parts = urlsplit(address)
    if parts.scheme:
        return not address.startswith(HERE)
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path in site:
        # `#add=outcome:pcp-1` tells a script of My learning what to do.
        return not fragment or fragment in site[path].ids or "=" in fragment
    return (folder / path).is_file()


def test_every_link_and_anchor_leads_somewhere(site, site_dir):
    """On every page, and into it: links, scripts, styles, pictures and forms."""
    assert lost(site, site_dir) == []


def test_the_same_holds_below_the_root_of_a_host(deep_dir):
    """There nothing may lead to the host's own pages."""
    assert lost(pages(deep_dir), deep_dir, BASE) == []


def test_no_id_is_there_twice_on_a_page(site):
    """An anchor must lead to one place."""
    twice = [
        f"{page.url}#{id}" for page in site.values() for id in page.ids if page.ids.count(id) > 1
    ]

    assert twice == []


def test_every_page_is_linked_from_another(site):
    """A page that nothing leads to is a page that nobody finds."""
    linked = {
        resolve(page.url, link).partition("#")[0]
        for page in site.values()
        for link in page.addresses()
        if resolve(page.url, link).partition("#")[0] != page.url
    }

    assert set(site) - linked == ALONE


def test_the_sitemap_has_every_page(deep_dir):
    """Each page once, at its public address, but not the page for a wrong address."""
    sitemap = ElementTree.parse(deep_dir / "sitemap.xml")  # noqa: S314, we have just written it
    listed = [element.text for element in sitemap.findall(".//{*}loc")]

    urls = set(pages(deep_dir)) - {"404.html"}
    assert sorted(listed) == sorted(f"https://www.example.org{BASE}{url}" for url in urls)


def test_the_search_index_knows_every_page(site, site_dir):
    """Each entry leads to a page and a part of it, and each page that says something is found."""
    urls = [resolve("", entry["url"]) for entry in search_entries(site_dir)]

    assert sorted({*urls}) == sorted(urls)
    assert [url for url in urls if not leads_somewhere(url, site, site_dir)] == []
    unfound = set(site) - {url.partition("#")[0] for url in urls}
    again = {url for url in site if url.endswith("/whole/")}  # what other pages say, on one
    assert again
    assert unfound == ALONE | again
