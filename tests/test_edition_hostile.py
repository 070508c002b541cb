"""An edition that means harm gets a message: nothing is written, nothing outside is shown."""

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from editions import ABOUT, base, buildable, edition
from handbook.build import read_site
from handbook.cli import main

SECRET = "the-password-of-somebody"  # noqa: S105
QUOTES = "'\" onerror=\"alert(1)'"  # in YAML: in single quotation marks
HARM = re.compile(re.escape(QUOTES))
SCRIPT = "<script>alert(1)</script>"


def build(root):
    return CliRunner().invoke(main, ["build", str(root)])


def refusal(root):
    """What `handbook check` says, where `handbook build` makes nothing."""
    built = build(root)
    assert built.exit_code in {1, 2}, built.output
    assert not (root / "site").exists()
    checked = CliRunner().invoke(main, ["check", str(root)])
    assert checked.exit_code == 1, checked.output
    return f"{built.output}{checked.output}"


@pytest.fixture
def root(tmp_path):
    base(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("a.yml", "a.md", "a.png", "a.jsonl"):
        (outside / name).write_text(f"{SECRET}: {SECRET}\n", encoding="utf-8")
    return buildable(edition(tmp_path))


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("edition.yml", "a.yml"),
        ("base-texts.yml", "a.yml"),
        ("local/more.yml", "a.yml"),
        ("local/more", ""),
        ("local", ""),
        ("content/a.md", "a.md"),
        ("content/a.png", "a.png"),
        ("content/more", ""),
        ("content", ""),
        ("overrides", ""),
        ("brand.yml", "a.yml"),
        ("budgets.yml", "a.yml"),
        ("accessibility.yml", "a.yml"),
        ("changes", ""),
        ("links.jsonl", "a.jsonl"),
        ("mkdocs.yml", "a.yml"),
    ],
)
def test_a_link_to_outside_is_not_followed(root, name, target):
    place = root / name
    if place.is_dir():
        for file in place.iterdir():
            file.unlink()
        place.rmdir()
    place.unlink(missing_ok=True)
    place.symlink_to(root.parent / "outside" / target)

    told = refusal(root)

    assert f"{name}:1:1: this is a link to something outside the edition" in told
    assert SECRET not in told


@pytest.mark.parametrize(
    "name",
    [
        "edition.yml",
        "local/a.yml",
        "base-texts.yml",
        "content/a.md",
        "content/a.png",
        "budgets.yml",
    ],
)
def test_a_huge_file_is_not_read(root, name):
    with (root / name).open("wb") as file:
        file.truncate(100_000_000)  # takes no room on the disk

    assert f"{name}:1:1: this file is over 64 MB" in refusal(root)


def test_a_wheel_cannot_write_outside_its_folder(root, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with zipfile.ZipFile(root / "bad-1-py3-none-any.whl", "w") as wheel:
        for file in (tmp_path / "base").rglob("*"):
            if file.is_file():
                inner = file.relative_to(tmp_path / "base").as_posix()
                wheel.write(file, f"handbook/base/{inner}")
        link = zipfile.ZipInfo("handbook/base/content/link.md")
        link.external_attr = 0o120777 << 16
        wheel.writestr(link, str(tmp_path / "outside" / "a.md"))
        for name in ("handbook/base/../../../evil.md", "/handbook/base/evil.md", "../evil.md"):
            wheel.writestr(name, "# Evil")
    about = ABOUT.replace("folder: ../base", "wheel: bad-1-py3-none-any.whl")
    (root / "edition.yml").write_text(about, encoding="utf-8")
    before = set(tmp_path.rglob("*"))

    found = read_site(root)

    assert found.problems == ()
    assert found.site.outcomes.keys() == read_site(tmp_path / "base").site.outcomes.keys()
    new = {path for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert all(path.is_relative_to(tmp_path / "cache") for path in new)
    assert not {path.name for path in new} & {"evil.md", "link.md"}


# One of each kind of text that an edition can have, each in a line of its own.
EVERYTHING = """\
outcomes:
  - id: r-1
    set:
      title: Words
      statement: Words
      meaning: Words
      owner: Words
      review_note: Words
    add_to:
      explore: [Words]
    note: Words
    because: Words
    owner: Words
  - id: e-0
    hide: Words
domains:
  - id: reading
    set:
      title: Words
      purpose: Words
activities:
  - id: r-try
    set:
      title: Words
      text: Words
frameworks:
  - id: charts
    set:
      title: Words
      summary: Words
pages:
  - id: why.md
    hide: Words
  - id: about/index.md
    note: Words
add:
  themes:
    - id: ext-theme
      title: Words
      summary: Words
      source: {section: Aim}
  glossary:
    - id: ext-term
      term: Words
      meaning: Words
  resources:
    - id: ext-resource
      title: Words
      kind: e-learning
      use: online learning
      summary: Words
      publisher: Words
      url: Words
      address: unknown
contacts:
  - id: ext-contact
    name: Words
    role: Words
    summary: Words
    email: Words
    phone: Words
    url: Words
placements:
  - id: ext-placement
    title: Words
    summary: Words
    where: Words
    time: Words
    url: Words
    contact: Words
events:
  - id: ext-event
    title: Words
    summary: Words
    starts: 2027-01-12
    time: Words
    where: Words
"""
ABOUT_ALL = """\
edition:
  id: trust
  title: Words
  organisation: Words
  summary: Words
  contact: Words
base: {folder: ../base, version: "1.10"}
id_prefix: ext
terms:
  outcome: {one: Words, many: Words}
brand:
  name: Words
  description: Words
  logo: Words
"""


def filled(root, words):
    """Write both files with `words` in the place of each text."""
    for name, text in ("local/changes.yml", EVERYTHING), ("edition.yml", ABOUT_ALL):
        made = text.replace("Words", words)
        (root / name).write_text(made, encoding="utf-8")


def mended(root, found):
    """Put harmless words into each line that has a message, or else take the line out."""
    for name in ("local/changes.yml", "edition.yml"):
        wrong = {p.place.line for p in found if p.place.file == Path(name)}
        lines = enumerate((root / name).read_text(encoding="utf-8").splitlines(), 1)
        kept = [
            HARM.sub("Words", line) if i in wrong else line
            for i, line in lines
            if i not in wrong or HARM.search(line)
        ]
        text = "\n".join([*kept, ""])
        (root / name).write_text(text, encoding="utf-8")


def test_script_gets_a_message_in_every_field(root):
    filled(root, f'"{SCRIPT}"')
    lines = {
        (name, i)
        for name in ("local/changes.yml", "edition.yml")
        for i, line in enumerate((root / name).read_text(encoding="utf-8").splitlines(), 1)
        if SCRIPT in line
    }

    told = {(str(p.place.file), p.place.line) for p in read_site(root).problems}

    assert len(lines) >= 50
    assert lines - told == set()


class Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self, html):
        super().__init__()
        self.names = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names |= {name for name, _ in attrs}


def test_quotation_marks_in_every_field_lead_out_of_no_attribute(root):
    filled(root, QUOTES)
    for _ in range(4):  # an address, for one, may not hold them
        if not (found := read_site(root).problems):
            break
        mended(root, found)
    assert not found, "\n".join(map(str, found))
    assert len(HARM.findall((root / "local" / "changes.yml").read_text(encoding="utf-8"))) > 30

    done = build(root)

    assert done.exit_code == 0, done.output
    pages = [file.read_text(encoding="utf-8") for file in (root / "site").rglob("*.html")]
    assert sum("alert(1)" in page for page in pages) > 10
    assert "onerror" not in set().union(*(Attributes(page).names for page in pages))
