"""The commands that add a record: they ask on a terminal, or take everything as options."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from handbook.cli_edit import EXIT, carry_out, editing, writing
from handbook.edit.adding import Value, add_resource, add_to_domain
from handbook.edit.answers import fault, targets
from handbook.edit.proposals import (
    activities_alike,
    activity_prefix,
    alike,
    for_resource,
    id_from,
    next_after,
    taken,
)
from handbook.edit.references import EditError
from handbook.model import Activity, Domain, Outcome, Record, Resource, Source
from handbook.schema import Field, described
from handbook.site import Site

F = TypeVar("F", bound=Callable[..., object])
# What can be said on one line, and so as an option; fields that other commands write are not.
SIMPLE = {"text", "whole number", "date", "one of these words", "list of text"}
NOT_NOW = {"was", "uuid", "replaced_by"}
# What is asked, in this order, if it is not given as an option.
ASKED: Mapping[type[Record], tuple[str, ...]] = {
    Resource: ("title", "url", "publisher", "authors", "year", "kind", "use", "summary", "domains",
               "outcomes", "themes", "minutes", "cost", "access", "id"),
    Activity: ("title", "text", "kind", "outcomes", "themes", "setting", "time", "id"),
    Outcome: ("title", "statement", "meaning", "programme_outcomes", "themes", "code", "number",
              "id"),
}  # fmt: skip


@click.group()
def add() -> None:
    """Add a resource, an activity or an outcome at its place in the files.

    On a terminal you are asked for what is needed, and shown the lines before they are written.
    Scripts give everything as options, and --yes.
    """


def _simple(kind: type[Record]) -> Iterable[Field]:
    return [f for f in described(kind) if f.kind in SIMPLE and f.name not in NOT_NOW]


def _fields(kind: type[Record]) -> Callable[[F], F]:
    """An option for each simple field of a type of record, described as in the field reference."""

    def decorate(command: F) -> F:
        for field in reversed([*_simple(kind)]):
            name = "--" + field.name.replace("_", "-")
            help = " ".join(filter(None, [field.description, _choices(field)]))
            command = click.option(name, field.name, multiple=_many(field), help=help)(command)
        return writing(command)

    return decorate


def _many(field: Field) -> bool:
    return field.kind.startswith("list of")


def _choices(field: Field) -> str:
    return f"One of: {', '.join(field.choices)}." if field.choices else ""


def _source(command: F) -> F:
    for field in reversed([*described(Source)]):
        help = f"Source: {field.description}"
        command = click.option(f"--source-{field.name}", f"source_{field.name}", help=help)(command)
    return command


@add.command(epilog=EXIT)
@_fields(Resource)
def resource(root: Path, yes: bool, dry_run: bool, **given: Value) -> None:
    """Add a resource to the directory, in the order of the ids.

    Finds the DOI in an address and the other way round, spells the publisher as elsewhere, says
    if the same thing seems to be there already, and makes an id from the title.
    """
    with editing(root) as workspace:
        site = workspace.site
        asking = _Asking(site, Resource, given, quiet=yes)
        asking.ask("title", "url")
        asking.fill(for_resource(site, asking.texts()))
        asking.warn(alike(site, asking.texts()))
        asking.propose("use", "mentioned")
        asking.propose("id", id_from(str(asking.values["title"]), taken(site, Resource)))
        asking.ask(*ASKED[Resource])
        asking.fill(for_resource(site, asking.texts()))
        asking.values.setdefault("added", datetime.now(UTC).date().isoformat())
        add_resource(workspace, asking.values)
        carry_out(workspace, yes=yes, dry_run=dry_run)


@add.command(epilog=EXIT)
@click.option("--domain", help="Id of the domain that it belongs to.")
@_fields(Activity)
def activity(domain: str | None, root: Path, yes: bool, dry_run: bool, **given: Value) -> None:
    """Add an activity after the last one of its domain."""
    with editing(root) as workspace:
        site = workspace.site
        asking = _Asking(site, Activity, given, quiet=yes)
        record = asking.domain(domain)
        asking.ask("title")
        asking.warn(activities_alike(site, str(asking.values["title"])))
        prefix = activity_prefix(record)
        asking.propose("id", id_from(str(asking.values["title"]), taken(site, Activity), prefix))
        asking.ask(*ASKED[Activity])
        add_to_domain(workspace, Activity, record.id, asking.values)
        carry_out(workspace, yes=yes, dry_run=dry_run)


@add.command(epilog=EXIT)
@click.option("--domain", help="Id of the domain that it belongs to.")
@_source
@_fields(Outcome)
def outcome(domain: str | None, root: Path, yes: bool, dry_run: bool, **given: Value) -> None:
    """Add an outcome after the last one of its domain, with the next number and code."""
    source = {field.name: given.pop(f"source_{field.name}") or "" for field in described(Source)}
    with editing(root) as workspace:
        site = workspace.site
        asking = _Asking(site, Outcome, given, quiet=yes)
        record = asking.domain(domain)
        _number(site, record, asking)
        asking.ask(*ASKED[Outcome])
        source["section"] = source["section"] or asking.line("source-section", SECTION)
        asking.values["source"] = {name: str(value) for name, value in source.items()}
        add_to_domain(workspace, Outcome, record.id, asking.values)
        carry_out(workspace, yes=yes, dry_run=dry_run)


SECTION = next(field.description for field in described(Source) if field.name == "section")


def _number(site: Site, domain: Domain, asking: "_Asking") -> None:
    """Propose the number, the code and the id that follow those of the domain's last outcome."""
    ids = [outcome.id for outcome in domain.outcomes]
    codes = [outcome.code for outcome in domain.outcomes]
    asking.propose("number", str(max(outcome.number for outcome in domain.outcomes) + 1))
    asking.propose("code", next_after(codes, [o.code for o in site.outcomes.values()]))
    asking.propose("id", next_after(ids, taken(site, Outcome, Domain)))


