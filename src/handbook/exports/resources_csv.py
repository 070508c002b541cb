"""One row for each resource of the directory."""

from collections.abc import Sequence
from functools import partial

from handbook import review
from handbook.exports.table import Row, cells, lines
from handbook.identifiers import identifier
from handbook.keeping import in_blocks
from handbook.model import Resource
from handbook.prose import plain
from handbook.provenance import LOCAL, layers
from handbook.site import Site

URI = "data/resources.csv"
TITLE = "Resources"
FORMAT = "CSV"
HEADER = (
    "id", "identifier", "title", "publisher", "authors", "year", "kind", "use", "summary", "url",
    "address", "status", "domains", "outcomes", "themes", "minutes", "cost", "access", "doi",
    "owner", "last_reviewed", "next_review", "review_note",
)  # fmt: skip


def export(site: Site) -> bytes:
    header = (*HEADER, *LOCAL) if site.local else HEADER
    blocks = in_blocks(site.kept, URI, site.resources, partial(_lines, site))
    return b"".join([lines([header]).encode(), *blocks])


def _lines(site: Site, resources: Sequence[Resource]) -> bytes:
    return lines(_row(site, resource) for resource in resources).encode()


def _row(site: Site, r: Resource) -> Row:
    return cells(
        r.id, identifier(site.framework, r), r.title, r.publisher, r.authors, r.year,
        r.kind, r.use, plain(r.summary), r.url, r.address, r.status, r.domains,
        r.outcomes, r.themes, r.minutes, r.cost, r.access, r.doi,
        r.owner, r.last_reviewed, review.due(r), r.review_note,
        *layers(site.local, "resource", r.id),
    )  # fmt: skip
