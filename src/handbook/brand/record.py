"""What a host may say of its brand: `brand` in `edition.yml`, or a file `brand.yml`."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from handbook.model import Language, Line, Record

Hex = Annotated[str, StringConstraints(pattern=r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")]
# Below the folder of the site, and never hidden: no '..', no folder such as .git.
Picture = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_][\w.-]*(/[A-Za-z0-9_][\w.-]*)*$", max_length=200),
]
Fonts = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9 ,-]*$", max_length=300)]
# A page of this site (about/licence/), or somewhere else. Nothing else has a colon in it.
Target = Annotated[
    str,
    StringConstraints(
        pattern=r"^((https?://|mailto:|tel:)[^\s<>\"'`{}|\\^]+|[a-z0-9][^\s<>\"'`{}|\\^:]*)$",
        max_length=2_000,
    ),
]
Contact = Annotated[
    str,
    StringConstraints(
        pattern=r"^(mailto:[^\s<>\"'@]+@|tel:\+?[0-9]|https?://)[^\s<>\"'`{}|\\^]+$",
        max_length=2_000,
    ),
]


def _shades(value: object) -> object:
    """A colour may be written as one: the one for light pages."""
    return {"light": value} if isinstance(value, str) else value


class Shades(Record):
    """A colour for light pages, and the one that dark pages have in its place."""

    light: Hex | None = Field(None, description="On light pages, such as '#005eb8'.")
    dark: Hex | None = Field(None, description="On dark pages.")


Colour = Annotated[Shades, BeforeValidator(_shades, json_schema_input_type=str | Shades)]


def _colour(description: str) -> Colour | None:
    return Field(None, description=description)


class Colours(Record):
    """The colours of a site. Whatever is left out is the theme's own, or follows from these."""

    primary: Colour | None = _colour("Your main colour: links and buttons, if nothing else is set.")
    background: Colour | None = _colour("Behind the text.")
    surface: Colour | None = _colour("Behind boxes, the footer and program text.")
    text: Colour | None = _colour("The text.")
    quiet: Colour | None = _colour("Less important text.")
    line: Colour | None = _colour("Lines between parts, for decoration only.")
    edge: Colour | None = _colour("Edges of fields and buttons.")
    link: Colour | None = _colour("Links.")
    link_hover: Colour | None = _colour("Links under the pointer.")
    link_visited: Colour | None = _colour("Links that the reader has followed.")
    action: Colour | None = _colour("Buttons, and the bar beside the page that is open.")
    action_hover: Colour | None = _colour("Buttons under the pointer.")
    action_text: Colour | None = _colour("The words on buttons.")
    mark: Colour | None = _colour("Behind marked text.")
    warning: Colour | None = _colour("The bar beside warnings.")
    header: Colour | None = _colour("Behind the name of the site.")
    header_text: Colour | None = _colour("The name of the site.")


class FooterLink(Record):
    """A link at the foot of each page."""

    title: Line
    url: Target = Field(description="A page of this site, such as about/licence/, or an address.")


class Licence(Record):
    """The licence of what this site adds, named at the foot of each page."""

    name: Line = Field(description="Such as 'Open Government Licence v3.0'.")
    url: Target | None = Field(None, description="Where it is written out.")


class Brand(Record):
    """`brand.yml`, or `brand` in `edition.yml`: the whole look of a site, without templates."""

    name: Line | None = Field(None, description="The name of the site, in its header and titles.")
    description: Line | None = Field(
        None, description="What the site is, for search engines, in a sentence."
    )
    language: Language | None = Field(None, description="Language tag, such as en-GB.")
    logo: Picture | None = Field(
        None, description="The file of a logo, SVG or PNG, such as brand/logo.svg."
    )
    logo_dark: Picture | None = Field(
        None, description="The same for dark pages. Without it, the logo gets a light plate there."
    )
    logo_words: Line | None = Field(
        None, description="What the logo says, if it bears the name: the name then stands there."
    )
    icon: Picture | None = Field(
        None, description="The picture on the browser's tab, SVG or PNG, best square."
    )
    colours: Colours | None = None
    font: Fonts | None = Field(
        None,
        description="Fonts that readers' devices may have, the best first: 'Arial, sans-serif'.",
    )
    footer: Line | None = Field(None, description="A sentence at the foot of each page.")
    links: tuple[FooterLink, ...] | None = Field(
        None, description="Links at the foot of each page, in place of those in mkdocs.yml."
    )
    licence: Licence | None = None
    contact: Contact | None = Field(
        None, description="How readers reach you: mailto:…, tel:… or an address of the web."
    )
