"""A base and an edition's changes in, the edition's records out. Pure: reads and writes nothing.

The same base and the same changes always give the same records, whatever order files are read in.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from handbook.edition.changing import (
    Findings,
    Pin,
    Rules,
    changed,
    conflicting,
    expectation,
    renamed,
    replaced,
    touched,
    twice,
)
from handbook.edition.content import Content, inside, key
from handbook.edition.hiding import Hiding
from handbook.edition.kinds import BY_NAME, BY_TYPE
from handbook.edition.model import Changed, EditionFile, TermsOf
from handbook.edition.placing import Placing, ids
from handbook.edition.read import Change, Edition
from handbook.edition.values import fingerprint, whole
from handbook.edition.writing import Writing
from handbook.local import Conflict, Consequence, Hidden, Key, Layer, Local, Marks
from handbook.model import Domain, Framework, Record, Resource, Term
from handbook.problems import Problem, did_you_mean, nearest
from handbook.site import Text

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Resolution:
    """What came of an edition: its content, and what people should hear of.

    `problems` stop a build. `remarks` are warnings, `conflicts` need a decision, and `unpinned`
    changes still lack the fingerprint by which a conflict would be seen.
    """

    content: Content
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    unpinned: tuple[Pin, ...] = ()
    entries: tuple[Changed, ...] = ()  # all that it says of records of its base


def resolve(base: Content, edition: Edition, texts: Sequence[Text] = ()) -> Resolution:
    """The edition over its base. `texts` are its own hand-written pages.

    What cannot be used is left out and told of in the answer; nothing is raised.
    """
    if edition.about is None or not base.frameworks:
        return Resolution(base, edition.problems)
    return _Resolving(base, edition, edition.about, texts).done()


class _Resolving:
    """One edition being laid over its base."""

    def __init__(
        self, base: Content, edition: Edition, about: EditionFile, texts: Sequence[Text]
    ) -> None:
        self.base = base
        self.edition = edition
        self.about = about
        self.texts = {text.uri: text for text in texts}
        self.layer = Layer(about.edition.id, about.edition.title, about.edition.organisation)
        self.rules = Rules(self.layer.id, about.on_conflict, edition.texts)
        self.found = Findings([*edition.problems])
        self.marks: dict[Key, Marks] = dict(base.local.marks)
        self.bottom = base.local.layers[0].id if base.local.layers else ""
        self._check_layer()

    def done(self) -> Resolution:
        """Everything, in the one order that makes sense: take away, change, add, put in order."""
        changes = self._known()
        self.found.problems += twice(changes)
        self._say_idle(changes)
        hiding = self._hide(changes)
        frameworks, resources = hiding.frameworks(), hiding.resources()
        frameworks, resources = self._change(changes, hiding, frameworks, resources)
        placing = self._place(list(frameworks), list(resources))
        writing = self._write(hiding)
        hidden = {**self.base.local.hidden, **hiding.hidden, **writing.hidden}
        self.found.problems += [*hiding.problems, *placing.problems]
        self.found.problems += hiding.empty(placing.frameworks)
        local = Local(
            (*self.base.local.layers, self.layer),
            self.marks,
            hidden,
            tuple(hiding.consequences),
            tuple(self.found.conflicts),
            self.base.local.terms,
        )
        content = replace(
            self.base,
            frameworks=tuple(self._renamed(f) for f in placing.frameworks),
            resources=tuple(placing.resources),
            texts=dict(sorted(writing.texts.items())),
            contacts=(*self.base.contacts, *self.edition.contacts),
            placements=(*hiding.offers(self.base.placements), *self.edition.placements),
            events=(*hiding.offers(self.base.events), *self.edition.events),
            local=local,
            broken=self.base.broken | self.edition.broken,
        )
        found = self.found
        return Resolution(
            content,
            tuple(sorted(set(found.problems))),
            tuple(sorted(set(found.remarks))),
            local.conflicts,
            (*hiding.hidden.values(), *writing.hidden.values()),
            local.consequences,
            tuple(found.pins),
            tuple(change.entry for change in self.edition.changes),
        )

    def _check_layer(self) -> None:
        if any(layer.id == self.layer.id for layer in self.base.local.layers):
            message = f"the base is called '{self.layer.id}' too"
            place = self.about.edition.place("id")
            help = "choose another id for this edition"
            self.found.problems.append(Problem(place, "duplicate-id", message, help))

    # Which records are meant.

    def _known(self) -> list[Change]:
        """The changes whose records there are, each under the id that its record has now."""
        former = dict(self._former())
        found = []
        for change in self.edition.changes:
            if change.kind == "page" or change.key in self.base.records:
                found.append(change)
            elif now := former.get(change.key):
                found.append(renamed(change, now))
                self._remark(change, "has-moved", f"{_what(change)} is called '{now}' now",
                             "write that id here")  # fmt: skip
            else:
                self._unknown(change)
        return found

    def _former(self) -> Iterator[tuple[Key, str]]:
        for (kind, id), record in self.base.records.items():
            for was in getattr(record, "was", ()):
                yield (kind, was), id

    def _say_idle(self, changes: Sequence[Change]) -> None:
        for change in changes:
            entry = change.entry
            does = any(touched(entry)) or entry.add_to or entry.remove_from
            if not does and change.kind != "page":  # a page's own text is in `content/`
                message = f"{_what(change)} is named here, and nothing is changed about it"
                help = "write 'set', 'hide' or 'note' under it, or delete it here"
                self._remark(change, "changes-nothing", message, help)

    def _remark(self, change: Change, rule: str, message: str, help: str = "") -> None:
        self.found.remarks.append(Problem(change.entry.place("id"), rule, message, help))

    def _unknown(self, change: Change) -> None:
        if hidden := self.base.local.hidden.get(change.key):
            layer = self.base.local.layer(hidden.layer)
            message = f"{_what(change)} is left out by {layer.title} already"
            self._remark(change, "already-hidden", message, "delete this change")
            return
        if change.id in self.edition.broken | self.base.broken:
            return
        place = change.entry.place("id")
        if any(change.id == id for id, _ in ids(self.edition.added)):
            help = "change it there"
            message = f"{_what(change)} is one that you add"
        else:
            known = [id for kind, id in self.base.records if kind == change.kind]
            others = [kind for kind, id in self.base.records if id == change.id]
            section = BY_NAME[others[0]].section if others else ""
            help = f"that is a {others[0]}: write it under '{section}:'" if others else ""
            help = help or did_you_mean(change.id, known)
            own = BY_NAME[change.kind].section
            help = help or f"to add one of your own, write it under 'add:' and '{own}:'"
            message = f"the base has no {change.kind} '{change.id}'"
        self.found.problems.append(Problem(place, "unknown-id", message, help))

    # Taking away.

    def _hide(self, changes: Sequence[Change]) -> Hiding:
        pages = frozenset(c.id for c in changes if c.kind == "page" and c.entry.hide)
        hiding = Hiding(self.base, self.layer.id, pages)
        added = {id for id, _ in ids(self.edition.added)}
        for change in changes:
            entry = change.entry
            if change.kind == "page":
                continue
            if entry.hide:
                hiding.hide(change, entry.hide)
            elif (instead := replaced(entry)) and self._stands_in(change, instead, added):
                hiding.hide(change, entry.because or "", instead=instead)
        hiding.settle()
        return hiding

    def _stands_in(self, change: Change, instead: str, added: set[str]) -> bool:
        """Whether another resource takes the place of one of the base."""
        entry = change.entry
        if instead not in added:
            help = did_you_mean(instead, added) or "add it under 'add:' and 'resources:'"
            message = f"there is no added resource '{instead}'"
            place = entry.place("replace_with")
            self.found.problems.append(Problem(place, "unknown-id", message, help))
            return False
        record = self.base.records[change.key]
        now, expected = whole(record), expectation(entry, "replace_with")
        if expected is None:
            pin = Pin(*change.key, "replace_with", entry, fingerprint(now), now)
            self.found.pins.append(pin)
        elif expected != fingerprint(now):
            conflict = conflicting(
                *change.key, "replace_with", entry.place("replace_with"), now, instead, expected,
                self.rules, safety=bool(getattr(record, "safety", None)),
            )  # fmt: skip
            self.found.conflicts.append(conflict)
            return conflict.shown == "local"
        return True

    # Changing.

    def _change(
        self,
        changes: Sequence[Change],
        hiding: Hiding,
        frameworks: tuple[Framework, ...],
        resources: tuple[Resource, ...],
    ) -> tuple[tuple[Framework, ...], tuple[Resource, ...]]:
        wanted: dict[Key, list[Change]] = defaultdict(list)
        for change in changes:
            if change.kind == "page":
                continue
            if change.key in hiding.hidden:
                self._in_vain(change, hiding)
            else:
                wanted[change.key].append(change)
        new = {key(r): self._changed(r, wanted, hiding) for r in inside([*frameworks, *resources])
               if type(r) in BY_TYPE and key(r) in wanted}  # fmt: skip
        if not new:
            return frameworks, resources
        return (
            tuple(_framework(f, new) for f in frameworks),
            tuple(_swapped(r, new) for r in resources),
        )

    def _in_vain(self, change: Change, hiding: Hiding) -> None:
        hidden = hiding.hidden[change.key]
        if change.entry.hide or replaced(change.entry) or hidden.place is None:
            return
        message = f"{_what(change)} is left out in {hidden.place}, so this changes nothing"
        self._remark(change, "hidden-and-changed", message, "delete one of the two")

    def _changed(
        self, record: Record, wanted: Mapping[Key, list[Change]], hiding: Hiding
    ) -> Record:
        spot = key(record)
        original = self.base.records[spot]  # fingerprints are of that, hidden links and all
        made, self.marks[spot] = changed(
            original,
            wanted[spot],
            self.marks.get(spot, Marks()),
            self.bottom,
            self.rules,
            self.found,
        )
        return hiding.mended(made, original, record)

    # Adding.

    def _place(self, frameworks: list[Framework], resources: list[Resource]) -> Placing:
        placing = Placing(frameworks, resources)
        self.found.problems += self._prefixes()
        for addition in self.edition.added:
            placing.add(addition)
            for record in inside([addition.record]):
                self._mark_added(addition.kind, record)
                record.let_name(self._uri(frameworks[0]))
        for order in self.edition.orders:
            placing.order(order)
        return placing

    def _uri(self, framework: Framework) -> str:
        """What names the records that this edition adds."""
        about = self.about.edition
        return about.permanent_uri or f"{framework.permanent_uri}/editions/{about.id}"

    def _mark_added(self, kind: str, record: Record) -> None:
        known = BY_TYPE.get(type(record))
        name = known.name if known else kind
        if id := getattr(record, "id", ""):
            self.marks[(name, str(id))] = Marks(self.layer.id)

    def _prefixes(self) -> Iterator[Problem]:
        """Ids of what is added must never collide with what the base adds one day."""
        prefix = self.about.id_prefix
        own = (*self.edition.contacts, *self.edition.placements, *self.edition.events)
        added = [*ids(self.edition.added), *((str(getattr(r, "id", "")), r) for r in own)]
        if added and not prefix:
            message = "'id_prefix' is missing, and this edition adds records"
            help = "add a line such as 'id_prefix: ext', and begin their ids with 'ext-'"
            yield Problem(self.about.place(), "missing-field", message, help)
            return
        for id, record in added:
            if not id.startswith(f"{prefix}-"):
                message = f"the id '{id}' does not begin with '{prefix}-'"
                meant = _prefixed(id, prefix or "")
                help = f"write '{meant}', so that it never collides with one of the base"
                yield Problem(record.place("id"), "id-prefix", message, help)

    # Words and pages.

    def _renamed(self, framework: Framework) -> Framework:
        terms = self.about.terms
        own = next((t for t in terms.frameworks if t.id == framework.id), None)
        update = {**_terms(terms), **(_terms(own) if own else {})}
        if not update:
            return framework
        return framework.model_copy(update={"terms": framework.terms.model_copy(update=update)})

    def _write(self, hiding: Hiding) -> Writing:
        texts = dict(self.base.texts)
        writing = Writing(texts, self.marks, self.bottom, self.rules, self.found)
        pages = {change.id: change for change in self.edition.changes if change.kind == "page"}
        writing.lay(self.texts, pages)
        self.found.problems += self._unknown_terms()
        return writing

    def _unknown_terms(self) -> Iterator[Problem]:
        known = [framework.id for framework in self.base.frameworks]
        for terms in self.about.terms.frameworks:
            if terms.id not in known:
                help = did_you_mean(terms.id, known) or f"there are {', '.join(known)}"
                message = f"there is no framework '{terms.id}'"
                yield Problem(terms.place("id"), "unknown-id", message, help)


def _prefixed(id: str, prefix: str) -> str:
    """The id that was probably meant: of 'exr-walk' it is 'ext-walk'."""
    first, _, rest = id.partition("-")
    return f"{prefix}-{rest if rest and nearest(first, [prefix]) else id}"


def _what(change: Change) -> str:
    return f"{change.kind} '{change.id}'"


def _terms(terms: TermsOf) -> dict[str, Term]:
    names = ("domain", "outcome", "statement", "programme_outcome")
    found = {name: getattr(terms, name) for name in names}
    return {name: term for name, term in found.items() if term is not None}


def _framework(framework: Framework, new: Mapping[Key, Record]) -> Framework:
    """A framework with changed records in the place of those that it had."""
    made = _swapped(framework, new)
    update: dict[str, object] = {}
    for name in ("programme_outcomes", "themes", "evidence_kinds", "pathways", "glossary"):
        update[name] = tuple(_swapped(record, new) for record in getattr(framework, name))
    update["domains"] = tuple(_domain(domain, new) for domain in framework.domains)
    return made.model_copy(update=update)


def _domain(domain: Domain, new: Mapping[Key, Record]) -> Domain:
    made = _swapped(domain, new)
    outcomes = tuple(_swapped(outcome, new) for outcome in domain.outcomes)
    activities = tuple(_swapped(activity, new) for activity in domain.activities)
    return made.model_copy(update={"outcomes": outcomes, "activities": activities})


def _swapped(record: R, new: Mapping[Key, Record]) -> R:
    found = new.get(key(record), record)
    return found if isinstance(found, type(record)) else record
