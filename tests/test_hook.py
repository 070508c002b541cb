"""MkDocs with our hook, as people run it: real builds and a real server of a small handbook."""

import filecmp
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from handbook.hook.pages import FoundFiles
from handbook.pages import Page

SMALL = Path(__file__).parent / "cases" / "handbook"
MKDOCS = [sys.executable, "-m", "mkdocs"]
SETTINGS = """\
site_name: Small & <fine>
site_url: https://example.org/small/
repo_url: !ENV [HANDBOOK_REPO_URL, ""]
edit_uri: edit/main/content/
docs_dir: content
theme: {name: material, font: false}
hooks: [hook.py]
plugins: []
"""
COMPRESSED = "extra: {handbook: {compress: true}}\n"
PAGE = "# Home\n\nSee {{ outcome('read') }} and [more](more.md).\n"
# Nothing of these may run or become markup, wherever it is shown.
TITLES = {
    "The hub": "{{ config.site_name }} 2 < 3 & 4",
    "A place for charts.": "{% raw %} {{ 7 * 7 }} 5 < 6 & `x` {# no #}",
    "title: Tell": "title: '{{ outcome(\"read\") }} *not* _strong_'",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small handbook and the site that was made from it."""
    root = tmp_path_factory.mktemp("handbook")
    shutil.copy(SMALL / "curriculum" / "base.yml", root / "curriculum.yml")
    shutil.copy(SMALL / "resources.yml", root)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    (root / "content").mkdir()
    (root / "content" / "index.md").write_text(PAGE, encoding="utf-8")
    (root / "content" / "more.md").write_text("# More\n", encoding="utf-8")
    assert build(root).returncode == 0
    return root


@pytest.fixture
def root(built, tmp_path):
    """A copy of both, to change."""
    return Path(shutil.copytree(built, tmp_path / "handbook"))


def build(root, *arguments, **settings):
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [*MKDOCS, "build", *arguments],
        cwd=root,
        env=environment | {"NO_MKDOCS_2_WARNING": "1"} | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def contents(folder):
    """Every file of a folder with its bytes."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder): file.read_bytes() for file in files}


def state(root):
    """Every file of the site with its bytes and its time of change."""
    return {
        file.relative_to(root / "site"): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in (root / "site").rglob("*")
        if file.is_file()
    }


def leftovers(root):
    return [file.name for file in root.iterdir() if file.name.startswith(".site")]


def page(root, uri):
    return (root / "site" / uri / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "curriculum.yml", "id: tell,", "id: read,",
            "curriculum.yml:25:14: the id 'read' is already used [duplicate-id]",
        ),
        (
            "resources.yml", "kind: website", "\tkind: website",
            "resources.yml:4:5: this line starts with a tab [tab]",
        ),
        (
            "content/index.md", "outcome('read')", "''.__class__",
            "content/index.md:3:1: only macros may stand in braces [content-macro]",
        ),
        (
            "content/index.md", "outcome('read')", "outcome('reed')",
            "there is no outcome 'reed' [content-macro]",
        ),
    ],
    ids=["data", "syntax", "program", "macro"],
)  # fmt: skip
def test_a_mistake_is_told_and_leaves_the_site_as_it_was(root, file, old, new, message):
    before = state(root)
    change(root / file, old, new)

    result = build(root)

    assert result.returncode != 0
    assert message in result.stderr
    assert "1 to fix." in result.stderr
    assert "Traceback" not in result.stderr
    assert state(root) == before
    assert leftovers(root) == []


def test_a_build_that_fails_halfway_leaves_the_site_as_it_was(root):
    """A theme's template with a mistake in it fails when most pages are already written."""
    before = state(root)
    (root / "overrides").mkdir()
    (root / "overrides" / "404.html").write_text("{{ nothing.at.all }}", encoding="utf-8")
    change(root / "mkdocs.yml", "font: false", "font: false, custom_dir: overrides")

    result = build(root)

    assert result.returncode != 0
    assert state(root) == before
    assert leftovers(root) == []


def test_a_strict_build_with_a_warning_leaves_the_site_as_it_was(root):
    before = state(root)
    change(root / "content" / "index.md", "more.md", "mroe.md")

    result = build(root, "--strict")

    assert result.returncode != 0
    assert "mroe.md" in result.stderr
    assert state(root) == before
    assert leftovers(root) == []


def test_a_build_touches_only_the_files_that_change(root):
    before = state(root)
    change(root / "resources.yml", "A place for charts.", "A place for every chart.")
    (root / "site" / "stray.html").write_text("of an older build", encoding="utf-8")

    assert build(root).returncode == 0

    after = state(root)
    touched = {name for name in before if before[name] != after[name]}
    assert after.keys() == before.keys()
    assert Path("resources/hub/index.html") in touched
    assert Path("outcomes/read/index.html") not in touched
    for name in touched:
        assert before[name][0] != after[name][0], f"{name} was written again, though the same"


