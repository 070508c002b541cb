"""Items that an edition adds to lists, and items that it takes out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handbook.edition.changing import word
from handbook.model import Record
from handbook.upgrade.context import put
from handbook.upgrade.entry import Entry, plain_or_none
from handbook.upgrade.fate import Fate
from handbook.upgrade.finding import Address, Choice, Deed, Doing, Finding
from handbook.upgrade.links import reference
from handbook.worddiff import alike

NEAR = 0.5  # as alike as this, and an item has been reworded


@dataclass(frozen=True)
class Items(Entry):
    """The items of one entry."""

    def findings(self) -> Iterator[Finding]:
        """One finding for each of them."""
        yield from self._items("add_to", self.entry.add_to)
        yield from self._items("remove_from", self.entry.remove_from)

    def _items(self, doing: Doing, given: Record | None) -> Iterator[Finding]:
        if given is None:
            return
        for name in type(given).model_fields:
            for i, item in enumerate(getattr(given, name)):
                yield self._item(doing, name, item, (doing, name, i))

    def _item(self, doing: Doing, name: str, item: object, address: Address) -> Finding:
        text = word(item)
        if lost := self._lost_item(doing, name, text, address):
            return lost
        record = self.fate.record
        assert record is not None  # noqa: S101 (or it were lost)
        if named := reference(type(record), name, item):
            inner = (*address, named.field) if named.field else address
            found = self._link(doing, name, text, address, inner, named.what)
            if found:
                return found
        here = [word(each) for each in getattr(record, name)]
        if doing == "add_to":
            return self._added_item(name, text, address, here)
        return self._removed_item(name, text, address, here)

    def _lost_item(self, doing: Doing, name: str, text: str, address: Address) -> Finding | None:
        before = self.context.before(self.change.key)
        then = plain_or_none(before, name) if before else None
        lost = self.lost(doing, "", address, text, then, known=before is not None)
        return lost and self._named(lost, name)

    def _named(self, finding: Finding, name: str) -> Finding:
        now = self.parts(name) if self.fate.how == "split" else self.now(name)
        return replace(finding, field=name, now=now)

    def _link(
        self, doing: Doing, name: str, id: str, address: Address, inner: Address, what: str
    ) -> Finding | None:
        """The finding if the record that an item names has another id, or is gone."""
        if id in self.context.own_ids:
            return None
        named = self._fate_of(id, what)
        drop = (*self.follow, *self.drop(address))
        if named.moved and named.how != "merged" and self._may_follow(doing, named):
            write = (*self.follow, put(self.entry, inner, named.to))
            why = f"{self.fate.said} '{id}': {named.said}".strip()
            return self.found("follows", doing, name, why, address, ours=id, deeds=write)
        if named.how in {"gone", "hidden"}:
            if doing == "remove_from":
                return None
            why = f"'{id}': {named.said}"
            return self.found(
                "gone",
                doing,
                name,
                why,
                address,
                now=self.now(name),
                ours=id,
                deeds=self.follow,
                choices={"theirs": drop},
            )
        return None

    def _may_follow(self, doing: Doing, named: Fate) -> bool:
        """What is taken out is followed only where the list names it by the new id."""
        return doing == "add_to" or named.how == "renamed"

    def _fate_of(self, id: str, what: str) -> Fate:
        fates = [self.context.fate((kind, id)) for kind in what.split(" or ")]
        return next((found for found in fates if found.how != "gone"), fates[0])

    def _added_item(self, name: str, text: str, address: Address, here: list[str]) -> Finding:
        if text in here:
            why = f"{self.fate.said} The base has it in this list by now.".strip()
            drop = (*self.follow, *self.drop(address))
            return self.found(
                "taken over",
                "add_to",
                name,
                why,
                address,
                now=self.now(name),
                ours=text,
                deeds=drop,
            )
        return self.stays("add_to", name, text, address)

    def _removed_item(self, name: str, text: str, address: Address, here: list[str]) -> Finding:
        if text in here:
            return self.stays("remove_from", name, text, address)
        near = max(here, key=lambda each: alike(text, each), default="")
        before = self.context.before(self.change.key)
        old = {word(each) for each in getattr(before, name, ())} if before else set()
        if near and not (text in old and near in old) and alike(text, near) >= NEAR and " " in text:
            choices: dict[Choice, tuple[Deed, ...]] = {
                "ours": (*self.follow, put(self.entry, address, near)),
                "theirs": (*self.follow, *self.drop(address)),
            }
            return self.found(
                "conflict",
                "remove_from",
                name,
                "The base has reworded what you take out.",
                address,
                then=text,
                now=near,
                ours=None,
                deeds=self.follow,
                choices=choices,
            )
        if text not in old:
            why = f"{self.fate.said} The base has no such item, so this takes nothing out.".strip()
            return replace(self.stays("remove_from", name, text, address), why=why)
        why = f"{self.fate.said} The base has taken it out of this list too.".strip()
        return self.found(
            "taken over",
            "remove_from",
            name,
            why,
            address,
            now=self.now(name),
            ours=text,
            deeds=(*self.follow, *self.drop(address)),
        )
