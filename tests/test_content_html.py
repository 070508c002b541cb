"""Whatever the rule about HTML lets pass, Markdown makes nothing of it that could run."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.checks import content_html
from handbook.site import Text
from markdown import Markdown

EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "def_list")
TAGS = {
    "tel:1",  # a telephone number is no address to Markdown, and nothing to browsers
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "hr", "img", "li",
    "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
OWN = {"srcdoc", "action", "formaction", "xlink:href", "ping", "background"}
PIECES = [
    "<script>", "</script>", "<b>", "<img src=x onerror=y>", "<!--", "-->", "<!-->", "--!>", "<?x",
    "<!DOCTYPE", "<javascript:x>", "<https://e.org>", "<a@b.org>",
    "<mailto:a@b.org>", "<tel:1>", "`", "``", "```\n", "~~~\n",
    "```\n", "\n```\n", "\\", "\\`", "[a](", "![a](", "[a]: ", ")", "[a][a]", "javascript:x",
    "java\tscript:x", "&#106;avascript:x", "data:x", "{: onclick=x }", "{ onclick=x }", "{: .a }",
    "{: a }onclick=x }", "{", "}", "\n", "\n\n", "    ", "- ", "> ", "| a |\n| - |\n", "# ", " ",
    "a", ": ", "!!! note\n", "<", ">", '"', "'", "=", "\t", "&lt;b>", "***", "1. ", "<div>\n",
    "<div",
]  # fmt: skip


class Runs(HTMLParser):
    """What in a page could run, or is no Markdown's."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            said = re.sub(r"[\x00-\x20]", "", html.unescape(value or "")).lower()
            if said == name.lower():  # a word between braces: it has no value of its own
                continue
            if name in OWN or name.startswith("on"):
                self.found.append(name)
            if name == "style" and not said.startswith("text-align:"):
                self.found.append(name)
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", said)
            if name in {"href", "src"} and scheme:
                self.found += {scheme[1]} - content_html.SCHEMES


def wrong(text):
    return [*content_html._wrong(Text("a.md", text, Path("a.md"), None))]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_passes_runs_nothing(text):
    if not wrong(text):
        page = Markdown(extensions=EXTENSIONS).convert(text)
        assert not Runs(page).found, page


@pytest.mark.parametrize("text", ["<b>", "[a](javascript:x)", "# a {: onclick=x }", "\\`<b>`"])
def test_each_would_run(text):
    """The test above sees what it must."""
    assert wrong(text)
    assert Runs(Markdown(extensions=EXTENSIONS).convert(text)).found
