"""The learner's own records: overview, evidence log, its form, a report, a form for paper."""

from collections.abc import Iterator

from handbook.catalogue import grouped_kinds, kinds
from handbook.pages.learning import LOG, TITLE, learning_page
from handbook.pages.page import Link, Page, written
from handbook.site import Site

PRIVACY = Link("Privacy", "about/privacy/")
# The last part of the address, the title, the template, and what search engines say of it.
PAGES = (
    (
        "", TITLE, "pages/my_learning.html",
        "Keep a record of what you learn. It stays in your browser.",
    ),
    (
        "log", "Evidence log", "pages/my_learning_log.html",
        "What you have done and learned, to search, filter and print.",
    ),
    (
        "entry", "Evidence entry", "pages/my_learning_entry.html",
        "Write down what happened, what you learned and which outcomes it shows.",
    ),
    (
        "report", "Report for your supervisor", "pages/my_learning_report.html",
        "Your evidence by outcome or by date, to print and sign.",
    ),
    (
        "blank", "Evidence form for paper", "pages/my_learning_blank.html",
        "An empty form of the evidence log, to print and fill in by hand.",
    ),
    (
        "keep", "Back up and move your records", "pages/my_learning_keep.html",
        "Save your records as a file, bring them to another device, or erase them.",
    ),
)  # fmt: skip
OF_THE_LOG = ("entry", "report", "blank")


def pages(site: Site) -> Iterator[Page]:
    data = {
        "kinds": kinds(site),
        "kind_groups": grouped_kinds(site),
        "privacy": written(site, PRIVACY),
    }
    for slug, title, template, description in PAGES:
        part = LOG if slug in OF_THE_LOG else None
        yield learning_page(site, slug, title, template, description, part=part, **data)
