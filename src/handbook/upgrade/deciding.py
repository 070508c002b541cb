"""What a person has decided, as deeds: a new text, or a new record of the base that is left out."""

from dataclasses import replace
from pathlib import Path

from handbook.edition.kinds import BY_NAME
from handbook.upgrade.finding import Deed, Finding, Put

LEFT_OUT = Path("local/left-out.yml")  # what is left out of what is new in the base


def worded(finding: Finding, text: str) -> tuple[Deed, ...]:
    """Put a new text in the place of ours, as decided with the base's present text in view."""
    if finding.wording is None:
        raise ValueError("this takes no new text")
    return (*finding.choices["ours"], replace(finding.wording, value=text))


def hidden(finding: Finding, because: str) -> tuple[Deed, ...]:
    """Leave out a record that is new in the base, for a reason that readers see."""
    section = "pages" if finding.kind == "page" else BY_NAME[finding.kind].section
    entry = {"id": finding.id, "hide": because}
    return (Put(LEFT_OUT, (section, finding.id), entry),)
