"""Test results in JUnit's XML: one test for each address; what machines may not see is skipped."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from handbook.links.findings import Finding, Findings
from handbook.links.reports.words import sentence, summary

UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # for XML 1.0


def junit(findings: Findings) -> str:
    """A suite named after the command."""
    shown = [] if findings.void else [*findings.found]
    suite = Element("testsuite", name="handbook check-links", tests=str(max(len(shown), 1)))
    suite.set("failures", str(len(findings.errors) if shown else 0))
    suite.set("skipped", str(sum(_skipped(f) for f in shown)))
    suite.set("errors", str(int(bool(findings.void))))
    for finding in shown:
        _case(suite, finding)
    if not shown:
        case = SubElement(suite, "testcase", classname="links", name="all")
        if findings.void:
            SubElement(case, "error", message=summary(findings))
    indent(suite)
    return tostring(suite, encoding="unicode", xml_declaration=True)


def _skipped(finding: Finding) -> bool:
    return finding.kind == "blocked" or finding.excused is not None


def _case(suite: Element, finding: Finding) -> None:
    first = finding.first
    case = SubElement(
        suite, "testcase", classname=_fit(first.record), name=_fit(finding.health.url)
    )
    case.set("file", first.place.file.as_posix())
    case.set("line", str(first.place.line))
    if _skipped(finding):
        SubElement(case, "skipped", message=_fit(sentence(finding)))
    elif finding.level == "error":
        SubElement(case, "failure", type=finding.kind, message=_fit(sentence(finding)))
    elif finding.level != "none":
        SubElement(case, "system-out").text = _fit(f"{finding.kind}: {sentence(finding)}")


def _fit(words: str) -> str:
    return UNFIT.sub("\ufffd", words)
