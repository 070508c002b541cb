"""The brand of a site: what its host says, checked, and ready for a build.

It stands in one place: `brand` in `edition.yml`, or `brand.yml` where there is no edition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.assets import BRAND
from handbook.load import load_one
from handbook.problems import DataError, Place, Problem

if TYPE_CHECKING:
    from handbook.brand.pictures import Picture
    from handbook.brand.record import Brand, Colours

NAME = "brand.yml"
PICTURES = ("logo", "logo_dark", "icon")


@dataclass(frozen=True)
class Branding:
    """What a build needs of a brand: its record, its pictures by the field, its style sheet."""

    record: "Brand | None" = None
    pictures: Mapping[str, "Picture"] = field(default_factory=dict)
    styles: str = ""

    @property
    def files(self) -> Mapping[str, bytes]:
        """What goes among the files of the theme, by its path there."""
        found = {f"brand/{each.name}": each.content for each in self.pictures.values()}
        return {**found, BRAND: self.styles.encode()} if self.styles else found

    @property
    def colours(self) -> "Colours | None":
        """The colours that it asks for, if any."""
        return self.record.colours if self.record else None

    @property
    def paths(self) -> Iterator[str]:
        """The files of the pictures, as the brand names them."""
        return (getattr(self.record, name) for name in self.pictures)

    def settings(self, folder: str) -> Mapping[str, Any]:
        """What it sets in mkdocs.yml, in the shape of that file.

        `folder` is the path on the site of the theme's files.
        """
        record = self.record
        if record is None:
            return {}
        icon = self.pictures.get("icon")
        theme = {
            "language": record.language,
            "favicon": icon and f"{folder}/brand/{icon.name}",
        }
        links = record.links and [link.model_dump() for link in record.links]
        found = {
            "site_name": record.name,
            "site_description": record.description,
            "theme": _known(theme),
            "extra": _known({"brand": self._shown(record, folder), "footer_links": links}),
        }
        return _known(found)

    def _shown(self, record: "Brand", folder: str) -> Mapping[str, Any]:
        """What templates show: `config.extra.brand`."""
        return _known(
            {
                "logo": self._logo("logo", folder),
                "logo_dark": self._logo("logo_dark", folder),
                "logo_words": record.logo_words,
                "footer": record.footer,
                "licence": record.licence and _known(record.licence.model_dump()),
                "contact": record.contact,
                "contact_words": record.contact and _spoken(record.contact),
            }
        )

    def _logo(self, name: str, folder: str) -> Mapping[str, Any] | None:
        found = self.pictures.get(name)
        if found is None:
            return None
        # A box of the right shape, before the picture has come. Only the ratio counts.
        width = max(1, round(48 * found.width / found.height))
        return {"path": f"{folder}/brand/{found.name}", "width": width, "height": 48}


def branding(root: Path, record: "Brand | None", problems: list[Problem]) -> Branding:
    """The brand in `record`, or else in `brand.yml` under `root`. Adds to `problems`.

    A site that has neither looks like the theme.
    """
    beside = (root / NAME).is_file()
    if record is not None and beside:
        help = "move what is in it there, under 'brand:', and delete the file"
        message = "the brand of an edition stands in edition.yml"
        problems.append(Problem(Place(Path(NAME)), "two-brands", message, help))
    if record is None and beside:
        record = _read(root, problems)
    return _made(root, record, problems) if record else Branding()


def _read(root: Path, problems: list[Problem]) -> "Brand | None":
    from handbook.brand.record import Brand  # most sites have no brand, and need none of this

    record, found = load_one(Brand, root, Path(NAME))
    problems.extend(found)
    return record


def _made(root: Path, record: "Brand", problems: list[Problem]) -> Branding:
    from handbook.brand.record import Colours
    from handbook.brand.tokens import css, palette

    colours = palette(record.colours or Colours())
    problems.extend(colours.problems)
    return Branding(
        record, dict(_pictures(root, record, problems)), css(colours.tokens, record.font)
    )


def _pictures(
    root: Path, record: "Brand", problems: list[Problem]
) -> Iterator[tuple[str, "Picture"]]:
    from handbook.brand.pictures import picture

    for name in PICTURES:
        path = getattr(record, name)
        if path:
            try:
                yield name, picture(root, path, name.replace("_", "-"), record.place(name))
            except DataError as error:
                problems.extend(error.problems)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _spoken(contact: str) -> str:
    """An address as people say it: without what machines need."""
    for scheme in ("mailto:", "tel:", "https://", "http://"):
        contact = contact.removeprefix(scheme)
    return contact.rstrip("/")
