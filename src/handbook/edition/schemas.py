"""JSON Schemas of what an edition is written in, by which editors' tools complete it."""

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel

from handbook.edition.content import Content
from handbook.edition.kinds import KINDS
from handbook.edition.model import BaseTexts, EditionFile, LocalFile
from handbook.references import known_ids
from handbook.schema import offering

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, tuple[type[BaseModel], str]] = {
    "edition.schema.json": (EditionFile, "What an edition is"),
    "local.schema.json": (LocalFile, "What an edition changes and adds"),
    "base-texts.schema.json": (BaseTexts, "What the base said"),
}


def schemas(content: Content) -> dict[str, dict[str, Any]]:
    """File name → JSON Schema, with the ids in `content` for editors to offer.

    They are examples, for a schema must not refuse the id of a record that was added a minute ago.
    """
    ids = known_ids(content.site())
    return {
        name: _changeable(offering(_schema(model, title), ids), content)
        for name, (model, title) in FILES.items()
    }


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    return {"$schema": DRAFT, **model.model_json_schema(), "title": title}


def _changeable(schema: dict[str, Any], content: Content) -> dict[str, Any]:
    """The same, with the ids that each section of changes may begin with."""
    pages: Collection[str] = content.texts
    named = {kind.name: f"{kind.record.__name__}Changed" for kind in KINDS}
    found = {named[kind]: sorted(i for k, i in content.records if k == kind) for kind in named}
    for name, ids in {**found, "PageChanged": sorted(pages)}.items():
        if name in schema.get("$defs", {}):
            schema["$defs"][name]["properties"]["id"]["examples"] = ids
    return schema
