"""One row for each step of every pathway, in the order of the steps."""

from handbook.exports.table import cells, table
from handbook.site import Site

URI = "data/pathways.csv"
TITLE = "Where to start: the steps of every pathway"
FORMAT = "CSV"
HEADER = (
    "framework", "pathway", "title", "kind", "step", "text", "outcome", "activity", "resource",
    "domain", "page", "minutes",
)  # fmt: skip


def export(site: Site) -> bytes:
    return table(
        HEADER,
        (
            cells(
                framework.id, pathway.id, pathway.title, pathway.kind, number, step.text,
                step.outcome, step.activity, step.resource, step.domain, step.page, step.minutes,
            )
            for framework in site.frameworks
            for pathway in framework.pathways
            for number, step in enumerate(pathway.steps, start=1)
        ),
    ).encode()  # fmt: skip
