"""What is decided, written: every file is worked out first, then all are swapped, or none."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook import yamlout
from handbook.edit.patch import GONE, patched
from handbook.edition import NAME
from handbook.edition.content import Content
from handbook.edition.read import TEXTS, Edition
from handbook.upgrade.compare import known
from handbook.upgrade.finding import Address, Deed, Keep, Put, Remove, Report
from handbook.yamlio import Document, parse, read_text

Tree = Any  # what yamlio reads, with GONE in the place of what is to go
# What an entry may still say when nothing is left of what it did.
IDLE = {"id", "because", "owner", "until", "expects", "domain", "framework"}
PARTS = ("set", "clear", "add_to", "remove_from", "expects")
HEAD = "# Written by `handbook upgrade`: what the base said when each local change was made.\n"


@dataclass(frozen=True)
class Write:
    """What a file held (nothing if it is new) and what it is to hold (nothing if it is to go)."""

    name: Path
    before: bytes | None
    after: bytes | None


def automatic(report: Report) -> tuple[Deed, ...]:
    """All that needs no thought."""
    return (*report.deeds, *(deed for finding in report.findings for deed in finding.deeds))


def writes(edition: Edition, deeds: Sequence[Deed], now: Content) -> list[Write]:
    """Every file that changes when these deeds are done. Writes nothing.

    `now` is the base that the edition was compared with. Raises DataError if a file cannot be
    changed without changing more of it.
    """
    puts: dict[Path, list[Put]] = {}
    for deed in deeds:
        if isinstance(deed, Put):
            puts.setdefault(deed.file, []).append(deed)
    found = [_changed(edition.root, name, wanted) for name, wanted in sorted(puts.items())]
    found += [
        Write(name, (edition.root / name).read_bytes(), None)
        for name in sorted({deed.file for deed in deeds if isinstance(deed, Remove)})
    ]
    kept = {deed.fingerprint: deed for deed in deeds if isinstance(deed, Keep)}
    found.append(_texts(edition, found, kept, now))
    return [write for write in found if write.before != write.after]


def _changed(root: Path, name: Path, wanted: Sequence[Put]) -> Write:
    file = root / name
    if not file.exists():
        return Write(name, None, _fresh(wanted).encode())
    raw = file.read_bytes()
    text = raw.decode("utf-8")
    document = parse(read_text(file, name), name)
    target: Tree = deepcopy(document.data)
    for put in _last(wanted):
        _set(target, put.address, put.value)
    if name != Path(NAME):
        _prune(target)
    elif _emptied(target.get("terms")):
        target["terms"] = GONE
    return Write(name, raw, patched(text, name, target).encode())


def _last(puts: Sequence[Put]) -> list[Put]:
    """The puts in order; of two for the same place the later one counts."""
    return list({put.address: put for put in puts}.values())


def _fresh(wanted: Sequence[Put]) -> str:
    """A new file of changes."""
    target: dict[str, Any] = {}
    for put in wanted:
        _set(target, put.address, put.value)
    return yamlout.write(target)


def _set(target: Tree, address: Address, value: Tree) -> None:
    """Put a value at its address; fields that lead there are made if need be."""
    *way, last = address
    for n, part in enumerate(way):
        if isinstance(target, dict) and target.get(str(part), GONE) is GONE:
            if value is GONE:
                return
            target[str(part)] = [] if _is_new(address, n) else {}
        target = target[part]
        if target is GONE:
            return
    if isinstance(target, list) and isinstance(last, str):
        target.append(value)  # a new entry, at the end of its list
    elif value is not GONE or (isinstance(target, list) or last in target):
        target[last] = value


def _is_new(address: Address, n: int) -> bool:
    """Whether what leads to a new entry is a list: such an address ends with the entry's name."""
    return n == 0 and len(address) == 2 and isinstance(address[1], str)


def _prune(root: Tree) -> None:
    """Take out what has nothing left in it: parts of entries, entries, lists of entries."""
    if not isinstance(root, dict):
        return
    for entries in [*root.values()]:
        for n, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and _prune_entry(entry):
                entries[n] = GONE
    empty = [name for name, value in root.items() if _emptied(value)]
    for name in empty[: len(empty) - (len(empty) == len(root))]:  # a file must have a field
        root[name] = GONE


