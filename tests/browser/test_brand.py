"""A valid brand, however bold, can be used by everyone, on light pages and on dark ones."""

import pytest
from click.testing import CliRunner

from browser import checks
from handbook.cli import main
from serving import serving

pytestmark = pytest.mark.browser
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40">'
    '<path d="M2 2h196v36H2z" fill="#ffd500"/></svg>'
)
# A mid tone for links, a dark header on light pages and a pale one on dark pages.
BRAND = """\
name: A handbook with rather a long name, as handbooks have
logo: brand/logo.svg
logo_words: The riverside handbook
colours:
  primary: "#a30f6b"
  header: {light: "#003087", dark: "#ffd500"}
  surface: "#fff4e0"
footer: Kept by the learning team.
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
contact: mailto:us@example.org
"""
PAGES = ("", "outcomes/a-1/", "resources/", "contribute/suggest/")


@pytest.fixture(scope="module")
def branded(tmp_path_factory):
    """The address of a site with that brand."""
    root = tmp_path_factory.mktemp("branded") / "site"
    run = CliRunner().invoke(main, ["new", str(root), "--framework", "--yes", "--name", "Ours"])
    assert run.exit_code == 0, run.output
    (root / "brand").mkdir()
    (root / "brand" / "logo.svg").write_text(LOGO, encoding="utf-8")
    (root / "brand.yml").write_text(BRAND, encoding="utf-8")
    run = CliRunner().invoke(main, ["build", str(root), "--strict"])
    assert run.exit_code == 0, run.output
    with serving(root / "site") as address:
        yield address


def test_axe_finds_no_violation_in_a_branded_site(branded, window):
    page = window()
    for url in PAGES:
        page.goto(branded + url)

        assert checks.violations(page) == {}, url
        assert not [width for width in checks.WIDTHS if checks.too_wide(page, width)], url


def test_the_logo_says_the_name_and_has_its_place_before_it_has_come(branded, window):
    page = window(java_script_enabled=False, color_scheme="dark")
    page.goto(branded)
    link = page.get_by_role("link", name="The riverside handbook")
    logo = link.locator("img")

    assert logo.bounding_box()["height"] == 48
    assert logo.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"
    header = page.get_by_role("banner")
    assert header.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 213, 0)"


def test_another_logo_stands_on_dark_pages(branded, window, tmp_path):
    """Whatever the reader chose: the system's scheme, or the other one by the button."""
    page = window(color_scheme="light")
    page.goto(branded)
    page.evaluate(
        """() => document.querySelector('.handbook-header__name').innerHTML =
        ['light', 'dark'].map((it) =>
            `<img class="handbook-header__logo handbook-header__logo--${it}" alt="${it}">`).join('')
        """
    )
    shown = lambda: page.locator(".handbook-header__logo:visible").get_attribute("alt")  # noqa: E731

    assert shown() == "light"
    page.get_by_role("button", name="Dark mode").click()
    assert shown() == "dark"
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="Light mode").click()
    assert shown() == "light"
