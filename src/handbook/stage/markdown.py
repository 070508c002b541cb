"""Pages as Markdown files: h2 and h3 are Markdown, every other block is the HTML that it was.

Builders read the contents of a page off its Markdown headings. The h1 is none of them: Markdown
would give it an id of its own, which the page may have elsewhere. The title is in the front matter.

Python-Markdown leaves a block of HTML alone, but some of its extensions look at lines before it
knows what is HTML. So no line begins with a mark that could mean something to them.
https://python-markdown.github.io/extensions/api/#preprocessors
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from handbook.macros import still
from handbook.settings import dump

# Our own templates write the bodies: their headings begin a line, unless they are inside a block.
HEADING = re.compile(r'^<h([23]) id="([^"]+)">(.*?)</h\1>$', re.DOTALL | re.MULTILINE)
TAG = re.compile(r"(<[^>]*>)")
START = re.compile(r"""^([ ]*)([^\w\s<>&"'])""", re.MULTILINE)


def page(body: str, front: Mapping[str, Any]) -> str:
    """A whole file: front matter, then the body."""
    return f"{front_matter(front)}\n{markdown(body)}"


def front_matter(front: Mapping[str, Any]) -> str:
    """What is known of a page, between two lines of hyphens."""
    return f"---\n{dump(front)}---\n"


def markdown(body: str) -> str:
    """The Markdown of an HTML body, for a builder that has the extension `attr_list`."""
    pieces = HEADING.split(body)  # text, then level, id, words and text for each heading
    parts = [_block(pieces[0])]
    for level, id, words, text in zip(*(iter(pieces[1:]),) * 4, strict=True):
        parts += [_heading(int(level), id, words), _block(text)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _heading(level: int, id: str, words: str) -> str:
    line = "".join(
        piece if piece.startswith("<") else still(unescape(piece))
        for piece in TAG.split(" ".join(words.split()))
    )
    return f"{'#' * level} {line} {{: #{id} }}"


def _block(html: str) -> str:
    """The same HTML with no line that looks like Markdown."""
    quiet = html.replace("\t", "&#9;")
    return START.sub(lambda found: f"{found[1]}&#{ord(found[2])};", quiet).strip("\n")