def _prune_entry(entry: dict[str, Any]) -> bool:
    """Take out the empty parts of an entry; whether nothing is left that it does."""
    for name in PARTS:
        inner = entry.get(name)
        if isinstance(inner, dict):
            for field, items in inner.items():
                inner[field] = GONE if _emptied(items) else items
    for name, value in entry.items():
        entry[name] = GONE if _emptied(value) else value
    doing = [name for name, value in entry.items() if name not in IDLE and value is not GONE]
    return GONE in entry.values() and not doing and not _expecting(entry)


def _emptied(value: Tree) -> bool:
    """Whether everything in a list, or in fields, is to go."""
    inner = [*value.values()] if isinstance(value, dict) else value
    return isinstance(inner, list) and bool(inner) and all(item is GONE for item in inner)


def _expecting(entry: dict[str, Any]) -> bool:
    """Whether an entry notes which text a page was written against, which is all that it does."""
    expects = entry.get("expects")
    return isinstance(expects, dict) and expects.get("text", GONE) is not GONE


# What the base said.


def _texts(
    edition: Edition, found: Sequence[Write], kept: Mapping[str, Keep], now: Content
) -> Write:
    """The store of base texts: those that some change still expects."""
    name = Path(TEXTS)
    file = edition.root / name
    before = file.read_bytes() if file.exists() else None
    wanted = sorted(_expected(edition, found))
    texts = [text for each in wanted if (text := _text(edition, kept, each, now.version))]
    told = {"texts": texts, "known": dict(known(now))}
    after = HEAD + yamlout.write({key: value for key, value in told.items() if value})
    return Write(name, before, after.encode())


def _text(
    edition: Edition, kept: Mapping[str, Keep], fingerprint: str, version: str
) -> dict[str, Any] | None:
    old, new = edition.texts.get(fingerprint), kept.get(fingerprint)
    if old is not None:
        return _told(fingerprint, old.record, old.field, old.version or "", old.value)
    return _told(fingerprint, new.record, new.field, version, new.value) if new else None


def _told(fingerprint: str, record: str, name: str, version: str, value: Any) -> dict[str, Any]:
    told = {"is": fingerprint, "record": record, "field": name, "version": version, "value": value}
    return {key: item for key, item in told.items() if item not in (None, "")}


def _expected(edition: Edition, found: Sequence[Write]) -> Iterator[str]:
    """Every fingerprint that the files of changes will have in them."""
    changed = {write.name: write.after for write in found}
    names = {*_local(edition), *changed}
    for name in names:
        raw = changed[name] if name in changed else (edition.root / name).read_bytes()
        if raw is not None and name.suffix == ".yml":
            yield from _prints(parse(raw.decode("utf-8-sig"), name))


def _local(edition: Edition) -> set[Path]:
    """The files that an edition's changes stand in."""
    return {change.entry.place().file for change in edition.changes}


def _prints(document: Document) -> Iterator[str]:
    data = document.data
    for entries in data.values() if isinstance(data, dict) else ():
        for entry in entries if isinstance(entries, list) else ():
            expects = entry.get("expects") if isinstance(entry, dict) else None
            yield from (str(v) for v in expects.values()) if isinstance(expects, dict) else ()


# All files, or none.


def save(root: Path, wanted: Iterable[Write]) -> None:
    """Write every file, or leave every file as it was.

    All new contents are on the disk before the first file is swapped; if a swap fails, those
    before it are undone.
    """
    ready: list[tuple[Write, Path | None]] = []
    done: list[Write] = []
    try:
        for write in wanted:
            ready += [(write, _beside(root / write.name, write.after))]
        for write, beside in ready:
            _swap(root / write.name, beside)
            done.append(write)
    except BaseException:
        for write in reversed(done):
            _swap(root / write.name, _beside(root / write.name, write.before))
        raise
    finally:
        for _, beside in ready:
            if beside is not None:
                beside.unlink(missing_ok=True)


def _beside(file: Path, content: bytes | None) -> Path | None:
    """A file with this content next to the one that it is to take the place of."""
    if content is None:
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    mode = file.stat().st_mode if file.exists() else 0o644
    Path(name).chmod(mode)
    return Path(name)


def _swap(file: Path, beside: Path | None) -> None:
    if beside is None:
        with suppress(FileNotFoundError):
            file.unlink()
    else:
        beside.replace(file)
