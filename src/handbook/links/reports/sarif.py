"""A log in SARIF 2.1.0: the class is the rule, the line of YAML is the place.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json

from handbook.links.findings import KINDS, Finding, Findings, Level
from handbook.links.reports.words import MEANING, sentence

LEVELS: dict[Level, str] = {
    "error": "error", "warning": "warning", "notice": "note", "none": "none",
}  # fmt: skip


def sarif(findings: Findings) -> str:
    """One result for each address that a person may want to do something about."""
    rules = [{"id": kind, "shortDescription": {"text": MEANING[kind]}} for kind in KINDS]
    found = [] if findings.void else [_result(f) for f in findings.worth_saying()]
    driver = {"name": "handbook check-links", "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": found}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(finding: Finding) -> dict[str, object]:
    first = finding.first
    region = {"startLine": first.place.line, "startColumn": first.place.column}
    artifact = {"uri": first.place.file.as_posix()}
    # Of record and address, not of the line: moving a record does not open an alert anew.
    mark = hashlib.sha256(f"{first.record} {finding.health.url}".encode()).hexdigest()
    return {
        "ruleId": finding.kind,
        "level": LEVELS[finding.level],
        "message": {"text": f"{finding.health.url}: {sentence(finding)}"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"recordAndAddress/v1": mark},
    }
