"""The sentences that every report uses."""

from handbook.health import Kind
from handbook.links.findings import Finding, Findings
from handbook.pages.words import day

MEANING: dict[Kind, str] = {
    "ok": "fine",
    "moved": "moved for good: write the new address",
    "broken": "broken: leads nowhere",
    "temporary": "no answer now, perhaps later",
    "blocked": "machines may not look: please open it yourself",
    "insecure": "the secure connection is faulty",
    "suspect": "answers, but perhaps not with what was meant",
    "fragment": "the page is there, the part of it is not",
    "invalid": "not an address",
}


def sentence(finding: Finding) -> str:
    """Why an address is of its class, since when, and what to do."""
    health = finding.health
    pieces = [health.reason or MEANING[health.kind]]
    if health.kind in {"broken", "temporary", "insecure"} and health.since < health.checked.date():
        pieces.append(f"not reachable since {day(health.since)}")
    if health.proposed:
        pieces.append(f"write {health.proposed}")
    if finding.stored_copy:
        pieces.append(f"perhaps stored at {finding.stored_copy}")
    if finding.excused:
        until = day(finding.excused.until)
        pieces.append(f"excused until {until}: {finding.excused.reason}")
    return "; ".join(pieces)


def summary(findings: Findings) -> str:
    """One sentence for the whole run."""
    if findings.void:
        return (
            f"Nothing was written: {findings.void} cannot be reached, so the fault is likely "
            "on this side. Look again when the network is back."
        )
    counts = ", ".join(f"{count} {kind}" for kind, count in findings.counts.items())
    return f"Looked at {many(findings.looked, 'address', 'addresses')}: {counts or 'none known'}."


def older(findings: Findings) -> str:
    """What a pull request is told about what it did not cause; nothing if there is nothing."""
    if not findings.older:
        return ""
    needs = many(findings.older, "older link needs", "older links need")
    return f"{needs} attention; not caused by this change."


def many(count: int, one: str, more: str) -> str:
    """A number and its noun."""
    return f"{count:,} {one if count == 1 else more}"
