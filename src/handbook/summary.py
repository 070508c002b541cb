"""A pull request in words: what changes, on which pages, who refers to it, what checks say.

For people who read neither YAML nor a diff of it. GitHub takes at most 65,536 characters in a
comment, so a long summary ends with a count of what it leaves out.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook import addresses, tell
from handbook.build import Read, build
from handbook.changes import Change
from handbook.diff import compare
from handbook.model import Record
from handbook.phrases import Names, advice, counted, names, told
from handbook.problems import Problem
from handbook.prose import links, record_named
from handbook.site import Site

LONGEST = 60_000
FEW = 8  # pages or records that are named before the rest is counted
MARKER = "[//]: # (handbook-summary)"  # how a workflow finds its own comment again
MEANT = re.compile(r"did you mean '([^']+)'\?")
QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True)
class Proposal:
    """Two states of a handbook. The newer one lies in `folder`."""

    before: Read
    after: Read
    folder: Path

    @property
    def base(self) -> Site:
        return self.before.site

    @property
    def head(self) -> Site:
        return self.after.site

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the newer state, sorted by place."""
        return sorted(set(self.after.problems))


def summary(proposal: Proposal) -> str:
    """The summary in Markdown."""
    if not (proposal.before.whole and proposal.after.whole):
        sorry = "A whole file cannot be read yet, so nobody can say what changes."
        return "\n\n".join([MARKER, "### What this changes", sorry, _checks(proposal)]) + "\n"
    changes = compare(proposal.base, proposal.head)
    called = names(proposal.head, proposal.base)
    pages = _pages(proposal)
    referring = _referring(proposal.head)
    parts = [MARKER, "### What this changes", _headline(changes, pages)]
    told_of = [_entry(proposal, change, called, pages, referring) for change in changes]
    coverage = [*_coverage(proposal.head, changes)]
    return "\n\n".join([*_fitting(parts, told_of), *coverage, _checks(proposal)]) + "\n"


def _headline(changes: Sequence[Change], pages: Collection[str]) -> str:
    if not changes:
        return "Nothing that a reader would see: no record says anything else than before."
    shown = f" It shows on {len(pages)} page{'s' if len(pages) != 1 else ''}." if pages else ""
    return f"**{tell.escaped(_capital(counted(changes)))}.** {advice(changes)}{shown}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fitting(parts: list[str], entries: list[str]) -> list[str]:
    size = 0
    for at, entry in enumerate(entries):
        size += len(entry)
        if size > LONGEST:
            return [*parts, *entries[:at], f"… and {len(entries) - at} more records."]
    return [*parts, *entries]


def _entry(
    proposal: Proposal,
    change: Change,
    called: Names,
    pages: Collection[str],
    by_id: Mapping[str, Sequence[Record]],
) -> str:
    lines = [tell.as_markdown(change, called)]
    record = told(proposal.head, change, called).record
    if record is None:
        return lines[0]
    referring = by_id.get(change.id, ())
    if shown := _shows_on(proposal.head, record, referring, pages):
        lines.append(f"  - Shows on: {_some([f'`{page}`' for page in shown])}")
    if referring:
        titles = [tell.escaped(_title(other)) for other in referring]
        lines.append(f"  - Referred to by: {_some(titles)}")
    return "\n".join(lines)


def _some(items: Sequence[str]) -> str:
    more = f" and {len(items) - FEW} more" if len(items) > FEW else ""
    return ", ".join(items[:FEW]) + more


def _title(record: Record) -> str:
    return str(getattr(record, "title", "") or getattr(record, "term", ""))


def _pages(proposal: Proposal) -> Collection[str]:
    """The addresses of all pages whose text is not the same; none if a version has mistakes."""
    if proposal.problems:
        return ()
    try:
        old, new = (_bodies(site) for site in (proposal.base, proposal.head))
    except (KeyError, LookupError):  # the older version need not pass today's checks
        return ()
    return sorted(url for url in {*old, *new} if old.get(url) != new.get(url))


def _bodies(site: Site) -> Mapping[str, str]:
    written = {addresses.url(text.uri): text.text for text in site.texts}
    return {**{page.url: body for page, body in build(site).pages}, **written}


def _referring(site: Site) -> Mapping[str, Sequence[Record]]:
    """By id, the records with a page that name it, in a list of links or in their text."""
    found: dict[str, list[Record]] = {}
    for top in (*site.domains.values(), *site.outcomes.values(), *site.activities.values(),
                *site.library.values()):  # fmt: skip
        for id in _named(top) - {getattr(top, "id", "")}:
            found.setdefault(id, []).append(top)
    return found


