"""What happened to a record, said as a person would, for pages, feeds, terminals and mails."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from handbook import worddiff
from handbook.changes import (
    LINKS,
    LISTS,
    Act,
    Change,
    FieldChange,
    Kind,
    Level,
    What,
    acts,
    level,
)
from handbook.diff import TEXTS, list_change
from handbook.model import Record
from handbook.prose import plain
from handbook.site import Site
from handbook.worddiff import Piece

Names = Mapping[str, str]  # the titles of records by their ids

# Fields that a phrase says all about.
BRIEF = {"domain", "code", "number", "status", "replaced_by", "last_reviewed"}
ONE_LINE = {"title", "term", "abbreviation"}  # in these a star is a star
LABELS: Mapping[str, str] = {
    "meaning": "What this means",
    "explore": "What to explore",
    "evidence": "How to show it",
    "relates": "In other frameworks",
    "why": "Why it matters",
    "url": "Address",
    "address": "How sure we are of the address",
    "doi": "DOI",
    "use": "How it is listed",
}
CHANGED: Mapping[What, str] = {
    "reworded": "reworded", "gained": "extended", "lost": "shortened", "address": "new address",
    "changed": "details changed", "retired": "no longer offered", "restored": "in use again",
    "arrived": "now available",
}  # fmt: skip
NUMBERED: Mapping[What, str] = {"recoded": "code", "renumbered": "number"}
MANY: Mapping[str, str] = {"activity": "activities", "evidence kind": "kinds of evidence"}


class Detail(NamedTuple):
    """What became of one field: a text, or the items of a list."""

    label: str
    text: tuple[Piece, ...] = ()
    reworded: tuple[tuple[Piece, ...], ...] = ()
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


class Told(NamedTuple):
    """One change, ready to be shown. `record` is what a link to it leads to, if it is there."""

    change: Change
    said: tuple[str, ...]
    judgement: str
    details: tuple[Detail, ...]
    acts: tuple[Act, ...]
    record: Record | None

    @property
    def anchor(self) -> str:
        """Names its place on a page of changes."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.change.kind} {self.change.id}".lower())


def told(site: Site, change: Change, names: Names, context: int | None = 30) -> Told:
    """A change in words, for readers of `site`."""
    return Told(
        change,
        what_happened(change, names),
        judgement(change),
        details(change, names, context),
        acts(change),
        _record(site, change),
    )


def _record(site: Site, change: Change) -> Record | None:
    tables: Mapping[str, Mapping[str, Record]] = {
        "framework": {framework.id: framework for framework in site.frameworks[1:]},
        "programme outcome": site.programme_outcomes,
        "theme": site.themes,
        "domain": site.domains,
        "outcome": site.outcomes,
        "activity": site.activities,
        "resource": site.library,
        "pathway": site.pathways,
        "evidence kind": site.evidence_kinds,
        "term": site.glossary,
    }
    return tables.get(change.kind, {}).get(change.id)


def names(*sites: Site) -> Names:
    """How records are called, the first site's word counting before the second's."""
    found: dict[str, str] = {}
    for site in sites:
        for outcome in site.outcomes.values():
            found.setdefault(outcome.id, f"{outcome.code} {outcome.title}")
        for table in (site.domains, site.programme_outcomes, site.themes, site.library):
            for record in table.values():
                found.setdefault(record.id, record.title)
    return found


def what_happened(change: Change, names: Names) -> tuple[str, ...]:
    """A phrase for each thing that happened to a record, such as 'moved from A to B'."""
    return tuple(_phrase(word, change, names) for word in change.what)


def _phrase(word: What, change: Change, names: Names) -> str:
    fields = {f.name: f for f in change.fields}
    match word:
        case "replaced" | "split" | "merged" if change.replaced_by:
            to = {"replaced": "replaced by", "split": "split into", "merged": "merged into"}[word]
            return f"{to} {_and([_named(id, names) for id in change.replaced_by])}"
        case "moved" if "domain" in fields:
            moved = fields["domain"]
            return f"moved from {_named(moved.before, names)} to {_named(moved.after, names)}"
        case "recoded" | "renumbered" if field := fields.get(NUMBERED[word]):
            return f"{field.name} {field.before} is now {field.after}"
        case "added" if change.replaces:
            return f"added, in the place of {_and([_named(id, names) for id in change.replaces])}"
        case "removed" if change.likely:
            return f"removed; '{change.likely}' says the same, so the id may have been changed"
        case "reviewed" if "last_reviewed" in fields:
            return f"reviewed on {fields['last_reviewed'].after}"
        case "changed" if "status" in fields:
            return f"{fields['status'].before or 'current'} became {fields['status'].after}"
    return CHANGED.get(word, word)


