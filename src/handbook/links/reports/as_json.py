"""For other programs. `schema/links-report.schema.json` describes it."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handbook.health import Kind
from handbook.links.findings import Finding, Findings, Level
from handbook.links.listed import Listed
from handbook.links.reports.words import older, sentence, summary


class Where(BaseModel):
    """A place that names the address."""

    file: str
    line: int
    column: int
    record: str = Field(description="Id of the record, or the path of the page.")
    title: str
    owner: str


class Link(BaseModel):
    """One address, and what is known about it."""

    model_config = ConfigDict(populate_by_name=True)

    url: str = Field(description="As it is written in the data.")
    kind: Kind = Field(alias="class")
    level: Level = Field(description="How bad that is: an error makes the run fail.")
    reason: str = Field(description="Why it is of that class, in words.")
    status: int | str | None = Field(description="HTTP status, or a word for why there is none.")
    final: str | None = Field(description="Where redirects led, if there were any.")
    proposed: str | None = Field(description="The address to write instead.")
    since: date = Field(description="The day from which it is of that class.")
    checked: datetime
    ok_last: date | None = Field(description="The day on which it was last seen to work.")
    fails: list[datetime] = Field(description="Failed looks since then, one a day at most.")
    looked: bool = Field(description="Whether this run looked at it, or an earlier one.")
    excused_until: date | None
    stored_copy: str = Field(description="Where a stored copy may be; not looked up.")
    places: list[Where]


class Note(BaseModel):
    """Something about the allow-list."""

    file: str
    line: int
    message: str
    help: str


class LinkReport(BaseModel):
    """What a run of `handbook check-links` has found."""

    version: Literal[1] = 1
    at: datetime
    mode: Literal["due", "all", "changed"]
    exit: int = Field(description="0 nothing to fail, 1 something, 3 could not look.")
    void: str = Field(description="Why nothing was remembered; empty if it was.")
    summary: str
    older: str = Field(description="What a pull request did not cause.")
    looked: int = Field(description="At how many addresses this run looked.")
    counts: dict[Kind, int]
    links: list[Link]
    notes: list[Note]


def as_json(findings: Findings) -> str:
    """The whole run, addresses sorted."""
    report = LinkReport(
        at=findings.at,
        mode=findings.mode,
        exit=findings.exit_code,
        void=findings.void,
        summary=summary(findings),
        older=older(findings),
        looked=findings.looked,
        counts=dict(findings.counts),
        links=[_link(f) for f in sorted(findings.found, key=lambda f: f.health.url)],
        notes=[
            Note(file=n.place.file.as_posix(), line=n.place.line, message=n.message, help=n.help)
            for n in findings.notes
        ],
    )
    return report.model_dump_json(indent=1, by_alias=True)


def _link(finding: Finding) -> Link:
    health = finding.health
    return Link(
        url=health.url,
        kind=health.kind,
        level=finding.level,
        reason=health.reason or sentence(finding),
        status=health.status,
        final=health.final,
        proposed=health.proposed,
        since=health.since,
        checked=health.checked,
        ok_last=health.ok_last,
        fails=list(health.fails),
        looked=finding.looked,
        excused_until=finding.excused.until if finding.excused else None,
        stored_copy=finding.stored_copy,
        places=[_where(place) for place in finding.places],
    )


def _where(listed: Listed) -> Where:
    return Where(
        file=listed.place.file.as_posix(),
        line=listed.place.line,
        column=listed.place.column,
        record=listed.record,
        title=listed.title,
        owner=listed.owner,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    return LinkReport.model_json_schema(by_alias=True, mode="serialization")
