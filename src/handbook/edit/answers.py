"""Whether an answer may stand in a field of a new record, said before the next question."""

from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import ValidationError

from handbook.model import Record
from handbook.problems import did_you_mean
from handbook.references import REFERENCES, known_ids
from handbook.site import Site
from handbook.wording import problem
from handbook.yamlio import Data, Document


def fault(site: Site, kind: type[Record], name: str, value: str | list[str]) -> str:
    """What is wrong with a value for the field `name` of a record, and what to do; or nothing."""
    data: Data = [*value] if isinstance(value, list) else value
    document = Document(Path(), lambda: {name: data}, lambda: (1, 1, 1, 1, None))
    try:
        kind.model_validate({name: value})
    except ValidationError as error:
        for details in error.errors(include_url=False):
            if details["loc"][:1] == (name,) and details["type"] != "missing":
                found = problem(kind, details, document, details["loc"])
                return f"{found.message}; {found.help}" if found.help else found.message
    return _unknown(site, kind, name, [value] if isinstance(value, str) else value)


def _unknown(site: Site, kind: type[Record], name: str, ids: Collection[str]) -> str:
    for what, known in targets(site, kind, name).items():
        for id in ids:
            if id not in known:
                help = did_you_mean(id, known) or f"there are {', '.join(list(known)[:40])}"
                return f"there is no {what} '{id}'; {help}"
    return ""


def targets(site: Site, kind: type[Record], name: str) -> Mapping[str, Collection[str]]:
    """The ids that a field may name, by what they are; nothing for other fields."""
    whats = [what for field, what in REFERENCES.get(kind.__name__, ()) if field == name]
    return {what: known_ids(site)[what] for what in whats}
