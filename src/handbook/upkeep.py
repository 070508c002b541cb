"""What a handbook still lacks, as numbers that may have a budget: they must not get worse.

A budget is the most that is allowed for now. It is a ratchet: nobody has to mend everything
at once, and nobody makes it worse without seeing it. None of the numbers depends on the day.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple, overload

from handbook import addresses
from handbook.about import body
from handbook.keeping import in_blocks
from handbook.model import (
    Activity,
    Domain,
    EvidenceKind,
    Framework,
    GlossaryEntry,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Record,
    Resource,
    Reviewed,
    Theme,
)
from handbook.own_words import worded
from handbook.problems import Problem
from handbook.review import Item, item, last_reviewed, looked_after, title
from handbook.site import Site, Text

RULE = "budget"
LINKED = re.compile(r"\bresource(?::|\(\s*(?:id\s*=\s*)?['\"])([a-z0-9-]+)")
# What readers read as running text, in the order of the page.
PROSE: Mapping[type[Record], tuple[str, ...]] = {
    Framework: ("summary",),
    Domain: ("purpose", "note", "why"),
    Outcome: ("statement", "meaning"),
    Activity: ("text",),
    Resource: ("summary",),
    ProgrammeOutcome: ("statement",),
    Theme: ("summary",),
    EvidenceKind: ("summary",),
    Pathway: ("summary",),
    GlossaryEntry: ("meaning",),
}


class Entry(NamedTuple):
    """One thing to see to: what it is called, its address from the site's root, what is wrong."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Measure:
    """One kind of shortcoming. `key` is its field in `budgets.yml`; `budget` None if it has none.

    `what` names many of them, `advice` says what an editor can do.
    """

    key: str
    what: str
    advice: str
    entries: Sequence[Entry]
    budget: int | None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.entries)

    @property
    def worse(self) -> bool:
        """Whether there are more than the budget allows."""
        return self.budget is not None and self.count > self.budget


Finder = Callable[[Site], Iterable[Entry]]


def measures(site: Site) -> list[Measure]:
    """Every kind of shortcoming with all its entries, in a fixed order."""
    return [
        Measure(key, what, advice, _all(find(site)), getattr(site.budgets, key))
        for key, what, advice, find in MEASURES
    ]


def _all(found: Iterable[Entry]) -> Sequence[Entry]:
    return found if isinstance(found, Sequence) else tuple(found)


def over_budget(site: Site, found: Iterable[Measure]) -> Iterator[Problem]:
    """A problem for each number that is worse than `budgets.yml` allows, at its line."""
    for measure in found:
        if measure.worse:
            message = f"{measure.count} {measure.what}, and the budget is {measure.budget}"
            help = f"put one right, or write '{measure.key}: {measure.count}' if it is meant"
            yield Problem(site.budgets.place(measure.key), RULE, message, help)


def _outcome(outcome: Outcome, site: Site, detail: str = "") -> Entry:
    url = addresses.address(site, outcome)
    return Entry(f"{outcome.code} {outcome.title}", url, detail)


def _without_activity(site: Site) -> Iterator[Entry]:
    for outcome in _current(site):
        if not site.activities_for(outcome):
            yield _outcome(outcome, site)


def _without_learning(site: Site) -> Iterator[Entry]:
    for outcome in _current(site):
        if all(r.use != "online learning" for r in site.resources_for(outcome)):
            yield _outcome(outcome, site)


def _current(site: Site) -> Iterator[Outcome]:
    """The outcomes in use; of a sister framework only if it has activities of its own."""
    for framework in site.frameworks:
        own = framework is site.framework
        if own or any(domain.activities for domain in framework.domains):
            for domain in framework.domains:
                yield from (o for o in domain.outcomes if o.status == "current")


def _uncited(site: Site) -> Iterator[Entry]:
    free = [r for r in site.resources if not (r.domains or r.outcomes or r.themes)]
    named = _named(site) if free else set()
    for resource in free:
        if resource.id not in named:
            yield Entry(resource.title, addresses.address(site, resource), resource.use)


def _named(site: Site) -> set[str]:
    """The ids of resources that a source, another resource or a text names."""
    named: set[str] = set()
    for record in site.records:
        for name, value in vars(record).items():
            if name in {"document", "replaced_by"} and isinstance(value, str):
                named.add(value)
            elif isinstance(value, str) and "resource:" in value:
                named.update(LINKED.findall(value))
    for text in site.texts:
        named.update(LINKED.findall(text.text))
    return named


def _one_way(site: Site) -> Iterator[Entry]:
    both = {(outcome.id, other.id) for outcome, _, other in site.crosswalk}
    for outcome, relation, other in site.crosswalk:
        if (other.id, outcome.id) not in both:
            yield _outcome(outcome, site, f"{relation.type}: {other.code} {other.title}")


def _unknown_addresses(site: Site) -> Iterator[Entry]:
    for r in site.resources:
        if not r.url and r.status != "retired":
            detail = "announced, not there yet" if r.status == "awaited" else "no address known"
            yield Entry(r.title, addresses.address(site, r), detail)


