"""A brand: colours that everybody can read, pictures that do no harm, and one place for both."""

import os
import re
import struct
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.app import of_site
from handbook.brand.colours import contrast, in_gamut, nearest, oklch
from handbook.brand.pictures import LARGEST
from handbook.brand.reading import Branding, branding
from handbook.brand.record import Brand, Colours
from handbook.brand.svg import UnsafeError, drawing
from handbook.brand.tokens import EDGE, PAIRS, defaults, palette
from handbook.build import open_site
from handbook.cli import main
from handbook.pages.drawing import STYLES
from handbook.problems import DataError, Place
from small import small_site

HEXES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 40 20">\n%s\n</svg>'
)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 30, 10) + bytes(20)


class Here:
    """Where a record of a test was written."""

    file = Path("brand.yml")

    def __call__(self, *address):
        return Place(self.file)


def colours(**shades):
    found = Colours(**shades)
    found.stand(Here())
    return found


# Colours.


@settings(max_examples=30, deadline=None)
@given(HEXES, HEXES)
def test_contrast_is_that_of_a_library(one, other):
    assert contrast(one, other) == pytest.approx(Color(one).contrast(other), abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(HEXES)
def test_lightness_and_hue_are_those_of_a_library(colour):
    lightness, chroma, _ = oklch(colour)
    there = Color(colour).convert("oklch")

    assert lightness == pytest.approx(there["lightness"], abs=1e-4)
    assert chroma == pytest.approx(there["chroma"], abs=1e-4)
    assert in_gamut(*oklch(colour)) == colour


@settings(max_examples=30, deadline=None)
@given(HEXES, st.sampled_from(["#ffffff", "#15191d"]))
def test_the_nearest_colour_keeps_its_hue_and_goes_no_further_than_it_must(colour, ground):
    found = nearest(colour, lambda it: contrast(it, ground) >= 4.5)

    assert contrast(found, ground) >= 4.5
    hues = [Color(it).convert("oklch") for it in (colour, found)]
    if all(hue["chroma"] > 0.03 for hue in hues):
        apart = abs(hues[0]["hue"] - hues[1]["hue"])
        assert min(apart, 360 - apart) < 4
    if found != colour:
        assert contrast(found, ground) < 4.7


def test_the_theme_passes_its_own_pairs():
    assert len(defaults()) == len({name for pair in PAIRS for name in pair[:2]}) + 1  # and lines
    for front, back, least in PAIRS:
        for side in (0, 1):
            assert contrast(defaults()[front][side], defaults()[back][side]) >= least


def test_the_lines_of_the_drawing_are_seen_on_light_and_on_dark_pages():
    """As WCAG 2.2 asks of what a picture says (1.4.11)."""
    sheet = (files("handbook") / "theme" / "assets" / "css" / "handbook.css").read_text("utf-8")
    lines = re.findall(r"--handbook-line-\d: light-dark\((#\w{6}), (#\w{6})\);", sheet)

    assert len(set(lines)) == STYLES
    for line in lines:
        for side, colour in enumerate(line):
            for ground in ("background", "surface"):
                assert contrast(colour, defaults()[ground][side]) >= EDGE, colour


def test_every_colour_of_the_theme_may_be_set():
    following = {"header-edge"}
    settable = {name.replace("_", "-") for name in Colours.model_fields} - {"primary"}
    assert settable == defaults().keys() - following


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(Colours.model_fields)),
        st.one_of(
            HEXES,
            st.fixed_dictionaries({"light": HEXES, "dark": HEXES}),
            st.fixed_dictionaries({"dark": HEXES}),
        ),
        max_size=6,
    )
)
def test_whatever_is_proposed_passes_all_at_once(given):
    """Follow every proposal, and there is nothing left to say; all pairs can be read."""
    found = palette(colours(**given))
    for problem in found.problems:
        assert problem.rule == "low-contrast"
    settled = {
        name.replace("-", "_"): {"light": light, "dark": dark}
        for name, (light, dark) in found.tokens.items()
        if name != "header-edge"
    }

    again = palette(colours(**settled))
    shown = {**defaults(), **again.tokens}
    assert again.problems == ()
    for front, back, least in PAIRS:
        for side in (0, 1):
            assert contrast(shown[front][side], shown[back][side]) >= least


