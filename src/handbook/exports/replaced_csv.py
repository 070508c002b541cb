"""One row for each id to use instead of one that is no longer in use, in the order of versions."""

from handbook.changes import acts
from handbook.exports.table import cells, table
from handbook.site import Site

URI = "data/replaced.csv"
TITLE = "What to use instead"
FORMAT = "CSV"
HEADER = ("version", "date", "kind", "old_id", "new_id", "relation", "acts")
ENDED = ("removed", "withdrawn", "replaced", "split", "merged", "retired")


def export(site: Site) -> bytes:
    return table(
        HEADER,
        (
            cells(
                release.version, release.date, change.kind, change.id, new, relation, acts(change)
            )
            for release in reversed(site.releases)
            for change in release.changes
            for relation in [word for word in change.what if word in ENDED]
            for new in change.replaced_by or ("",)
        ),
    ).encode()
