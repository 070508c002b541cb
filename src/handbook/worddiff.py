"""Two versions of a text, compared word by word, and signs that the meaning is not the same.

The comparison is that of Python's difflib; here it gets whole words to compare, and its answer is
tidied so that it reads as a person would mark it up.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

TOKEN = re.compile(r"\s*(?:\w+(?:[-’'.]\w+)*|[^\w\s])")
WORD = re.compile(r"\w+(?:[-’']\w+)*")
ITEM = re.compile(r"\s*(?:[-+*]|\d+[.)])\s")
CURLY = str.maketrans("‘’‚“”„", "'''\"\"\"")
SENTENCE = re.compile(r"(?:^|[.!?:;]\s+|\n+\s*(?:[-+*]\s+)?)(\w+)")
MOST_PAIRS = 1_000_000  # of words to compare
MOST_ITEMS = 2_000  # pairs of items to compare: beyond that everything is another list


class Piece(NamedTuple):
    """A run of text that stayed the same, is gone, or is new."""

    kind: Literal["same", "gone", "new"]
    text: str


class Lines(NamedTuple):
    """Two lists compared: items that were reworded (before, after), items lost, items gained."""

    reworded: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def unwrapped(text: str) -> str:
    """The text with each paragraph and list item on one line, however the editor wrapped it."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.strip())
    return "\n\n".join(_joined(paragraph) for paragraph in paragraphs)


def _joined(paragraph: str) -> str:
    lines: list[str] = []
    for line in paragraph.split("\n"):
        words = " ".join(line.split())
        if lines and not ITEM.match(line):
            lines[-1] = f"{lines[-1]} {words}".strip()
        else:
            lines.append(" " * (len(line) - len(line.lstrip())) + words)
    return "\n".join(lines)


def same(before: str, after: str) -> bool:
    """Whether two texts differ in nothing that a reader would call a change.

    Spaces, line breaks and the shape of quotation marks do not count.
    """
    return _folded(before) == _folded(after)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(CURLY).split())


def alike(before: str, after: str) -> float:
    """How much two texts have in common, word by word: 0 nothing, 1 everything."""
    a, b = WORD.findall(before.casefold()), WORD.findall(after.casefold())
    return _matcher(a, b).ratio()


def _matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    """Compares two lists of words; of very long ones not by their most frequent words.

    A long text of one word repeated would otherwise take minutes.
    """
    return SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > MOST_PAIRS)


def pieces(before: str, after: str, context: int | None = None) -> tuple[Piece, ...]:
    """What became of a text, in order.

    With `context`, a longer run that stayed the same keeps that many words at each end, and an
    ellipsis stands for the rest.
    """
    found = list(_tidy(_compared(TOKEN.findall(before), TOKEN.findall(after))))
    if context is not None:
        last = len(found) - 1
        found = [_shortened(p, context, i == 0, i == last) for i, p in enumerate(found)]
    return tuple(found)


def _compared(a: Sequence[str], b: Sequence[str]) -> Iterator[Piece]:
    matcher = _matcher([token.strip() for token in a], [token.strip() for token in b])
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(b[j1:j2]))
            continue
        if i2 > i1:
            yield Piece("gone", "".join(a[i1:i2]))
        if j2 > j1:
            yield Piece("new", "".join(b[j1:j2]))


def _tidy(found: Iterable[Piece]) -> Iterator[Piece]:
    """Join changes with no more than one short word between them: one change to a reader."""
    gone = new = ""
    waiting = ""
    for piece in found:
        if piece.kind == "gone":
            gone, new, waiting = gone + waiting + piece.text, new + waiting, ""
        elif piece.kind == "new":
            gone, new, waiting = gone + waiting, new + waiting + piece.text, ""
        elif gone and new and not waiting and len(piece.text.strip()) <= 3:
            waiting = piece.text
        else:
            yield from _change(gone, new)
            gone = new = ""
            yield Piece("same", waiting + piece.text)
            waiting = ""
    yield from _change(gone, new)
    if waiting:
        yield Piece("same", waiting)


