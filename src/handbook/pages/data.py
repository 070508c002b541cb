"""Every download, with what it holds, its size and its checksum."""

from collections.abc import Iterator

from handbook.exports import EXPORTS, files
from handbook.pages.page import Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    made = files(site)
    found = [(export, made[export.URI]) for export in EXPORTS]
    yield Page(
        uri="data/index.md",
        title="Data",
        template="pages/data.html",
        data={
            "framework": site.framework,
            "copies": site.copies,
            "downloads": [(export, file.size, file.checksum) for export, file in found],
        },
        about="Download the whole handbook, for a spreadsheet or another system.",
    )
