"""An edition's own words, and what it leaves out: nothing of the old shows, wherever one looks.

The handbook below has no word of ours in its texts. So whatever says 'outcome' in the edition, our
program says. What is left out has a name that nothing else has.
"""

import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from editions import SETTINGS, buildable, edition, pages
from handbook.output import Output, faults
from small import CURRICULUM, RESOURCES, released_site

ABOUT = """\
edition: {id: trust, title: Trust edition, organisation: The Trust}
base: {folder: ../base, version: "1.10"}
id_prefix: ext
terms:
  domain: {one: zone, many: zones}
  outcome: {one: aim, many: aims}
  statement: {one: clause, many: clauses}
  programme_outcome: {one: summit, many: summits}
"""
LOCAL = """\
domains: [{id: lost-domain, hide: Taught elsewhere.}]
outcomes:
  - {id: lost-outcome, hide: Taught elsewhere.}
  - {id: r-1, set: {title: Read any chart, statement: Read it.}, note: Ours., because: So.}
activities: [{id: lost-activity, hide: Taught elsewhere.}]
resources: [{id: lost-resource, hide: Taught elsewhere.}]
themes: [{id: lost-theme, hide: Taught elsewhere.}]
glossary: [{id: lost-word, hide: Taught elsewhere.}]
pathways: [{id: lost-pathway, hide: Taught elsewhere.}]
evidence_kinds: [{id: lost-kind, hide: Taught elsewhere.}]
programme_outcomes: [{id: lost-aim, hide: Taught elsewhere.}]
pages: [{id: lost-page.md, hide: Taught elsewhere.}]
add:
  outcomes:
    - domain: reading
      id: ext-1
      code: X1
      number: 9
      title: Ours
      statement: Ours.
      themes: [care]
      source: {section: Ours}
"""
# What is to be left out, and what points to it.
MORE = {
    "programme_outcomes:\n": """\
  - {id: lost-aim, number: 2, title: Vanished aim, statement: Vanished., source: {section: Aim}}
""",
    "themes:\n": "  - {id: lost-theme, title: Vanished theme, summary: Vanished., "
    "source: {section: Themes}}\n",
    "evidence_kinds:\n": "  - {id: lost-kind, title: Vanished kind, summary: Vanished.}\n",
    "domains:\n": """\
  - id: lost-domain
    code: V
    number: 7
    title: Vanished part
    purpose: Vanished.
    outcomes:
      - id: lost-inside
        code: V1
        number: 1
        title: Vanished with its part
        statement: Vanished.
        source: {section: V}
    activities:
      - id: lost-activity-inside
        title: Vanished thing inside
        text: Vanished.
        kind: project
        setting: on your own
        time: minutes
        outcomes: [lost-inside]
    connections: [r-1]
    source: {section: V}
""",
    "pathways:\n": """\
  - id: lost-pathway
    title: Vanished way
    kind: role
    summary: Vanished.
    steps: [{text: Vanished., outcome: r-1}]
    sources: [{section: All of it}]
""",
    "    synonyms: [body-mass index]\n": "  - {id: lost-word, term: vanished word, "
    "abbreviation: VW, meaning: Gone.}\n",
    "    outcomes:\n      - id: e-1\n": """\
      - id: lost-outcome
        code: E9
        number: 9
        title: Vanished end
        statement: Vanished.
        programme_outcomes: [lost-aim]
        themes: [lost-theme]
        source: {section: E}
""",
    "    activities:\n      - id: r-try\n": """\
      - id: lost-activity
        title: Vanished thing to do
        text: Vanished.
        kind: project
        setting: on your own
        time: minutes
        outcomes: [r-1]
""",
}
LINKED = {
    "connections: [e-1]": "connections: [e-1, lost-outcome, lost-inside]",
    "See [explaining](outcome:e-1)": "See [it](outcome:lost-outcome), [it](activity:lost-activity),"
    " [it](resource:lost-resource), [it](domain:lost-domain), VW "
    "and [explaining](outcome:e-1)",
    "text: The y axis, see: [e-1]": "text: The y axis, see: [e-1, lost-outcome, lost-domain]",
    "{kind: talk, text: Talk about one}": "{kind: talk, text: Talk about one}\n"
    "          - {kind: lost-kind, text: Show it another way}",
    "programme_outcomes: [po-1]": "programme_outcomes: [po-1, lost-aim]",
    "themes: [care]": "themes: [care, lost-theme]",
    "outcomes: [r-1, e-1]": "outcomes: [r-1, e-1, lost-outcome]",
    "{text: Read < 3 charts., outcome: r-1}": "{text: Read < 3 charts., outcome: r-1}\n"
    "      - {text: Go on., outcome: lost-outcome}\n"
    "      - {text: Then try., activity: lost-activity}\n"
    "      - {text: Then read., resource: lost-resource}\n"
    "      - {text: Then look., page: lost-page.md}",
    "replaced_by: [e-1]": "replaced_by: [lost-outcome]",
}
LOST = """\
  - id: lost-resource
    title: Vanished book
    kind: book
    use: key resource
    summary: Vanished.
    url: https://www.example.org/vanished
    address: found
    domains: [reading]
    outcomes: [r-1]
"""
PAGES = {
    "index.md": "# Start\n\nRead {{ outcome('r-1') }}.\n",
    "why.md": "# Why\n\nSee {{ outcome('lost-outcome') }} and [that page](lost-page.md).\n",
    "themes/care.md": "# Care\n\nBe careful.\n",
    "lost-page.md": "# Vanished page\n\nVanished.\n",
}


