"""Rules about the data: one module each, and its docstring is the rule's help page."""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Protocol

from handbook.checks import (
    change_dates,
    content_html,
    content_macro,
    doubtful_address,
    duplicate_address,
    duplicate_code,
    duplicate_id,
    own_connection,
    own_framework,
    page_extends,
    pathway_step,
    prose_link,
    unknown_reference,
    unsorted,
    withdrawn,
)
from handbook.model import Record
from handbook.problems import Problem
from handbook.site import Site


class Check(Protocol):
    """What each module of this package is."""

    RULE: str

    @staticmethod
    def check(site: Site) -> Iterator[Problem]: ...


CHECKS: tuple[ModuleType, ...] = (
    duplicate_id,
    unknown_reference,
    own_connection,
    own_framework,
    duplicate_code,
    duplicate_address,
    doubtful_address,
    pathway_step,
    prose_link,
    content_macro,
    content_html,
    page_extends,
    withdrawn,
    change_dates,
    unsorted,
)


# Those that look at texts of records (`prints.TEXTS`) or at hand-written pages. The others hang on
# ids, links, dates and addresses.
OF_TEXTS = frozenset({pathway_step, prose_link, content_macro, content_html, page_extends})


def check(site: Site) -> Iterator[Problem]:
    """Every problem that any rule finds."""
    for rule in CHECKS:
        yield from rule.check(site)


def check_again(site: Site, worded: Iterable[Record]) -> Iterator[Problem]:
    """The same, if nothing has changed but the texts of some records since all was well."""
    yield from prose_link.of(site, worded)
    for rule in CHECKS:
        if rule in OF_TEXTS and rule is not prose_link:
            yield from rule.check(site)
