"""Validation errors in our words: what the editor typed, what is allowed, what to do."""

import calendar
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from handbook.model import Record, fields
from handbook.problems import FOREIGN_SPACE, Problem, did_you_mean, nearest, shown
from handbook.yamlio import Data, Document

Address = tuple[str | int, ...]

# Our rule and our sentence for each of pydantic's error types
# (https://docs.pydantic.dev/latest/errors/validation_errors/).
WORDING: dict[str, tuple[str, str]] = {
    "missing": ("missing-field", "'{field}' is missing"),
    "extra_forbidden": ("unknown-field", "'{field}' is not a field we know"),
    "literal_error": ("bad-choice", "'{input}' is not one of {expected}"),
    "tuple_type": ("not-a-list", "{what} is a list"),
    "model_type": ("not-fields", "{what} has fields of its own"),
    "string_type": ("not-text", "{what} is one piece of text"),
    "string_too_short": ("too-short", "{what} has fewer than {min_length} characters"),
    "string_too_long": ("too-long", "{what} has more than {max_length} characters"),
    "foreign_space": ("non-breaking-space", "there is a non-breaking space in '{input}'"),
    "blank": ("empty-value", "{what} has nothing in it"),
    "too_short": ("too-few", "'{field}' needs at least {min_length}"),
    "greater_than_equal": ("bad-number", "'{input}' is too small: at least {ge}"),
    "less_than_equal": ("bad-number", "'{input}' is too big: at most {le}"),
    "bad-number": ("bad-number", "'{input}' is not a whole number"),
    "bad-yes-no": ("bad-yes-no", "'{input}' is neither true nor false"),
    "bad-date": ("bad-date", "'{input}' is not a real date"),
    "bad-path": ("bad-path", "'{input}' leads out of the folder of pages"),
    "left-alone": ("unknown-field", "'{field}' stays as the base has it"),
    "no-reason": ("no-reason", "'{input}' is not a reason"),
    "ends-first": ("event-dates", "it ends on {input}, before it starts on {starts}"),
    "reserved-id": ("bad-id", "'{input}' cannot be an id"),
    "raw-html": ("raw-html", "'{found}' looks like HTML, and only plain words may stand here"),
    "hidden-character": ("hidden-character", "there is a hidden character ({code}) in this text"),
}
# Faults of a text: of a list or of fields in its place we say just that.
TEXTUAL = {"literal_error", "bad-date", "bad-number", "bad-yes-no"}
EXACT = {*TEXTUAL, "string_pattern_mismatch"}

# What a text must look like, by the pattern that the model gives it: rule, sentence, remedy.
PATTERNS: tuple[tuple[str, str, str, str], ...] = (
    ("^[a-z0-9]+(-", "bad-id", "'{input}' cannot be an id",
        "use small letters, numbers and single hyphens, such as '{slug}'"),
    ("^https?", "bad-address", "'{input}' is not a web address",
        "write the whole address, starting with https://"),
    ("^(https?|urn", "bad-address", "'{input}' is not a web address or a URN",
        "write the whole address, starting with https://"),
    ("^b2:", "bad-fingerprint", "'{input}' is no fingerprint",
        "delete the line; 'handbook upgrade' writes it"),
    ("^(mailto:", "bad-address", "'{input}' is no way to reach somebody",
        "write mailto:somebody@example.org, tel:01234 567890 or https://…"),
    (r"^[^\s<>\"@", "bad-address", "'{input}' is not an email address",
        "write it such as somebody@example.org, without a name"),
    (r"^\+?[0-9][0-9()", "bad-phone", "'{input}' is not a telephone number",
        "write numbers, spaces and brackets, such as 01234 567890"),
    ("^[a-z0-9]{2,12}", "bad-prefix", "'{input}' cannot begin ids",
        "use 2 to 12 small letters and numbers, such as 'ext'"),
    (r"^\S.*\.md", "bad-path", "'{input}' is not the path of a page",
        "write it as below content/, such as orientation/index.md"),
    ("^[A-Za-z0-9][", "bad-package", "'{input}' cannot be the name of a package",
        "write the name that pip knows, such as living-handbook"),
    ("^[0-9]{1,9}", "bad-version", "'{input}' is not a version",
        "write numbers with points, such as 2026.1"),
    ("^10", "bad-doi", "'{input}' is not a DOI", "write it as 10.1136/bmj.l6964, no address"),
    ("^[a-z]{2,3}", "bad-language", "'{input}' is not a language tag", "write it such as en-GB"),
    ("^[0-9a-f]{8}", "bad-uuid", "'{input}' is not a UUID", "leave it out, and we make one"),
    ("^#", "bad-colour", "'{input}' is not a colour",
        "write a number sign and six digits in quotes, such as '#005eb8'"),
    ("^[A-Za-z0-9_]", "bad-path", "'{input}' is not the path of a file in this folder",
        "write the way to it with plain letters, such as brand/logo.svg; it may not lead out"),
    ("^[A-Za-z]", "bad-fonts", "'{input}' is not a list of fonts",
        "write their names with commas between them and without quotes: Arial, sans-serif"),
    ("^((https?://|mailto", "bad-address", "'{input}' is not an address",
        "write a page of this site, such as about/licence/, or https://…, or mailto:…"),
    (r"^[^\n]*\S", "one-line", "'{field}' is one line of text",
        "write it on one line; longer texts have fields of their own"),
)  # fmt: skip

