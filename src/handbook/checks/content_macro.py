"""Hand-written pages only call macros that exist, for records that exist.

    See {{ outcome("pcp-9") }}.    <!-- there is no such outcome -->

Correct the id. The macros are listed in the editors' guide.
"""

from collections.abc import Collection, Iterator, Mapping

from handbook.calls import Call, NoCall, calls
from handbook.checks.prose_link import named
from handbook.problems import Place, Problem, did_you_mean
from handbook.site import Site, Text

RULE = "content-macro"
# Macros that show a list, and need no id.
LISTS = ("domains", "evidence_kinds", "programme_outcomes", "resources")


def check(site: Site) -> Iterator[Problem]:
    known = {**named(site), "theme_links": site.themes.keys()}
    for text in site.texts:
        for call in calls(text.text):
            yield from _wrong(site, text, call, known)


def _wrong(
    site: Site, text: Text, call: Call | NoCall, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    if isinstance(call, NoCall):
        help = "compare it with {{ outcome('ph-3') }}"
        yield Problem(Place(text.file, call.line), RULE, f"{call.message}", help)
        return
    place = Place(text.file, call.line, call.column)
    if call.name in known:
        yield from _unknown(site, place, call, known[call.name])
    elif call.name == "resources":
        for option, value in call.options:
            if option == "domain" and value not in site.domains:
                help = did_you_mean(str(value), site.domains)
                yield Problem(place, RULE, f"there is no domain '{value}'", help)
    elif call.name not in LISTS:
        help = did_you_mean(call.name, (*known, *LISTS)) or f"there are {', '.join(known)}"
        yield Problem(place, RULE, f"there is no macro '{call.name}'", help)


def _unknown(site: Site, place: Place, call: Call, known: Collection[str]) -> Iterator[Problem]:
    name = str(call.arguments[0]) if call.arguments else ""
    if name not in known and name not in site.broken:
        what = "theme" if call.name == "theme_links" else call.name
        message = f"there is no {what} '{name}'" if name else f"'{call.name}' needs an id in quotes"
        yield Problem(place, RULE, message, did_you_mean(name, known))
