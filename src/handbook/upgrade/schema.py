"""The JSON Schema of the report of `handbook upgrade --format json`, made from its words."""

from typing import Any, get_args

from handbook.upgrade.finding import VERDICTS, Doing

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
TEXTS = {"type": "array", "items": TEXT}


def schema(number: int) -> dict[str, Any]:
    """The schema of reports with this `number` of their format."""
    counts: dict[str, Any] = dict.fromkeys(VERDICTS, NUMBER)
    properties = {
        "format": {"const": number},
        "edition": TEXT,
        "base": TEXT,
        "from": TEXT,
        "to": TEXT,
        "decisions": {**NUMBER, "description": "How many findings a person has to decide."},
        "counts": _whole(counts),
        "findings": {"type": "array", "items": _finding()},
        "safety": {**TEXTS, "description": "What has changed that matters to safety."},
        "others": {**TEXT, "description": "What else has changed in the base."},
        "remarks": TEXTS,
    }
    title = "What became of an edition's changes"
    return {"$schema": DRAFT, "title": title, **_whole(properties)}


def _finding() -> dict[str, Any]:
    """One finding: what is not known of it, or does not apply, is left out."""
    place = {"file": TEXT, "line": NUMBER, "column": NUMBER}
    properties = {
        "verdict": {"enum": [*VERDICTS]},
        "kind": TEXT,
        "id": TEXT,
        "title": TEXT,
        "doing": {"enum": [*get_args(Doing)]},
        "field": TEXT,
        "why": TEXT,
        "safety": {"type": "boolean"},
        "because": TEXT,
        "renamed_to": TEXT,
        **place,
        "known": {"type": "boolean", "description": "Whether 'then' is known."},
        "then": {"description": "What the base said when the change was made."},
        "now": {"description": "What the base says now."},
        "ours": {"description": "What the edition says."},
    }
    needed = ["verdict", "kind", "safety", "known"]
    return {**_whole(properties), "required": needed}


def _whole(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*properties],
        "properties": properties,
    }
