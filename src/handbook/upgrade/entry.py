"""One change by id, and what became of the record that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.edit.patch import GONE
from handbook.edition.changing import expectation
from handbook.edition.model import Changed
from handbook.edition.read import Change
from handbook.edition.values import fingerprint, plain
from handbook.local import Plain
from handbook.model import Outcome, Record
from handbook.upgrade.context import Context, field_of, kept, put
from handbook.upgrade.fate import Fate
from handbook.upgrade.finding import Address, Choice, Deed, Doing, Finding, Put, Verdict


@dataclass(frozen=True)
class Entry:
    """One entry of a local file, and what became of the record that it is about."""

    context: Context
    change: Change
    fate: Fate

    @property
    def entry(self) -> Changed:
        """What the edition wrote."""
        return self.change.entry

    @cached_property
    def settled(self) -> bool:
        """Whether somebody has decided to keep these changes though the record is out of use."""
        status = getattr(self.entry.expects, "status", None) if self.entry.expects else None
        old = self.context.now.records.get(self.change.key)
        return old is not None and status is not None and status == self._status(old)

    @staticmethod
    def _status(record: Record) -> str:
        return fingerprint(plain(record, "status"))

    @property
    def stay(self) -> tuple[Deed, ...]:
        """Leave the change at its record, though the base has ended that."""
        old = self.context.now.records.get(self.change.key)
        return (put(self.entry, ("expects", "status"), self._status(old)),) if old else ()

    @property
    def follow(self) -> tuple[Deed, ...]:
        """Write the new id."""
        return (put(self.entry, ("id",), self.fate.to),) if self.fate.moved else ()

    def drop(self, address: Address, name: str = "") -> tuple[Deed, ...]:
        more = (put(self.entry, ("expects", name), GONE),) if name else ()
        return (put(self.entry, address, GONE), *more)

    def clashes(self, name: str) -> bool:
        return self.fate.moved and self.context.wanted[self.fate.key, name] > 1

    def found(
        self,
        verdict: Verdict,
        doing: Doing,
        name: str,
        why: str,
        address: Address,
        *,
        then: Plain = None,
        known: bool = True,
        now: Plain = None,
        ours: Plain = None,
        deeds: tuple[Deed, ...] = (),
        choices: Mapping[Choice, tuple[Deed, ...]] | None = None,
        wording: Put | None = None,
    ) -> Finding:
        kind, id = self.change.key
        record = self.fate.record or self.context.before(self.change.key)
        return Finding(
            verdict,
            kind,
            id,
            titled(record) or id,
            doing,
            self.entry.place(*address),
            name,
            " ".join(filter(None, [self.moved(), why])),
            then,
            known,
            now,
            ours,
            self.fate.to,
            bool(getattr(record, "safety", None)),
            self.entry.because or "",
            deeds,
            choices or {},
            wording,
        )

    def moved(self) -> str:
        """Whether the record stands in another domain now, as a sentence."""
        old = self.context.former_homes.get(self.change.id)
        new = self.context.homes.get(self.fate.key[1])
        if old and new and old != new and self.change.kind in {"outcome", "activity"}:
            return f"The base has moved it from '{old}' to '{new}'."
        return ""

    def lost(
        self, doing: Doing, name: str, address: Address, ours: Plain, then: Plain, *, known: bool
    ) -> Finding | None:
        """The finding if there is no record any more to make the change to."""
        fate, drop = self.fate, self.drop(address, name)
        if fate.record is None or (fate.how in {"withdrawn", "split"} and not self.settled):
            now = self.parts(name) if fate.how == "split" else self.now(name)
            verdict: Verdict = "conflict" if fate.how == "split" else "gone"
            choices: dict[Choice, tuple[Deed, ...]] = {"theirs": drop}
            if fate.record is not None:
                choices["ours"] = self.stay
            return self.found(
                verdict,
                doing,
                name,
                fate.said,
                address,
                then=then,
                known=known,
                now=now,
                ours=ours,
                choices=choices,
            )
        if self.clashes(name):
            why = f"{fate.said} You change '{name}' of that already, so this needs a decision."
            return self.found(
                "conflict",
                doing,
                name,
                why,
                address,
                then=then,
                known=known,
                now=field_of(fate.record, name) if name in type(fate.record).model_fields else None,
                ours=ours,
                choices={"theirs": drop},
            )
        return None

    def now(self, name: str) -> Plain:
        record = self.fate.record
        return field_of(record, name) if record and name in type(record).model_fields else None

    def parts(self, name: str) -> Plain:
        """What the records say into which one was split."""
        records = self.context.now.records
        found = ((id, records[self.change.kind, id]) for id in self.fate.parts)
        told = [f"{id}: {text}" for id, r in found if (text := _line(plain_or_none(r, name)))]
        return "\n\n".join(told) or None

    def keep_then(self, name: str) -> tuple[Deed, ...]:
        """Keep the text that a change was made against, as long as nobody has decided."""
        expected = expectation(self.entry, name)
        then, known = self.context.said(self.change.key, name, expected)
        return (kept(*self.change.key, name, then),) if known and expected else ()

    def stays(self, doing: Doing, name: str, text: Plain, address: Address) -> Finding:
        verdict: Verdict = "follows" if self.fate.moved else "holds"
        return self.found(
            verdict, doing, name, self.fate.said, address, ours=text, deeds=self.follow
        )


def titled(record: Record | None) -> str:
    """What a record is called."""
    title = str(getattr(record, "title", "") or getattr(record, "term", ""))
    return f"{record.code} {title}" if isinstance(record, Outcome) else title


def plain_or_none(record: Record, name: str) -> Plain:
    """What a field says, if this type of record has it."""
    return plain(record, name) if name in type(record).model_fields else None


def _line(value: Plain) -> str:
    if isinstance(value, list):
        return "; ".join(_line(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(_line(item) for item in value.values())
    return "" if value is None else str(value)
