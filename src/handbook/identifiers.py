"""Identifiers for machines: the same record has the same identifier in every edition.

They are UUIDs of version 5 (RFC 9562, section 5.5), made from the framework's `permanent_uri`
and the id that the record had first, never from the address of whoever publishes the site. What an
edition adds is named by the edition's own URI, so that two editions never name two things alike.
"""

from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5

from handbook.model import Activity, Domain, Framework, Outcome, ProgrammeOutcome, Resource, Theme


def identifier(
    framework: Framework,
    record: Domain | Outcome | Activity | Resource | Theme | ProgrammeOutcome,
) -> str:
    """The UUID of a record, as text. A `uuid` written on the record itself wins."""
    own = vars(record)  # not every type has these fields
    if written := own.get("uuid"):
        return str(written)
    space = namespace(record.named_by or framework.permanent_uri)
    first = next(iter(own.get("was", ())), record.id)
    return str(uuid5(space, f"{type(record).__name__.lower()}/{first}"))


@cache
def namespace(permanent_uri: str) -> UUID:
    """The UUID of the framework itself, from which those of its records are made."""
    return uuid5(NAMESPACE_URL, permanent_uri)