HELP = {
    "empty-value": "write a value, or delete the whole line",
    "non-breaking-space": "delete it, or replace it by an ordinary space",
    "bad-id": "it is the address of a list of pages; choose another",
    "event-dates": "correct one of the days, or leave 'ends' out if it lasts one day",
    "no-reason": "write in a few words why you leave it out: readers see that",
    "not-a-list": "write each value on a line of its own after '- ', or as [one, two]",
    "not-text": "write the text after the colon, without '- ' and without fields under it",
    "bad-number": "write a whole number, such as 45",
    "bad-path": "write it as below content/, such as orientation/index.md",
    "bad-yes-no": "write true or false",
    "too-few": "add one, or delete the record that it belongs to",
    "too-long": "make it shorter",
    "too-short": "write some more",
    "raw-html": "write plain words; stars for **strong** or *emphasis*, and 'less than' for <",
    "hidden-character": "type the word again by hand",
}


def problem(kind: type[Record], details: ErrorDetails, document: Document, at: Address) -> Problem:
    """One problem for one of pydantic's errors on a record of `kind`, found at address `at`."""
    if details["type"] == "extra_forbidden" and _is_left_alone(kind, details["loc"]):
        details = {**details, "type": "left-alone"}
    rule, message, help = _words(details, _facts(details, at))
    if rule in REMEDIES:
        help = REMEDIES[rule](_Fault(kind, details, document, at)) or help
    place = document.key_place(*at) if rule == "unknown-field" else document.place(*at)
    return Problem(place, rule, message, help)


class _Fault(NamedTuple):
    """What a remedy may look at."""

    kind: type[Record]
    details: ErrorDetails
    document: Document
    at: Address

    @property
    def given(self) -> str:
        return str(self.details["input"])


def meant(kind: type[Record], details: ErrorDetails) -> Address:
    """For a field that we do not know: the address of the field that was probably meant."""
    name = str(details["loc"][-1])
    return (*details["loc"][:-1], nearest(name, fields(_record_at(kind, details["loc"][:-1]))))


def _facts(details: ErrorDetails, at: Address) -> dict[str, Any]:
    names = [part for part in at if isinstance(part, str)]
    given = details["input"]
    text = given if isinstance(given, str) else _shape(given)
    slug = "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:40] or "a-short-name"
    field = shown(names[-1]) if names else "the file"
    what = f"each of '{field}'" if isinstance(at[-1], int) else f"'{field}'"
    facts = {"field": field, "what": what, "slug": slug, **details.get("ctx", {})}
    return {**facts, "input": shown(text)}


def _shape(value: object) -> str:
    return "a list" if isinstance(value, list) else "fields" if isinstance(value, dict) else ""


def _words(details: ErrorDetails, facts: dict[str, Any]) -> tuple[str, str, str]:
    kind, given = details["type"], details["input"]
    if not isinstance(given, str) and kind in TEXTUAL:
        kind = "string_type"
    if isinstance(given, str) and not given.strip() and kind not in {"tuple_type", "model_type"}:
        kind = "blank"
    if isinstance(given, str) and kind in EXACT and FOREIGN_SPACE.search(given):
        kind = "foreign_space"
    if kind == "string_pattern_mismatch":
        for start, rule, message, help in PATTERNS:
            if str(facts["pattern"]).startswith(start):
                return rule, message.format(**facts), help.format(**facts)
    rule, message = WORDING.get(kind, (kind.replace("_", "-"), ""))
    return rule, message.format(**facts) or details["msg"], HELP.get(rule, "")


def _record_at(kind: type[Record], loc: Address) -> type[Record]:
    """The type of the record at `loc`, or of the one around it."""
    for part in loc:
        if isinstance(part, str) and part in kind.model_fields:
            kind = _record_in(kind.model_fields[part].annotation) or kind
    return kind


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(_record_in, get_args(annotation))), None)


def _is_left_alone(kind: type[Record], loc: Address) -> bool:
    """Whether this is a field that an edition may not set, there or one level too high."""
    around = _record_at(kind, loc[:-1])
    kinds = (around, *filter(None, map(_inner, around.model_fields.values())))
    return any(str(loc[-1]) in each.left_alone for each in kinds)


