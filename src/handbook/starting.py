"""What a new repository of a host begins with: an edition of a base, or a framework of its own.

The files lie in `starter/`, with marks such as `@@name@@` in the places of what the host answers;
`@@name:q@@` is the same in quotes, for YAML, and `@@name:m@@` as text for Markdown. Nothing is
copied there that the base can provide.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from handbook.edition.bases import OURS, installed, is_base
from handbook.load import load
from handbook.problems import DataError
from handbook.settings import unchecked_settings

MARK = re.compile(r"@@([a-z_0-9]+)(:[qm])?@@")
HOLDS = ("edition.yml", "curriculum.yml", "curriculum")  # a folder with one of these is a site
WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Answers:
    """What a host says at the start.

    `base` has one field of `base` in edition.yml, such as {"package": "living-handbook"}, and the
    version of what is there; it is empty for a framework of one's own.
    """

    name: str
    organisation: str
    engine: str
    language: str = "en-GB"
    contact: str = ""
    colour: str = ""
    prefix: str = ""
    base: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # at the foot of each page, title and address

    @property
    def id(self) -> str:
        """The name as an id: small letters and hyphens."""
        return "-".join(WORDS.findall(self.name.lower()))[:80].strip("-") or "handbook"

    @property
    def own_prefix(self) -> str:
        """What begins the ids of all that the edition adds: the organisation's initials."""
        words = WORDS.findall(self.organisation.lower())
        initials = "".join(word[0] for word in words)[:6]
        return self.prefix or (initials if len(initials) > 1 else "".join(words)[:4]) or "own"


class InTheWayError(Exception):
    """Something is there that a new repository would replace. Carries its path."""


def starter(answers: Answers) -> Mapping[str, str]:
    """Each file of the new repository by its path."""
    values = _values(answers)
    kind = "edition" if answers.base else "framework"
    root = files("handbook") / "starter"
    found = {**dict(_walk(root / "both", "")), **dict(_walk(root / kind, ""))}
    if answers.contact and answers.base:
        found["content/about/contact.md"] = CONTACT
    found.setdefault("content/.gitkeep", "")
    return {path: _filled(text, values) for path, text in sorted(found.items())}


@dataclass(frozen=True)
class Ground:
    """What an edition stands on: what stands under `base`, and links at the foot of its pages."""

    lines: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...] = ()


def ground(folder: Path, given: str | None) -> Ground:
    """What the edition in `folder` is to stand on.

    `given` is a folder or a wheel; nothing for the handbook that the engine carries. Raises
    ValueError, in words for people, if there is no handbook there.
    """
    if given is None:
        home = installed()
        if home is None:
            raise ValueError("this installation carries no handbook; name one with --base")
        return Ground((("package", OURS), *_version(home)), tuple(_links(home)))
    path = Path(given)
    relative = Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    if path.is_file() and path.suffix == ".whl":
        return Ground((("wheel", relative),))
    if not is_base(path):
        raise ValueError(f"'{given}' is neither a handbook nor an edition nor a wheel")
    return Ground((("folder", relative), *_version(path)), tuple(_links(path)))


def _links(home: Path) -> Iterator[tuple[str, str]]:
    """The links at the foot of the base's own pages."""
    try:
        found = unchecked_settings(home).extra.get("footer_links") or ()
    except DataError:  # it may have no settings of its own
        return
    for link in found:
        if isinstance(link, dict) and link.get("title") and link.get("url"):
            yield str(link["title"]), str(link["url"])


def _version(home: Path) -> Iterator[tuple[str, str]]:
    """The version of the framework in a folder, if it has one of its own."""
    for framework in load(home).frameworks[:1]:
        yield "version", framework.version


CONTACT = """\
# Contact

@@organisation:m@@ makes this edition.

[@@contact_words:m@@](<@@contact@@>)
"""


def write(folder: Path, found: Mapping[str, str]) -> None:
    """Put the files into `folder`, or none of them.

    Raises InTheWayError if one of them is there, or a handbook, or a link to another place.
    """
    for path in (*HOLDS, *found):
        if os.path.lexists(folder / path):
            raise InTheWayError(path)
    for path in found:
        for parent in Path(path).parents:
            if (folder / parent).is_symlink() or (folder / parent).is_file():
                raise InTheWayError(str(parent))
    for path, text in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if text.startswith("#!"):
            (folder / path).chmod(0o755)  # a program: workflows run it


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for item in folder.iterdir():
        inner = f"{path}{item.name}"
        if item.is_dir():
            yield from () if item.name == "__pycache__" else _walk(item, f"{inner}/")
        else:
            yield inner, item.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        told = values[found[1]]
        ways = {":q": _quoted, ":m": _marked_down}
        return ways[found[2]](told) if found[2] else told

    return MARK.sub(value, text)


def _marked_down(text: str) -> str:
    """A text in which Markdown and macros find nothing to do."""
    text = re.sub(r"[\\`*_\[\]()#+.!<>|~-]", r"\\\g<0>", text.replace("&", "&amp;"))
    return text.replace("{", "&#123;").replace("}", "&#125;")


def _quoted(text: str) -> str:
    """A text as YAML in double quotes, which has JSON's escapes: https://yaml.org/spec/1.2.2/."""
    return json.dumps(text, ensure_ascii=False)


def _values(answers: Answers) -> dict[str, str]:
    contact, colour = answers.contact, answers.colour
    spoken = contact.partition(":")[2].strip("/")
    uri = uuid5(NAMESPACE_URL, f"{answers.organisation}/{answers.name}")
    lines = [f"  {name}: {_quoted(value)}\n" for name, value in answers.base]
    links = [
        f"    - {{title: {_quoted(title)}, url: {_quoted(url)}}}\n" for title, url in answers.links
    ]
    colours = f"colours:\n  primary: {_quoted(colour)}\n"
    return {
        "name": answers.name,
        "organisation": answers.organisation,
        "id": answers.id,
        "brand_file": "edition.yml" if answers.base else "brand.yml",
        "prefix": answers.own_prefix,
        "language": answers.language,
        "engine": answers.engine,
        "contact": contact,
        "contact_words": spoken,
        "contact_line": f"  contact: {_quoted(contact)}\n" if contact else "",
        "brand_contact_line": f"contact: {_quoted(contact)}\n" if contact else "",
        "summary": f"{answers.name}: say here what it is, in a sentence or two.",
        "uri": f"urn:uuid:{uri}",
        "base_lines": "".join(lines).rstrip("\n"),
        "link_lines": f"  links:\n{''.join(links)}" if links else "",
        "colour_lines0": colours if colour else "",
        "colour_lines": "".join(f"  {line}\n" for line in colours.splitlines()) if colour else "",
    }
