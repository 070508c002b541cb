"""The whole handbook as a book: one plan in reading order, and what PDF and EPUB make of it."""

from handbook.book.epub import epub
from handbook.book.pdf import CannotMakePdf, is_possible, pdf
from handbook.book.plan import Book, plan
from handbook.render import Renderer
from handbook.settings import Settings
from handbook.site import Site

__all__ = ["Book", "CannotMakePdf", "as_epub", "as_pdf", "is_possible", "plan"]


def as_pdf(settings: Settings, site: Site) -> bytes:
    """The handbook as a tagged PDF. Raises CannotMakePdf if this machine lacks what it needs."""
    return pdf(plan(settings, site), Renderer(site))


def as_epub(settings: Settings, site: Site) -> bytes:
    """The handbook as an EPUB."""
    return epub(plan(settings, site), Renderer(site))
