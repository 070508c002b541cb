"""What an edition leaves out: which records go with it, and what becomes of links to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from handbook import addresses
from handbook.edition.changing import Woven
from handbook.edition.content import Content, key
from handbook.edition.kinds import BY_TYPE
from handbook.edition.read import Change
from handbook.local import Consequence, Hidden, Key
from handbook.model import Activity, Framework, Outcome, Pathway, Record, Resource, Source, Step
from handbook.offers import Event, Placement
from handbook.problems import Problem
from handbook.prose import links, record_named
from handbook.references import REFERENCES
from handbook.site import Site

R = TypeVar("R", bound=Record)
OfferT = TypeVar("OfferT", Placement, Event)
RULE = "cannot-hide"
# What `REFERENCES` calls the records that a field names → the kinds that these may be.
NAMING: Mapping[str, tuple[str, ...]] = {
    "outcome or domain": ("outcome", "domain"),
}
GONE = "left out of the list"
WORDS = "the words stay, without a link"


@dataclass
class Hiding:
    """Finds out what goes, and takes it out of everything that stays."""

    content: Content
    layer: str
    pages: frozenset[str] = frozenset()  # the hand-written pages that go
    hidden: dict[Key, Hidden] = field(default_factory=dict)
    consequences: list[Consequence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site: Site = self.content.site()

    def hide(self, change: Change, because: str, instead: str = "") -> None:
        """Leave out the record of a change, and what is inside it."""
        record = self.content.records[change.key]
        if isinstance(record, Framework) and record is self.content.frameworks[0]:
            self._refuse(change, "the main framework cannot be left out", "hide parts of it")
            return
        if isinstance(record, Resource) and record.id in self._sources:
            message = f"resource '{record.id}' is where texts of the base come from"
            self._refuse(change, message, "leave it in: readers must see that")
            return
        told = self._told(record, because, change, instead=instead)
        self.hidden[change.key] = told
        for inner in _parts(record):
            if key(inner) not in self.hidden:
                self.hidden[key(inner)] = self._told(inner, because, change, follows=change.key)

    @cached_property
    def _sources(self) -> set[str | None]:
        """The ids of documents that texts come from: readers must see where that is."""
        return {r.document for r in self.site.records if isinstance(r, Source)}

    def _told(
        self,
        record: Record,
        because: str,
        change: Change,
        *,
        instead: str = "",
        follows: Key | None = None,
    ) -> Hidden:
        kind, id = key(record)
        within = ""
        if isinstance(record, Outcome | Activity):
            within = self.site.domain_of(record).id
        title = str(getattr(record, "title", "") or getattr(record, "term", ""))
        if isinstance(record, Outcome):
            title = f"{record.code} {title}"
        return Hidden(
            kind, id, title, self.layer, because, change.entry.place(), within, follows, instead,
            addresses.address(self.site, record),
        )  # fmt: skip

    def _refuse(self, change: Change, message: str, help: str) -> None:
        name = "hide" if change.entry.hide else "replace_with"
        place = change.entry.place(name)
        self.problems.append(Problem(place, RULE, message, help))

    def settle(self) -> None:
        """Hide the activities and the pathways of which nothing is left."""
        for activity in self.site.activities.values():
            spots = [("outcome", id) for id in activity.outcomes]
            gone = [spot for spot in spots if spot in self.hidden]
            if len(gone) == len(spots) and key(activity) not in self.hidden:
                self.hidden[key(activity)] = self._following(activity, gone[0])
        for pathway in self.site.pathways.values():
            left = [self._target(step) for step in pathway.steps]
            if all(left) and left[0] and key(pathway) not in self.hidden:
                self.hidden[key(pathway)] = self._following(pathway, left[0])

    def _target(self, step: Step) -> Key | None:
        """The key of the hidden record or page that a step leads to, if it does."""
        if step.page in self.pages:
            return "page", step.page or ""
        named = (("outcome", step.outcome), ("activity", step.activity),
                 ("resource", step.resource), ("domain", step.domain))  # fmt: skip
        return next(((kind, id) for kind, id in named if id and (kind, id) in self.hidden), None)

    def _following(self, record: Activity | Pathway, first: Key) -> Hidden:
        """What is told of a record that goes with another one, for nothing of it would be left."""
        kind, id = key(record)
        cause = self.hidden.get(first)
        within = self.site.domain_of(record).id if isinstance(record, Activity) else ""
        return Hidden(
            kind, id, record.title, self.layer, cause.because if cause else "",
            cause.place if cause else None, within, first, "",
            addresses.address(self.site, record),
        )  # fmt: skip

    def empty(self, frameworks: Iterable[Framework]) -> Iterator[Problem]:
        """Domains of which nothing is left, when everything has been added."""
        for domain in (d for framework in frameworks for d in framework.domains):
            gone = [h for h in self.hidden.values() if h.within == domain.id]
            if not domain.outcomes and gone and gone[-1].place:
                message = f"nothing would be left of domain '{domain.id}'"
                yield Problem(gone[-1].place, RULE, message, "hide the whole domain instead")

    # What stays, without what goes.

    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks that stay, without what is left out, and without links to it."""
        kept = [f for f in self.content.frameworks if key(f) not in self.hidden]
        return tuple(self._cleaned(f, key(f)) for f in kept)

    def resources(self) -> tuple[Resource, ...]:
        """The same for resources."""
        kept = [r for r in self.content.resources if key(r) not in self.hidden]
        return tuple(self._cleaned(r, key(r)) for r in kept)

    def offers(self, offers: Iterable[OfferT]) -> tuple[OfferT, ...]:
        """The placements or the events of the base, without links to what is left out."""
        return tuple(self._cleaned(o, (type(o).__name__.lower(), o.id)) for o in offers)

    def mended(self, made: Record, original: Record, cleaned: Record) -> Record:
        """A changed record, less the links to hidden ones that it has from its base.

        `original` is what the changes were made to, `cleaned` the same without those links.
        """
        update: dict[str, object] = {}
        where = made._written
        told = where.fields if isinstance(where, Woven) else {}  # set here, so meant as it is
        for name in (name for name in type(made).model_fields if name not in told):
            value, before = getattr(made, name), getattr(original, name)
            if value is before:
                update[name] = getattr(cleaned, name)
            elif isinstance(value, tuple):
                update[name] = self._mended(value, before or (), type(made), name)
        if all(getattr(made, name) is value for name, value in update.items()):
            return made
        return made.model_copy(update=update)

    def _mended(
        self, items: tuple[object, ...], before: tuple[object, ...], kind: type[Record], name: str
    ) -> tuple[object, ...]:
        """A changed list: what it has from the base loses its links, what is local keeps them."""
        what = dict(REFERENCES.get(kind.__name__, ())).get(name, "")
        found: list[object] = []
        for item in items:
            if isinstance(item, str) and what and item in before and self._named(item, what):
                continue
            if isinstance(item, Record) and any(item is old for old in before):
                home = ("", "")
                if not self._goes(item, home):
                    found.append(self._cleaned(item, home))
                continue
            found.append(item)
        return tuple(found)

    def _cleaned(self, record: R, home: Key) -> R:
        """A record without hidden ones inside, and without links to them. `home` has it."""
        if type(record) in BY_TYPE:
            home = key(record)
        update: dict[str, object] = {}
        for name, what in REFERENCES.get(type(record).__name__, ()):
            self._unlink(record, home, name, what, update)
        self._note_prose(record, home)
        for name in {str(address[0]): None for address, _ in record.children()}:
            value = getattr(record, name)
            made = self._inner(value, home)
            if made is not value:
                update[name] = made
        if not update:
            return record
        return record.model_copy(update=update)

    def _inner(self, value: object, home: Key) -> object:
        if isinstance(value, Record):
            return self._cleaned(value, home)
        if not isinstance(value, tuple):
            return value
        kept = [item for item in value if not self._goes(item, home)]
        made = tuple(self._cleaned(item, home) for item in kept)
        same = len(made) == len(value) and all(a is b for a, b in zip(made, value, strict=True))
        return value if same else made

    def _goes(self, item: object, home: Key) -> bool:
        """Whether an item of a list is hidden itself, or is nothing but a link to what is."""
        if type(item) in BY_TYPE and isinstance(item, Record):
            return key(item) in self.hidden
        if not isinstance(item, Record):
            return False
        if isinstance(item, Step) and item.page in self.pages:
            self._note(("page", item.page or ""), home, "steps", GONE)
            return True
        for name, what in REFERENCES.get(type(item).__name__, ()):
            # A step is nothing without the place that it leads to.
            required = type(item).model_fields[name].is_required() or isinstance(item, Step)
            found = self._named(str(getattr(item, name)), what) if required else None
            if found:
                self._note(found, home, name, GONE)
                return True
        return False

    def _unlink(
        self, record: Record, home: Key, name: str, what: str, update: dict[str, object]
    ) -> None:
        value = getattr(record, name)
        ids = value if isinstance(value, tuple) else (value,) if value else ()
        gone = [found for id in ids if (found := self._named(id, what))]
        if not gone:
            return
        for found in gone:
            self._note(found, home, name, GONE)
        if isinstance(value, tuple):
            update[name] = tuple(id for id in value if not self._named(id, what))
        elif not type(record).model_fields[name].is_required():
            update[name] = None

    def _named(self, id: str, what: str) -> Key | None:
        """The key of the hidden record that an id names, if it does."""
        for kind in NAMING.get(what, (what,)):
            if (kind, id) in self.hidden:
                return kind, id
        return None

    def _note_prose(self, record: Record, home: Key) -> None:
        for name, value in record:
            if isinstance(value, str) and "](" in value:
                for address in links(value):
                    target = record_named(address)
                    if target in self.hidden:
                        instead = self.hidden[target].instead
                        self._note(target, home, name, _led(instead) if instead else WORDS)

    def _note(self, hidden: Key, home: Key, name: str, became: str) -> None:
        kind, id = home
        if kind and home not in self.hidden:
            self.consequences.append(Consequence(hidden, kind, id, name, became))


def _led(instead: str) -> str:
    return f"it leads to '{instead}'"


def _parts(record: Record) -> Iterator[Record]:
    for _, child in record.children():
        if type(child) in BY_TYPE:
            yield child
        yield from _parts(child)
