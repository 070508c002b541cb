"""Validation errors in our words: what the editor typed, what is allowed, what to do."""

import calendar
import re
from typing import Any, get_args

from pydantic_core import ErrorDetails

from handbook.model import Record, fields
from handbook.problems import Problem, did_you_mean
from handbook.yamlio import Data, Document

Address = tuple[str | int, ...]

# Our rule and our sentence for each of pydantic's error types
# (https://docs.pydantic.dev/latest/errors/validation_errors/).
WORDING: dict[str, tuple[str, str]] = {
    "missing": ("missing-field", "'{field}' is missing"),
    "extra_forbidden": ("unknown-field", "'{field}' is not a field we know"),
    "literal_error": ("bad-choice", "'{input}' is not one of {expected}"),
    "tuple_type": ("not-a-list", "'{field}' is a list"),
    "model_type": ("not-fields", "'{field}' has fields of its own"),
    "model_attributes_type": ("not-fields", "'{field}' has fields of its own"),
    "string_type": ("not-text", "'{field}' is one piece of text"),
    "string_too_short": ("too-short", "'{field}' is too short"),
    "string_too_long": ("too-long", "'{field}' is longer than {max_length} characters"),
    "too_short": ("too-few", "'{field}' needs at least {min_length}"),
    "greater_than_equal": ("bad-number", "'{input}' is too small: at least {ge}"),
    "less_than_equal": ("bad-number", "'{input}' is too big: at most {le}"),
}

# What a text must look like, by the pattern that the model gives it: rule, sentence, remedy.
PATTERNS: tuple[tuple[str, str, str, str], ...] = (
    ("^[a-z0-9]+(-", "bad-id", "'{input}' cannot be an id",
        "use small letters, numbers and single hyphens, such as '{slug}'"),
    ("^https?", "bad-address", "'{input}' is not a web address",
        "write the whole address, starting with https://"),
    ("^(https?|urn", "bad-address", "'{input}' is not a web address or a URN",
        "write the whole address, starting with https://"),
    ("^10", "bad-doi", "'{input}' is not a DOI", "write it as 10.1136/bmj.l6964, no address"),
    ("^[a-z]{2,3}", "bad-language", "'{input}' is not a language tag", "such as en-GB"),
    ("^[0-9a-f]{8}", "bad-uuid", "'{input}' is not a UUID", "leave it out, and we make one"),
    (r"^[^\n]*\S", "one-line", "'{field}' is one line of text",
        "write it on one line; longer texts have fields of their own"),
)  # fmt: skip

HELP = {
    "not-a-list": "write each value on a line of its own after '- ', or as [one, two]",
    "not-text": "write the text after the colon, without '- ' and without fields under it",
    "bad-number": "write a whole number, such as 45",
    "too-few": "add one, or delete the record",
    "too-long": "make it shorter",
    "too-short": "write some more",
    "raw-html": "write plain words; for **strong** and *emphasis* use stars, and for < 'below'",
    "hidden-character": "type the word again by hand",
}


def problem(kind: type[Record], details: ErrorDetails, document: Document, at: Address) -> Problem:
    """One problem for one of pydantic's errors on a record of `kind`, found at address `at`."""
    facts = _facts(details, at)
    rule, message, help = _words(details, facts)
    known = _known(kind, details["loc"])
    if rule == "unknown-field":
        return Problem(document.key_place(*at), rule, message, _field_help(facts["field"], known))
    if rule == "missing-field":
        help = _missing_help(document, at, facts["field"])
    if rule == "bad-choice":
        help = did_you_mean(str(facts["input"]), _choices(details)) or "choose one of these"
    if rule == "bad-date":
        help = _date_help(str(details["input"]))
    return Problem(document.place(*at), rule, message, help)


def _facts(details: ErrorDetails, at: Address) -> dict[str, Any]:
    names = [part for part in at if isinstance(part, str)]
    given = details["input"]
    text = given if isinstance(given, str) else _shape(given)
    short = text if len(text) <= 60 else f"{text[:60]}…"
    slug = "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:40] or "a-short-name"
    field = names[-1] if names else "the file"
    return {"field": field, "slug": slug, **details.get("ctx", {}), "input": short}


def _shape(value: object) -> str:
    return "a list" if isinstance(value, list) else "fields" if isinstance(value, dict) else ""


def _words(details: ErrorDetails, facts: dict[str, Any]) -> tuple[str, str, str]:
    kind = details["type"]
    if kind == "string_pattern_mismatch":
        for start, rule, message, help in PATTERNS:
            if str(facts["pattern"]).startswith(start):
                return rule, message.format(**facts), help.format(**facts)
    rule, message = WORDING.get(kind, (kind.replace("_", "-"), ""))
    return rule, message.format(**facts) or details["msg"], HELP.get(rule, "")


def _known(kind: type[Record], loc: Address) -> dict[str, Any]:
    """The fields of the record that the last part of `loc` names a field of."""
    for part in loc[:-1]:
        if isinstance(part, str) and part in kind.model_fields:
            kind = _record_in(kind.model_fields[part].annotation) or kind
    return fields(kind)


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(_record_in, get_args(annotation))), None)


def _field_help(name: str, known: dict[str, Any]) -> str:
    return did_you_mean(name, known) or f"the fields here are: {', '.join(known)}"


def _missing_help(document: Document, at: Address, field: str) -> str:
    """Name the record as the editor knows it: by its id or title."""
    data: Data | None = document.data
    for part in at[:-1]:
        data = data[part]  # type: ignore[index]
    name = data.get("id") or data.get("title") or "" if isinstance(data, dict) else ""
    whose = f" to '{name}'" if isinstance(name, str) and name and field != "id" else ""
    return f"add a line '{field}: …'{whose}"


def _choices(details: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']+)'", str(details.get("ctx", {}).get("expected", "")))


def _date_help(given: str) -> str:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", given)
    if not found:
        return "write year-month-day, such as 2026-03-01"
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or year < 1:
        return "the month is the middle number, from 01 to 12"
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
