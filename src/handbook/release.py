"""Preparing a release: the next version's number, its notes, and what stands in its way.

Nothing is written here; the command does that when everything fits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook import tell
from handbook.changes import Change, Release, highest
from handbook.diff import compare
from handbook.history import file_of
from handbook.phrases import counted, names
from handbook.site import Site
from handbook.versions import following, key, step
from handbook.worddiff import alike
from handbook.yamlout import write

VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,3}")
SCALAR = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[^\s#][^#\n]*?(?=\s+#|\s*$)", re.MULTILINE)
ANOTHER = 0.25  # less in common than this, and an id seems to have got another meaning
INSTEAD = {
    "outcome": "bring it back and write 'status: withdrawn'",
    "resource": "bring it back and write 'status: retired'",
}


class RefusedError(Exception):
    """A release cannot be made; each reason is a sentence for the person who asked."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


@dataclass(frozen=True)
class Plan:
    """A release that can be made, and a remark for whoever makes it, if there is one."""

    release: Release
    remark: str = ""

    @property
    def file(self) -> Path:
        """Where it is written, seen from the handbook's folder."""
        return file_of(self.release.version)


def first(site: Site, day: date, version: str = "") -> Plan:
    """The first release of a handbook: there is nothing to compare it with."""
    number = version or site.framework.version
    _must_be_a_version(number)
    return Plan(Release(version=number, date=day, summary="The first version."))


def following_release(
    old: Site, new: Site, day: date, version: str = "", gone: frozenset[str] = frozenset()
) -> Plan:
    """The release after the newest one of `new`. `old` is the handbook as it was in that one.

    `gone` are ids that may vanish or get another meaning. Raises RefusedError with every reason.
    """
    last = new.releases[0]
    changes = compare(old, new)
    reasons = list(_in_the_way(changes, new.releases, gone))
    if day < last.date:
        reasons.append(f"Version {last.version} came out later, on {last.date.isoformat()}.")
    if reasons:
        raise RefusedError(reasons)
    if not changes:
        raise RefusedError([f"Nothing has changed since version {last.version}."])
    number = _number(last, new, changes, day, version)
    lean = tuple(_lean(change) for change in changes)
    summary = f"{_capital(counted(changes))}."
    return Plan(
        Release(version=number, date=day, since=last.version, summary=summary, changes=lean),
        _remark(last, number, changes),
    )


def _number(last: Release, new: Site, changes: tuple[Change, ...], day: date, asked: str) -> str:
    """The number asked for, or else the one that an editor has written, or else the next one."""
    written = new.framework.version
    if not asked and VERSION.fullmatch(written) and key(written) > key(last.version):
        asked = written
    number = asked or following(last.version, highest(changes), day)
    _must_be_a_version(number)
    if key(number) <= key(last.version):
        raise RefusedError([f"Version {number} is not newer than {last.version}, the last one."])
    return number


def _must_be_a_version(number: str) -> None:
    if not VERSION.fullmatch(number):
        raise RefusedError(
            [f"'{number}' is not a version. Choose numbers with points, with --version 2026.1."]
        )


def _remark(last: Release, number: str, changes: tuple[Change, ...]) -> str:
    needed = highest(changes)
    if step(last.version, number) >= needed:
        return ""
    proposed = following(last.version, needed, last.date)
    return f"The changes ask for more than {number}: readers would expect {proposed}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lean(change: Change) -> Change:
    """Without the text of hand-written pages, which would fill the file."""
    return change.model_copy(update={"fields": ()}) if change.kind == "page" else change


def _in_the_way(
    changes: tuple[Change, ...], releases: tuple[Release, ...], gone: frozenset[str]
) -> Iterator[str]:
    for change in changes:
        if change.kind != "page" and change.id not in gone:
            yield from _vanished(change)
            yield from _another(change)
            yield from _back(change, releases)


def _vanished(change: Change) -> Iterator[str]:
    if "removed" not in change.what:
        return
    help = INSTEAD.get(change.kind, "bring it back")
    if change.likely:
        help = f"an id never changes, so write '{change.id}' again where '{change.likely}' stands"
    yield (
        f"The {change.kind} '{change.id}' ({change.title}) has vanished, and links lead to it: "
        f"{help}. If it really must go, add --gone {change.id}."
    )


def _another(change: Change) -> Iterator[str]:
    """An id whose words are all new, though nobody said that its meaning has changed."""
    texts = {f.name: f for f in change.fields}
    statement = texts.get("statement")
    if change.kind != "outcome" or change.judged_by == "editor" or "title" not in texts:
        return
    if statement and _likeness(texts["title"].before, texts["title"].after,
                               statement.before, statement.after) < ANOTHER:  # fmt: skip
        yield (
            f"The outcome '{change.id}' ({change.title}) seems to be about something else now. An "
            f"id is never used again: give the new outcome a new id and withdraw the old one. If "
            f"it is still the same outcome, write the day of this change as its last_changed."
        )


def _likeness(*texts: str | None) -> float:
    one, other = (" ".join(filter(None, texts[at::2])) for at in (0, 1))
    return alike(one, other)


def _back(change: Change, releases: tuple[Release, ...]) -> Iterator[str]:
    if "added" not in change.what:
        return
    for release in releases:
        for old in release.changes:
            if (old.kind, old.id) == (change.kind, change.id) and "removed" in old.what:
                yield (
                    f"The id '{change.id}' was used until version {release.version}, for "
                    f"{old.title}. Choose another, or add --gone {change.id} if it is the same."
                )


HEAD = "# What version {} changed, written by `handbook release`. Edit its summary and notes.\n"


def as_file(release: Release) -> str:
    """The text of the release's file."""
    return HEAD.format(release.version) + write(release.model_dump(exclude_defaults=True))


def notes(plan: Plan, old: Site | None, new: Site) -> str:
    """Release notes in Markdown."""
    release = plan.release
    if old is None:
        return f"{release.version}: {release.summary}"
    called = names(new, old)
    return tell.markdown(
        tell.Difference(release.since or "", release.version, release.changes, called)
    )


def with_version(text: str, line: int, column: int, version: str) -> str:
    """The text of a YAML file with another version in the place (counted from 1) of the old one."""
    lines = text.splitlines(keepends=True)
    start, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    lines[line - 1] = start + SCALAR.sub(lambda _: f'"{version}"', rest, count=1)
    return "".join(lines)
