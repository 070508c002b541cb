"""Built pages say when they were reviewed, and are the same whatever day it is."""

import os
import subprocess
import sys

import pytest

from built import pages
from reviewed import reviewed_handbook

NOW = """
import sys
from mkdocs.__main__ import cli
cli(["build", "--strict", "--site-dir", sys.argv[1]])
"""
# The same with a clock that is two years ahead, as far as Python programs ask for the time.
LATER = f"""
import datetime, time
now, localtime, gmtime = time.time, time.localtime, time.gmtime
time.time = lambda: now() + 2 * 365 * 86400
time.localtime = lambda *at: localtime(*(at or [time.time()]))
time.gmtime = lambda *at: gmtime(*(at or [time.time()]))
class Later(datetime.datetime):
    now = classmethod(lambda cls, tz=None: cls.fromtimestamp(time.time(), tz))
    utcnow = classmethod(lambda cls: cls.fromtimestamp(time.time()))
datetime.datetime = Later
{NOW}"""


def build(root, name, program, **settings):
    """Build into a folder beside the handbook, remembering nothing of other builds."""
    folder = root.parent / name
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    own = {"NO_MKDOCS_2_WARNING": "1", "HANDBOOK_CACHE": str(root.parent / f"cache-{name}")}
    run = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=root,
        env=environment | own | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return reviewed_handbook(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture(scope="module")
def site(root):
    return build(root, "now", NOW)


def test_two_years_later_the_build_makes_the_same_bytes(root, site):
    later = build(root, "later", LATER)

    assert contents(later) == contents(site)


def contents(folder):
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def told(site, url):
    """What a page says of its review, and its dates for machines."""
    page = pages(site)[url]
    (part,) = [
        e for e in page.main.all("div") if e.attributes.get("data-module") == "handbook-review"
    ]
    times = [time.attributes["datetime"] for time in part.all("time")]
    return part, times


def test_a_record_shows_its_dates_owner_and_note(site):
    part, times = told(site, "outcomes/read/")

    assert times == ["2026-03-01", "2028-03-01"]
    assert "Last reviewed: 1 March 2026. Next review due: 1 March 2028." in part.text
    assert "At that review: 5 * 3 read" in part.text
    assert "Looked after by: The chart team" in part.text


def test_a_hand_written_page_shows_the_same_from_its_front_matter(site):
    part, times = told(site, "guide/")

    assert times == ["2026-03-01", "2026-09-01"]
    assert "Last reviewed: 1 March 2026. Next review due: 1 September 2026." in part.text
    assert "At that review: Read aloud to 5 * 3 people" in part.text
    assert "Looked after by: Ann & 2 < 3" in part.text


def test_the_note_about_an_overdue_review_is_hidden_until_the_browser_knows_the_day(site):
    for url in ("outcomes/read/", "guide/"):
        part, _ = told(site, url)
        (note,) = part.all("p", role="note")
        assert "hidden" in note.attributes


def test_where_nothing_is_known_a_record_says_so_and_a_page_says_nothing(site):
    assert "Nobody has reviewed this page yet." in pages(site)["outcomes/tell/"].main.text
    assert "Nobody has reviewed this page yet." in pages(site)["resources/hub/"].main.text
    assert "reviewed" not in pages(site)["glossary/"].main.text


def test_the_day_of_the_review_is_there_for_machines(site):
    part, _ = told(site, "outcomes/read/")

    assert part.attributes["itemtype"] == "https://schema.org/WebPage"
    (time,) = part.all("time", itemprop="lastReviewed")
    assert time.attributes["datetime"] == "2026-03-01"


def test_a_change_of_a_date_reaches_the_page_that_shows_it(root):
    file = root / "curriculum.yml"
    text = file.read_text(encoding="utf-8")
    cache = {"HANDBOOK_CACHE": str(root.parent / "cache-again")}
    folder = build(root, "again", NOW, **cache)
    try:
        file.write_text(text.replace("2026-03-01", "2026-04-02"), encoding="utf-8")
        build(root, "again", NOW, **cache)
        assert told(folder, "outcomes/read/")[1] == ["2026-04-02", "2028-04-02"]
        assert "2 April 2028" in pages(folder)["contribute/health/"].main.text
    finally:
        file.write_text(text, encoding="utf-8")
