"""The book as a tagged PDF (ISO 14289-1, PDF/UA-1), the same bytes wherever it is made.

WeasyPrint is imported when it is needed: it takes long, and not every host has it. Its fonts and
its pictures may come from this package only; nothing is fetched from anywhere.
"""

from importlib import import_module
from importlib.resources import as_file
from importlib.resources import files as resource_files
from typing import Any

from handbook.book.plan import Book
from handbook.book.shown import contents, shown
from handbook.book.xhtml import Linker, parts
from handbook.render import Renderer

HINT = (
    "a PDF needs WeasyPrint: pip install 'living-handbook[book]'. "
    "WeasyPrint itself needs the library Pango, which most Linux systems have; see "
    "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"
)


class CannotMakePdf(RuntimeError):  # noqa: N818 (the name is the message)
    """WeasyPrint, or a library that it needs, is not there. The text says what to do."""


def is_possible() -> bool:
    """Whether this machine has what a PDF needs."""
    try:
        _weasyprint()
    except CannotMakePdf:
        return False
    return True


def pdf(book: Book, renderer: Renderer) -> bytes:
    """The whole book as one file. Raises CannotMakePdf if WeasyPrint is not there."""
    weasyprint = _weasyprint()
    with as_file(resource_files("handbook") / "theme" / "book") as folder:
        html = weasyprint.HTML(
            string=page(book, renderer), base_url=folder.as_uri() + "/", url_fetcher=_fetcher()
        )
        options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": book.identifier.encode()}
        made: bytes = html.write_pdf(stylesheets=[str(folder / "pdf.css")], **options)
    return made


def page(book: Book, renderer: Renderer) -> str:
    """The document that becomes the PDF."""
    found = parts(book.chapters)
    linker = Linker(found, book.site_url)
    return renderer.part(
        "book/book.html",
        "",
        title=f"{book.framework.title}, version {book.framework.version}",
        framework=book.framework,
        day=book.day,
        site_url=book.site_url,
        contents=contents(found),
        parts=[shown(part, linker) for part in found],
    )


def _fetcher() -> Any:
    """Gives WeasyPrint the files of this package, and nothing from anywhere else."""
    return import_module("weasyprint.urls").URLFetcher(allowed_protocols={"file"})


def _weasyprint() -> Any:
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):  # it finds Pango when it is imported
        raise CannotMakePdf(HINT) from None