def test_the_same_data_gives_the_same_bytes_anywhere_and_any_day(root, tmp_path):
    """The clock of the second build is a year and a day ahead."""
    (root / "tomorrow").mkdir()
    (root / "tomorrow" / "sitecustomize.py").write_text(TOMORROW, encoding="utf-8")
    settings = {"PYTHONPATH": str(root / "tomorrow"), "TZ": "Pacific/Auckland"}

    assert build(root, "--site-dir", str(tmp_path / "one")).returncode == 0
    ahead = build(root, "--site-dir", str(tmp_path / "two"), LC_ALL="C", **settings)
    assert ahead.returncode == 0, ahead.stderr

    assert different(filecmp.dircmp(tmp_path / "one", tmp_path / "two")) == []
    assert "/outcomes/read/</loc>" in (tmp_path / "one" / "sitemap.xml").read_text()


TOMORROW = """\
import datetime, time
real = time.time
time.time = lambda: real() + 366 * 86400
class Ahead(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
datetime.datetime = Ahead
"""


def different(folders):
    found = [*folders.left_only, *folders.right_only]
    _, wrong, unread = filecmp.cmpfiles(
        folders.left, folders.right, folders.common_files, shallow=False
    )
    for inner in folders.subdirs.values():
        found += different(inner)
    return found + wrong + unread


def test_the_edit_link_opens_the_line_of_the_record(root):
    assert build(root, HANDBOOK_REPO_URL="https://github.com/example/small").returncode == 0

    link = 'href="https://github.com/example/small/edit/main/{}"'
    assert link.format("curriculum.yml#L24") in page(root, "outcomes/read")
    assert link.format("resources.yml#L2") in page(root, "resources/hub")
    assert link.format("content/more.md") in page(root, "more")


def test_without_a_repository_there_is_no_edit_link(built):
    assert "/edit/" not in page(built, "outcomes/read")


def test_text_in_the_data_stays_text(root):
    for old, new in TITLES.items():
        file = root / ("curriculum.yml" if "Tell" in old else "resources.yml")
        value = new if old.startswith("title") else f'"{new}"'
        change(file, old, value)

    result = build(root)
    assert result.returncode == 0, result.stderr

    hub, tell = page(root, "resources/hub"), page(root, "outcomes/tell")
    assert re.search(r"<h1.*\{\{ config.site_name \}\} 2 &lt; 3 &amp; 4</h1>", hub)
    assert "{% raw %} {{ 7 * 7 }} 5 &lt; 6 &amp; <code>x</code> {# no #}" in hub
    heading = re.search(r"<h1.*?</h1>", tell, re.DOTALL).group()
    assert "<em>" not in heading
    assert "{{ outcome(" in heading
    assert re.search(r"<title>\{\{ config.site_name \}\} 2 &lt; 3 &amp; 4 . Small &amp; &lt;", hub)


def test_a_page_written_by_hand_keeps_its_macros(built):
    assert '<a href="outcomes/read/">CH1 Read</a>' in (built / "site" / "index.html").read_text()


