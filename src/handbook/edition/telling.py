"""What an edition's editors should hear of although it stops no build, in a sentence each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from handbook.edition import NAME
from handbook.edition.model import Changed
from handbook.edition.resolve import Resolution
from handbook.local import Conflict, Consequence, Key, Plain
from handbook.pages.words import day
from handbook.problems import Place, Problem, shown


def warnings(resolution: Resolution) -> Iterator[Problem]:
    """Conflicts that wait for a decision, and whatever else may be a mistake."""
    yield from (conflict(found) for found in resolution.conflicts)
    yield from resolution.remarks


def conflict(found: Conflict) -> Problem:
    """A conflict, with all three texts as far as they are known."""
    whose = "the base's" if found.shown == "base" else "yours"
    message = (
        f"'{found.field}' of {found.kind} '{found.id}' has changed in the base since you changed "
        f"it: readers see {whose}"
    )
    texts = [f"base then: {_told(found.then)}" if found.known else "base then: not known"]
    texts += [f"base now: {_told(found.now)}", f"yours: {_told(found.local)}"]
    help = f"decide with 'handbook upgrade'. {'; '.join(texts)}"
    if found.safety and found.shown == "base":
        help = f"the base marks it as important for safety. {help}"
    return Problem(found.place, "conflict", message, help)


def consequences(resolution: Resolution) -> Iterator[Problem]:
    """For each record that somebody hides: what went with it, and what became of links to it."""
    links: dict[Key, list[Consequence]] = defaultdict(list)
    for consequence in resolution.consequences:
        links[consequence.hidden].append(consequence)
    for hidden in resolution.hidden:
        spot = (hidden.kind, hidden.id)
        told = _became(links[spot])
        if hidden.follows:
            reason = f"it went with {hidden.follows[0]} '{hidden.follows[1]}'"
            told = f"{reason}; {told}" if told else reason
        if told:
            message = f"{hidden.kind} '{hidden.id}' is left out: {told}"
            place = hidden.place or Place(Path(NAME))
            yield Problem(place, "links-to-hidden", message)
    for pin in resolution.unpinned:
        message = f"'{pin.field}' of {pin.kind} '{pin.id}' says what it changes, but not from what"
        help = "run 'handbook upgrade --apply', so that you hear of it when the base changes"
        yield Problem(pin.entry.place("id"), "no-fingerprint", message, help)


def overdue(entries: Iterable[Changed], today: date) -> Iterator[Problem]:
    """The changes that somebody wanted to think of again by a day that has passed."""
    for entry in entries:
        if entry.until and entry.until < today:
            message = f"the change of '{entry.id}' was to be looked at again by {day(entry.until)}"
            whose = f"ask {entry.owner}; " if entry.owner else ""
            help = f"{whose}write a later day into 'until', or take the change out"
            yield Problem(entry.place("until"), "until-has-passed", message, help)


def _became(links: Sequence[Consequence]) -> str:
    """What became of links, by what it was: 'left out of the list in outcome 'a' (themes)'."""
    by: dict[str, list[str]] = defaultdict(list)
    for link in links:
        by[link.became].append(f"{link.kind} '{link.id}' ({link.field})")
    parts = []
    for became, places in by.items():
        some = ", ".join(dict.fromkeys(places[:5]))
        more = f" and {len(places) - 5} more" if len(places) > 5 else ""
        parts.append(f"{became} in {some}{more}")
    return "; ".join(parts)


def _told(value: Plain) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"[{', '.join(_told(item) for item in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_told(item)}" for name, item in value.items())
    return f"“{shown(str(value))}”"
