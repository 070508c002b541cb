"""The text of the one open issue about links: who should look at what, and edits to take over.

Empty if there is nothing to do: then the workflow closes the issue.
"""

from collections import defaultdict

from handbook.links.findings import Finding, Findings
from handbook.links.reports.markdown import address, code, escape
from handbook.links.reports.words import sentence, summary

MARK = "<!-- handbook-links -->"  # by which the workflow finds its own issue again
TASKS = {"broken", "insecure", "suspect", "moved", "temporary", "fragment", "invalid"}
NOBODY = "Nobody named yet"
MOST = 100  # tasks; an issue holds 65,536 characters


def issue(findings: Findings) -> str:
    """The body of the issue, or nothing."""
    if findings.void:
        return ""
    tasks = [f for f in findings.worth_saying() if f.kind in TASKS and f.level != "none"]
    # What has only just stopped to answer may answer tomorrow.
    tasks = [f for f in tasks if f.kind != "temporary" or len(f.health.fails) > 1]
    if not tasks:
        return ""
    parts = [MARK, summary(findings), ""]
    for owner, found in _by_owner(tasks[:MOST]).items():
        parts += [f"### {escape(owner)}", "", *map(_task, found), ""]
    if more := tasks[MOST:]:
        parts += [f"And {len(more)} more.", ""]
    if edits := [f for f in tasks if f.health.proposed]:
        parts += ["### Proposed edits", "", "```diff", *_edits(edits[:MOST]), "```", ""]
    return "\n".join(parts).rstrip()


def _by_owner(tasks: list[Finding]) -> dict[str, list[Finding]]:
    owners: dict[str, list[Finding]] = defaultdict(list)
    for finding in tasks:
        owners[finding.first.owner or NOBODY].append(finding)
    for found in owners.values():
        found.sort(key=lambda f: f.health.since, reverse=True)  # the newest first
    return {owner: owners[owner] for owner in sorted(owners, key=lambda o: (o == NOBODY, o))}


def _task(finding: Finding) -> str:
    first = finding.first
    name = escape(first.title or first.record)
    return (
        f"- [ ] **{finding.kind}**: {name}, {address(finding.health.url)} "
        f"({code(str(first.place))})<br>{escape(sentence(finding))}"
    )


def _edits(found: list[Finding]) -> list[str]:
    lines = []
    for finding in found:
        for place in finding.places:
            lines.append(f"# {place.place} {place.record}".replace("```", "'''"))
            lines.append(f"- url: {finding.health.url}".replace("```", "'''"))
            lines.append(f"+ url: {finding.health.proposed}".replace("```", "'''"))
    return lines
