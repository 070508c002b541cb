"""For the summary of a job or a comment: a table by class."""

import re

from handbook.links.findings import Finding, Findings
from handbook.links.reports.words import older, sentence, summary


def markdown(findings: Findings) -> str:
    """A heading, a sentence, and a table of what a person may want to do something about."""
    parts = ["## Links to other websites", "", summary(findings), ""]
    rows = [] if findings.void else [*findings.worth_saying()]
    if rows:
        parts += ["| | Address | What | Where |", "|---|---|---|---|", *map(_row, rows), ""]
    parts += [f"- {escape(str(note))}" for note in findings.notes]
    if said := older(findings):
        parts += ["", said]
    return "\n".join(parts).rstrip()


def _row(finding: Finding) -> str:
    title = finding.first.title or finding.first.record
    cells = [
        f"**{finding.kind}**",
        f"{escape(title)}<br>{address(finding.health.url)}",
        escape(sentence(finding)),
        f"{escape(finding.first.record)} ({code(str(finding.first.place))})",
    ]
    return f"| {' | '.join(cells)} |"


def escape(words: str) -> str:
    """Words that stay words in Markdown, in a table too, and call nobody by name."""
    flat = " ".join(words.split())
    flat = re.sub(r"([\\`*_{}\[\]<>|#~!])", r"\\\1", flat)
    return re.sub(r"@(?=\w)", "@\u200b", flat)


def address(url: str) -> str:
    """An address as a link, or as code if it might not stay one."""
    plain = re.fullmatch(r"https?://[\w\-.~:/?#@!$&'()+,;=%]+", url)
    return f"<{url}>" if plain else code(url)


def code(words: str) -> str:
    """Words in type-writer letters."""
    return f"`{re.sub(r'[`|]', ' ', words)}`"
