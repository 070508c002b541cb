"""The site as an app: a manifest to install it by, and a worker that keeps it on the device.

https://www.w3.org/TR/appmanifest/ and https://www.w3.org/TR/service-workers/

The worker's version is the hash of the list of all files with their hashes, so a build that changes
nothing publishes nothing new. The list holds no day but that of the content.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files as resource_files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from handbook.brand.tokens import defaults, palette
from handbook.content_day import content_day
from handbook.memory import Listed
from handbook.pages.words import day
from handbook.settings import own
from handbook.site import Site
from handbook.theming import FAVICON

if TYPE_CHECKING:
    from handbook.brand.record import Colours

WORKER = "sw.js"
LIST = "sw-files.json"
MANIFEST = "manifest.webmanifest"
LETTERS = 16  # of a hash
# Not for reading on the device: downloads, feeds, what servers and search engines ask for.
LEFT_OUT = re.compile(
    r"\.(gz|br|xml)$|^data/[^/]*\.(?!html$)|^changes/.*\.json$|^sw[.-]|^404\.html$"
    r"|^manifest\.webmanifest$|(^|/)\."
)
# One visit brings all pages but these, which come as they are read or when the reader asks for all:
# single records of the long lists, which stand in short on the lists; whole domains, whose parts
# are there; what editors look up, who are connected; and what is no page.
LATER = re.compile(
    r"^(activities|changes|data|programme-outcomes|resources)/.*/"
    r"|^(frameworks/[^/]+/)?domains/[^/]+/whole/"
    r"|^contribute/(commands|fields|health|messages|suggest)/"
    r"|^(?!assets/|search/|my-learning/).*(?<!\.html)$"
)
ICONS = ("192x192", "512x512")


class App(NamedTuple):
    """What the manifest says, and whether there is a worker at all."""

    name: str
    description: str
    language: str
    day: str  # of the content, in words; or nothing
    icon: str = FAVICON
    on: bool = True
    ground: str = "#ffffff"  # the colour of the window until a page is there
    bar: str = "#ffffff"  # and of what the system puts around pages


def of_site(site: Site, name: str, description: str, icon: str, *, on: bool) -> App:
    """The app of a site with this name and this mark."""
    newest = content_day(site)
    language = site.framework.language
    said = day(newest) if newest else ""
    return App(name, description, language, said, icon, on, *_colours(site.brand.colours))


def _colours(own: "Colours | None") -> tuple[str, str]:
    """The colours of pages and of their header by day: a manifest knows no others."""
    tokens = palette(own).tokens if own else {}
    ground, header = tokens.get("background"), tokens.get("header") or tokens.get("surface")
    return (ground or defaults()["background"])[0], (header or defaults()["header"])[0]


def is_wanted(extra: Mapping[str, Any]) -> bool:
    """Whether the setting `extra.handbook.app` wants the site kept on devices. Yes, if unsaid."""
    return own(extra).get("app") is not False


@dataclass(frozen=True)
class Standing:
    """What of an older site stays as it is, and how the list of that site has it."""

    folder: Path
    files: AbstractSet[str] = frozenset()
    known: Listed = field(default_factory=dict)


def write_app(made: Path, files: Iterable[str], about: App, standing: Standing) -> Listed:
    """Write the manifest, the worker and its list into a built folder. Returns what it lists.

    The folder `made`, with these `files` in it, is about to take the place of one in which others
    stay.
    """
    if not about.on:
        (made / WORKER).write_bytes(_source("off.js"))
        return {}
    entries = _entries(made, files, standing)
    kept = {_address(path): entry for path, entry in entries.items()}
    told = _json({"day": about.day, "files": kept}) + "\n"
    version = sha256(told.encode()).hexdigest()[:LETTERS]
    (made / LIST).write_text(told, encoding="utf-8")
    (made / WORKER).write_bytes(f"const VERSION = '{version}'\n".encode() + _source("sw.js"))
    manifest = json.dumps(_manifest(about), ensure_ascii=False, indent=1) + "\n"
    (made / MANIFEST).write_text(manifest, encoding="utf-8")
    return entries


def _entries(made: Path, files: Iterable[str], standing: Standing) -> Listed:
    found = {path: entry for path, entry in standing.known.items() if path in standing.files}
    unknown = standing.files - found.keys()
    for folder, paths in ((made, files), (standing.folder, unknown)):
        found |= {path: _entry(folder, path) for path in paths if not LEFT_OUT.search(path)}
    return {path: found[path] for path in sorted(found)}  # quick: most are in order


def _entry(folder: Path, path: str) -> tuple[str, int, int]:
    content = (folder / path).read_bytes()
    return sha256(content).hexdigest()[:LETTERS], len(content), int(not LATER.search(path))


def _address(path: str) -> str:
    return path.removesuffix("index.html") if _is_index(path) else path


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _manifest(about: App) -> dict[str, object]:
    return {
        "name": about.name,
        "description": about.description,
        "lang": about.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": about.ground,
        "theme_color": about.bar,
        "icons": list(_icons(about.icon)),
    }


def _icons(icon: str) -> Iterator[Mapping[str, str]]:
    """The site's own mark; of ours there are pictures too, for systems that draw no SVG."""
    if icon.endswith(".svg"):
        yield {"src": icon, "type": "image/svg+xml", "sizes": "any"}
    elif icon:
        yield {"src": icon, "sizes": "any"}
    for size in ICONS if icon == FAVICON else ():
        yield {"src": f"assets/images/icon-{size}.png", "type": "image/png", "sizes": size}


def _source(name: str) -> bytes:
    return (resource_files("handbook") / "theme" / "worker" / name).read_bytes()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
