"""The field reference for editors: every record and field, as the model describes them."""

from collections.abc import Iterator
from typing import Any

from handbook.model import Record
from handbook.pages.page import Later, Link, Page, written
from handbook.schema import RECORDS, Field, described
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    yield Page(
        uri="contribute/fields.md",
        title="Every field",
        template="pages/fields.html",
        data=Later(lambda: {"records": [_record(record) for record in RECORDS]}),
        about="What an editor may write in each record, field by field.",
        trail=written(site, Link("Contribute", "contribute/")),
    )


def _record(record: type[Record]) -> tuple[str, str, list[Field]]:
    about: Any = record.__doc__
    return record.__name__, " ".join(about.split()), list(described(record))
