"""The menu: its groups of parts, and the pages of the part that is open."""

import re

import pytest

from handbook.menu import is_group


@pytest.mark.parametrize(
    ("section", "group"),
    [
        ([{"Outcomes": "outcomes/index.md"}, {"Words": "glossary/index.md"}], True),
        ([{"Guide": ["guide/index.md", "guide/two.md"]}, {"Data": "data/index.md"}], True),
        ([{"Guide": ["guide/two.md", "guide/three.md"]}, "other.md"], True),
        (["guide/index.md", "guide/two.md"], False),
        (["guide/index.md"], False),
        (["guide/index.md", "guide/two.md", {"Words": "glossary/index.md"}], False),
        (["guide/index.md", {"More": ["guide/more/two.md"]}], False),
        (["guide/two.md", {"Three": "guide/three.md"}], False),
        ([{"Web": "https://example.org/"}], False),
    ],
)
def test_a_group_is_a_section_of_parts(section, group):
    """A part has pages of its own; a section that begins with its own page is a part itself."""
    assert is_group(section) is group


def test_the_menu_stands_in_groups_and_opens_the_part_of_the_page(site_dir):
    """And the trail above the page names the part, not the group, which has no page."""
    page = (site_dir / "themes/wellbeing/index.html").read_text(encoding="utf-8")
    menu = re.search(r'<nav id="site-menu".*?</nav>', page, re.DOTALL)[0]
    trail = re.search(r'<nav class="handbook-path".*?</nav>', page, re.DOTALL)[0]

    assert re.findall(r'nav__name">(.*?)<', menu) == [
        "Learn",
        "Find",
        "Take with you",
        "This handbook",
    ]
    assert menu.count("nav__list--inner") == 1
    assert re.findall(r'aria-current="(\w+)">(.*?)<', menu) == [
        ("true", "Themes"),
        ("page", "Wellbeing"),
    ]
    assert re.findall(r'<a href="(.*?)".*?>(.*?)<', trail) == [("../..", "Home"), ("../", "Themes")]


@pytest.mark.parametrize("address", ["outcomes/pcp-2", "domains", "themes/wellbeing", ""])
def test_what_is_on_a_page_stands_below_its_title_and_introduction_on_narrow_screens(
    site_dir, address
):
    """On pages that MkDocs draws, those that it does not, and hand-written ones."""
    page = (site_dir / address / "index.html").read_text(encoding="utf-8")
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    before, contents, after = re.split(r'(<nav class="handbook-toc .*?</nav>)', main)
    links = re.findall(r'href="#(.*?)"', contents)

    assert "</h1>" in before
    assert "<h2" not in before
    assert after.lstrip().startswith(f'<h2 id="{links[0]}"')
    assert links == re.findall(r'<h2 id="(.*?)"', after)
    assert page.count("On this page</p>") == 1
