"""The book: every outcome once, links that lead somewhere, and checkers that are content."""

import io
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from click.testing import CliRunner

from epub import faults
from handbook.book import as_epub
from handbook.build import open_site
from handbook.cli import main
from handbook.settings import read_settings
from small import small_site

ROOT = Path(__file__).parent.parent
HEADING = re.compile(r'<h[1-6] id="[^"]+">(.*?)</h[1-6]>', re.DOTALL)


@pytest.fixture(scope="module")
def real():
    """The real handbook's settings and records."""
    settings = read_settings(ROOT)
    return settings, open_site(ROOT, settings.content)


@pytest.fixture(scope="module")
def made(real, tmp_path_factory):
    """The real handbook as an EPUB."""
    file = tmp_path_factory.mktemp("epub") / "handbook.epub"
    file.write_bytes(as_epub(*real))
    return file


@pytest.fixture(scope="module")
def pages(made):
    with ZipFile(made) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("EPUB/"): book.read(name).decode() for name in names}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small handbook, nasty on purpose, in a folder of its own."""
    folder = tmp_path_factory.mktemp("small")
    small_site(folder)
    (folder / "content" / "note.md").parent.mkdir(exist_ok=True)
    (folder / "content" / "note.md").write_text(
        "# A note & more\n\nSee [reading](domains/reading.md#purpose), [the form](data/index.md) "
        'and {{ outcome("r-1") }}.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n',
        encoding="utf-8",
    )
    (folder / "mkdocs.yml").write_text("site_name: Small\ndocs_dir: content\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pdf(small):
    file = small / "small.pdf"
    result = CliRunner().invoke(main, ["book", str(small), "--pdf", str(file)])
    assert result.exit_code == 0, result.output
    return file


def test_every_outcome_of_every_framework_is_there_once(real, pages):
    whole = "".join(pages.values())
    headings = [unescape(" ".join(found.split())) for found in HEADING.findall(whole)]

    for outcome in real[1].outcomes.values():
        assert headings.count(f"{outcome.code} {outcome.title}") == 1, outcome.id


def test_every_link_inside_leads_to_a_place_that_is_there(pages):
    ids = {(name, id) for name, page in pages.items() for id in re.findall(r' id="([^"]+)"', page)}
    links = {
        (target[0] or name, target[2])
        for name, page in pages.items()
        for href in re.findall(r'<a href="([^"]+)"', page)
        if not re.match(r"[a-z]+:", href) and "#" in href
        for target in [href.partition("#")]
    }

    assert len(links) > 300
    assert links <= ids
    assert not any("site:" in page for page in pages.values())


def test_the_checker_of_booksellers_has_nothing_to_say(small):
    """The real handbook takes it a minute: see `make book`."""
    book = small / "small.epub"
    book.write_bytes(as_epub(read_settings(small), open_site(small)))

    assert faults(book) == ""


def test_nothing_on_a_page_that_only_a_screen_can_use(pages):
    assert not re.search(r"<(form|button|script|input|svg)\b", "".join(pages.values()))


def test_the_epub_says_how_accessible_it_is(made):
    with ZipFile(made) as book:
        package = book.read("EPUB/package.opf").decode()

    assert '<meta property="schema:accessMode">textual</meta>' in package
    assert "<dc:language>en-GB</dc:language>" in package


def test_the_same_bytes_on_another_day_for_another_user_in_another_folder(small, pdf, tmp_path):
    elsewhere = tmp_path / "a b"
    subprocess.run(["cp", "-r", str(small), str(elsewhere)], check=True)
    settings = {"TZ": "Asia/Tokyo", "HOME": str(tmp_path), "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    code = (
        "import time; real = time.time; time.time = lambda: real() + 40e6\n"
        "from handbook.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "book", str(elsewhere)]
    subprocess.run(
        [*command, "--pdf", "x.pdf", "--epub", "x.epub"],
        cwd=tmp_path,
        env=os.environ | settings,
        check=True,
    )

    opened = read_settings(small), open_site(small)
    assert (tmp_path / "x.pdf").read_bytes() == pdf.read_bytes()
    assert (tmp_path / "x.epub").read_bytes() == as_epub(*opened)


def test_the_pdf_says_what_it_is_and_is_tagged(pdf):
    with pikepdf.open(pdf) as book:
        assert book.Root.Lang == "en-GB"
        assert book.Root.MarkInfo.Marked
        assert book.Root.ViewerPreferences.DisplayDocTitle
        assert book.docinfo.Title == "Charts & graphs, version 1.10"
        assert "pdfuaid" in str(book.open_metadata())
        with book.open_outline() as outline:
            titles = [item.title for top in outline.root for item in (top, *top.children)]
    assert "Contents" in titles
    assert any(title.endswith("R Reading") for title in titles)


def test_every_link_of_the_pdf_is_told_as_one(pdf):
    """ISO 14289-1, 7.18.5: a link that is in no tag for links is only a place to click."""
    with pikepdf.open(pdf) as book:
        told = {one.objgen for one in links_in(book.Root.StructTreeRoot)}
        there = {
            note.objgen
            for page in book.pages
            for note in page.obj.get("/Annots", ())
            if note.Subtype == "/Link"
        }

    assert len(there) > 10
    assert there == told


def links_in(element):
    """What is clicked, of each tag for links below an element of the tree of tags."""
    for child in element.get("/K", ()) if isinstance(element.get("/K"), pikepdf.Array) else ():
        if not isinstance(child, pikepdf.Dictionary):
            continue
        if child.get("/Type") == "/OBJR" and element.S == "/Link":
            yield child.Obj
        yield from links_in(child)


def test_the_checker_of_tags_finds_no_fault(pdf):
    command = [sys.executable, "-m", "pdfua", "check", str(pdf), "--min-severity", "error"]
    run = subprocess.run(command, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout
    assert "errors=0" in run.stdout


def test_untrusted_text_stays_text(small):
    with ZipFile(io.BytesIO(as_epub(read_settings(small), open_site(small)))) as book:
        whole = "".join(book.read(name).decode() for name in book.namelist()[1:])

    assert "Read a 5 * 3 chart" in whole
    assert "3 &lt; 5 &amp; all is" in whole


def test_without_the_library_it_says_what_to_install(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    result = CliRunner().invoke(main, ["book", str(small), "--pdf", str(small / "none.pdf")])

    assert result.exit_code == 2
    assert "pip install 'living-handbook[book]'" in result.stderr
    assert not (small / "none.pdf").exists()
