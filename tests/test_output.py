"""`handbook check-site`: each way in which a built site can be wrong, at the line that made it."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.cli import main
from handbook.demo import Size, write
from handbook.hook import build_site


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("output") / "handbook"
    write(root, Size(outcomes=4, resources=6))
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub("site_url: .*", "site_url: https://example.org/trust/", text))
    build_site(root)
    return root


@pytest.fixture
def root(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "handbook"))


def check(root, *options):
    return CliRunner().invoke(main, ["check-site", str(root), "--format", "plain", *options])


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_site_as_it_was_built_has_nothing_to_fix(built):
    result = check(built, "--crawl")

    assert (result.stdout, result.exit_code) == ("", 0), result.output
    assert re.fullmatch(r"Nothing to fix on \d+ pages\.\n", result.stderr)


def test_a_lost_page_is_told_at_the_record_that_links_to_it(root):
    shutil.rmtree(root / "site" / "resources" / "resource-00003")

    result = check(root, "--no-crawl")

    assert result.exit_code == 1
    assert re.search(
        r"curriculum\.yml:\d+:\d+: the link '\S*resources/resource-00003/' leads to no page and no "
        r"file \(page 'outcomes/d1-\d/'\) \[lost-link\]",
        result.stdout,
    )
    assert "the sitemap names 'resources/resource-00003/', no page [sitemap-lost]" in result.stdout
    assert "[search-lost]" in result.stdout


def test_a_hand_written_page_is_told_of_at_the_line_of_the_link(root):
    page = root / "content" / "about" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nSee [this](gone/).\n", encoding="utf-8")
    change(root / "site" / "about" / "index.html", "</h1>", '</h1><a href="gone/">this</a>')
    line = len(page.read_text("utf-8").splitlines())

    told = check(root, "--no-crawl").stdout

    assert f"content/about/index.md:{line}:12: the link 'gone/' leads to no page" in told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("</h1>", '</h1><a href="#gone">x</a>', "leads to a page without a part 'gone'"),
        ("</h1>", '</h1><a href="/other/">x</a>', "leads out of the site's folder"),
        ("</h1>", '</h1><img src="no.png" alt="">', "leads to no page and no file"),
        ("</h1>", '</h1><i id="t"></i><i id="t"></i>', "the id 't' stands 2 times on the page"),
    ],
)
def test_what_is_wrong_on_a_page_is_told(root, old, new, message):
    change(root / "site" / "outcomes" / "d1-1" / "index.html", old, new)

    result = check(root, "--no-crawl")

    assert message in result.stdout
    assert result.stdout.startswith("curriculum.yml:")
    assert result.exit_code == 1


def test_a_page_that_nobody_finds_is_told(root):
    folder = root / "site" / "alone"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>Alone</h1>", encoding="utf-8")

    told = check(root, "--no-crawl").stdout

    for rule in ("orphan-page", "not-in-sitemap", "not-in-search"):
        assert f"site/alone/index.html:1:1: {{}} [{rule}]".split("{}")[0] in told
        assert f"[{rule}]" in told


@pytest.mark.soak
def test_the_crawl_finds_what_a_visitor_would(root):
    shutil.rmtree(root / "site" / "activities" / "d1-a1", ignore_errors=True)
    gone = next((root / "site" / "resources").glob("resource-*"))
    shutil.rmtree(gone)

    assert "LinkChecker cannot follow the link" in check(root, "--crawl").stdout


def test_without_a_site_it_says_what_to_do(root):
    shutil.rmtree(root / "site")
    result = check(root)

    assert result.exit_code == 2
    assert "Run 'handbook build' first" in result.stderr
