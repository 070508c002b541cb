"""CSV as spreadsheets expect it (RFC 4180), with nothing that they would run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = frozenset("=+-@\t\r")


Row = Sequence[str | None]


def table(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A header and rows of cells as CSV."""
    return lines([header, *rows])


def lines(rows: Iterable[Row]) -> str:
    """Rows of cells as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def cells(*values: object) -> Row:
    """The cells of a row. None is an empty one; a tuple's items are joined by '; '."""
    # Most are text or nothing, and stay as they are.
    return [
        value
        if value is None or (type(value) is str and value[:1] not in FORMULA)
        else _cell(value)
        for value in values
    ]


def _cell(value: object) -> str:
    if not value:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text[:1] in FORMULA else text
