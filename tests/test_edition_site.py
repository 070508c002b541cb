"""The worked examples as sites: what readers meet, and what they do not."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from editions import base, buildable, edition
from handbook.cli import main
from handbook.output import Output, faults
from handbook.output.reading import read_pages

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Both examples, built in one run that reads their base once."""
    folder = tmp_path_factory.mktemp("editions")
    names = ("example-region", "example-trust")
    for name in names:
        ignore = shutil.ignore_patterns("site", ".site-*")
        shutil.copytree(ROOT / "editions" / name, folder / name, ignore=ignore)
    env = {"HANDBOOK_SITE_URL": "https://example.org/e/", "HANDBOOK_SUGGEST": "none"}
    roots = [str(folder / name) for name in names]
    found = CliRunner().invoke(main, ["build", "--strict", *roots], env=env)
    assert found.exit_code == 0, found.output
    return {name: folder / name / "site" for name in names}


def page(site, url):
    return (site / url / "index.html").read_text(encoding="utf-8")


def words(html):
    """What a reader sees of a page's own part, without the text of links' addresses."""
    body = html[html.index("<main") : html.index("</main")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_local_things_say_so_and_show_the_other_text(sites):
    told = words(page(sites["example-trust"], "outcomes/pcp-1/"))

    assert "See the strengths of each person" in told
    assert "Changed by Example region edition" in told
    assert "Build on people&#39;s own strengths" in told  # the text of the handbook itself
    assert "Changed by Example trust edition" in told
    assert "Note of Example region edition" in told
    added = words(page(sites["example-trust"], "outcomes/ext-1/"))
    assert "Added by Example trust edition" in added
    listed = words(page(sites["example-trust"], "domains/population-health/"))
    assert "Use our trust&#39;s figures added here" in listed


def test_what_is_left_out_is_in_no_list(sites):
    site = sites["example-trust"]
    hidden = ("outcomes/es-1/", "resources/all-our-health/",
              "orientation/generic-professional-capabilities/")  # fmt: skip
    output = Output(site, "/e/", left_out=hidden)

    assert all("does not include" in page(site, url) for url in hidden)
    assert not {url for url in hidden if url in (output.listed or ())}
    assert not [entry for entry in output.entries or () if entry.partition("#")[0] in hidden]
    for file in [*(site / "data").glob("*.csv"), *(site / "changes").glob("*.xml")]:
        assert not re.search(r"\bes-1\b", file.read_text(encoding="utf-8")), file
    data = json.loads((site / "data" / "handbook.json").read_text(encoding="utf-8"))
    assert not re.search(r'"es-1"', json.dumps(data["frameworks"]) + json.dumps(data["resources"]))
    told = words(page(site, "domains/environmental-sustainability/"))
    assert "1 capability is not part of this edition" in told
    assert "The university teaches this." in told


def test_nothing_leads_nowhere(sites):
    site = sites["example-trust"]
    hidden = {url for url, _ in left_out(site)}
    output = Output(site, "/e/", left_out=hidden)
    found = [fault for fault in faults(output) if fault.rule != "not-in-search"]

    assert not found, found
    links = {
        url: [link for link in on_disk.links if output.resolve(url, link) in hidden]
        for url, on_disk in read_pages(site).items()
        if not url.startswith(("local-changes/", "orientation/", "about/"))
    }
    assert not {url: found for url, found in links.items() if found}


def left_out(site):
    """The pages that only say that they are left out."""
    for file in site.rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        if "This edition does not include this page" in text:
            yield f"{file.parent.relative_to(site).as_posix()}/", text


def test_programs_learn_which_layer_a_value_is_from(sites):
    data = json.loads((sites["example-trust"] / "data" / "handbook.json").read_bytes())
    records = {(r["kind"], r["id"]): r for r in data["edition"]["records"]}

    assert [layer["id"] for layer in data["edition"]["layers"]] == [
        "enhance", "example-region", "example-trust",
    ]  # fmt: skip
    assert records["outcome", "pcp-1"]["fields"]["title"]["layer"] == "example-region"
    assert records["outcome", "pcp-1"]["fields"]["themes"]["layer"] == "example-trust"
    assert records["outcome", "ext-1"]["added_by"] == "example-trust"
    csv = (sites["example-trust"] / "data" / "outcomes.csv").read_text(encoding="utf-8")
    assert csv.splitlines()[0].endswith("added_by,changed_by,changed_fields")
    own = json.loads((ROOT / "src/handbook/schemas/handbook.schema.json").read_bytes())
    assert "edition" not in own["properties"]  # a handbook has none


def test_people_places_and_days_have_pages(sites):
    site = sites["example-trust"]

    assert 'href="mailto:fellows@trust.example"' in page(site, "contacts/")
    assert 'href="tel:01632960123"' in page(site, "contacts/")
    assert "Walk through a neighbourhood" in words(page(site, "placements/"))
    events = words(page(site, "events/"))
    assert events.index("12 January 2027") < events.index("9 February 2027")
    local = words(page(site, "local-changes/"))
    assert "Use our trust&#39;s figures" in local
    assert "The university teaches this." in local


# Pages in which the old word stands on purpose: hand-written ones of the base, and its history.
PROSE = ("about/", "contribute/", "orientation/", "evidence/", "themes/", "changes/", "left-out/")


def test_a_renamed_term_leaves_no_stray_word_in_headings_and_navigation(sites):
    site = sites["example-region"]
    stray = []
    for url, html in ((u, page(site, u)) for u in pages_of_data(site)):
        marked = re.findall(
            r"<(?:h[1-6]|title|label|summary|caption|th|button|nav)\b.*?"
            r"</(?:h[1-6]|title|label|summary|caption|th|button|nav)>",
            html,
            re.DOTALL,
        )
        told = " ".join(re.sub(r"<[^>]+>", " ", " ".join(marked)).split())
        told = re.sub(r"(?i)programme outcomes?|best possible outcomes", "", told)  # a title
        stray += [(url, found) for found in re.findall(r"(?i).{,20}\boutcomes?\b.{,20}", told)]

    assert not stray, stray[:20]


def pages_of_data(site):
    for file in sorted(site.rglob("index.html")):
        url = f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./")
        if not url.startswith(PROSE):
            yield url


def test_a_day_that_has_passed_is_a_note_and_stops_nothing(tmp_path):
    base(tmp_path)
    day = "until: 2020-01-31, owner: The office"
    root = edition(
        tmp_path,
        f"outcomes: [{{id: r-1, note: Ours, {day}}}, {{id: e-1, note: Too, until: 9999-01-01}}]",
    )

    told = CliRunner().invoke(main, ["check", str(root)])

    assert told.exit_code == 0
    assert "the change of 'r-1' was to be looked at again by 31 January 2020" in told.output
    assert "ask The office" in told.output
    assert told.output.count("until-has-passed") == 1


@pytest.mark.parametrize("name", ["example-region", "example-trust"])
def test_the_examples_have_nothing_to_decide(name):
    """Their own contacts are no concern of the base."""
    found = CliRunner().invoke(main, ["upgrade", str(ROOT / "editions" / name)])

    assert "Nothing is left to decide" in found.output, found.output


def test_a_mistake_in_one_edition_holds_up_no_other(tmp_path):
    base(tmp_path)
    local = {"one": "", "two": "outcomes: [{id: r-9, note: Ours}]", "three": ""}
    roots = [buildable(edition(tmp_path, text, name=name)) for name, text in local.items()]
    old = tmp_path / "two" / "site" / "index.html"
    old.parent.mkdir()
    old.write_text("as it was", encoding="utf-8")

    command = [sys.executable, "-m", "handbook", "build", *map(str, roots)]
    told = subprocess.run(command, capture_output=True, text=True)

    assert told.returncode == 1
    assert old.read_text(encoding="utf-8") == "as it was"
    assert all((root / "site" / "outcomes" / "r-1" / "index.html").exists() for root in roots[::2])
    about = told.stderr.split(f"\n{roots[1]}\n")[1].split(f"\n{roots[2]}\n")[0]
    assert "the base has no outcome 'r-9'" in about  # said where this edition is named
    assert f"1 of 3 not built: {roots[1]}." in told.stderr


def test_a_gap_in_the_base_stops_an_edition_and_its_order_does_not(tmp_path):
    """A page that shows what could not be read would fall into the gap."""
    curriculum = base(tmp_path) / "curriculum.yml"
    library = tmp_path / "base" / "resources.yml"
    root = buildable(edition(tmp_path))
    text = curriculum.read_text(encoding="utf-8")
    curriculum.write_text(text.replace("        time: minutes\n", "", 1), encoding="utf-8")

    stopped = CliRunner().invoke(main, ["check", str(root)])

    assert stopped.exit_code == 1
    assert f"{curriculum}:48:9: 'time' is missing [missing-field]" in stopped.output
    curriculum.write_text(text, encoding="utf-8")
    library.write_text(library.read_text(encoding="utf-8").replace("id: film", "id: a-film"))
    curriculum.write_text(text.replace("resource: film", "resource: a-film"), encoding="utf-8")
    told = CliRunner().invoke(main, ["check", str(root)])
    assert told.exit_code == 0, told.output
    assert "'a-film' stands after 'book' [unsorted]" in told.output
