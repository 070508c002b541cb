"""What hand-written Markdown gets on its way to a page, as the texts of records do.

An abbreviation of the glossary is written out where it first stands on a page, and links there. A
link to another site says where it leads. Both only in running text: headings, links, code, HTML
that wraps words of its own, quotations and what other extensions read stay as they are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook import addresses
from handbook.macros import still
from handbook.outside import notice
from handbook.render import Renderer, told
from handbook.settings import own

# What is not running text, in the order in which it is looked for. A block begins a line.
KEPT = re.compile(
    r"""
    ^[ ]{0,12}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,12}(?P=fence)[ \t]*$|\Z)
    | ^(?:\#{1,6}[ \t]|[!?]{3}|\[[^\]\n]+\]:|\*\[|[ ]{4}|\t)[^\n]*$
    | ^[^\n|]+\n(?:=+|-+)[ \t]*$
    | \{\{.*?\}\} | \{%.*?%\} | \{:?[ ]*[\#.][^}\n]*\}
    | <a\ class="handbook-term"[^>]*>(?P<met>[^<]*)</a>
    | <(?P<tag>a|abbr|button|code|h[1-6]|pre|script|style|summary)\b[^>]*>.*?</(?P=tag)>
    | <!--.*?--> | <[^>\n]*>
    | (?P<ticks>`+).+?(?P=ticks)
    | (?<!!)\[(?P<words>[^\]\n]*)\]\((?P<url>https?://[^\s()]+)(?:[ ]"[^"\n]*")?\)
    | !?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])
    | “[^”]*” | "[^"\n]*"
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
PARAGRAPH = re.compile(r"\n[ \t]*\n")


def wanted(extra: Mapping[str, Any]) -> bool:
    """Whether a site's settings (`extra` of mkdocs.yml) leave abbreviations to be written out."""
    return own(extra).get("abbreviations") is not False


def finished(text: str, renderer: Renderer, url: str) -> str:
    """The Markdown of the page at address `url`, with abbreviations and outside links explained."""
    return "".join(_Page(text, renderer, url).pieces())


@dataclass
class _Page:
    text: str
    renderer: Renderer
    url: str
    met: set[str] = field(default_factory=set)

    def pieces(self) -> Iterator[str]:
        at = 0
        for kept in KEPT.finditer(self.text):
            yield from self._running(at, kept.start())
            yield kept.group()
            yield self._noticed(kept)
            at = kept.end()
        yield from self._running(at, len(self.text))

    def _noticed(self, kept: re.Match[str]) -> str:
        """What follows a part that is no running text; usually nothing."""
        if kept["met"]:
            self.met.add(kept["met"])
        if not kept["url"]:
            return ""
        known = notice(self.renderer.site, kept["url"], kept["words"])
        return f" ({still(known)})" if known else ""

    def _running(self, start: int, end: int) -> Iterator[str]:
        """A part of the running text, with each abbreviation explained that is new here."""
        at = start
        for found in self.renderer.abbreviations(self.text, start, end):
            if found["short"] not in self.met:
                yield self.text[at : found.start()]
                yield self._written_out(found)
                at = found.end()
        yield self.text[at:end]

    def _written_out(self, found: re.Match[str]) -> str:
        short = found["short"]
        self.met.add(short)
        entry = self.renderer.glossary[short]
        href = addresses.relative(addresses.address(self.renderer.site, entry), self.url)
        before = PARAGRAPH.split(self.text[: found.start()])[-1]
        known = told(entry, before)
        link = f'<a class="handbook-term" href="{href}">{still(found.group())}</a>'
        return link if known else f"{link} ({still(entry.term)})"