class _Asking:
    """What is known of the new record, and the questions for the rest."""

    def __init__(
        self, site: Site, kind: type[Record], given: Mapping[str, Value], *, quiet: bool
    ) -> None:
        self.site = site
        self.kind = kind
        self.quiet = quiet
        self.fields = {field.name: field for field in _simple(kind)}
        self.values: dict[str, Value] = {}
        self.proposed: dict[str, str] = {}
        for name, value in given.items():
            if value:
                self._take(name, value)

    def _take(self, name: str, given: Value) -> None:
        """Accept an option; ids may come one by one or with commas between them."""
        value = given if isinstance(given, str) else [*given]
        if isinstance(value, list) and targets(self.site, self.kind, name):
            value = [id.strip() for text in value for id in text.split(",") if id.strip()]
        if wrong := fault(self.site, self.kind, name, value):
            raise EditError(f"--{name.replace('_', '-')}: {_sentence(wrong)}")
        self.values[name] = value

    def texts(self) -> dict[str, str]:
        """The values that are one text each."""
        return {name: value for name, value in self.values.items() if isinstance(value, str)}

    def propose(self, name: str, value: str) -> None:
        """What a field will be unless somebody says otherwise."""
        if value:
            self.proposed.setdefault(name, value)

    def fill(self, found: Mapping[str, str]) -> None:
        """Take over what follows from other fields, and say so."""
        for name, value in found.items():
            if name in self.values or name != "publisher" or self.quiet:
                self.values[name] = value
                click.echo(f"{name}: {value}", err=True)
            self.propose(name, value)

    def warn(self, sentences: Iterable[str]) -> None:
        """Say what may be wrong; on a terminal, go on only if somebody wants to."""
        found = [*sentences]
        for sentence in found:
            click.echo(sentence, err=True)
        if found and not self.quiet and not click.confirm("Go on?", err=True):
            raise EditError("All right.")

    def domain(self, id: str | None) -> Domain:
        """The domain that the record belongs to."""
        known = self.site.domains
        if not id and not self.quiet:
            click.echo(f"The domains are {', '.join(known)}.", err=True)
        id = id or self.line("domain", "Id of the domain that it belongs to.")
        if id not in known:
            raise EditError(f"There is no domain '{id}'. There are {', '.join(known)}.")
        return known[id]

    def ask(self, *names: str) -> None:
        """Ask for what is not known yet; without a terminal, take what was proposed."""
        for name in names:
            if name in self.values:
                continue
            if not self.quiet:
                self._ask(self.fields[name])
            elif name in self.proposed:
                self.values[name] = self.proposed[name]
        if self.quiet and (missing := [n for n in names if self._lacks(n)]):
            options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
            raise EditError(f"With --yes these are needed: {options}.")

    def _lacks(self, name: str) -> bool:
        return self.fields[name].required and name not in self.values

    def line(self, name: str, about: str) -> str:
        """One more text that is needed, outside the fields of the record."""
        if self.quiet:
            raise EditError(f"With --yes these are needed: --{name}.")
        click.echo(f"\n{about}", err=True)
        return str(click.prompt(name, err=True)).strip()

    def _ask(self, field: Field) -> None:
        about = " ".join(filter(None, [field.description, _choices(field), self._some(field)]))
        click.echo(f"\n{about}".rstrip(), err=True)
        default = self.proposed.get(field.name, "")
        while True:
            answer = click.prompt(field.name, default, show_default=bool(default), err=True)
            value = _value(field, str(answer))
            wrong = fault(self.site, self.kind, field.name, value) if value else ""
            if not value and field.required:
                wrong = "this one is needed"
            if not wrong:
                break
            click.echo(f"  {_sentence(wrong)}", err=True)
        if value:
            self.values[field.name] = value

    def _some(self, field: Field) -> str:
        """The ids that a field may name, if they are few; and how to name several."""
        known = [id for ids in targets(self.site, self.kind, field.name).values() for id in ids]
        few = f"They are {', '.join(known)}." if 0 < len(known) <= 40 else ""
        several = "Several with commas between them." if _many(field) else ""
        none = "" if field.required else "Enter for none."
        return " ".join(filter(None, [few, several, none]))


def _value(field: Field, answer: str) -> str | list[str]:
    if _many(field):
        return [part.strip() for part in answer.split(",") if part.strip()]
    return answer.strip()


def _sentence(text: str) -> str:
    return text if text.endswith("?") else f"{text}."
