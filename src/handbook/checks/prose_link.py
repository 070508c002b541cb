"""A link inside a text leads to a web address or to a record that exists.

    meaning: See [sharing decisions](outcome:pcp-9)    # there is no such outcome

Write `[text](https://…)`, or the kind and id of a record: `outcome:`, `domain:`, `resource:`,
`activity:`, `theme:`, `term:` or `pathway:`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from handbook.model import Record, text_fields
from handbook.problems import Problem, did_you_mean
from handbook.prose import is_web, links, record_named
from handbook.site import Site

RULE = "prose-link"
HELP = "write https://…, or a record such as outcome:ph-3"


def check(site: Site) -> Iterator[Problem]:
    yield from of(site, (*site.records, *site.offers))


def of(site: Site, records: Iterable[Record]) -> Iterator[Problem]:
    """The links of these records that lead nowhere."""
    known = named(site)
    for record in records:
        for field in text_fields(type(record)):
            value = getattr(record, field)
            if value and "](" in value:
                yield from _wrong(site, record, field, value, known)


def named(site: Site) -> Mapping[str, Collection[str]]:
    """The ids that a text may link to, by kind."""
    return {
        "outcome": site.outcomes.keys(),
        "domain": site.domains.keys(),
        "resource": site.library.keys(),
        "activity": site.activities.keys(),
        "theme": site.themes.keys(),
        "term": site.glossary.keys(),
        "pathway": site.pathways.keys(),
    }


def _wrong(
    site: Site, record: Record, field: str, text: str, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for address in links(text):
        if is_web(address):
            continue
        target = record_named(address)
        if target is None:
            message = f"'{address}' is not an address that a text may link to"
            yield Problem(record.place(field), RULE, message, HELP)
        elif target in site.hidden:
            continue  # the words stay
        elif target[1] not in known[target[0]] and target[1] not in site.broken:
            message = f"there is no {target[0]} '{target[1]}'"
            help = did_you_mean(target[1], known[target[0]]) or HELP
            yield Problem(record.place(field), RULE, message, help)
