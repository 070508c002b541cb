"""A record as texts, one for each field: what is compared, stored and shown of older versions.

A list has one item on each line; the parts of an item are indented by two spaces.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from handbook.model import (
    Archived,
    Domain,
    Evidence,
    Framework,
    Record,
    Relation,
    Source,
    Statement,
    Step,
    SubjectArea,
    Terms,
)
from handbook.worddiff import unwrapped

# What is compared elsewhere, or is no text of the record's own.
LEFT_OUT: Mapping[type[Record], frozenset[str]] = {
    Framework: frozenset(
        {
            "version",
            "programme_outcomes",
            "themes",
            "evidence_kinds",
            "domains",
            "pathways",
            "glossary",
        }
    ),
    Domain: frozenset({"outcomes", "activities"}),
}


def facts(record: Record) -> dict[str, str]:
    """Each field that has a value, by its name, but for the id and the records inside."""
    left_out = LEFT_OUT.get(type(record), frozenset())
    names = (name for name in type(record).model_fields if name not in {"id", *left_out})
    found = ((name, _text(getattr(record, name))) for name in names)
    return {name: text for name, text in found if text}


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(line for item in value for line in _item(item))
    if isinstance(value, Record):
        return "; ".join(_item(value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else unwrapped(str(value))


def _item(item: object) -> Iterator[str]:
    match item:
        case SubjectArea():
            see = f" (see {', '.join(item.see)})" if item.see else ""
            yield f"{item.text}{see}"
            yield from (f"  {line}" for part in item.items for line in _item(part))
        case Statement():
            yield f"{item.number} {_line(item.text)}"
            yield from (f"  {line}" for line in item.items)
        case Evidence():
            yield f"{item.text} ({item.kind})"
        case Relation():
            yield f"{item.outcome} {item.type}{f': {item.note}' if item.note else ''}"
        case Source():
            yield ", ".join(filter(None, [item.document, item.section, item.pages]))
        case Archived():
            yield f"{item.url} ({item.date.isoformat()})"
        case Terms():
            yield _terms(item)
        case _:
            yield _step(item) if isinstance(item, Step) else _line(str(item))


def _terms(said: Terms) -> str:
    terms = (said.domain, said.outcome, said.statement, said.programme_outcome)
    return ", ".join(f"{term.one}/{term.many}" for term in terms)


def _step(step: Step) -> str:
    to = step.outcome or step.activity or step.resource or step.domain or step.page
    return f"{step.text} ({to}{f', {step.minutes} minutes' if step.minutes else ''})"


def _line(text: str) -> str:
    return " ".join(text.split())