def _change(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def _shortened(piece: Piece, context: int, first: bool, last: bool) -> Piece:
    words = TOKEN.findall(piece.text)
    if piece.kind != "same" or len(words) <= context * 2 + 1:
        return piece
    start = "" if first else "".join(words[:context])
    end = "" if last else "".join(words[-context:])
    return Piece("same", f"{start} …{end}" if start else f"…{end}")


def lines(before: Sequence[str], after: Sequence[str]) -> Lines:
    """What became of a list whose order does not matter."""
    lost = _less(before, after)
    gained = _less(after, before)
    reworded = []
    for old in list(lost) if len(lost) * len(gained) <= MOST_ITEMS else ():
        near = max(gained, key=lambda new: alike(old, new), default=None)
        if near is not None and alike(old, near) >= 0.5:
            reworded.append((old, near))
            lost.remove(old)
            gained.remove(near)
    return Lines(tuple(reworded), tuple(lost), tuple(gained))


def _less(some: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(_folded(item) for item in others)
    found = []
    for item in some:
        key = _folded(item)
        if left[key]:
            left[key] -= 1
        else:
            found.append(item)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that turn a sentence round, or say how far it reaches.
TURNING = _words(
    """
    no not never none neither nor nobody nothing cannot without unless except excluding don't
    doesn't isn't aren't can't won't shouldn't mustn't needn't
    """
)
REACHING = _words(
    """
    must should may might can could shall need needs always sometimes usually only all every each
    any some most both either least minimum maximum daily weekly monthly yearly annually
    """
)
LEVELS = _words(
    """
    basic advanced foundation intermediate expert independently supervised supervision
    unsupervised lead assist observe competent proficient
    """
)
NUMBERS = _words(
    """
    two three four five six seven eight nine ten eleven twelve twice once half double hundred
    thousand
    """
)
SMALL = _words(
    """
    a an and are as at be been by for from has have how in into is it its of on or our own so than
    that the their them then these they this those through to was we were what when where which
    while who whom whose will with you your such also more very
    """
)
MOST_NEW = 0.4  # less in common than this, and hardly a sentence has stayed


def turned(before: str, after: str) -> str:
    """A sign in any text that its meaning is not the same, in words; nothing if there is none."""
    gone, new = _changed_words(before, after)
    for words, what in ((TURNING, "the word"), (NUMBERS, "the number")):
        if found := _first(gone, new, words):
            return f"{what} {found}"
    numbers = [{word for word in side if word[:1].isdigit()} for side in (gone, new)]
    if numbers[0] != numbers[1]:
        return f"the number {_said(sorted(numbers[0]), sorted(numbers[1]))}"
    return ""


def asked(before: str, after: str) -> str:
    """A sign in what a learner is asked to do that it is no longer the same; else nothing."""
    gone, new = _changed_words(before, after)
    if found := turned(before, after) or _verb(before, after):
        return found
    for words, what in ((REACHING, "the word"), (LEVELS, "the level")):
        if found := _first(gone, new, words):
            return f"{what} {found}"
    if alike(before, after) < MOST_NEW:
        return "most of the words are new"
    return _more_or_less(before, after)


def _changed_words(before: str, after: str) -> tuple[Counter[str], Counter[str]]:
    a, b = (
        Counter(word.rstrip(".") for word in re.findall(r"[\w.]+(?:[-’']\w+)*", _folded(t).lower()))
        for t in (before, after)
    )
    return a - b, b - a


def _first(gone: Counter[str], new: Counter[str], words: frozenset[str]) -> str:
    """How the words of a set changed, if any did."""
    lost, gained = (sorted(word for word in side if word in words) for side in (gone, new))
    return _said(lost, gained) if lost or gained else ""


def _said(lost: Sequence[str], gained: Sequence[str]) -> str:
    if lost and gained:
        return f"'{lost[0]}' became '{gained[0]}'"
    return f"'{gained[0]}' was added" if gained else f"'{lost[0]}' was taken out"


def _verb(before: str, after: str) -> str:
    """Whether a sentence now begins with another verb; a spelling put right is the same verb."""
    a, b = (SENTENCE.findall(text) for text in (before, after))
    for old, new in (
        zip(a, b, strict=False) if len(a) == len(b) else zip(a[:1], b[:1], strict=False)
    ):
        if SequenceMatcher(None, old.lower(), new.lower()).ratio() < 0.75:
            return f"'{old}' became '{new}'"
    return ""


def _more_or_less(before: str, after: str) -> str:
    """A clause that was added or taken out without another in its place."""
    found = pieces(before, after)
    for i, piece in enumerate(found):
        beside = {p.kind for p in found[max(0, i - 1) : i + 2]}
        content = [w for w in WORD.findall(piece.text.lower()) if w not in SMALL]
        if piece.kind != "same" and not {"gone", "new"} <= beside and len(content) >= 3:
            what = "it now adds" if piece.kind == "new" else "it no longer says"
            return f"{what} '{' '.join(piece.text.split()).strip(' ,.;:')}'"
    return ""
