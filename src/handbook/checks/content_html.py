"""Hand-written pages are Markdown alone: no HTML, no addresses that run something.

    Read <b>this</b> <!-- write **this** -->
    [Look](javascript:alert(1)) <!-- write an address of a page -->

What should be shown as it is stands in `backquotes`, or between two lines of three. Remarks such as
the ones above are allowed, and so are `<https://…>` and, between braces, ids and classes.
"""

import html
import re
from collections.abc import Iterator

from handbook import about
from handbook.problems import Place, Problem, shown
from handbook.site import Site, Text

RULE = "content-html"
# Python-Markdown's own idea of code, and nothing that it might take for something else.
# https://python-markdown.github.io/extensions/fenced_code_blocks/
FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*[\w#.+-]*[ ]*\n.*?^(?P=fence)[ ]*$", re.DOTALL | re.MULTILINE
)
BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
CODE = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)[^`\n]+(?<!`)(?P=ticks)(?!`)")
MACRO = re.compile(r"\{\{[^{}\n]*\}\}")
PLAIN = re.compile(
    r"<!--(?!-?>)(?:(?!--)[^<>])*-->"  # a remark
    r"|<(?:https?://|mailto:|tel:)[^\s<>\"'`]+>|<[\w.+-]+@[\w.-]+>"  # an address
)
TAG = re.compile(r"(<[A-Za-z/!?][^\s<>]{,20}>?).*")  # the first on its line
LINK = re.compile(r"\]\(|^[ ]{0,3}\[[^\]\n]+\]:", re.MULTILINE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
BRACES = re.compile(r"\{:?[ ]*([^}\n ][^\n]*)\}")
GIVEN = re.compile(r"([^\s{}=\"']+)[ ]*=")
ATTRIBUTES = frozenset({"id", "class", "lang", "title", "width", "height", "start"})


def check(site: Site) -> Iterator[Problem]:
    for text in site.texts:
        for part in text.parts or (text,):
            yield from _wrong(part)


def _wrong(text: Text) -> Iterator[Problem]:
    left = text.text
    for kept in (about.BLOCK, FENCE):
        left = kept.sub(_blank, left)
    left = BLOCK.sub(_without_code, left)
    for kept in (MACRO, PLAIN):
        left = kept.sub(_blank, left)
    for rule in (_tags, _links, _braces):
        for at, message, help in rule(left):
            line = left.count("\n", 0, at) + 1
            column = at - (left.rfind("\n", 0, at) + 1) + 1
            yield Problem(Place(text.file, line, column), RULE, message, help)


def _without_code(block: re.Match[str]) -> str:
    """A block without what stands in backquotes, if each of them has its partner on its line."""
    left = CODE.sub(_blank, block.group())
    return block.group() if "`" in left else left


def _blank(found: re.Match[str]) -> str:
    """As many characters on as many lines, so that places stay right."""
    return re.sub(r"[^\n]", " ", found.group())


Found = Iterator[tuple[int, str, str]]


def _tags(text: str) -> Found:
    for tag in TAG.finditer(text):
        help = "write it in Markdown; or in `backquotes`, if readers are to see it"
        yield tag.start(), f"'{shown(tag[1])}' is HTML, and pages are Markdown alone", help


def _links(text: str) -> Found:
    for link in LINK.finditer(text):
        start = text[link.end() : link.end() + 200]
        bare = re.sub(r"[\s\\<\x00-\x20]", "", html.unescape(start))
        scheme = SCHEME.match(bare)
        if scheme and scheme[1].lower() not in SCHEMES:
            help = "write https://…, mailto:…, or the path of a page"
            yield link.end(), f"a link may not begin with '{shown(scheme[1])}:'", help


def _braces(text: str) -> Found:
    for braces in BRACES.finditer(text):
        for given in GIVEN.finditer(braces[1]):
            if given[1].lower().lstrip(":") not in ATTRIBUTES:
                help = "between braces write an id (#…) or a class (.…)"
                yield braces.start(), f"'{shown(given[1])}' may not be set here", help
