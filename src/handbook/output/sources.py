"""From a page of a built site back to the line that it was made from."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from handbook.addresses import url
from handbook.output import Fault
from handbook.pages import Page
from handbook.problems import Place, Problem
from handbook.site import Site, Text


def problems(
    found: Iterable[Fault], site: Site, pages: Iterable[Page], built: Path
) -> list[Problem]:
    """Each fault at the line of the record, or of the hand-written page, that made the page.

    What nobody wrote (a page of lists, the sitemap) is placed in the file of the built folder.
    """
    texts = {url(text.uri): text for text in site.texts}
    records = {page.url: page for page in pages}
    return sorted(
        Problem(_place(fault, texts, records, built), fault.rule, *_said(fault)) for fault in found
    )


def _place(
    fault: Fault, texts: Mapping[str, Text], records: Mapping[str, Page], built: Path
) -> Place:
    if fault.url in texts:
        text = texts[fault.url]
        return next(_lines(text, fault.target), Place(text.file))
    page = records.get(fault.url)
    if page is not None and page.place is not None:
        return page.place
    return Place(built / fault.url / "index.html" if fault.url else built)


def _lines(text: Text, target: str) -> Iterator[Place]:
    """Where a page names the target of a link: as it is, or its last part."""
    name = target.partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".html")
    for number, line in enumerate(text.text.splitlines(), start=1):
        for wanted in filter(None, (target, name)):
            if wanted in line:
                yield Place(text.file, number, line.index(wanted) + 1)


def _said(fault: Fault) -> tuple[str, str]:
    where = f" (page '{fault.url}')" if fault.url else ""
    return f"{fault.message}{where}", fault.help
