"""What an edition adds, puts in order or calls by other words: does what it names still stand?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.edit.patch import GONE
from handbook.edition.model import Order
from handbook.edition.read import Addition
from handbook.model import Framework, Record, Resource
from handbook.upgrade.context import Context, put
from handbook.upgrade.fate import Fate, listed
from handbook.upgrade.finding import Address, Choice, Deed, Doing, Finding, Verdict
from handbook.upgrade.links import Reference, references

# The lists that an edition may put in order, and the kinds that are in them.
ORDERED = {
    "outcomes": "outcome",
    "activities": "activity",
    "domains": "domain",
    "themes": "theme",
    "programme_outcomes": "programme outcome",
}
TERMS = ("domain", "outcome", "statement", "programme_outcome")


@dataclass(frozen=True)
class Placed:
    """Looks through everything in an edition that is no change by id."""

    context: Context

    def findings(self) -> Iterator[Finding]:
        """What became of each of them, in the order of the files."""
        for addition in self.context.edition.added:
            yield from self._addition(addition)
        for order in self.context.edition.orders:
            yield from self._order(order)
        edition = self.context.edition
        for record in (*edition.contacts, *edition.placements, *edition.events):
            yield from self._record(type(record).__name__.lower(), record)
        yield from self._terms()

    # Records of its own.

    def _addition(self, addition: Addition) -> Iterator[Finding]:
        found = [*self._taken(addition), *self._home(addition)]
        found += self._named(addition.kind, addition.record)
        yield from found or [self._holds(addition.kind, addition.record)]

    def _record(self, kind: str, record: Record) -> Iterator[Finding]:
        yield from [*self._named(kind, record)] or [self._holds(kind, record)]

    def _holds(self, kind: str, record: Record) -> Finding:
        return self._about(kind, record, "holds", "")

    def _about(
        self,
        kind: str,
        record: Record,
        verdict: Verdict,
        why: str,
        address: Address = (),
        **more: Any,
    ) -> Finding:
        title = str(
            getattr(record, "title", "")
            or getattr(record, "term", "")
            or getattr(record, "name", "")
        )
        doing: Doing = "refers" if address else "add"
        name = str(address[0]) if address else ""
        return Finding(
            verdict,
            kind,
            str(getattr(record, "id", "")),
            title,
            doing,
            record.place(*address),
            name,
            why,
            **more,
        )

    def _taken(self, addition: Addition) -> Iterator[Finding]:
        """Whether the base has got a record with the same id, or for the same address."""
        record, now = addition.record, self.context.now
        key = (addition.kind, addition.id)
        if key in now.records:
            why = "The base has a record with this id by now: one of the two needs another."
            yield self._about(addition.kind, record, "conflict", why, ours=addition.id)
        if isinstance(record, Resource) and record.url:
            same = (r for r in now.resources if r.url and bare(r.url) == bare(record.url or ""))
            if twin := next(same, None):
                why = (
                    f"The base lists this address by now, as '{twin.id}'."
                    " Delete yours and use that, or give yours another address."
                )
                yield self._about(
                    addition.kind, record, "conflict", why, now=twin.url, ours=record.url
                )

    def _home(self, addition: Addition) -> Iterator[Finding]:
        """Whether the domain or the framework is there, and the neighbour in it."""
        record, home = addition.record, ""
        for name in ("domain", "framework"):
            id = getattr(record, name, None)
            if isinstance(id, str) and id not in self.context.own_ids:
                found = self.context.fate((name, id))
                home = found.key[1] if name == "domain" else home
                if found.how != "same":
                    yield self._single(addition.kind, record, (name,), id, found)
        after = getattr(record, "after", None)
        if after and after not in self.context.own_ids:
            found = self.context.fate((addition.kind, after))
            away = home and self.context.homes.get(found.key[1]) != home
            if found.how in {"gone", "hidden", "split"} or found.moved or away:
                yield self._neighbour(addition, after, found, bool(away))

    def _neighbour(self, addition: Addition, after: str, found: Fate, away: bool) -> Finding:
        record = addition.record
        if found.moved and not away:
            write = (put(record, ("after",), found.to),)
            return self._about(
                addition.kind,
                record,
                "follows",
                f"'{after}': {found.said}",
                ("after",),
                ours=after,
                to=found.to,
                deeds=write,
            )
        said = found.said or f"'{after}' stands somewhere else now."
        why = f"'{after}': {said} Without a neighbour, yours stands last."
        drop: dict[Choice, tuple[Deed, ...]] = {"theirs": (put(record, ("after",), GONE),)}
        return self._about(addition.kind, record, "gone", why, ("after",), ours=after, choices=drop)

    def _single(self, kind: str, record: Record, address: Address, id: str, found: Fate) -> Finding:
        if found.moved:
            write = (put(record, address, found.to),)
            return self._about(
                kind,
                record,
                "follows",
                f"'{id}': {found.said}",
                address,
                ours=id,
                to=found.to,
                deeds=write,
            )
        return self._about(kind, record, "gone", f"'{id}': {found.said}", address, ours=id)

    # Ids that it names.

    def _named(self, kind: str, record: Record) -> Iterator[Finding]:
        for inner in references(record):
            if inner.id not in self.context.own_ids:
                found = self._reference(kind, record, inner)
                if found is not None:
                    yield found

    def _reference(self, kind: str, record: Record, inner: Reference) -> Finding | None:
        fates = [self.context.fate((what, inner.id)) for what in inner.what.split(" or ")]
        found = next((fate for fate in fates if fate.how != "gone"), fates[0])
        why = f"'{inner.id}': {found.said}"
        if found.moved:
            write = put(record, inner.address, found.to)
            if found.to in self._beside(record, inner.address):
                write = put(record, inner.address, GONE)
            return self._about(
                kind,
                record,
                "follows",
                why,
                inner.address,
                ours=inner.id,
                to=found.to,
                deeds=(write,),
            )
        if found.how in {"gone", "hidden", "split"}:
            choices: dict[Choice, tuple[Deed, ...]] = {}
            if inner.listed and len(self._beside(record, inner.address)) > 1:
                choices["theirs"] = (put(record, inner.address, GONE),)
            verdict: Verdict = "conflict" if found.how == "split" else "gone"
            if found.how == "split":
                why = f"{why} Name the part that you mean."
            return self._about(
                kind,
                record,
                verdict,
                why,
                inner.address,
                ours=inner.id,
                now=listed(found.parts) if found.parts else None,
                choices=choices,
            )
        return None

    def _beside(self, record: Record, address: Address) -> Sequence[str]:
        """The ids in the same list."""
        value: Any = record
        for part in address[:-1]:
            value = value[part] if isinstance(part, int) else getattr(value, part)
        return [str(item) for item in value] if isinstance(value, tuple) else []

    # Order.

    def _order(self, order: Order) -> Iterator[Finding]:
        name = "domain" if order.domain else "framework"
        id = order.domain or order.framework or ""
        found = self.context.fate((name, id))
        if found.how != "same" and id not in self.context.own_ids:
            yield self._ordering(
                "follows" if found.moved else "gone",
                order,
                id,
                (name,),
                f"'{id}': {found.said}",
                ours=id,
                to=found.to,
                deeds=(put(order, (name,), found.to),) if found.moved else (),
            )
        home = found.record or self.context.now.records.get((name, id))
        for section, kind in ORDERED.items():
            if items := getattr(order, section):
                yield from self._sequence(order, id, home, section, kind, items)

    def _ordering(
        self, verdict: Verdict, order: Order, id: str, address: Address, why: str, **more: Any
    ) -> Finding:
        kind = "domain" if order.domain else "framework"
        record = self.context.now.records.get((kind, id))
        title = str(getattr(record, "title", id))
        return Finding(
            verdict,
            kind,
            id,
            title,
            "order",
            order.place(*address),
            str(address[0]),
            why,
            **more,
        )

    def _sequence(
        self,
        order: Order,
        id: str,
        home: Record | None,
        section: str,
        kind: str,
        items: Sequence[str],
    ) -> Iterator[Finding]:
        here = [str(getattr(r, "id", "")) for r in getattr(home, section, ())]
        found = []
        for i, item in enumerate(items):
            if item not in here and item not in self.context.own_ids:
                found.append(self._misplaced(order, id, section, kind, i, item, here))
        told = "\n".join(items)
        added = any(
            a.kind == kind and getattr(a.record, "domain", id) == id
            for a in self.context.edition.added
        )
        if found or not home:
            yield from found
        elif here[: len(items)] == list(items) and not added:
            drop = (put(order, (section,), GONE),)
            yield self._ordering(
                "taken over",
                order,
                id,
                (section,),
                "The base has this order by now.",
                now="\n".join(here),
                ours=told,
                deeds=drop,
            )
        else:
            yield self._ordering("holds", order, id, (section,), "", ours=told)

    def _misplaced(
        self,
        order: Order,
        home: str,
        section: str,
        kind: str,
        i: int,
        item: str,
        here: Sequence[str],
    ) -> Finding:
        found, address = self.context.fate((kind, item)), (section, i)
        if found.moved and found.to in here:
            items = getattr(order, section)
            value = GONE if found.to in items else found.to
            return self._ordering(
                "follows",
                order,
                home,
                address,
                f"'{item}': {found.said}",
                ours=item,
                to=found.to,
                deeds=(put(order, address, value),),
            )
        elsewhere = self.context.homes.get(found.key[1])
        said = found.said or (
            f"It stands in '{elsewhere}' now." if elsewhere else "It is not here."
        )
        choices: dict[Choice, tuple[Deed, ...]] = {"theirs": (put(order, address, GONE),)}
        verdict: Verdict = "conflict" if found.how == "split" else "gone"
        return self._ordering(
            verdict,
            order,
            home,
            address,
            f"'{item}': {said}",
            ours=item,
            now="\n".join(here),
            choices=choices,
        )

    # Words.

    def _terms(self) -> Iterator[Finding]:
        about = self.context.edition.about
        if about is None:
            return
        frameworks = self.context.now.frameworks
        if frameworks:
            yield from self._terms_of(about.terms, frameworks[0])
        for terms in about.terms.frameworks:
            framework = next((f for f in frameworks if f.id == terms.id), None)
            if framework:
                yield from self._terms_of(terms, framework)

    def _terms_of(self, terms: Record, framework: Framework) -> Iterator[Finding]:
        for name in TERMS:
            ours, now = getattr(terms, name), getattr(framework.terms, name)
            if ours is None:
                continue
            told: dict[str, Any] = {
                "ours": f"{ours.one}, {ours.many}",
                "now": f"{now.one}, {now.many}",
            }
            same = (ours.one, ours.many) == (now.one, now.many)
            why = "The base uses this word by now." if same else ""
            yield Finding(
                "taken over" if same else "holds",
                "framework",
                framework.id,
                framework.title,
                "terms",
                terms.place(name),
                name,
                why,
                deeds=(put(terms, (name,), GONE),) if same else (),
                **told,
            )


def bare(url: str) -> str:
    """An address without what makes no difference to where it leads."""
    return url.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
