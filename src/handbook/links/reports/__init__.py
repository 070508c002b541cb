"""What a run of `check-links` has found, for people and for other programs."""

from collections.abc import Callable, Mapping

from handbook.links.findings import Findings
from handbook.links.reports.as_json import as_json
from handbook.links.reports.issue import issue
from handbook.links.reports.junit import junit
from handbook.links.reports.markdown import markdown
from handbook.links.reports.sarif import sarif
from handbook.links.reports.text import text

Report = Callable[[Findings], str]
REPORTS: Mapping[str, Report] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
    "issue": issue,
}
