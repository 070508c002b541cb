"""What a field says, as plain values, and the fingerprint by which we see that it has changed."""

import json
import unicodedata
from hashlib import blake2b

from handbook.local import Plain
from handbook.model import Record


def plain(record: Record, field: str) -> Plain:
    """What a field of a record says: text, a list, fields; None if it says nothing."""
    told = record.model_dump(mode="json", include={field}, exclude_defaults=True)
    value: Plain = told.get(field)
    return value


def whole(record: Record) -> Plain:
    """All that a record says, by field."""
    value: Plain = record.model_dump(mode="json", exclude_defaults=True)
    return value


def fingerprint(value: Plain) -> str:
    """`b2:` and 12 hexadecimal digits of BLAKE2b over the value as canonical JSON.

    How characters are composed (Unicode's NFKC), where lines break and how many spaces stand
    between words makes no difference, for it makes none to a reader.
    """
    told = json.dumps(_folded(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"b2:{blake2b(told.encode()).hexdigest()[:12]}"


def alike(one: Plain, other: Plain) -> bool:
    """Whether two values say the same to a reader."""
    return _folded(one) == _folded(other)


def _folded(value: Plain) -> Plain:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFKC", value).split())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in value.items()}
    return value