def _named(record: Record) -> set[str]:
    """Every id that a record's own fields name."""
    found: set[str] = set()
    for name in type(record).model_fields:
        if name in {"id", "activities"} or (name == "outcomes" and hasattr(record, "purpose")):
            continue  # what is inside a domain speaks for itself
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            found |= _named(item) if isinstance(item, Record) else _in_text(item)
    return found


def _in_text(value: object) -> set[str]:
    if not isinstance(value, str):
        return set()
    targets = (record_named(link) for link in links(value)) if "](" in value else ()
    return {value, *(target[1] for target in targets if target)}


def _shows_on(
    site: Site, record: Record, referring: Sequence[Record], pages: Collection[str]
) -> list[str]:
    """Of the pages that change: its own, its domain's, and those of the records that name it."""
    near = [record, *referring, *_around(site, record)]
    urls = dict.fromkeys(addresses.address(site, other).partition("#")[0] for other in near)
    return [url for url in urls if url in pages]


def _around(site: Site, record: Record) -> Iterator[Record]:
    """The records whose pages list this one."""
    for name in ("outcomes", "domains"):
        table: Mapping[str, Record] = getattr(site, name)
        ids = getattr(record, name, ())
        yield from (table[id] for id in ids if isinstance(id, str) and id in table)
    for domain in site.domains.values():
        if record in (*domain.outcomes, *domain.activities):
            yield domain


def _coverage(site: Site, changes: Sequence[Change]) -> Iterator[str]:
    """For each domain that is touched: how many of its outcomes have a resource."""
    touched = dict.fromkeys(id for change in changes for id in change.domains)
    found = []
    for domain in (site.domains[id] for id in touched if id in site.domains):
        outcomes = [o for o in domain.outcomes if o.status == "current"]
        bare = [o.code for o in outcomes if not site.resources_for(o)]
        without = f" (none for {', '.join(bare)})" if bare else ""
        covered = len(outcomes) - len(bare)
        found.append(tell.escaped(f"{domain.title} {covered} of {len(outcomes)}{without}"))
    if found:
        yield f"**Outcomes with resources:** {'; '.join(found)}."


def _checks(proposal: Proposal) -> str:
    if not proposal.problems:
        return "**Checks:** nothing to fix."
    told_of = [_problem(problem, proposal.folder) for problem in proposal.problems[:20]]
    rest = len(proposal.problems) - len(told_of)
    more = [f"… and {rest} more; `handbook check` shows all."] if rest else []
    return "\n\n".join([f"**Checks:** {len(proposal.problems)} to fix.", *told_of, *more])


def _problem(problem: Problem, folder: Path) -> str:
    place = f"`{problem.place.file.as_posix()}` line {problem.place.line}"
    help = f" {_capital(tell.escaped(problem.help))}" if problem.help else ""
    said = f"- {place}: {tell.escaped(problem.message)}.{help}"
    line = corrected(problem, folder)
    return f"{said} The line would be:\n\n  ```yaml\n  {line}\n  ```" if line else said


def corrected(problem: Problem, folder: Path) -> str:
    """The line that a problem is about with the likely correction in it, or nothing."""
    meant, wrong = MEANT.search(problem.help), QUOTED.search(problem.message)
    if not meant or not wrong:
        return ""
    lines = (folder / problem.place.file).read_text(encoding="utf-8-sig").splitlines()
    line = lines[problem.place.line - 1]
    at = line.find(wrong[1], problem.place.column - 1)
    return f"{line[:at]}{meant[1]}{line[at + len(wrong[1]) :]}" if at >= 0 else ""


def suggestions(proposal: Proposal, prefix: str) -> str:
    """The corrected lines as comments of a review: a JSON list of path, line and body.

    https://docs.github.com/rest/pulls/reviews takes them as they are. `prefix` is the path of the
    handbook in its repository.
    """
    found = [(p, corrected(p, proposal.folder)) for p in proposal.problems]
    comments = [
        {
            "path": f"{prefix}{p.place.file.as_posix()}",
            "line": p.place.line,
            "body": f"{tell.escaped(p.message)}\n\n```suggestion\n{line}\n```",
        }
        for p, line in found
        if line
    ]
    return json.dumps(comments, ensure_ascii=False, indent=1)
