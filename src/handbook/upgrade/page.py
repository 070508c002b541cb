"""A report as a page that stands alone: one file to open, to send or to print."""

from dataclasses import dataclass

from handbook.render import Renderer
from handbook.site import Site
from handbook.upgrade.finding import VERDICTS, Finding, Report
from handbook.upgrade.telling import HEADINGS, Side, about, headline, shown, sides, title


@dataclass(frozen=True)
class Shown:
    """One finding as the page has it."""

    finding: Finding
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Group:
    """The findings with one verdict. `quiet` of them have nothing to be said about."""

    heading: str
    anchor: str
    count: int
    quiet: int
    entries: tuple[Shown, ...]


def page(report: Report, site: Site) -> str:
    """The HTML of a report. `site` is the base, which the templates are made for."""
    return Renderer(site).part(
        "reports/upgrade.html",
        "",
        report=report,
        title=title(report),
        headline=headline(report),
        groups=_groups(report),
    )


def _groups(report: Report) -> list[Group]:
    found = []
    for verdict in VERDICTS:
        all_, told = report.of(verdict), shown(report, verdict)
        if all_:
            entries = tuple(Shown(f, about(f), sides(f, None)) for f in told)
            quiet = len(all_) - len(told)
            anchor = verdict.replace(" ", "-")
            found.append(Group(HEADINGS[verdict], anchor, len(all_), quiet, entries))
    return found
