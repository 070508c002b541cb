"""Words and abbreviations explained, on one page."""

from collections.abc import Iterator

from handbook.pages.page import Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    if site.glossary:
        entries = sorted(site.glossary.values(), key=lambda entry: entry.term.casefold())
        letters = sorted({entry.term[0].upper() for entry in entries})
        yield Page(
            uri="glossary/index.md",
            title="Glossary",
            template="pages/glossary.html",
            data={
                "groups": [
                    (letter, [e for e in entries if e.term[0].upper() == letter])
                    for letter in letters
                ]
            },
            description="Words and abbreviations of the handbook, explained.",
            record=site.framework,
            field="glossary",
        )