def _recalled_addresses(site: Site) -> Iterator[Entry]:
    for r in site.resources:
        if r.address == "recalled" and r.status != "retired":
            yield Entry(r.title, addresses.address(site, r), r.url or "")


def _dead_links(site: Site) -> Iterator[Entry]:
    for r in site.resources:
        known = site.health(r.url)
        if known and known.dead and r.status != "retired":
            detail = f"has not worked since {known.since.isoformat()}"
            yield Entry(r.title, addresses.address(site, r), detail)


def _hard_texts(site: Site) -> list[Entry]:
    found = [(level, told) for level, told in grades(site) if level > site.budgets.hard_grade]
    found.sort(key=lambda graded: -graded[0])
    return [_hard(site, level, told) for level, told in found]


def _hard(site: Site, level: float, told: Record | Text) -> Entry:
    if isinstance(told, Text):
        name, url = title(told), addresses.url(told.uri)
    else:
        name, url = _name(told), addresses.address(site, told)
    return Entry(name, url, f"grade {level:.1f}")


def grades(site: Site) -> Iterator[tuple[float, Record | Text]]:
    """The reading grade of each record and page that has one, in the order of the data."""
    records = [record for record in site.identified if type(record) in PROSE]
    levels = in_blocks(site.kept, "grade", records, partial(_grades, site))
    pages = (site.grade(body(text.text)) for text in site.texts)
    found: Sequence[Record | Text] = [*records, *site.texts]
    every = zip(found, chain(chain.from_iterable(levels), pages), strict=True)
    for told, level in every:
        if level is not None:
            yield level, told


def _grades(site: Site, records: Sequence[Record]) -> list[float | None]:
    return [_grade(site, record) for record in records]


def _grade(site: Site, record: Record) -> float | None:
    parts = [getattr(record, field) or "" for field in PROSE[type(record)]]
    if isinstance(record, Outcome):
        parts += [statement.text for statement in record.statements]
    return site.grade("\n\n".join(parts))


def _name(record: Record) -> str:
    if isinstance(record, Outcome):
        return f"{record.code} {record.title}"
    return str(getattr(record, "title", "") or getattr(record, "term", ""))


def _never_reviewed(site: Site) -> Sequence[Entry]:
    found = [entry for entry in looked_after(site) if not last_reviewed(entry)]
    return Unwritten(site, found)


class Unwritten(Sequence[Entry]):
    """Entries for what nobody has reviewed. There may be thousands, and a page shows the first."""

    def __init__(self, site: Site, found: Sequence[Reviewed | Text]) -> None:
        self.site = site
        self.found = found

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, at: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(at, slice):
            return tuple(map(self._entry, self.found[at]))
        return self._entry(self.found[at])

    def _entry(self, entry: Reviewed | Text) -> Entry:
        shown = item(self.site, entry)
        return Entry(shown.title, shown.url, worded(shown.kind, self.site.framework.terms))


def never_reviewed(site: Site) -> int:
    """How many records and pages nobody has reviewed."""
    return sum(not last_reviewed(entry) for entry in looked_after(site))


def reviewed(site: Site) -> list[Item]:
    """What has been reviewed at least once, the next to look at first."""
    found = [item(site, entry) for entry in looked_after(site) if last_reviewed(entry)]
    return sorted(found, key=lambda item: (item.due or date.max, item.url))


MEASURES: tuple[tuple[str, str, str, Finder], ...] = (
    (
        "without_activity",
        "outcomes that no activity serves",
        "Write an activity, or name the outcome in one that fits.",
        _without_activity,
    ),
    (
        "without_learning",
        "outcomes that no online learning supports",
        "Name the outcome in a resource whose use is 'online learning'.",
        _without_learning,
    ),
    (
        "uncited",
        "resources that nothing names",
        "Name the domains or outcomes that they support, or take them out of use.",
        _uncited,
    ),
    (
        "one_way",
        "links of the crosswalk that one side has written down",
        "Pages show them on both sides. Ask the other side's editors whether they agree.",
        _one_way,
    ),
    (
        "unknown_addresses",
        "resources without an address",
        "Look for the address with the publisher.",
        _unknown_addresses,
    ),
    (
        "recalled_addresses",
        "resources whose address we give from memory",
        "Open the address. If it is right, write 'address: found'.",
        _recalled_addresses,
    ),
    (
        "dead_links",
        "resources whose link did not work when it was last checked",
        "Look for the new address, or name a stored copy in 'archived'.",
        _dead_links,
    ),
    (
        "hard_texts",
        "texts that are hard to read",
        "Shorter sentences and plainer words lower the grade.",
        _hard_texts,
    ),
    (
        "never_reviewed",
        "records and pages that nobody has reviewed",
        "Read one, put right what is wrong, and write 'last_reviewed' with the day.",
        _never_reviewed,
    ),
)
# What a new budgets.yml holds. The others grow by an honest addition (a link, a record) or by
# what others do to their servers.
RATCHETS = (
    "without_activity",
    "without_learning",
    "uncited",
    "unknown_addresses",
    "recalled_addresses",
    "hard_texts",
)
