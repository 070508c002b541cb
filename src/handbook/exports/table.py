"""CSV as spreadsheets expect it (RFC 4180), with nothing that they would run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = frozenset("=+-@\t\r")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows as CSV. None is an empty cell; a tuple's items are joined by '; '."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(
        # Most are text or nothing, and a writer takes them as they are.
        [v if v is None or (type(v) is str and v[:1] not in FORMULA) else _cell(v) for v in row]
        for row in rows
    )
    return out.getvalue()


def _cell(value: object) -> str:
    if not value:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text[:1] in FORMULA else text