def judgement(change: Change) -> str:
    """Whether a reworded record still asks for the same, for readers; or nothing."""
    if change.meaning == "changed":
        if change.judged_by == "editor":
            return "The meaning has changed."
        sign = f" ({change.sign})" if change.sign else ""
        return f"The meaning may have changed{sign}."
    return "Only the wording has changed." if change.meaning == "same" else ""


def doubt(change: Change) -> str:
    """What an editor should settle about the meaning of a new wording; or nothing."""
    if change.judged_by == "rule" and change.meaning == "changed":
        return "Nobody has marked it: date its last_changed, and its meaning_changed if so."
    if change.judged_by == "rule":
        return "So our rule of thumb says; nobody has marked it."
    if change.meaning == "same" and change.sign:
        return f"So it is marked, but please look again: {change.sign}."
    return ""


def details(change: Change, names: Names, context: int | None = 30) -> tuple[Detail, ...]:
    """What each field said and says, word by word, but for what a phrase has said already."""
    return tuple(
        _detail(field, names, context) for field in change.fields if field.name not in BRIEF
    )


def _detail(field: FieldChange, names: Names, context: int | None) -> Detail:
    if field.name not in LISTS:
        return Detail(label(field.name), text=_words(field, context))
    found = list_change(field)
    shown = _link if field.name in LINKS else _item
    return Detail(
        label(field.name),
        reworded=tuple(worddiff.pieces(a, b, context) for a, b in found.reworded),
        lost=tuple(shown(item, names) for item in found.lost),
        gained=tuple(shown(item, names) for item in found.gained),
    )


def _words(field: FieldChange, context: int | None) -> tuple[Piece, ...]:
    """Without the marks of Markdown, unless nothing else has changed."""
    before, after = field.before or "", field.after or ""
    if field.name in TEXTS - ONE_LINE and plain(before) != plain(after):
        before, after = plain(before), plain(after)
    return worddiff.pieces(before, after, context)


def _item(item: str, names: Names) -> str:
    return item.strip()


def _link(item: str, names: Names) -> str:
    id, _, rest = item.strip().partition(" ")
    return f"{_named(id, names)}{f' ({rest})' if rest else ''}"


def label(name: str) -> str:
    """A field's name as a heading."""
    words = name.replace("_", " ")
    return LABELS.get(name, words[:1].upper() + words[1:])


def _named(id: str | None, names: Names) -> str:
    return names.get(id or "", id or "")


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def counted(changes: Sequence[Change]) -> str:
    """All changes in one line: '2 resources added, 1 outcome reworded and 1 term removed'."""
    pairs = sorted(((c.kind, c.what[0]) for c in changes), key=_most_telling)
    parts = [_count(kind, what, len([*group])) for (kind, what), group in groupby(pairs)]
    return _and(parts)


def _most_telling(pair: tuple[Kind, What]) -> tuple[int, int]:
    return KINDS.index(pair[0]), WHATS.index(pair[1])


def _count(kind: Kind, what: What, number: int) -> str:
    noun = kind if number == 1 else MANY.get(kind, f"{kind}s")
    return f"{number} {noun} {COUNTED.get(what, CHANGED.get(what, what))}"


COUNTED: Mapping[What, str] = {
    "address": "with a new address", "changed": "with other details", "recoded": "with a new code",
    "renumbered": "with a new number",
}  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "outcome", "programme outcome", "activity", "resource", "domain", "theme", "framework",
    "pathway", "evidence kind", "term", "page",
)  # fmt: skip
WHATS: tuple[What, ...] = (
    "removed", "withdrawn", "replaced", "split", "merged", "restored", "arrived", "added", "moved",
    "recoded", "renumbered", "reworded", "gained", "lost", "retired", "address", "changed",
    "reviewed",
)  # fmt: skip
ADVICE: Mapping[Level, str] = {
    Level.MEANING: "What is asked of learners has changed.",
    Level.ADDITION: "Something was added, moved or taken away; learners are asked for the same.",
    Level.WORDING: "Only words and details have changed.",
    Level.NOTHING: "Nothing has changed.",
}


def advice(changes: Sequence[Change]) -> str:
    """What all changes together mean, in a sentence."""
    return ADVICE[max(map(level, changes), default=Level.NOTHING)]


def grouped(changes: Sequence[Change], names: Names) -> Iterator[tuple[str, list[Change]]]:
    """The changes by the title of their first domain, in the order they come; others last."""
    by_domain: dict[str, list[Change]] = {}
    for change in changes:
        by_domain.setdefault(change.domains[0] if change.domains else "", []).append(change)
    rest = by_domain.pop("", [])
    yield from ((_named(id, names), found) for id, found in by_domain.items())
    if rest:
        yield "The whole handbook", rest
