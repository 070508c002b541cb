"""What changed between two versions of a handbook, record by record, as a careful person would say.

Records are matched by their id. Where they stand in the files, how lines are wrapped and in which
order fields and links are written makes no difference.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handbook import worddiff
from handbook.changes import LINKS, LISTS, PARTS, Change, FieldChange, Kind, What
from handbook.facts import facts
from handbook.model import Outcome, Record, Resource
from handbook.site import Site
from handbook.worddiff import alike, same

MARKS = {"last_changed", "meaning_changed", "change_note"}  # said of a change, and no change itself
TEXTS = {
    "title", "statement", "meaning", "purpose", "why", "note", "text", "summary", "term",
    "abbreviation",
}  # fmt: skip
# Lists that no page is about.
QUIET_PARTS = {"also_called", "synonyms", "search_words", "formerly", "authors"}
ASKS = {"statement", "statements"}  # what a learner is asked to do
ORDER: tuple[What, ...] = (
    "added", "removed", "withdrawn", "replaced", "split", "merged", "retired", "restored",
    "arrived", "moved", "recoded", "renumbered", "reworded", "gained", "lost", "address",
    "changed", "reviewed",
)  # fmt: skip
ENDED = {"withdrawn", "retired", "replaced", "split", "merged"}
RENAMED = 0.8  # as alike as this, and a record that vanished has probably got another id
LONGEST = 20_000  # characters of a field that are kept


@dataclass(frozen=True)
class Entry:
    """A record in one version: its texts, and the ids of the domains that it belongs to."""

    kind: Kind
    id: str
    title: str
    facts: Mapping[str, str]
    domains: tuple[str, ...] = ()
    record: Record | None = None
    paragraphs: tuple[str, ...] = field(default=())

    @property
    def words(self) -> str:
        """All that it says, for comparing it with others."""
        texts = (self.facts.get(name, "") for name in sorted(TEXTS))
        return " ".join(filter(None, texts))


def compare(old: Site, new: Site) -> tuple[Change, ...]:
    """Every record that is not the same in two versions, in the order of the newer one.

    Records that are left out of a version because of mistakes in them are no change.
    """
    after = {(e.kind, e.id): e for e in entries(new)}
    now = {(e.kind, id): e.id for e in after.values() for id in getattr(e.record, "was", ())}
    before = {(e.kind, now.get((e.kind, e.id), e.id)): e for e in entries(old)}
    broken = old.broken | new.broken
    found = []
    for key, entry in after.items():
        if key in before:
            found.append(_changed(before[key], entry, new))
        elif entry.id not in broken:
            found.append(_added(entry, new))
    added = [after[key] for key in after if key not in before]
    gone = [before[key] for key in before if key not in after and key[1] not in broken]
    few = len(added) * len(gone) <= worddiff.MOST_ITEMS
    found += [_removed(entry, added if few else ()) for entry in gone]
    return _merged(tuple(change for change in found if change))


def entries(site: Site) -> Iterator[Entry]:
    """Every record that has a page or a place on one, and every hand-written page."""
    tables: tuple[tuple[Kind, Iterable[Record]], ...] = (
        ("framework", site.frameworks),
        ("programme outcome", site.programme_outcomes.values()),
        ("theme", site.themes.values()),
        ("domain", site.domains.values()),
        ("outcome", site.outcomes.values()),
        ("activity", site.activities.values()),
        ("resource", site.library.values()),
        ("pathway", site.pathways.values()),
        ("evidence kind", site.evidence_kinds.values()),
        ("term", site.glossary.values()),
    )
    for kind, records in tables:
        for record in records:
            yield _entry(site, kind, record)
    for text in site.texts:
        yield Entry("page", text.uri, _heading(text.text) or text.uri, {}, (), None,
                    tuple(_paragraphs(text.text)))  # fmt: skip


def _entry(site: Site, kind: Kind, record: Record) -> Entry:
    id = str(getattr(record, "id", ""))
    title = str(getattr(record, "title", "") or getattr(record, "term", ""))
    if isinstance(record, Outcome):
        title = f"{record.code} {title}"
    return Entry(kind, id, title, facts(record), _domains(site, kind, id, record), record)


def _domains(site: Site, kind: Kind, id: str, record: Record) -> tuple[str, ...]:
    if kind == "domain":
        return (id,)
    if kind == "outcome":
        return (site.domain_of(site.outcomes[id]).id,)
    if kind == "activity":
        return (site.domain_of(site.activities[id]).id,)
    return record.domains if isinstance(record, Resource) else ()


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n[ \t]*\n\s*", text.strip()):
        yield " ".join(part.split())


def _heading(text: str) -> str:
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return " ".join(found[1].split())[:300] if found else ""


def _added(entry: Entry, site: Site) -> Change:
    replaces = _replaced(entry, site)
    return Change(
        kind=entry.kind, id=entry.id, title=entry.title, domains=entry.domains, what=("added",),
        replaces=replaces, note=getattr(entry.record, "change_note", None),
    )  # fmt: skip


def _replaced(entry: Entry, site: Site) -> tuple[str, ...]:
    if isinstance(entry.record, Outcome):
        return tuple(o.id for o in site.outcomes_replaced_by(entry.record))
    if isinstance(entry.record, Resource):
        return tuple(r.id for r in site.resources if r.replaced_by == entry.id)
    return ()


def _removed(entry: Entry, added: Sequence[Entry]) -> Change:
    alikes = [e for e in added if e.kind == entry.kind and e.kind != "page"]
    near = max(alikes, key=lambda e: alike(entry.words, e.words), default=None)
    likely = near.id if near and alike(entry.words, near.words) >= RENAMED else None
    return Change(
        kind=entry.kind, id=entry.id, title=entry.title, domains=entry.domains,
        what=("removed",), likely=likely,
    )  # fmt: skip


def _changed(before: Entry, after: Entry, site: Site) -> Change | None:
    """What happened to a record that both versions have, or nothing."""
    fields = tuple(_fields(before, after))
    what = {word for f in fields for word in _what(f)} | _standing(before, after)
    if "arrived" in what:
        what -= {"address", "changed"}  # what was announced has come, with all that belongs to it
    if not what and not _remarked(before, after):
        return None
    meaning, judge, sign = _judged(before, after, fields)
    if not what and meaning != "changed":
        return None
    return Change(
        kind=after.kind, id=after.id, title=after.title,
        domains=tuple(dict.fromkeys([*after.domains, *before.domains])),
        what=tuple(word for word in ORDER if word in what) or ("reworded",),
        meaning=meaning, judged_by=judge, sign=sign, note=_note(before, after),
        replaced_by=_instead(after) if what & ENDED else (),
        fields=fields,
    )  # fmt: skip


def _instead(entry: Entry) -> tuple[str, ...]:
    """The ids of the records to use in its place."""
    return tuple(filter(None, entry.facts.get("replaced_by", "").split("\n")))


def _fields(before: Entry, after: Entry) -> Iterator[FieldChange]:
    if before.kind in {"outcome", "activity"} and before.domains != after.domains:
        yield FieldChange(name="domain", before=before.domains[0], after=after.domains[0])
    for name in {**before.facts, **after.facts}:
        if name in MARKS:
            continue
        old, new = before.facts.get(name, ""), after.facts.get(name, "")
        if not _same(name, old, new):
            yield FieldChange(name=name, before=_kept(old), after=_kept(new))
    if before.paragraphs != after.paragraphs:
        found = worddiff.lines(before.paragraphs, after.paragraphs)
        pairs = [*found.reworded, *((p, "") for p in found.lost), *(("", p) for p in found.gained)]
        yield from (FieldChange(name="text", before=_kept(a), after=_kept(b)) for a, b in pairs)


def _kept(text: str) -> str | None:
    return text[:LONGEST] or None


def _same(name: str, old: str, new: str) -> bool:
    """The order of links and the like is no change; the order of a text's lines is."""
    if name in LINKS or name in QUIET_PARTS or name == "replaced_by":
        return sorted(old.split("\n")) == sorted(new.split("\n"))
    return same(old, new)


