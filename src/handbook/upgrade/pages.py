"""Hand-written pages: those that an edition has in the place of the base's, extends or hides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from handbook.edit.patch import GONE, Target
from handbook.edition.changing import expectation
from handbook.edition.model import Changed
from handbook.edition.read import Change
from handbook.edition.values import alike, fingerprint
from handbook.edition.writing import _headings as headings
from handbook.edition.writing import body, heading
from handbook.local import Plain
from handbook.problems import Place
from handbook.site import Text
from handbook.upgrade.context import Context, kept, pinned, put
from handbook.upgrade.finding import Choice, Deed, Finding, Put, Remove, Verdict

NEW_ENTRIES = Path("local/pages.yml")  # where a page is noted that no file of changes names yet
REMOVED = "The base has this page no longer."


@dataclass(frozen=True)
class Pages:
    """Looks through the edition's own pages, and what it says of pages of the base."""

    context: Context

    @cached_property
    def entries(self) -> Mapping[str, Change]:
        """What the edition says of pages of the base."""
        return {c.id: c for c in self.context.edition.changes if c.kind == "page"}

    def findings(self) -> Iterator[Finding]:
        """What became of each of them."""
        for uri, text in sorted(self.context.pages.items()):
            yield from self._extending(uri, text) if text.front.extends else self._own(uri, text)
        for uri, change in self.entries.items():
            if change.entry.hide:
                yield self._hidden(uri, change.entry)
            if change.entry.note:
                yield self._noted(uri, change.entry)

    def _about(self, verdict: Verdict, uri: str, why: str = "", **more: Any) -> Finding:
        text = self.context.pages.get(uri) or self.context.now.texts.get(uri)
        entry = self.entries[uri].entry if uri in self.entries else None
        place = entry.place() if entry else Place(text.file) if text else None
        told = {"doing": "page", "place": place, "field": "text", "why": why} | more
        because = (entry.because or "") if entry else ""
        title = heading(text.text) if text else ""
        return Finding(verdict, "page", uri, title or uri, because=because, **told)

    # A page in the place of one of the base.

    def _own(self, uri: str, text: Text) -> Iterator[Finding]:
        change = self.entries.get(uri)
        expected = expectation(change.entry, "text") if change else None
        then, known = self._then(uri, expected)
        ours = body(text)
        if uri not in self.context.now.texts:
            if expected and change:
                yield self._alone(uri, change.entry, then, ours, known=known)
            else:
                yield self._about("holds", uri, doing="add", ours=ours)
            return
        now = body(self.context.now.texts[uri])
        told: dict[str, Any] = {"then": then, "known": known, "now": now, "ours": ours}
        if alike(now, ours):
            gone: tuple[Deed, ...] = (Remove(text.file),)
            gone += (put(change.entry, (), GONE),) if change else ()
            yield self._about(
                "taken over", uri, "The base's page says the same by now.", **told, deeds=gone
            )
        elif expected == fingerprint(now) or (
            expected is None and (not known or alike(then, now)) and not self._newcomer(uri)
        ):
            deeds = self._pin(uri, now) if expected is None else (kept("page", uri, "text", now),)
            yield self._about("holds", uri, **told, deeds=deeds)
        else:
            yield self._conflict(uri, text, told, expected)

    def _newcomer(self, uri: str) -> bool:
        """Whether the base had no such page when this one was written."""
        return self.context.then is not None and uri not in self.context.then.texts

    def _then(self, uri: str, expected: str | None) -> tuple[Plain, bool]:
        if expected and (text := self.context.edition.texts.get(expected)):
            return text.plain, True
        old = self.context.then.texts.get(uri) if self.context.then else None
        if old and expected in {None, fingerprint(body(old))}:
            return body(old), True
        return None, False

    def _conflict(
        self, uri: str, text: Text, told: dict[str, Any], expected: str | None
    ) -> Finding:
        change = self.entries.get(uri)
        why = "The base has changed this page too."
        first: tuple[Deed, ...] = ()
        if self._newcomer(uri) and expected is None:
            why = "The base has a page of its own at this address by now."
            first = self._pin(uri, "")
        elif expected is None:
            first = self._pin(uri, told["then"])
        elif told["known"]:
            first = (kept("page", uri, "text", told["then"]),)
        gone: tuple[Deed, ...] = (Remove(text.file),)
        gone += (put(change.entry, (), GONE),) if change else ()
        choices: dict[Choice, tuple[Deed, ...]] = {
            "ours": self._pin(uri, told["now"]),
            "theirs": gone,
        }
        return self._about("conflict", uri, why, **told, deeds=first, choices=choices)

    def _alone(self, uri: str, entry: Changed, then: Plain, ours: Plain, *, known: bool) -> Finding:
        choices: dict[Choice, tuple[Deed, ...]] = {
            "ours": (put(entry, (), GONE),),
            "theirs": (put(entry, (), GONE), Remove(self.context.pages[uri].file)),
        }
        why = f"{REMOVED} Keep yours, as a page of your own, or delete it."
        return self._about("gone", uri, why, then=then, known=known, ours=ours, choices=choices)

    def _pin(self, uri: str, value: Plain) -> tuple[Deed, ...]:
        """Note that the page was written with this text of the base in view."""
        change = self.entries.get(uri)
        if change:
            return pinned(change.entry, "page", uri, "text", value)
        entry: Target = {"id": uri, "expects": {"text": fingerprint(value)}}
        return (Put(NEW_ENTRIES, ("pages", uri), entry), kept("page", uri, "text", value))

    # Pages of the base with something of ours.

    def _extending(self, uri: str, text: Text) -> Iterator[Finding]:
        ours, where = body(text), str(text.front.extends)
        told: dict[str, Any] = {
            "doing": "extends",
            "field": "extends",
            "ours": ours,
            "place": text.front.place("extends"),
        }
        base = self.context.now.texts.get(uri)
        if base is None:
            why = f"{REMOVED} Take 'extends' out to keep yours as a page of your own."
            choices: dict[Choice, tuple[Deed, ...]] = {"theirs": (Remove(text.file),)}
            yield self._about("gone", uri, why, **told, choices=choices)
        elif where not in {"start", "end"} and not self._has(base, where):
            known = "; ".join(title for title, _, _ in headings(base.text))
            why = f"The base's page has no heading '{where}' any more. Name another one."
            yield self._about("gone", uri, why, **told, now=known, then=where)
        else:
            old = self.context.then.texts.get(uri) if self.context.then else None
            changed = old is not None and not alike(body(old), body(base))
            why = "The base has changed this page: please see whether yours still fits."
            yield self._about("holds", uri, why if changed else "", **told)

    def _has(self, base: Text, where: str) -> bool:
        wanted = where.strip().casefold()
        return any(title.casefold() == wanted for title, _, _ in headings(base.text))

    def _hidden(self, uri: str, entry: Changed) -> Finding:
        there = uri in self.context.now.texts
        told: dict[str, Any] = {
            "doing": "hide",
            "field": "hide",
            "place": entry.place("hide"),
            "ours": entry.hide,
        }
        if there:
            return self._about("holds", uri, **told)
        return self._about(
            "taken over",
            uri,
            f"{REMOVED} So there is nothing left to leave out.",
            **told,
            deeds=(put(entry, ("hide",), GONE),),
        )

    def _noted(self, uri: str, entry: Changed) -> Finding:
        told: dict[str, Any] = {
            "doing": "note",
            "field": "note",
            "place": entry.place("note"),
            "ours": entry.note,
        }
        if uri in self.context.now.texts:
            return self._about("holds", uri, **told)
        choices: dict[Choice, tuple[Deed, ...]] = {"theirs": (put(entry, ("note",), GONE),)}
        return self._about("gone", uri, REMOVED, **told, choices=choices)
