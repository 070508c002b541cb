"""Where added records stand, and what an edition puts in another order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from handbook.edition.kinds import BY_NAME
from handbook.edition.model import Order
from handbook.edition.read import Addition
from handbook.model import Framework, Record, Resource
from handbook.problems import Problem, did_you_mean

R = TypeVar("R", bound=Record)
IN_DOMAIN = ("outcomes", "activities")
IN_FRAMEWORK = ("domains", "themes", "programme_outcomes", "pathways")
BY_ID = ("glossary",)  # lists in the order of ids
KINDS = {kind.section: kind for kind in BY_NAME.values()}


def ordinary(addition: Addition) -> Record:
    """An added record as one of the ordinary type, without what says where it stands."""
    written, kind = addition.record, BY_NAME[addition.kind].record
    if type(written) is kind:
        return written
    values = {name: getattr(written, name) for name in kind.model_fields}
    given = written.model_fields_set & values.keys()
    made = kind.model_construct(_fields_set=given, **values)
    made.stand(written._where)
    return made


@dataclass
class Placing:
    """Puts records into frameworks and domains, and these in order."""

    frameworks: list[Framework]
    resources: list[Resource]
    problems: list[Problem] = field(default_factory=list)

    def add(self, addition: Addition) -> None:
        """Put a new record at its place."""
        record = ordinary(addition)
        if isinstance(record, Resource):
            self.resources = sorted([*self.resources, record], key=lambda r: r.id)
            return
        section = BY_NAME[addition.kind].section
        home = getattr(addition.record, "domain", None)
        if section in IN_DOMAIN:
            self._in_domain(str(home), section, addition, record)
        else:
            self._in_framework(section, addition, record)

    def _in_domain(self, id: str, section: str, addition: Addition, record: Record) -> None:
        for at, framework in enumerate(self.frameworks):
            for i, domain in enumerate(framework.domains):
                if domain.id == id:
                    domains = list(framework.domains)
                    domains[i] = self._into(domain, section, addition, record)
                    self.frameworks[at] = framework.model_copy(update={"domains": tuple(domains)})
                    return
        self._unknown(addition.record, "domain", id, self._domains())

    def _in_framework(self, section: str, addition: Addition, record: Record) -> None:
        wanted = getattr(addition.record, "framework", None) or self.frameworks[0].id
        for at, framework in enumerate(self.frameworks):
            if framework.id == wanted:
                self.frameworks[at] = self._into(framework, section, addition, record)
                return
        self._unknown(addition.record, "framework", wanted, [f.id for f in self.frameworks])

    def _into(self, home: R, section: str, addition: Addition, record: Record) -> R:
        """The record `home` with another one in its list `section`."""
        now = list(getattr(home, section))
        after = getattr(addition.record, "after", None)
        ids = [item.id for item in now]
        if after and after not in ids:
            self._unknown(addition.record, "after", after, ids)
        now.insert(ids.index(after) + 1 if after in ids else len(now), record)
        if section in BY_ID and not after:
            now.sort(key=lambda item: str(item.id))
        return home.model_copy(update={section: tuple(now)})

    def order(self, order: Order) -> None:
        """Put the records of a domain or of a framework in another order."""
        if bool(order.domain) == bool(order.framework):
            help = "write domain: or framework:, one of the two"
            message = "this does not say whose records it puts in order"
            self.problems.append(Problem(order.place(), "order-of-what", message, help))
            return
        for at, framework in enumerate(self.frameworks):
            self.frameworks[at] = self._ordered_framework(framework, order)
        known = self._domains() if order.domain else [f.id for f in self.frameworks]
        wanted = order.domain or order.framework or ""
        if wanted not in known:
            self._unknown(order, "domain" if order.domain else "framework", wanted, known)

    def _ordered_framework(self, framework: Framework, order: Order) -> Framework:
        if framework.id == order.framework:
            return self._ordered(framework, order, IN_FRAMEWORK, IN_DOMAIN)
        domains = tuple(
            self._ordered(domain, order, IN_DOMAIN, IN_FRAMEWORK)
            if domain.id == order.domain
            else domain
            for domain in framework.domains
        )
        return framework.model_copy(update={"domains": domains}) if order.domain else framework

    def _ordered(self, home: R, order: Order, sections: Sequence[str], others: Sequence[str]) -> R:
        update: dict[str, object] = {}
        for section in others:
            if getattr(order, section):
                message = f"a {type(home).__name__.lower()} has no {section.replace('_', ' ')}"
                help = f"put these in order: {' or '.join(sections)}"
                problem = Problem(order.place(section), "order-of-what", message, help)
                self.problems.append(problem)
        for section in sections:
            if first := getattr(order, section):
                update[section] = self._sorted(getattr(home, section), order, section, first)
        return home.model_copy(update=update) if update else home

    def _sorted(
        self, now: tuple[Record, ...], order: Order, section: str, first: Sequence[str]
    ) -> tuple[Record, ...]:
        """Those that `first` names, then the others as they were."""
        by_id = {str(getattr(record, "id", "")): record for record in now}
        for i, id in enumerate(first):
            if id not in by_id:
                what = KINDS[section].name
                place = order.place(section, i)
                help = did_you_mean(id, by_id) or f"there are {', '.join(by_id)}"
                message = f"there is no {what} '{id}' here"
                self.problems.append(Problem(place, "unknown-id", message, help))
        ahead = [by_id[id] for id in dict.fromkeys(first) if id in by_id]
        return (*ahead, *(record for id, record in by_id.items() if id not in first))

    def _domains(self) -> list[str]:
        return [domain.id for framework in self.frameworks for domain in framework.domains]

    def _unknown(self, record: Record, field: str, id: str, known: Sequence[str]) -> None:
        help = did_you_mean(id, known) or f"there are {', '.join(known)}"
        what = "record" if field == "after" else field
        message = f"there is no {what} '{id}' here"
        self.problems.append(Problem(record.place(field), "unknown-id", message, help))


def ids(additions: Sequence[Addition]) -> Iterator[tuple[str, Record]]:
    """The id of each added record and of the records inside it, with the record."""
    for addition in additions:
        yield from _ids(addition.record)


def _ids(record: Record) -> Iterator[tuple[str, Record]]:
    if id := getattr(record, "id", ""):
        yield str(id), record
    for _, child in record.children():
        yield from _ids(child)
