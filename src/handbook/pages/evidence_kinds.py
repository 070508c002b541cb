"""The ways of showing what somebody has learned, each with the outcomes that name it."""

from collections.abc import Iterator

from handbook.catalogue import kinds
from handbook.pages.page import Link, Page, written
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    if site.evidence_kinds:
        found = site.evidence_kinds
        listed = [
            (k.title, found[k.id], site.outcomes_evidenced_by(found[k.id])) for k in kinds(site)
        ]
        yield Page(
            uri="evidence/kinds.md",
            title="Kinds of evidence",
            template="pages/evidence_kinds.html",
            data={"kinds": listed},
            about="Ways to show what you have learned, and where each one fits.",
            record=site.framework,
            field="evidence_kinds",
            trail=written(site, Link("Evidencing learning", "evidence/")),
        )
