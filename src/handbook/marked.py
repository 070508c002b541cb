"""Prose with marks in it: its parts, its links, its words and its HTML."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape

UNSEEN = re.compile(r"[ \t]+$", re.MULTILINE)
SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The one parser of prose: CommonMark's rules for the subset, raw HTML off."""
    markdown = MarkdownIt("zero", {"html": False, "typographer": False})
    markdown.enable(["list", "emphasis", "link", "backticks", "escape", "newline"])
    # Every address passes here: the `prose-link` check judges them, and can say where one stands.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def tokens(text: str) -> list[Token]:
    """The parsed blocks of a prose field. Where a line was only wrapped, there is a space.

    Spaces that nobody sees say nothing: two at the end of a line break none.
    """
    blocks = parser().parse(SPACES.sub(" ", UNSEEN.sub("", text)))
    for block in blocks:
        if block.children:
            block.children = _unwrapped(block.children)
    return blocks


def _unwrapped(children: list[Token]) -> list[Token]:
    found: list[Token] = []
    for token in children:
        if token.type == "softbreak":
            token = Token("text", "", 0, content=" ", level=token.level)
        if token.type == "text" and found and found[-1].type == "text":
            found[-1].content += token.content
        else:
            found.append(token)
    return found


def links(text: str) -> Iterator[str]:
    """Every address that a prose field links to, as written."""
    for block in tokens(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrs["href"])


def words(text: str) -> str:
    """The words of a prose field without its marks, with a space after each block."""
    blocks = (block.children or () for block in tokens(text) if block.type == "inline")
    return "".join(f"{''.join(map(_said, children))} " for children in blocks)


def _said(token: Token) -> str:
    """What has no content says nothing, but for a break, which keeps two words apart."""
    return " " if token.type == "hardbreak" else token.content


def html(blocks: list[Token], words: Callable[[str], str]) -> str:
    """The HTML of parsed blocks. `words` makes HTML of plain text outside links."""
    return _renderer().render(blocks, parser().options, {"words": words})


@lru_cache(maxsize=1)
def _renderer() -> "_Html":
    return _Html()


class _Html(RendererHTML):
    """markdown-it's own renderer, with our treatment of plain text."""

    def __init__(self) -> None:
        super().__init__()
        self.linked = 0
        self.notice = ""  # of the link that is open

    def link_open(self, tokens: Any, idx: int, options: Any, env: Any) -> str:
        self.linked += 1
        self.notice = tokens[idx].meta.get("notice", "")
        return self.renderToken(tokens, idx, options, env)

    def link_close(self, tokens: Any, idx: int, options: Any, env: Any) -> str:
        self.linked -= 1
        known = f" ({escape(self.notice)})" if self.notice else ""
        return f"{self.renderToken(tokens, idx, options, env)}{known}"

    def text(self, tokens: Any, idx: int, options: Any, env: Any) -> str:
        """Inside a link no abbreviation becomes a link of its own."""
        content = tokens[idx].content
        return str(escape(content) if self.linked else env["words"](content))
