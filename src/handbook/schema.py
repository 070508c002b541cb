"""The model as a JSON Schema (draft 2020-12) and as a table of fields."""

import json
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from handbook.model import (
    Accessibility,
    Activity,
    Archived,
    Budgets,
    Checked,
    Domain,
    Evidence,
    EvidenceKind,
    Framework,
    FrontMatter,
    GlossaryEntry,
    Library,
    Outcome,
    OwnSettings,
    Pathway,
    ProgrammeOutcome,
    Record,
    Relation,
    Resource,
    Source,
    Statement,
    Step,
    SubjectArea,
    Term,
    Terms,
    Theme,
    fields,
)
from handbook.references import REFERENCES

RECORDS: tuple[type[Record], ...] = (
    Resource, Archived, Framework, Domain, Outcome, SubjectArea, Statement, Evidence, Relation,
    Activity, ProgrammeOutcome, Theme, EvidenceKind, GlossaryEntry, Pathway, Step, Source, Terms,
    Term, FrontMatter, OwnSettings, Budgets, Accessibility, Checked,
)  # fmt: skip


WHOLE = "handbook.schema.json"
LEARNING = "my-learning.schema.json"
EDITED = (
    "curriculum.schema.json", "resources.schema.json", "budgets.schema.json", "brand.schema.json",
)  # fmt: skip


class Whole(BaseModel):
    """The handbook as one document: all frameworks, the default one first, and all resources."""

    model_config = ConfigDict(defer_build=True)

    frameworks: tuple[Framework, ...]
    resources: tuple[Resource, ...]


def generated() -> dict[str, dict[str, Any]]:
    """File name → JSON Schema, made from the model.

    That takes a tenth of a second, and the model changes with the program only. So the program
    brings them along in `schemas/`: `make golden` writes them, and a test compares.
    """
    from handbook.brand.record import Brand  # a build has no use for these two
    from handbook.learning import File

    return {
        WHOLE: _schema(Whole, "The whole handbook"),
        "curriculum.schema.json": _schema(Framework, "A framework"),
        "resources.schema.json": _schema(Library, "The resource directory"),
        "budgets.schema.json": _schema(Budgets, "What a handbook may lack for now"),
        "brand.schema.json": _schema(Brand, "The look of a site"),
        LEARNING: _schema(File, "The file of My learning"),
    }


def whole() -> dict[str, Any]:
    """The JSON Schema of the whole handbook as one document."""
    return _shipped(WHOLE)


def learning() -> dict[str, Any]:
    """The JSON Schema of the file in which learners keep their own records."""
    return _shipped(LEARNING)


def for_files() -> dict[str, dict[str, Any]]:
    """File name → JSON Schema, for what editors write in each kind of file."""
    return {name: _shipped(name) for name in EDITED}


def _shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("handbook") / "schemas" / name).read_bytes())
    return found


def with_ids(ids: Mapping[str, Collection[str]]) -> dict[str, dict[str, Any]]:
    """The same schemas, with ids for editors to offer in the fields that name other records.

    `ids` has them by what they are, as `references.known_ids` does. They are examples, for a
    schema must not refuse the id of a record that was added a minute ago.
    """
    return {name: offering(schema, ids) for name, schema in for_files().items()}


def offering(schema: dict[str, Any], ids: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """A schema with `ids` for editors to offer in the fields that name other records."""
    named = {name: fields for record, fields in REFERENCES.items() for name in _called(record)}
    for part, references in named.items():
        properties = schema.get("$defs", {}).get(part, {}).get("properties", {})
        for field, what in references:
            if field in properties:
                one = _one_id(properties[field])
                id = {key: one.pop(key) for key in ID if key in one}
                name = f"{what}-id".replace(" ", "-")
                schema["$defs"][name] = {**id, "examples": sorted(ids[what])}
                one["$ref"] = f"#/$defs/{name}"
    return schema


def _called(record: str) -> tuple[str, ...]:
    """The parts of schemas that have the fields of a record: in an edition there are more."""
    return record, f"{record}Set", f"{record}Given", f"Added{record}"


# What the schema of a single id says of its text.
ID = ("type", "pattern", "minLength", "maxLength")


def _one_id(field: dict[str, Any]) -> dict[str, Any]:
    """The part of a field's schema that is about one id: a list's items, or the text itself."""
    parts = [field.get("items"), *field.get("anyOf", ()), field]
    return next(part for part in parts if isinstance(part, dict) and "pattern" in part)


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**draft, **model.model_json_schema(), "title": title}


class Field(NamedTuple):
    """One field of a record, as the reference shows it."""

    name: str
    kind: str
    required: bool
    description: str
    choices: tuple[str, ...] = ()


def described(record: type[Record]) -> Iterator[Field]:
    """Every field of a type of record, in the order that editors write them."""
    for name, info in fields(record).items():
        choices = tuple(map(_word, _choices(info.annotation)))
        yield Field(name, _kind(info), info.is_required(), info.description or "", choices)


def _word(choice: Any) -> str:
    """A choice as editors write it."""
    return json.dumps(choice) if isinstance(choice, bool) else str(choice)


def _choices(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next(filter(None, map(_choices, get_args(annotation))), ())


def _kind(info: FieldInfo) -> str:
    annotation = info.annotation
    if get_origin(annotation) is tuple:
        inner = _name(get_args(annotation)[0])
        return f"list of {inner}"
    return _name(annotation)


def _name(annotation: Any) -> str:
    """What a value of a type is called in the reference."""
    if _choices(annotation):
        return "one of these words"
    for part in (annotation, *get_args(annotation)):
        found = next((a for a in (part, *get_args(part)) if isinstance(a, type)), None)
        if found is not None and found is not type(None):
            return NAMES.get(found.__name__, found.__name__)
    return "text"


NAMES = {"str": "text", "int": "whole number", "date": "date", "bool": "true or false"}
