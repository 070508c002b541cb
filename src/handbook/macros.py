"""What hand-written pages may call, such as `{{ outcome("ph-3") }}`.

A macro returns HTML that Markdown leaves alone: every character of a text that Markdown might
take for a mark is written as a character reference.
"""

import re
from collections.abc import Callable, Mapping

from jinja2 import Environment, StrictUndefined

from handbook import addresses
from handbook.model import Outcome, Record, Theme
from handbook.render import Renderer

MARK = re.compile(r"[!-/:-@\[-`{-~]")
Macro = Callable[..., str]


def macros(renderer: Renderer, here: Callable[[], str]) -> Mapping[str, Macro]:
    """The macros by name. `here` tells the address of the page that is being read."""
    site = renderer.site

    def linker(kind: str, table: Mapping[str, Record]) -> Macro:
        def link(id: str, text: str = "") -> str:
            hidden = site.hidden.get((kind, id))
            if hidden and hidden.instead not in table:
                return still(text or hidden.title)
            return _link(renderer, table[hidden.instead if hidden else id], text, here())

        return link

    def resources(domain: str = "", kind: str = "") -> str:
        found = [r for r in site.resources if _fits(r.domains, domain) and _fits((r.kind,), kind)]
        return renderer.part("macros/resources.html", here(), resources=found)

    def theme_links(id: str) -> str:
        if ("theme", id) in site.hidden:
            return ""
        theme = site.themes[id]
        return renderer.part("macros/theme_links.html", here(), **_of(renderer, theme))

    def local_part(layer: str) -> str:
        """What stands above the words that an edition adds to a page of its base."""
        whose = site.local.layer(layer) if site.local else None
        return renderer.part("macros/local_part.html", here(), layer=whose)

    return {
        "outcome": linker("outcome", site.outcomes),
        "domain": linker("domain", site.domains),
        "resource": linker("resource", site.library),
        "activity": linker("activity", site.activities),
        "theme": linker("theme", site.themes),
        "term": linker("term", site.glossary),
        "pathway": linker("pathway", site.pathways),
        "local_part": local_part,
        "resources": resources,
        "theme_links": theme_links,
        "domains": lambda: _list(renderer, site.framework.domains, here()),
        "programme_outcomes": lambda: _list(renderer, site.programme_outcomes.values(), here()),
        "evidence_kinds": lambda: _list(renderer, site.evidence_kinds.values(), here()),
    }


def expanded(text: str, renderer: Renderer, here: Callable[[], str]) -> str:
    """A hand-written page with each macro's HTML in the place of its call.

    The page has passed the check `content-macro`, so that it calls macros and does nothing else.
    """
    if "{" not in text:
        return text
    # What a macro returns is HTML, and what stands around it is Markdown.
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701
    return environment.from_string(text).render(macros(renderer, here))


def _fits(values: tuple[str, ...], wanted: str) -> bool:
    return not wanted or wanted in values


def _of(renderer: Renderer, theme: Theme) -> dict[str, object]:
    return {
        "outcomes": renderer.site.outcomes_touching(theme),
        "activities": renderer.site.activities_touching(theme),
        "resources": renderer.site.resources_for(theme),
    }


def _list(renderer: Renderer, records: object, url: str) -> str:
    return renderer.part("macros/list.html", url, records=records)


def _link(renderer: Renderer, record: Record, text: str, url: str) -> str:
    href = addresses.relative(addresses.address(renderer.site, record), url)
    return f'<a href="{href}">{still(text or _name(record))}</a>'


def _name(record: Record) -> str:
    if isinstance(record, Outcome):
        return f"{record.code} {record.title}"
    return str(getattr(record, "title", None) or getattr(record, "term", ""))


def still(text: str) -> str:
    """The text with each mark as a character reference, so that Markdown takes it for text."""
    return MARK.sub(lambda found: f"&#{ord(found.group())};", text)
