"""Notes, and records that an edition leaves out or has another one stand in for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handbook.edition.changing import expectation
from handbook.edition.values import alike, fingerprint, whole
from handbook.local import Plain
from handbook.model import Record
from handbook.upgrade.context import pinned
from handbook.upgrade.entry import Entry
from handbook.upgrade.fate import ended, listed
from handbook.upgrade.fields import NO_FIRST
from handbook.upgrade.finding import Choice, Deed, Finding

# Fields whose change does not alter what a resource is.
QUIET = {
    "id", "was", "owner", "last_reviewed", "review_every", "review_note", "editor_note", "added",
}  # fmt: skip


@dataclass(frozen=True)
class Whole(Entry):
    """What one entry says of a record as a whole."""

    def findings(self) -> Iterator[Finding]:
        """One finding for each of these."""
        if self.entry.note:
            yield self._note(self.entry.note)
        if self.entry.hide:
            yield self._hide(self.entry.hide)
        if other := getattr(self.entry, "replace_with", None):
            yield self._replacing(other)

    def _note(self, text: str) -> Finding:
        lost = self.lost("note", "note", ("note",), text, None, known=True)
        if lost:
            return lost
        found = self.stays("note", "note", text, ("note",))
        before, now = self.context.before(self.change.key), self.fate.record
        if before is not None and now is not None and not alike(_said(before), _said(now)):
            more = "The base has changed this record: please see whether your note still fits."
            return replace(found, why=f"{found.why} {more}".strip())
        return found

    def _hide(self, because: str) -> Finding:
        fate, address = self.fate, ("hide",)
        if fate.how in {"gone", "hidden"}:
            why = f"{fate.said} So there is nothing left to leave out."
            return self.found(
                "taken over", "hide", "hide", why, address, ours=because, deeds=self.drop(address)
            )
        if fate.how == "withdrawn" and not self.settled:
            before = self.context.before(self.change.key)
            if before is not None and not ended(before):
                return self.found(
                    "taken over",
                    "hide",
                    "hide",
                    fate.said,
                    address,
                    ours=because,
                    deeds=self.drop(address),
                )
        if fate.how in {"split", "merged"} and not self.settled:
            parts = fate.parts or (fate.to,)
            why = f"{fate.said} Should {listed(parts)} be left out too?"
            choices: dict[Choice, tuple[Deed, ...]] = {
                "ours": self.stay,
                "theirs": self.drop(address),
            }
            return self.found(
                "conflict",
                "hide",
                "hide",
                why,
                address,
                ours=because,
                now=self.parts("title") or self.now("title"),
                choices=choices,
            )
        if fate.moved and self.clashes("hide"):
            why = f"{fate.said} You leave that out already."
            return self.found(
                "taken over", "hide", "hide", why, address, ours=because, deeds=self.drop(address)
            )
        return self.stays("hide", "hide", because, address)

    def _replacing(self, other: str) -> Finding:
        entry, fate, name, address = self.entry, self.fate, "replace_with", ("replace_with",)
        expected = expectation(entry, name)
        then, known = self.context.said(self.change.key, name, expected)
        old = self.context.now.records.get(self.change.key)
        if fate.record is None:
            lost = self.lost("replace_with", name, address, other, then, known=known)
            assert lost is not None  # noqa: S101 (there is no record)
            return lost
        # What is retired keeps its page, and ours goes on standing in for it.
        record = fate.record if fate.how == "renamed" or old is None else old
        now = whole(record)
        pins = pinned(entry, fate.key[0], str(getattr(record, "id", "")), name, now)
        renamed = self.follow if fate.how == "renamed" else ()
        if expected == fingerprint(now) or expected is None or (known and same_thing(then, now)):
            deeds = (*renamed, *(pins[1:] if expected == fingerprint(now) else pins))
            why = "" if expected else NO_FIRST
            said = fate.said if renamed else ""
            return self.found(
                "follows" if renamed else "holds",
                "replace_with",
                name,
                f"{said} {why}".strip(),
                address,
                ours=other,
                deeds=deeds,
            )
        was, new = differing(then, now)
        return self.found(
            "conflict",
            "replace_with",
            name,
            f"{fate.said} The base has changed the record that yours stands in for.".strip(),
            address,
            then=was,
            known=known,
            now=new,
            ours=other,
            deeds=(*renamed, *self.keep_then(name)),
            choices={"ours": (*renamed, *pins), "theirs": self.drop(address, name)},
        )


def _said(record: Record) -> Plain:
    """All that a record says to readers."""
    value = whole(record)
    assert isinstance(value, dict)  # noqa: S101 (records are fields)
    quiet = {*QUIET, "number", "code", "last_changed", "meaning_changed", "change_note", "source"}
    return {k: v for k, v in value.items() if k not in quiet}


def same_thing(one: Plain, other: Plain) -> bool:
    """Whether two states of a record differ only in who looked after it and when."""
    was, new = differing(one, other)
    return was == new == {}


def differing(one: Plain, other: Plain) -> tuple[Plain, Plain]:
    """What two states of a record do not have in common."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one, other
    names = [n for n in {**one, **other} if n not in QUIET]
    # What was kept in a file is all text.
    names = [n for n in names if not alike(_texts(one.get(n)), _texts(other.get(n)))]
    return {n: one[n] for n in names if n in one}, {n: other[n] for n in names if n in other}


def _texts(value: Plain) -> Plain:
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, dict):
        return {k: _texts(v) for k, v in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)
