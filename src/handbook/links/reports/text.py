"""For a terminal: what a person may want to do something about, by file and line."""

from handbook.links.findings import Finding, Findings
from handbook.links.reports.words import older, sentence, summary


def text(findings: Findings) -> str:
    """One line for each address, the worst first, and a summary."""
    lines = [_line(finding) for finding in findings.worth_saying()] if not findings.void else []
    lines += [str(note) for note in findings.notes]
    return "\n".join([*lines, *filter(None, [older(findings), summary(findings)])])


def _line(finding: Finding) -> str:
    first = finding.first
    title = f' "{first.title}"' if first.title else ""
    return (
        f"{first.place}: {finding.level}: {finding.kind}: {finding.health.url}{title}\n"
        f"  {sentence(finding)}"
    )
