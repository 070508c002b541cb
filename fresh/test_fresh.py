"""From nothing to an edition: a new environment with only our wheel, offline, somewhere else.

Run by `make fresh`, which puts our wheel and all that it needs into a folder. What is typed here is
what the hosts' guide says.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WHEELS = HERE.parent / "build" / "wheels"
# Whoever asks for anything outside of this machine fails at once.
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_CONFIG_FILE": os.devnull,
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "NO_MKDOCS_2_WARNING": "1",
}
LOCAL = """\
outcomes:
  - id: pcp-1
    set:
      title: Share every decision on Ward 7
    because: Our ward decided so.
  - id: pcp-2
    note: "In our trust: ask the front-door team."
  - id: pcp-3
    hide: Taught elsewhere.
add:
  resources:
    - id: ec-guide
      title: Our guide to the front door
      kind: guide
      use: key resource
      summary: Who is where, and when.
      url: https://example.org/guide
      address: found
      domains: [person-centred-practice]
"""
PAGE = "# Teaching days\n\nEach first Tuesday, at noon. See {{ outcome('pcp-1') }}.\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a command line in a folder of its own, with the commands of a new environment."""
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", folder / ".venv"], check=True)
    own = {"PATH": f"{folder / '.venv' / 'bin'}:/usr/bin:/bin", "HOME": str(folder), **OFFLINE}

    def run(line, root=folder, **more):
        done = subprocess.run(
            line, shell=True, cwd=root, env=own | more, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    run.folder = folder
    run(f"pip install --quiet --no-index --find-links {WHEELS} living-handbook")
    return run


@pytest.fixture(scope="module")
def edition(run):
    """An edition, built once as it began."""
    run(
        "handbook new ours --yes --name 'Example Care edition' --organisation 'Example Care' "
        "--contact mailto:handbook@example.org --colour '#7c2855'"
    )
    root = run.folder / "ours"
    run("handbook check", root)
    run("handbook build --strict", root)
    return root


def page(edition, url, site="site"):
    return (edition / site / url / "index.html").read_text(encoding="utf-8")


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_has_all_that_the_base_has(edition, run):
    """Every page, and no link that leads nowhere."""
    run("handbook check-site --no-crawl", edition)

    assert "Example Care edition" in page(edition, "outcomes/pcp-1")
    assert (edition / "site" / "orientation" / "why-generalism" / "index.html").is_file()
    assert "mailto:handbook@example.org" in page(edition, "about/contact")


def test_edits_of_five_kinds_are_seen(edition, run):
    """Another title, a note, a resource of its own, a hidden outcome, a page, a colour, a word."""
    (edition / "local" / "ours.yml").write_text(LOCAL, encoding="utf-8")
    (edition / "content" / "teaching.md").write_text(PAGE, encoding="utf-8")
    about = (edition / "edition.yml").read_text(encoding="utf-8")
    about = about.replace("#7c2855", "#005eb8").replace(
        "# terms:\n#   outcome: {one: capability, many: capabilities}",
        "terms:\n  outcome: {one: capability, many: capabilities}",
    )
    (edition / "edition.yml").write_text(about, encoding="utf-8")

    run("handbook check", edition)
    run("handbook build", edition)

    assert "Share every decision on Ward 7" in page(edition, "outcomes/pcp-1")
    assert "ask the front-door team" in words(page(edition, "outcomes/pcp-2"))
    assert "Taught elsewhere." in words(page(edition, "outcomes/pcp-3"))
    assert "Our guide to the front door" in page(edition, "resources/ec-guide")
    assert "Each first Tuesday" in page(edition, "teaching")
    assert "Share every decision on Ward 7" in page(edition, "teaching")
    style = next((edition / "site").glob("assets/handbook-*/css/brand.css")).read_text()
    assert "#005eb8" in style
    assert "Capabilities" in words(page(edition, "outcomes"))


def test_mkdocs_makes_the_same_site(edition, run):
    run("handbook build --site-dir one", edition)
    run("mkdocs build --quiet --site-dir two", edition)

    one, two = edition / "one", edition / "two"
    names = sorted(file.relative_to(one) for file in one.rglob("*.html"))
    assert names == sorted(file.relative_to(two) for file in two.rglob("*.html"))
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_a_site_below_a_path_has_only_links_that_stay_there(edition, run):
    address = "https://intranet.example.org/teams/handbook/"
    run("handbook build --site-dir below", edition, HANDBOOK_SITE_URL=address)
    run("handbook check-site --no-crawl --site-dir below", edition, HANDBOOK_SITE_URL=address)

    assert f'rel="canonical" href="{address}outcomes/pcp-1/"' in page(
        edition, "outcomes/pcp-1", "below"
    )
    own = page(edition, "outcomes/pcp-1", "below").replace(address, "")
    assert 'href="/' not in own
    assert 'src="/' not in own


def test_a_framework_of_ones_own_needs_no_base(run):
    run("handbook new own --framework --yes --name 'Our framework'")
    run("handbook build --strict", run.folder / "own")
    run("handbook check-site --no-crawl", run.folder / "own")
