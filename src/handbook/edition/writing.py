"""Hand-written pages of an edition over those of its base: added, replaced, extended, hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from handbook import about
from handbook.edition.changing import Findings, Pin, Rules, conflicting
from handbook.edition.read import Change
from handbook.edition.values import fingerprint
from handbook.local import FieldMark, Hidden, Key, Marks, Note
from handbook.problems import Problem, did_you_mean
from handbook.site import Text

HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~)")
RULE = "unknown-page"


@dataclass
class Writing:
    """Lays the pages of an edition over those of its base."""

    texts: dict[str, Text]
    marks: dict[Key, Marks]
    base: str  # the id of the layer that the base is
    rules: Rules
    found: Findings
    hidden: dict[Key, Hidden] = field(default_factory=dict)

    def lay(self, own: Mapping[str, Text], changes: Mapping[str, Change]) -> None:
        """Take in the edition's `own` pages, and what `changes` say of pages of the base."""
        for uri, change in changes.items():
            self._check(uri, change, own)
        for uri, text in own.items():
            if text.front.extends:
                self._extend(uri, text)
            elif uri in self.texts:
                self._replace(uri, text, changes.get(uri))
            else:
                self.texts[uri] = text
                self.marks[("page", uri)] = Marks(self.rules.layer)
        for uri, change in changes.items():
            if change.entry.note and uri in self.texts:
                self._note(uri, change.entry.note)

    def _check(self, uri: str, change: Change, own: Mapping[str, Text]) -> None:
        entry = change.entry
        if uri not in self.texts:
            message = f"the base has no page '{uri}'"
            help = did_you_mean(uri, self.texts) or "see what there is in its folder content/"
            self.found.problems.append(Problem(entry.place("id"), RULE, message, help))
        elif entry.hide:
            self._hide(uri, change, entry.hide)
            if uri in own:
                message = f"'{uri}' is left out here, and yet there is a page of that name"
                help = "delete one of the two"
                problem = Problem(entry.place("hide"), "hidden-and-written", message, help)
                self.found.problems.append(problem)

    def _hide(self, uri: str, change: Change, because: str) -> None:
        text = self.texts.pop(uri)
        title = heading(text.text) or uri
        url = uri.removesuffix(".md").removesuffix("index")
        url = url if not url or url.endswith("/") else f"{url}/"
        hidden = Hidden(
            "page", uri, title, self.rules.layer, because, change.entry.place("hide"), url=url
        )
        self.hidden[("page", uri)] = hidden

    def _replace(self, uri: str, text: Text, change: Change | None) -> None:
        now = self.texts[uri]
        because = (change.entry.because if change else None) or ""
        below = self._below(uri)
        mark = FieldMark(self.rules.layer, below, about.body(now.text).strip(), because)
        before = self.marks.get(("page", uri), Marks())
        if change and not self._stands(uri, now, text, change):
            mark = replace(mark, other=about.body(text.text).strip(), conflict=True)
        else:
            self.texts[uri] = text
        self.marks[("page", uri)] = replace(before, fields={**before.fields, "text": mark})

    def _below(self, uri: str) -> str:
        """The layer that a page of the base is from."""
        marks = self.marks.get(("page", uri), Marks())
        mark = marks.fields.get("text")
        return mark.layer if mark and not mark.conflict else marks.added or self.base

    def _stands(self, uri: str, now: Text, text: Text, change: Change) -> bool:
        """Whether readers see the edition's page, and not what the base has by now."""
        expected = getattr(change.entry.expects, "text", None)
        value = body(now)
        if expected is None:
            pin = Pin("page", uri, "text", change.entry, fingerprint(value), value)
            self.found.pins.append(pin)
            return True
        if expected == fingerprint(value) or fingerprint(body(text)) == fingerprint(value):
            return True
        conflict = conflicting(
            "page", uri, "text", change.entry.place(), value, body(text), expected, self.rules,
            safety=False,
        )  # fmt: skip
        self.found.conflicts.append(conflict)
        return conflict.shown == "local"

    def _extend(self, uri: str, text: Text) -> None:
        place = text.front.place("extends")
        if uri not in self.texts:
            message = f"the base has no page '{uri}' to extend"
            help = did_you_mean(uri, self.texts) or "delete the line, to add a page of your own"
            self.found.problems.append(Problem(place, RULE, message, help))
            return
        base = self.texts[uri]
        at = _spot(base.text, str(text.front.extends))
        if at is None:
            known = [title for title, _, _ in _headings(base.text)]
            message = f"the base's page has no heading '{text.front.extends}'"
            ends = ["start", "end"]
            help = did_you_mean(str(text.front.extends), [*ends, *known])
            help = help or f"write 'start', 'end' or one that it has: {', '.join(known)}"
            self.found.problems.append(Problem(place, "unknown-heading", message, help))
            return
        mark = f'{{{{ local_part("{self.rules.layer}") }}}}'
        added = f"\n\n{mark}\n\n{about.body(text.text).strip()}\n\n"
        whole = base.text[:at].rstrip() + added + base.text[at:].lstrip()
        parts = (*(base.parts or (base,)), text)
        self.texts[uri] = replace(base, text=whole, parts=parts)
        self._mark(uri)

    def _mark(self, uri: str) -> None:
        before = self.marks.get(("page", uri), Marks())
        mark = FieldMark(self.rules.layer, self._below(uri), None)
        self.marks[("page", uri)] = replace(before, fields={**before.fields, "extended": mark})

    def _note(self, uri: str, text: str) -> None:
        before = self.marks.get(("page", uri), Marks())
        notes = (*before.notes, Note(self.rules.layer, text))
        self.marks[("page", uri)] = replace(before, notes=notes)


def body(text: Text) -> str:
    """What a page says, without what stands above it: what its fingerprint is of."""
    return about.body(text.text).strip()


def heading(text: str) -> str:
    """The title of a page, as its first heading gives it."""
    return next((title for title, _, _ in _headings(text)), "")


def _spot(text: str, where: str) -> int | None:
    """Where in a page an addition goes, or nothing if it has no such place."""
    found = list(_headings(text))
    if where == "end":
        return len(text)
    if where == "start":
        return found[0][2] if found and found[0][1] == 1 else len(text) - len(about.body(text))
    for i, (title, level, at) in enumerate(found):
        if title.casefold() == where.strip().casefold():
            later = [start for _, depth, start in _starts(found[i + 1 :], text) if depth <= level]
            return later[0] if later else len(text) if at <= len(text) else None
    return None


def _starts(found: list[tuple[str, int, int]], text: str) -> Iterator[tuple[str, int, int]]:
    """The same headings with the place before each, not after it."""
    for title, level, after in found:
        yield title, level, text.rfind("\n", 0, after - 1) + 1


def _headings(text: str) -> Iterator[tuple[str, int, int]]:
    """Each heading of a page, its level, and the place after its line."""
    at, fenced = 0, False
    for line in text.splitlines(keepends=True):
        at += len(line)
        if FENCE.match(line):
            fenced = not fenced
        found = None if fenced else HEADING.match(line.rstrip("\r\n"))
        if found:
            yield found[2], len(found[1]), at