def test_a_colour_that_passes_is_taken_as_it_is():
    found = palette(colours(primary="#005EB8"))

    assert found.problems == ()
    assert found.tokens["link"][0] == found.tokens["action"][0] == "#005eb8"
    assert contrast(found.tokens["link"][1], defaults()["surface"][1]) >= 4.5


# Pictures.

HARMFUL = {
    "script": "<script>alert(1)</script>",
    "script of the web": '<s:script xmlns:s="http://www.w3.org/1999/xhtml">alert(1)</s:script>',
    "event": '<rect onload="alert(1)"/>',
    "web page": "<foreignObject/>",
    "link": '<a xlink:href="https://example.org/"/>',
    "change of a link": '<set attributeName="href" to="javascript:alert(1)"/>',
    "use of another file": '<use xlink:href="https://example.org/a.svg#a"/>',
    "picture of another host": '<image href="https://example.org/a.png"/>',
    "picture that is none": '<image href="data:text/html;base64,PGI+"/>',
    "colour of another host": '<rect fill="url( //example.org/a.svg#a)"/>',
    "style of another host": '<rect style="fill: URL(https://example.org/#a)"/>',
    "style sheet": '<style>@import "https://example.org/a.css";</style>',
    "style in disguise": r"<style>rect { fill: u\72l(https://example.org/#a) }</style>",
    "style in pieces": "<style>a{fill:ur<![CDATA[l(//example.org/)]]>}</style>",
    "style with a hole": "<style>a{fill:ur<!-- -->l(//example.org/)}</style>",
    "copies of copies": '<g id="a"><use href="#b"/></g><g id="b"/><use href="#a"/>',
    "copies of itself": '<g id="a"><use href="#a"/></g>',
    "depth": "<g>" * 60 + "</g>" * 60,
    "half of it": "<g>",
}


@pytest.mark.parametrize("inside", HARMFUL.values(), ids=HARMFUL)
def test_a_picture_that_could_harm_is_refused(inside):
    with pytest.raises(UnsafeError) as refused:
        drawing((SVG % inside).encode())

    assert refused.value.help


def test_entities_are_refused_before_they_grow():
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    text = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{bomb}]>' + SVG % "<text>&e9;</text>"

    with pytest.raises(UnsafeError, match="entities"):
        drawing(text.encode())


def test_what_only_draws_is_kept_and_notes_of_programs_are_dropped():
    inside = (
        '<metadata><author xmlns="urn:x">Ann</author></metadata><n:v xmlns:n="urn:n"><g/></n:v>'
        '<defs><linearGradient id="g"/></defs><style>@media print { a { fill: url(#g) } }</style>'
        '<rect n:label="/home/ann" xmlns:n="urn:n" fill="url(#g)"/><use xlink:href="#g"/>'
        "<text>3 &lt; 5 &amp; more</text>"
    )
    found = drawing(f"<!DOCTYPE svg>{SVG % inside}".encode())

    assert (found.width, found.height) == (40, 20)
    text = found.content.decode()
    assert "ann" not in text.lower()
    assert '<rect fill="url(#g)" /><use href="#g" />' in text
    assert "3 &lt; 5 &amp; more" in text
    assert drawing(found.content).content == found.content


def test_a_picture_without_a_size_is_refused():
    with pytest.raises(UnsafeError, match="how large"):
        drawing(b'<svg xmlns="http://www.w3.org/2000/svg"/>')


@pytest.fixture
def branded(tmp_path):
    """A handbook with a brand, and what is wrong with that."""
    small_site(tmp_path)
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "logo.svg").write_text(SVG % "<g/>", encoding="utf-8")

    def said(text):
        (tmp_path / "brand.yml").write_text(text, encoding="utf-8")
        try:
            open_site(tmp_path)
        except DataError as error:
            return str(error)
        return ""

    said.root = tmp_path
    return said