@contextmanager
def serving(root):
    """`mkdocs serve` on a free port: its address, and the file that its messages go to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = root / "serve.log"
    with log.open("w") as messages:
        command = [*MKDOCS, "serve", "--dev-addr", address]
        process = subprocess.Popen(command, cwd=root, stdout=messages, stderr=messages)
    try:
        yield f"http://{address}", log
    finally:
        process.terminate()
        process.wait(20)


def text_at(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return answer.read().decode()
    except OSError:
        return ""


def wait(until, seconds=40):
    end = time.monotonic() + seconds
    while not (found := until()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found


def test_serve_follows_changes_and_survives_mistakes(root):
    data = root / "curriculum.yml"
    with serving(root) as (address, log):
        url = f"{address}/small/outcomes/read/"
        wait(lambda: "Read a chart." in text_at(url))

        change(data, "Read a chart.", "Read any chart.")
        wait(lambda: "Read any chart." in text_at(url))

        change(data, "CH1, number: 1", "CH1, numbr: 1")
        wait(lambda: "Still showing the last good site." in log.read_text())
        assert "curriculum.yml:24:31: 'numbr' is not a field we know" in log.read_text()
        assert "Read any chart." in text_at(url)

        change(data, "CH1, numbr: 1", "CH1, number: 1")
        change(data, "Read any chart.", "Read every chart.")
        wait(lambda: "Read every chart." in text_at(url))
        assert "Traceback" not in log.read_text()
    assert leftovers(root) == []


def test_the_site_is_the_same_without_the_shell_cache(root):
    """`extra.handbook.shell_cache: false` has MkDocs draw every page, and changes no byte."""
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    off = f"{settings}extra: {{handbook: {{shell_cache: false}}}}\n"
    (root / "mkdocs.yml").write_text(off, encoding="utf-8")
    assert build(root, "--site-dir", str(root / "off")).returncode == 0
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert build(root, "--site-dir", str(root / "on")).returncode == 0

    assert contents(root / "on") == contents(root / "off")


def test_compressed_files_come_and_go_with_the_setting(root):
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{settings}{COMPRESSED}", encoding="utf-8")
    plain = contents(root / "site")

    assert build(root).returncode == 0
    first = state(root)
    home = (root / "site" / "index.html.gz").read_bytes()
    assert gzip.decompress(home) == plain[Path("index.html")]
    assert Path("sitemap.xml.br") in first
    assert {name for name in first if name.suffix not in {".gz", ".br"}} == plain.keys()

    change(root / "resources.yml", "A place for charts.", "A place for every chart.")
    assert build(root).returncode == 0
    second = state(root)
    touched = {name for name, was in first.items() if second[name] != was}
    assert {Path("resources/hub/index.html.gz"), Path("resources/hub/index.html.br")} <= touched
    assert {name.with_suffix("") for name in touched if name.suffix == ".gz"} < touched
    assert Path("outcomes/read/index.html.gz") not in touched

    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert build(root).returncode == 0
    assert contents(root / "site").keys() == plain.keys()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("true", "pip install 'living-handbook[brotli]'"),
        ("brotli", "extra.handbook.compress may be true, false or gzip, and not 'brotli'"),
    ],
)
def test_what_cannot_be_compressed_is_told_before_anything_is_written(root, setting, message):
    """Here without the package for Brotli."""
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(COMPRESSED.replace("true", setting))
    (root / "bare").mkdir()
    (root / "bare" / "sitecustomize.py").write_text("import sys\nsys.modules['brotli'] = None\n")
    before = state(root)

    result = build(root, PYTHONPATH=str(root / "bare"))

    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert state(root) == before


def test_gzip_alone_needs_no_other_package(root):
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(COMPRESSED.replace("true", "gzip"))
    (root / "bare").mkdir()
    (root / "bare" / "sitecustomize.py").write_text("import sys\nsys.modules['brotli'] = None\n")

    assert build(root, PYTHONPATH=str(root / "bare")).returncode == 0

    assert {name.suffix for name in state(root)} & {".gz", ".br"} == {".gz"}


def test_a_template_that_looks_into_pages_gets_them_as_they_are(root):
    """A host's own template may use what the cache knows nothing of."""
    (root / "own").mkdir()
    override = (
        '{% extends "base.html" %}{% block announce %}{{ page.title | length }}{% endblock %}'
    )
    (root / "own" / "main.html").write_text(override, encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    own = settings.replace("font: false", "font: false, custom_dir: own")
    (root / "mkdocs.yml").write_text(own, encoding="utf-8")

    assert build(root).returncode == 0

    for page in (root / "site" / "resources").glob("*/index.html"):
        html = page.read_text(encoding="utf-8")
        title = re.search("<title>(.*?) – ", html)[1]
        said = re.search(r'announce__inner">\s*(\d+)', html)[1]
        assert int(said) == len(unescape(title))


def test_addresses_without_folders_are_refused(root):
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("use_directory_urls: false\n")

    result = build(root)

    assert result.returncode == 1
    assert "use_directory_urls: true" in result.stderr
    assert "Traceback" not in result.stderr


def test_pages_drawn_outside_mkdocs_are_files_when_somebody_asks():
    """For links in Markdown, and for plugins that look through all files."""
    config = MkDocsConfig()
    config.site_dir, config.use_directory_urls = "site", True
    pages = [Page(f"outcomes/{id}.md", id, "pages/outcome.html", {}) for id in ("one", "other")]
    own = File("index.md", None, "site", use_directory_urls=True)
    files = FoundFiles([own], pages, config)

    found = files.get_file_from_path("outcomes/one.md")
    assert found is not None
    assert found.url == "outcomes/one/"
    assert files.get_file_from_path("outcomes/one.md") is found
    assert files.get_file_from_path("index.md") is own
    assert "outcomes/other.md" in files
    assert "outcomes/none.md" not in files
    assert [*files.src_uris] == ["index.md", "outcomes/one.md", "outcomes/other.md"]
    assert [*files.documentation_pages()] == [own]
