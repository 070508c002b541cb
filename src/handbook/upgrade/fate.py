"""Where a record of the base has gone: renamed, replaced, split, merged, withdrawn, left out."""

from dataclasses import dataclass
from typing import Literal

from handbook.edition.content import Content
from handbook.local import Key
from handbook.model import Record
from handbook.worddiff import alike

How = Literal["same", "renamed", "replaced", "merged", "split", "withdrawn", "hidden", "gone"]
ENDED = {"withdrawn", "retired"}
MOVED: frozenset[How] = frozenset({"renamed", "replaced", "merged"})
RENAMED = 0.8  # as alike as this, and a record that vanished has probably got another id


@dataclass(frozen=True)
class Fate:
    """What became of a record, and the record that stands for it now, if there is one.

    `parts` are the ids that it was split into; `said` puts it in a sentence, if there is a need.
    """

    how: How
    key: Key
    record: Record | None = None
    parts: tuple[str, ...] = ()
    said: str = ""

    @property
    def moved(self) -> bool:
        """Whether another id stands for it."""
        return self.how in MOVED

    @property
    def to(self) -> str:
        """That id, or nothing."""
        return self.key[1] if self.moved else ""


def fate(then: Content | None, now: Content, key: Key) -> Fate:
    """What became of the record with a key. `then` is the base as it was, if it is at hand."""
    if record := now.records.get(key):
        return _there(now, key, record)
    kind, id = key
    if named := [k for k, r in now.records.items() if k[0] == kind and id in getattr(r, "was", ())]:
        if len(named) == 1:
            said = f"The base calls it '{named[0][1]}' now."
            return Fate("renamed", named[0], now.records[named[0]], said=said)
        parts = tuple(k[1] for k in named)
        return Fate("split", key, None, parts, f"The base has split it into {listed(parts)}.")
    if hidden := now.local.hidden.get(key):
        title = now.local.layer(hidden.layer).title
        because = f" ({hidden.because})" if hidden.because else ""
        return Fate("hidden", key, said=f"{title} leaves it out{because}.")
    return Fate("gone", key, said=f"The base has it no longer.{_likely(then, now, key)}")


def _there(now: Content, key: Key, record: Record) -> Fate:
    if not ended(record):
        return Fate("same", key, record)
    parts = tuple(id for id in instead(record) if (key[0], id) in now.records)
    word = "withdrawn" if key[0] != "resource" else "retired"
    if len(parts) > 1:
        return Fate("split", key, record, parts, f"The base has split it into {listed(parts)}.")
    if not parts:
        return Fate("withdrawn", key, record, said=f"The base has {word} it.")
    target = (key[0], parts[0])
    others = tuple(
        id
        for (kind, id), other in now.records.items()
        if kind == key[0] and id != key[1] and ended(other) and instead(other) == parts
    )
    if others:
        said = f"The base has merged it with {listed(others)} into '{parts[0]}'."
        return Fate("merged", target, now.records[target], said=said)
    said = f"The base has {word} it and says to use '{parts[0]}' instead."
    return Fate("replaced", target, now.records[target], said=said)


def ended(record: Record) -> bool:
    """Whether a record is out of use."""
    return getattr(record, "status", "") in ENDED


def instead(record: Record) -> tuple[str, ...]:
    """The ids of the records to use in its place."""
    found = getattr(record, "replaced_by", None) or ()
    return (found,) if isinstance(found, str) else tuple(found)


def listed(ids: tuple[str, ...]) -> str:
    """Ids as words: 'a', 'b' and 'c'."""
    quoted = [f"'{id}'" for id in ids]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _likely(then: Content | None, now: Content, key: Key) -> str:
    """The new record that says much the same, as a sentence; nothing if there is none."""
    old = then.records.get(key) if then else None
    if then is None or old is None:
        return ""
    new = [k for k in now.records if k[0] == key[0] and k not in then.records]
    near = max(new, key=lambda k: alike(words(old), words(now.records[k])), default=None)
    if near is None or alike(words(old), words(now.records[near])) < RENAMED:
        return ""
    return f" '{near[1]}' says much the same: perhaps it is that."


def words(record: Record) -> str:
    """What a record says, as one text."""
    return " ".join(
        str(v) for name, v in record if isinstance(v, str) and name not in {"id", "uuid"}
    )