def _known_fields(fault: _Fault) -> str:
    if fault.details["type"] == "left-alone":
        return "take this line out: an edition may not change it"
    name = str(fault.at[-1])
    known = fields(_record_at(fault.kind, fault.details["loc"][:-1]))
    inner = {field: kind for field, info in known.items() if (kind := _inner(info))}
    if under := next((field for field, kind in inner.items() if name in kind.model_fields), None):
        return f"write it under '{under}:', indented"
    return did_you_mean(name, known) or f"the fields here are: {', '.join(known)}"


def _inner(info: FieldInfo) -> type[Record] | None:
    """The type of the one record that a field holds, if it holds one and no list of them."""
    held = (info.annotation, *get_args(info.annotation))
    return next((k for k in held if isinstance(k, type) and issubclass(k, Record)), None)


def _needed_fields(fault: _Fault) -> str:
    if isinstance(fault.details["input"], list):
        return "it is no list: write its fields without '- ' before them"
    known = fields(_record_at(fault.kind, fault.details["loc"]))
    needed = [name for name, info in known.items() if info.is_required()]
    which = "each" if needed else "those that you need, each"
    told = ", ".join(f"{name}: …" for name in needed or known)
    return f"write {which} on a line of its own, indented: {told}"


def _missing_field(fault: _Fault) -> str:
    """Name the record as the editor knows it: by its id or title."""
    data: Data | None = fault.document.data
    for part in fault.at[:-1]:
        data = data[part]  # type: ignore[index]
    name = data.get("id") or data.get("title") or "" if isinstance(data, dict) else ""
    whose = f" to '{shown(name)}'" if isinstance(name, str) and name else ""
    field = fault.at[-1]
    return f"add a line '{field}: …'{whose if field != 'id' else ''}"


def _as_list(fault: _Fault) -> str:
    if re.search(r"(^| )-\w", fault.given):
        return "put a space after each '-'"
    given = fault.details["input"]
    if isinstance(given, dict) and "id" in given:
        return "write '- ' before 'id', and begin the lines below it under 'id'"
    words = re.fullmatch(r"\w[\w ,-]{,60}", fault.given) and " - " not in fault.given
    return f"write {fault.at[-1]}: [{fault.given}]" if words else ""


def _choice(fault: _Fault) -> str:
    choices = re.findall(r"'([^']+)'", str(fault.details.get("ctx", {}).get("expected", "")))
    return did_you_mean(fault.given, choices) or "choose one of these"


def _web_address(fault: _Fault) -> str:
    """What is wrong with something that does begin like an address."""
    start = re.match(r"(?i)https?://", fault.given)
    if not start:
        return ""
    if not start.group().islower():
        return f"write {start.group().lower()} in small letters"
    wrong = re.search(r"[\s<>\"'`{}|\\^]", fault.given)
    name = "space" if wrong and wrong.group().isspace() else f"'{wrong.group()}'" if wrong else ""
    return f"an address has no {name} in it; copy it again from the browser" if name else ""


def _no_html(fault: _Fault) -> str:
    found = str(fault.details.get("ctx", {}).get("found", ""))
    return "write the character itself, such as & for &amp;" if found.startswith("&") else ""


def _no_quotes(fault: _Fault) -> str:
    return "write it without quotation marks" if fault.given in {"true", "false"} else ""


def _number(fault: _Fault) -> str:
    """The usual example is more months than a review may wait."""
    return "write the number of months, such as 12" if fault.at[-1] == "review_every" else ""


def _date(fault: _Fault) -> str:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", fault.given)
    if not found or fault.given.startswith("0000"):
        meant = _meant(fault.given)
        return f"write {meant}" if meant else "write year-month-day, such as 2026-03-01"
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        return "the month is the middle number, from 01 to 12"
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def _meant(given: str) -> str:
    """A day that was written in another way, if there is no doubt which one it is."""
    for form in WRITTEN if given.isascii() else ():
        try:
            day = datetime.strptime(given, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        return day.isoformat() if day.day > MONTHS or form not in EITHER else ""
    return ""


WRITTEN = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y")
EITHER = WRITTEN[3:]  # some write the month first
MONTHS = 12


# What to do, where that depends on what was written.
REMEDIES: dict[str, Callable[[_Fault], str]] = {
    "bad-address": _web_address,
    "bad-choice": _choice,
    "bad-date": _date,
    "bad-number": _number,
    "bad-yes-no": _no_quotes,
    "missing-field": _missing_field,
    "not-a-list": _as_list,
    "not-fields": _needed_fields,
    "raw-html": _no_html,
    "unknown-field": _known_fields,
}