def test_files_that_are_no_plain_pictures_are_refused_unopened(branded):
    """Links, pipes (reading one waits for ever), folders, files that are huge or not there."""
    brand = branded.root / "brand"
    (branded.root.parent / "secret.svg").write_text(SVG % "<g/>", encoding="utf-8")
    (brand / "link.svg").symlink_to(branded.root.parent / "secret.svg")
    (brand / "away").symlink_to(branded.root.parent)
    os.mkfifo(brand / "pipe.svg")
    (brand / "folder.svg").mkdir()
    with (brand / "huge.png").open("wb") as huge:
        huge.truncate(100_000_000)  # takes no room on the disk
    (brand / "text.png").write_text("<script>alert(1)</script>", encoding="utf-8")
    (brand / "wide.png").write_bytes(PNG[:16] + struct.pack(">II", 90_000, 90_000) + PNG[24:])
    said = {
        "brand/link.svg": "'link.svg' in 'brand/link.svg' is a link to another place",
        "brand/away/secret.svg": "'away' in 'brand/away/secret.svg' is a link to another place",
        "brand/pipe.svg": "'brand/pipe.svg' is not a file",
        "brand/folder.svg": "'brand/folder.svg' is not a file",
        "brand/huge.png": "'brand/huge.png' has 100,000 kB",
        "brand/text.png": "'brand/text.png' is not a PNG, whatever its name says",
        "brand/wide.png": "'brand/wide.png' has 90,000 by 90,000 pixels",
        "brand/none.svg": "there is no file 'brand/none.svg'",
        "brand.yml": "'brand.yml' is no picture that we can use",
        "brand/a/..": "'brand/a/..' is not the path of a file in this folder",
        "../secret.svg": "'../secret.svg' is not the path of a file in this folder",
        "/etc/passwd": "'/etc/passwd' is not the path of a file in this folder",
        ".git/config.svg": "'.git/config.svg' is not the path of a file in this folder",
    }

    assert {path: branded(f"logo: {path}").split("\n")[0] for path in said} == {
        path: f"brand.yml:1:7: {words} [{'bad-path' if words.endswith('folder') else rule}]"
        for rule in ["brand-picture"]
        for path, words in said.items()
    }


def test_a_problem_in_a_picture_names_its_line(branded):
    inside = "<g/>\n<script/>"
    (branded.root / "brand" / "logo.svg").write_text(SVG % inside, encoding="utf-8")

    assert branded("name: Ours\nlogo: brand/logo.svg") == (
        "brand.yml:2:7: 'brand/logo.svg', line 3: <script> may not stand in a picture "
        "[brand-picture]\n"
        "  help: take it out, or save the picture again as plain SVG, or use a PNG"
    )


def test_every_mistake_is_told_at_once(branded):
    text = 'logo: brand/no.svg\nicon: brand/no.png\ncolours:\n  primary: "#fc0"\n  quiet: "#aaa"\n'

    assert [line.partition(": ")[0] for line in branded(text).split("\n")[::2]] == [
        "brand.yml:1:7",
        "brand.yml:2:7",
        "brand.yml:4:12",
        "brand.yml:5:10",
    ]


# What we promise.

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "content" / "contribute" / "brand.md").read_text(encoding="utf-8")
SHELL = ROOT / "src" / "handbook" / "theme"


def test_the_tokens_that_the_guide_promises_are_those_of_the_theme():
    sheet = (SHELL / "assets" / "css" / "shell.css").read_text(encoding="utf-8")
    root = sheet.partition(":root {")[2].partition("\n}")[0]
    there = set(re.findall(r"^  (--handbook-[a-z0-9-]+):", root, re.MULTILINE))

    assert len(there) > 40
    assert set(re.findall(r"`(--handbook-[a-z0-9-]+)`", GUIDE)) == there - INTERNAL


