"""What readers see of the links that were looked at: nothing dead is shown as live."""

import pytest

from handbook import health
from handbook.build import build, open_site
from handbook.health import Health
from small import CURRICULUM, RESOURCES, SISTER, small_site

URL = "https://www.example.org/book"


def known(url=URL, kind="ok", **more):
    fields = {"url": url, "class": kind, "since": "2026-11-03", "checked": "2026-11-18T05:00:00Z"}
    return Health.model_validate(fields | more)


@pytest.fixture
def body(tmp_path):
    """The body of a page of the small handbook, with what is known about addresses."""

    def of(uri, *lines, resources=RESOURCES):
        (tmp_path / "frameworks").mkdir()
        (tmp_path / "curriculum.yml").write_text(CURRICULUM, encoding="utf-8")
        (tmp_path / "resources.yml").write_text(resources, encoding="utf-8")
        (tmp_path / "frameworks" / "sister.yml").write_text(SISTER, encoding="utf-8")
        (tmp_path / "links.jsonl").write_text(health.text(lines), encoding="utf-8")
        return next(body for page, body in build(open_site(tmp_path)).pages if page.uri == uri)

    return of


def test_a_link_that_works_says_when_somebody_looked(body):
    page = body("resources/book.md", known())

    assert f'href="{URL}"' in page
    assert 'Link checked on <time datetime="2026-11-18">18 November 2026</time>: it works.' in page


def test_a_dead_link_is_no_link(body):
    page = body("resources/book.md", known(kind="broken"))

    assert f'href="{URL}"' not in page
    assert 'it has not worked since <time datetime="2026-11-03">3 November 2026</time>' in page
    assert "Search for its title" in page


def test_a_dead_link_gives_way_to_the_stored_copy(body):
    copy = "https://archive.example.org/book"
    resources = RESOURCES.replace(
        f"url: {URL}", f"url: {URL}\n    archived: {{url: {copy}, date: 2026-01-02}}"
    )
    page = body("resources/book.md", known(kind="broken"), resources=resources)

    assert f'href="{URL}"' not in page
    assert f'href="{copy}"' in page
    assert "stored copy from 2 January 2026" in page


def test_a_stored_copy_may_be_dead_too(body):
    copy = "https://archive.example.org/book"
    resources = RESOURCES.replace(
        f"url: {URL}", f"url: {URL}\n    archived: {{url: {copy}, date: 2026-01-02}}"
    )
    page = body(
        "resources/book.md", known(kind="broken"), known(copy, "broken"), resources=resources
    )

    assert 'href="https://' not in page
    assert "Search for its title" in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("moved", "it works"),
        ("fragment", "it works"),
        ("blocked", "shows its pages to people only"),
        ("temporary", "did not answer"),
        ("insecure", "the secure connection to this website was faulty"),
        ("suspect", "not sure that the link still leads to the right page"),
    ],
)
def test_what_may_work_stays_a_link_and_says_what_we_saw(body, kind, words):
    page = body("resources/book.md", known(kind=kind))

    assert f'href="{URL}"' in page
    assert words in page


def test_lists_say_it_in_short(body):
    assert "link has not worked since 3 November 2026" in body(
        "resources/index.md", known(kind="broken")
    )


def test_the_directory_says_when_links_were_checked(body):
    page = body("resources/index.md", known(kind="broken"))

    assert "18 November 2026</time>: 1 of 1 need attention" in page


def test_a_dead_address_in_a_text_keeps_its_words(body):
    page = body("outcomes/r-1.md", known("https://example.org/?a=1&b=2", "broken"))

    assert "the web" in page
    assert "https://example.org/?a=1" not in page


def test_without_a_memory_nothing_is_claimed(tmp_path):
    pages = {page.uri: body for page, body in build(small_site(tmp_path)).pages}

    assert "checked on" not in pages["resources/book.md"]
    assert "Nobody has tested the links yet" in pages["resources/index.md"]