def _what(change: FieldChange) -> Iterator[What]:
    """What happened, judged by one field."""
    match change.name:
        case "domain":
            yield "moved"
        case "code":
            yield "recoded"
        case "number":
            yield "renumbered"
        case "url" | "doi":
            yield "address"
        case "last_reviewed":
            yield "reviewed"
        case "status" | "replaced_by":
            return
        case name if name in LISTS and name not in QUIET_PARTS:
            yield from _of_list(change)
        case name:
            yield "reworded" if name in TEXTS else "changed"


def _of_list(change: FieldChange) -> Iterator[What]:
    found = list_change(change)
    if found.reworded or not (found.lost or found.gained):
        yield "reworded"
    if found.gained:
        yield "gained"
    if found.lost:
        yield "lost"


def list_change(change: FieldChange) -> worddiff.Lines:
    """What became of the items of a list. Links are the same or not; they cannot be reworded."""
    old, new = ((side or "").split("\n") if side else [] for side in (change.before, change.after))
    if change.name in PARTS:
        return worddiff.lines(old, new)
    lost = tuple(item for item in old if item not in new)
    return worddiff.Lines((), lost, tuple(item for item in new if item not in old))


def _standing(before: Entry, after: Entry) -> set[What]:
    """What became of a record that was in use, or is again."""
    out = {"withdrawn", "retired"}
    was, now = (entry.facts.get("status", "") for entry in (before, after))
    replaced = _instead(after)
    if was in out and now not in out:
        return {"restored"}
    if was == "awaited" and now == "current":
        return {"arrived"}
    if now in out and was not in out:
        if len(replaced) > 1:
            return {"split"}
        return {"replaced" if replaced else "withdrawn" if now == "withdrawn" else "retired"}
    if before.facts.get("replaced_by") != after.facts.get("replaced_by"):
        return {"replaced"} if replaced and now in out else {"changed"}
    return set() if was == now else {"changed"}


