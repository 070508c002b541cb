"""One copy of a built site that opens from a folder or a stick, without a web server.

Browsers let a page at `file://` load scripts and styles, but neither modules nor data. So links
name the file `index.html`; modules stand as texts in one script, which hands them to the browser
under names of their own; and data stand in scripts too, which are loaded when something asks.
"""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files as resource_files

from handbook.addresses import relative
from handbook.catalogue import URI as CATALOGUE

FOLDER = "offline"
START = f"{FOLDER}/start.js"
# What only a web server, or a reader who is connected, has a use for.
LEFT_OUT = re.compile(
    r"(\.gz|\.br|^404\.html|^sitemap\.xml|^sw\.js|^manifest\.webmanifest|^sw-files\.json|^\..*)$"
    rf"|^{re.escape(CATALOGUE)}$"
)
LINK = re.compile(r'\b(href|action|data-root)="([^"]*)"')
# Of pages that keep what a reader writes, which they do on a website only. It would forbid texts.
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*')
APP = re.compile(r'<link rel="manifest"[^>]*>\s*')  # nothing to install: it is there already
SCRIPT = re.compile(r'<script\b([^>]*)\bsrc="([^"]*)"([^>]*)></script>')
IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}/[^'"]+)\2""")
PARTS = re.compile(r"(^|/)pages/\d+/index\.html$")  # which filters read


def offline(site: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of the copy, from those of a built site, by their paths."""
    kept = {path: content for path, content in site.items() if not LEFT_OUT.search(path)}
    made = dict(_files(kept))
    made[START] = _start(kept)
    return made


def _files(site: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, content in site.items():
        if path.endswith(".html"):
            page = _page(content.decode(), path, site)
            yield path, page.encode()
            if PARTS.search(path):
                yield f"{path}.js", _data(path, page)
        elif path.endswith(".json"):
            yield f"{path}.js", _data(path, content.decode())
            if path.startswith("data/"):
                yield path, content  # something to take
        else:
            yield path, content


def _page(html: str, path: str, site: Mapping[str, bytes]) -> str:
    """A page with links to files, and one plain script in place of its modules."""
    modules: list[str] = []

    def script(found: re.Match[str]) -> str:
        before, src, after = found.groups()
        if 'type="module"' not in before + after or ":" in src:
            return found.group()
        modules.append(posixpath.normpath(posixpath.join(posixpath.dirname(path), src)))
        return ""

    html = POLICY.sub("", APP.sub("", html))
    html = LINK.sub(lambda found: _link(found, path, site), html)
    html = SCRIPT.sub(script, html)
    if not modules:
        return html
    start = relative(START, path.removesuffix("index.html"))
    names = escape(" ".join(modules))
    tag = f'<script src="{start}" data-root="{start[: -len(START)]}" data-modules="{names}">'
    return html.replace("</body>", f"{tag}</script>\n</body>")


def _link(found: re.Match[str], path: str, site: Mapping[str, bytes]) -> str:
    """A link that names the file of a page and not its folder."""
    name, target = found.groups()
    folder, rest = re.match(r"([^?#]*)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    if ":" in folder or (not folder and name != "action") or name == "data-root":
        return found.group()
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), folder))
    page = "index.html" if whole == "." else f"{whole}/index.html"
    if page not in site or posixpath.basename(folder) == "index.html":
        return found.group()
    return f'{name}="{folder.rstrip("/") or "."}/index.html{rest}"'


def _data(path: str, text: str) -> bytes:
    return f"handbookOffline({_json(path)}, {_json(text)})\n".encode()


def _start(site: Mapping[str, bytes]) -> bytes:
    """The script of every page: all modules by their paths, and what runs them."""
    modules = {
        path: _named(content.decode(), path)
        for path, content in sorted(site.items())
        if path.endswith((".js", ".mjs"))
    }
    program = (resource_files("handbook") / "theme" / "offline" / "start.js").read_text("utf-8")
    return f"const MODULES = {_json(modules)}\n{program}".encode()


def _named(source: str, path: str) -> str:
    """A module whose imports name others by their paths on the site, whoever asks."""

    def named(found: re.Match[str]) -> str:
        word, quote, target = found.groups()
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return f"{word}{quote}handbook/{whole}{quote}"

    return IMPORT.sub(named, source)


def _json(value: object) -> str:
    """JSON that may stand in a script, whatever ends a line there."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
