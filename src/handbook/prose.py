"""The Markdown subset of prose fields, and the links to records that it may hold.

Paragraphs, lists, **strong**, *emphasis*, `code` and [links](https://…). HTML is shown as text,
and a link leads to a web address or to a record: `[text](outcome:ph-3)`.
"""

import re
from collections.abc import Iterator, Mapping

WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?:[-+]|\d+[.)])(?:\s|$)", re.MULTILINE)
BLANK = re.compile(r"\n[ \t]*\n\s*")
RECORD = re.compile(r"(?P<kind>[a-z]+):(?P<id>[a-z0-9-]+)")
END = re.compile(r"\]\((?P<address>[a-z]+:[a-z0-9-]+)\)")  # of a link to a record
KINDS = ("outcome", "domain", "resource", "activity", "theme", "term", "pathway")


def paragraphs(text: str) -> Iterator[str]:
    """The words of each paragraph of a text without marks."""
    return (" ".join(part.split()) for part in BLANK.split(text.strip()))


def opening(text: str) -> tuple[str, str]:
    """A prose field in two: its first paragraph, and what comes after it, if anything."""
    first, *rest = BLANK.split(text.strip(), maxsplit=1)
    return first, "".join(rest)


def links(text: str) -> Iterator[str]:
    """Every address that a prose field links to, as written."""
    if is_marked(text):
        from handbook import marked  # which takes long to load, and most texts have no marks

        yield from marked.links(text)


def is_web(address: str) -> bool:
    """Whether an address leads to the web; no other scheme ever becomes a link."""
    return WEB.fullmatch(address) is not None


def record_named(address: str) -> tuple[str, str] | None:
    """The kind and id in `outcome:ph-3`, or nothing if the address is no such link."""
    found = RECORD.fullmatch(address)
    return (found["kind"], found["id"]) if found and found["kind"] in KINDS else None


def is_marked(text: str) -> bool:
    """Whether there may be marks in a text: most have none, and one quick look is enough."""
    if "*" in text or "_" in text or "`" in text or "[" in text or "\\" in text or "&" in text:
        return True
    if "\n" in text:
        return ITEM.search(text) is not None
    return not text[:1].isalpha() and ITEM.match(text) is not None


def plain(text: str) -> str:
    """The words of a prose field without its marks, on one line."""
    if not is_marked(text):
        return " ".join(text.split())
    from handbook import marked  # as above

    return " ".join(marked.words(text).split())


def relinked(text: str, instead: Mapping[tuple[str, str], str]) -> str:
    """A prose field with other links: `instead` has the new address by the record that one names.

    If that is empty, the words stay without a link.
    """
    for end in reversed(list(END.finditer(text))):
        named = record_named(end["address"])
        if named is None or named not in instead:
            continue
        start, words = _opening(text, end.start()), text[: end.start()]
        if address := instead[named]:
            text = f"{words}]({address}){text[end.end() :]}"
        elif start >= 0:
            text = f"{words[:start]}{words[start + 1 :]}{text[end.end() :]}"
    return text


def _opening(text: str, end: int) -> int:
    """Where the bracket stands that the one at `end` closes, or -1."""
    depth = 0
    for at in range(end - 1, -1, -1):
        if text[at] in "[]" and text[at - 1 : at] != "\\":
            depth += 1 if text[at] == "]" else -1
        if depth < 0:
            return at
    return -1