def curriculum():
    text = CURRICULUM
    for old, new in LINKED.items():
        assert old in text
        text = text.replace(old, new)
    for line, more in MORE.items():
        assert line in text
        start = text.index(line) + (len(line.partition("\n")[0]) + 1)
        text = text[:start] + more + text[start:]
    return text


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The edition, built with its copies to carry away."""
    folder = tmp_path_factory.mktemp("words")
    base = folder / "base"
    base.mkdir()
    released_site(base)
    (base / "curriculum.yml").write_text(curriculum(), encoding="utf-8")
    library = RESOURCES.replace("    outcomes: [r-1]\n", "    outcomes: [r-1, lost-outcome]\n")
    (base / "resources.yml").write_text(f"{library}{LOST}", encoding="utf-8")
    pages(base, PAGES)
    settings = f"{SETTINGS}site_url: https://example.org/e/\n"
    root = buildable(edition(folder, LOCAL, ABOUT), settings)
    command = [sys.executable, "-m", "handbook", "build", "--carry", "epub", "--carry", "offline"]
    done = subprocess.run([*command, str(root)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


OURS = re.compile(r"\b(programme outcome|outcome|domain|statement)s?\b", re.IGNORECASE)
# Attributes that programs read, and none that a browser says or shows.
SILENT = {
    "href", "src", "id", "class", "for", "name", "value", "action", "type", "rel", "role",
    "aria-controls", "aria-describedby", "aria-labelledby",
    "data-about", "data-facet", "data-id", "data-kind", "data-module", "data-name", "data-order",
    "data-part", "data-word",
}  # fmt: skip
# What looks like a word of ours and is none: a name of a file, a hole in a sentence, a name by law;
# the questions of a form as programs read them.
ALLOWED = re.compile(r"\w+\.csv|\{\w+\}|accessibility statement|https?://\S+|^\[\[.*\]\]$")
# How the YAML of this program is written: its own fields keep their names.
FORMAT = ("contribute/fields/", "contribute/messages/", "contribute/macros/")


class Said(HTMLParser):
    """Everything that a page says to somebody: texts, titles, labels, descriptions."""

    def __init__(self, html):
        super().__init__()
        self.texts = []
        self.quiet = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.quiet += tag in {"style", "script", "code"}
        self.texts += [value for name, value in attrs if value and name not in SILENT]

    def handle_endtag(self, tag):
        self.quiet -= tag in {"style", "script", "code"}

    def handle_data(self, data):
        if not self.quiet:
            self.texts.append(data)


def documents(site):
    """Each page of the site and of the copies to carry away, by its path."""
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if path.endswith(".html"):
            yield path, file.read_text(encoding="utf-8")
        elif path.endswith((".epub", ".zip")):
            with zipfile.ZipFile(file) as whole:
                for name in whole.namelist():
                    if name.endswith((".html", ".xhtml", ".opf", ".ncx")):
                        yield f"{path}:{name}", whole.read(name).decode()


def sayings(site):
    """Everything that the site says, with where it says it."""
    for path, html in documents(site):
        yield from ((path, text) for text in Said(html).texts)
    for file in site.glob("changes/**/*.xml"):
        path = file.relative_to(site).as_posix()
        for element in ElementTree.parse(file).iter():  # noqa: S314 (our own)
            yield from ((path, text) for text in Said(element.text or "").texts)
    for pattern in ("changes/**/*.json", "search/entries/*.json", "*.webmanifest"):
        for file in site.glob(pattern):
            path = file.relative_to(site).as_posix()
            yield from ((path, text) for text in strings(json.loads(file.read_bytes())))


def strings(value):
    """Each text in a piece of JSON, but for addresses and for what people may search by."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for inner in value for text in strings(inner))
    elif isinstance(value, dict):
        kept = (inner for name, inner in value.items() if name not in {"url", "id", "names"})
        yield from (text for inner in kept for text in strings(inner))


