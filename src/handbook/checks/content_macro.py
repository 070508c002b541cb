"""Hand-written pages only call macros that exist, for records that exist.

    See {{ outcome("pcp-9") }}.    <!-- there is no such outcome -->

Correct the id. The macros are listed in the editors' guide.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import get_args

from handbook.calls import Call, NoCall, calls
from handbook.checks.prose_link import named
from handbook.model import Resource
from handbook.problems import Place, Problem, did_you_mean
from handbook.site import Site, Text

RULE = "content-macro"
KINDS = get_args(Resource.model_fields["kind"].annotation)
# What each macro takes; one that is not here takes an id and, if wanted, a text for the link.
TAKES = {
    "domains": (),
    "evidence_kinds": (),
    "programme_outcomes": (),
    "resources": ("domain", "kind"),
    "theme_links": ("id",),
}


def check(site: Site) -> Iterator[Problem]:
    known = {**named(site), "theme_links": site.themes.keys()}
    for text in site.texts:
        for part in text.parts or (text,):
            for call in calls(part.text):
                yield from _wrong(site, part, call, known)


def _wrong(
    site: Site, text: Text, call: Call | NoCall, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    if isinstance(call, NoCall):
        help = "compare it with {{ outcome('ph-3') }}"
        yield Problem(Place(text.file, call.line), RULE, f"{call.message}", help)
        return
    place = Place(text.file, call.line, call.column)
    names = dict.fromkeys((*known, *TAKES))
    if call.name not in names:
        help = did_you_mean(call.name, names) or f"there are {', '.join(names)}"
        yield Problem(place, RULE, f"there is no macro '{call.name}'", help)
        return
    given = _given(call)
    if given is None:
        takes = " and ".join(_takes(call.name)) or "nothing"
        message = f"'{call.name}' takes {takes} between its brackets"
        yield Problem(place, RULE, message, "each in quotes, with a comma between them")
    elif call.name in known:
        yield from _unknown(site, place, call, given.get("id", ""), known[call.name])
    elif given.get("domain") and not _is_domain(site, given["domain"]):
        help = did_you_mean(given["domain"], site.domains)
        yield Problem(place, RULE, f"there is no domain '{given['domain']}'", help)
    elif given.get("kind") and given["kind"] not in KINDS:
        help = did_you_mean(given["kind"], KINDS) or f"there are {', '.join(KINDS)}"
        yield Problem(place, RULE, f"there is no kind of resource '{given['kind']}'", help)


def _takes(name: str) -> tuple[str, ...]:
    return TAKES.get(name, ("id", "text"))


def _given(call: Call) -> dict[str, str] | None:
    """What a call gives, by name; nothing if the macro does not take that."""
    names = _takes(call.name)
    pairs = [*zip(names, call.arguments, strict=False), *call.options]
    given = {name: value for name, value in pairs if name in names and isinstance(value, str)}
    return given if len(given) == len(call.arguments) + len(call.options) else None


def _is_domain(site: Site, id: str) -> bool:
    return id in site.domains or id in site.broken or ("domain", id) in site.hidden


def _unknown(
    site: Site, place: Place, call: Call, name: str, known: Collection[str]
) -> Iterator[Problem]:
    what = "theme" if call.name == "theme_links" else call.name.replace("_", " ")
    if name not in known and name not in site.broken and (what, name) not in site.hidden:
        message = f"there is no {what} '{name}'" if name else f"'{call.name}' needs an id in quotes"
        yield Problem(place, RULE, message, did_you_mean(name, known))