def _merged(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Several records that the same one replaces have been merged into it."""
    targets = [c.replaced_by for c in changes if "replaced" in c.what]
    return tuple(
        c.model_copy(update={"what": tuple("merged" if w == "replaced" else w for w in c.what)})
        if "replaced" in c.what and targets.count(c.replaced_by) > 1
        else c
        for c in changes
    )


def _remarked(before: Entry, after: Entry) -> bool:
    return before.facts.get("meaning_changed") != after.facts.get("meaning_changed")


def _note(before: Entry, after: Entry) -> str | None:
    """The editor's reason, if it was given for this change and not for an earlier one."""
    note = after.facts.get("change_note")
    moved = before.facts.get("last_changed") != after.facts.get("last_changed")
    return note if moved or before.facts.get("change_note") != note else None


def _judged(
    before: Entry, after: Entry, fields: tuple[FieldChange, ...]
) -> tuple[str | None, str | None, str | None]:
    """Whether a record still asks for the same: the answer, who gives it, and our doubt.

    The editor's mark wins: `meaning_changed` with a new day says yes, `last_changed` alone no.
    """
    sign = next(filter(None, (_sign(after.kind, f) for f in fields)), None)
    if after.facts.get("meaning_changed") and _remarked(before, after):
        return "changed", "editor", None
    if after.kind not in {"outcome", "programme outcome"} or not any(map(_worded, fields)):
        return None, None, None
    if before.facts.get("last_changed") != after.facts.get("last_changed"):
        return "same", "editor", sign
    return ("changed", "rule", sign) if sign else ("same", "rule", None)


def _worded(change: FieldChange) -> bool:
    return bool({"reworded"} & {*_what(change)}) or change.name in ASKS


def _sign(kind: Kind, change: FieldChange) -> str | None:
    """What makes us think that one field asks for something else now, or nothing."""
    if kind not in {"outcome", "programme outcome"} or change.name not in {*ASKS, "meaning"}:
        return None
    old, new = change.before or "", change.after or ""
    if change.name == "meaning":
        return _in(change.name, worddiff.turned(old, new)) if old and new else None
    if change.name == "statement":
        return _in(change.name, worddiff.asked(old, new))
    found = list_change(change)
    if found.lost or found.gained:
        return "a statement was taken out" if found.lost else "a statement was added"
    return next(
        filter(None, (_in(change.name, worddiff.asked(a, b)) for a, b in found.reworded)), None
    )


def _in(name: str, sign: str) -> str | None:
    return f"{name}: {sign}"[:500] if sign else None
