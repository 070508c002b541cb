"""Words and abbreviations explained, on one page."""

from collections.abc import Iterator

from handbook.pages.letters import by_letter, slug
from handbook.pages.page import Page
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    if site.glossary:
        found = by_letter(site.glossary.values(), lambda entry: entry.term)
        yield Page(
            uri="glossary/index.md",
            title="Glossary",
            template="pages/glossary.html",
            data={
                "groups": [(letter, slug(letter), entries) for letter, entries in found.items()],
            },
            about="Words and abbreviations of the handbook, explained.",
            record=site.framework,
            field="glossary",
        )