def test_no_word_of_ours_is_left(site):
    found = {
        f"{path}: {' '.join(text.split())}"
        for path, text in sayings(site)
        if not any(part in path for part in FORMAT)
        if OURS.search(ALLOWED.sub("", text))
    }

    assert not found, "\n".join(sorted(found))


def test_its_own_words_are_there(site):
    """What the test above would not miss: the words that stand in the place of ours."""
    said = {text.strip() for _, text in sayings(site)}

    assert {"Zones", "All aims", "Add an aim", "Without an aim", "Clause", "Summits"} <= said
    assert any("Choose a zone and answer." in text for text in said)


# The pages on which an edition says what it leaves out, and those of a part that something is of.
TELLING = re.compile(r"lost-|local-changes/|^(.*/)?domains/(reading|explaining)/index.html$")
LEFT = re.compile(r"vanished|lost-", re.IGNORECASE)


def test_what_is_left_out_is_named_only_where_that_is_told(site):
    """And where a text of the base names it by hand: those words stay, without a link."""
    found = {
        f"{path}: {' '.join(text.split())}"
        for path, text in sayings(site)
        if not TELLING.search(path) and "See E9 Vanished end and" not in text
        if LEFT.search(text)
    }

    assert not found, "\n".join(sorted(found))


def test_nothing_leads_to_what_is_left_out(site):
    """But that a page's own Markdown may lead to a page, which then says that it is left out."""
    telling = ("lost-", "local-changes/")
    links = {
        (path, link)
        for path, html in documents(site)
        if not any(name in path for name in telling)
        for link in re.findall(r'href="([^"]*)"', html)
        if "lost-" in link and "lost-page" not in link
    }
    left_out = {
        f"{file.parent.relative_to(site).as_posix()}/" for file in site.rglob("*lost-*/index.html")
    }
    output = Output(site, "/e/", left_out=left_out)
    own = [Said(html).texts for path, html in documents(site) if "/lost-" in f"/{path}"]

    assert len(left_out) == 10, left_out
    assert all("Taught elsewhere." in " ".join(texts) for texts in own)
    assert not links, links
    assert not [fault for fault in faults(output) if fault.rule != "not-in-search"]
    assert not [url for url in (*output.listed, *output.entries) if "lost-" in url]


def test_no_download_knows_what_is_left_out(site):
    """The list of files that a device keeps has all addresses, as they are all there."""
    data = [*site.glob("data/*.json"), *site.glob("data/*.csv"), *site.glob("changes/**/*.xml"),
            *site.glob("changes/**/*.json"), site / "my-learning" / "catalogue.js",
            site / "search" / "index.json", site / "sitemap.xml"]  # fmt: skip
    assert len(data) > 12
    known = [file.name for file in data if LEFT.search(file.read_text(encoding="utf-8"))]

    assert not known
    whole = json.loads((site / "data" / "handbook.json").read_bytes())
    [reading, _] = whole["frameworks"][0]["domains"]
    meaning = next(o for o in reading["outcomes"] if o["id"] == "r-1")["meaning"]
    assert meaning.startswith("See it, it, it, it, VW and [explaining](outcome:e-1)")
