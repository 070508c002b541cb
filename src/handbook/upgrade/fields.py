"""Fields that an edition sets, and fields that it leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handbook.edition.changing import expectation
from handbook.edition.values import alike, fingerprint, plain
from handbook.local import Plain
from handbook.upgrade.context import pinned, put
from handbook.upgrade.entry import Entry
from handbook.upgrade.finding import Address, Doing, Finding, Verdict

NO_FIRST = "It had not been compared with the base before."


@dataclass(frozen=True)
class Fields(Entry):
    """The fields of one entry."""

    def findings(self) -> Iterator[Finding]:
        """One finding for each of them."""
        entry = self.entry
        if entry.set is not None:
            for name in type(entry.set).model_fields:
                if name in entry.set.model_fields_set:
                    yield self._value("set", name, getattr(entry.set, name), ("set", name))
        for i, name in enumerate(entry.clear):
            yield self._value("clear", name, None, ("clear", i))

    def _value(self, doing: Doing, name: str, value: object, address: Address) -> Finding:
        entry, fate, key = self.entry, self.fate, self.change.key
        expected = expectation(entry, name)
        then, known = self.context.said(key, name, expected)
        ours = self._local(name, value)
        if lost := self.lost(doing, name, address, ours, then, known=known):
            return lost
        assert fate.record is not None  # noqa: S101 (or it were lost)
        now = plain(fate.record, name)
        pins = pinned(entry, *fate.key, name, now)
        told: dict[str, Any] = {"then": then, "known": known, "now": now, "ours": ours}
        if alike(now, ours):
            why = f"{fate.said} The base says the same by now.".strip()
            drop = (*self.follow, *self.drop(address, name))
            return self.found("taken over", doing, name, why, address, **told, deeds=drop)
        if expected == fingerprint(now) or (expected is None and (not known or alike(then, now))):
            deeds = (*self.follow, *(pins if expected is None else pins[1:]))
            why = f"{fate.said} {'' if expected else NO_FIRST}".strip()
            verdict: Verdict = "follows" if fate.moved else "holds"
            return self.found(verdict, doing, name, why, address, **told, deeds=deeds)
        first = pinned(entry, *key, name, then) if expected is None else self.keep_then(name)
        return self.found(
            "conflict",
            doing,
            name,
            f"{fate.said} The base has changed it too.".strip(),
            address,
            **told,
            deeds=(*self.follow, *first),
            choices={
                "ours": (*self.follow, *pins),
                "theirs": (*self.follow, *self.drop(address, name)),
            },
            wording=put(entry, address, "") if doing == "set" and isinstance(ours, str) else None,
        )

    def _local(self, name: str, value: object) -> Plain:
        """A local value, in the form that values of the base are compared in."""
        record = self.fate.record or self.context.before(self.change.key)
        kind = type(record) if record else None
        if kind is None or record is None:
            return plain(self.entry.set, name) if value is not None and self.entry.set else None
        default = kind.model_fields[name].default
        return plain(record.model_copy(update={name: default if value is None else value}), name)