INTERNAL = {"--handbook-colour-header-button"}


def test_the_blocks_that_the_guide_promises_are_those_of_the_theme():
    there = re.findall(r"{% block (\w+) %}", (SHELL / "shell" / "base.html").read_text())
    rows = GUIDE.partition("| Block |")[2].partition("\n\n")[0].split("\n")[2:]

    assert len(there) > 10
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == {*there}


def test_the_guide_names_every_field():
    fields = {*Brand.model_fields, *Colours.model_fields}

    assert [name for name in sorted(fields) if f"`{name}" not in GUIDE] == ["colours"]


# What becomes of it.


def test_a_large_logo_still_fits_a_first_visit():
    assert LARGEST < 100_000


def test_pictures_and_styles_get_a_new_address_when_they_change(tmp_path):
    small_site(tmp_path)
    folders = set()
    for colour in ("#005eb8", "#7c2855"):
        (tmp_path / "brand.yml").write_text(f"colours: {{primary: '{colour}'}}\n")
        brand = branding(tmp_path, None, [])
        assert colour in brand.styles
        folders.add(brand.styles)
    assert len(folders) == 2
    assert branding(tmp_path, Brand(), []) == Branding(Brand())


FULL = """\
name: Ours & 3 < 5
description: A handbook of an example
language: en-US
logo: brand/logo.svg
logo_dark: brand/dark.png
icon: brand/logo.svg
colours: {primary: "#005eb8", header: "#7c2855"}
font: Source Sans 3, Arial, sans-serif
footer: Kept by & for us.
links: [{title: Words, url: glossary/}, {title: Web, url: "https://example.org/"}]
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
contact: mailto:us@example.org
"""


def test_it_shows_on_every_page_and_a_change_of_it_too(branded):
    """Without a template. After a change, a build that makes little anew leaves no old page."""
    root = branded.root
    (root / "brand" / "dark.png").write_bytes(PNG)
    (root / "mkdocs.yml").write_text(
        "site_name: Not shown\ndocs_dir: content\ntheme: {name: material}\nplugins: []\n"
        "hooks: [hook.py]\nnav: [index.md]\n",
        encoding="utf-8",
    )
    (root / "hook.py").write_text("from handbook.hook import on_config\n", encoding="utf-8")
    (root / "content").mkdir(exist_ok=True)
    pages = {}
    for name in ("Ours", "Yours"):
        (root / "brand.yml").write_text(FULL.replace("Ours", name), encoding="utf-8")
        run = CliRunner().invoke(main, ["build", str(root), "--strict"])
        assert run.exit_code == 0, run.output
        pages[name] = {
            page: page.read_text(encoding="utf-8") for page in (root / "site").rglob("*.html")
        }

    assert len(pages["Ours"]) > 20
    for name, shown in pages.items():
        for page, html in shown.items():
            if '<html lang="en-US">' not in html:
                assert "http-equiv" in html, page  # a page that only leads elsewhere
                continue
            assert f"{name} &amp; 3 &lt; 5" in html
            assert "Not shown" not in html
            assert 'brand/logo.svg" alt="" width="96" height="48" loading="lazy">' in html
            assert 'brand/logo-dark.png" alt="" width="144" height="48" loading="lazy">' in html
            assert "Kept by &amp; for us." in html
            assert '<a href="mailto:us@example.org"' in html
            assert ">CC BY 4.0</a>" in html
            assert "css/brand.css" in html


def test_an_installed_app_has_the_colours_of_the_pages(branded):
    def app():
        found = of_site(open_site(branded.root), "Ours", "", "", on=True)
        return found.ground, found.bar

    assert app() == (defaults()["background"][0], defaults()["header"][0])
    assert branded("colours: {background: '#fffdf5', surface: '#f5f2e0'}") == ""
    assert app() == ("#fffdf5", "#f5f2e0")  # the header follows boxes
    assert branded("colours: {header: '#0b3d2e', header_text: '#ffffff'}") == ""
    assert app()[1] == "#0b3d2e"
