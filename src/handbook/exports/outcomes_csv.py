"""One row for each outcome of every framework, with its identifier for machines."""

from collections.abc import Sequence
from functools import partial

from handbook import review
from handbook.exports.table import Row, cells, lines
from handbook.identifiers import identifier
from handbook.keeping import in_blocks
from handbook.model import Outcome
from handbook.prose import plain
from handbook.provenance import LOCAL, layers
from handbook.site import Site

URI = "data/outcomes.csv"
TITLE = "Outcomes"
FORMAT = "CSV"
HEADER = (
    "framework", "domain", "id", "code", "identifier", "title", "statement", "programme_outcomes",
    "themes", "activities", "resources", "status", "replaced_by", "last_changed", "source",
    "owner", "last_reviewed", "next_review", "review_note",
)  # fmt: skip


def export(site: Site) -> bytes:
    header = (*HEADER, *LOCAL) if site.local else HEADER
    outcomes = tuple(site.outcomes.values())
    blocks = in_blocks(site.kept, URI, outcomes, partial(_lines, site))
    return b"".join([lines([header]).encode(), *blocks])


def _lines(site: Site, outcomes: Sequence[Outcome]) -> bytes:
    return lines(_row(site, outcome) for outcome in outcomes).encode()


def _row(site: Site, outcome: Outcome) -> Row:
    domain = site.domain_of(outcome)
    framework = site.framework_of(domain)
    return cells(
        framework.id, domain.id, outcome.id, outcome.code, identifier(framework, outcome),
        outcome.title, plain(outcome.statement), outcome.programme_outcomes,
        outcome.themes, tuple(a.id for a in site.activities_for(outcome)),
        tuple(r.id for r in site.resources_for(outcome)), outcome.status,
        outcome.replaced_by, outcome.last_changed, outcome.source.section,
        outcome.owner, outcome.last_reviewed, review.due(outcome), outcome.review_note,
        *layers(site.local, "outcome", outcome.id),
    )  # fmt: skip
