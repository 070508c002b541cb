"""One row for each outcome of every framework, with its identifier for machines."""

from functools import partial

from handbook import review
from handbook.exports.table import Row, cells, table
from handbook.identifiers import identifier
from handbook.model import Domain, Framework, Outcome
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


def export(site: Site) -> str:
    return table(
        (*HEADER, *LOCAL) if site.local else HEADER,
        (
            site.kept(URI, outcome, partial(_row, site, framework, domain, outcome))
            for framework in site.frameworks
            for domain in framework.domains
            for outcome in domain.outcomes
        ),
    )


def _row(site: Site, framework: Framework, domain: Domain, outcome: Outcome) -> Row:
    return cells(
        framework.id, domain.id, outcome.id, outcome.code, identifier(framework, outcome),
        outcome.title, plain(outcome.statement), outcome.programme_outcomes,
        outcome.themes, tuple(a.id for a in site.activities_for(outcome)),
        tuple(r.id for r in site.resources_for(outcome)), outcome.status,
        outcome.replaced_by, outcome.last_changed, outcome.source.section,
        outcome.owner, outcome.last_reviewed, review.due(outcome), outcome.review_note,
        *layers(site.local, "outcome", outcome.id),
    )  # fmt: skip
