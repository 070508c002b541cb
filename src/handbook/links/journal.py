"""What a run has seen so far, a line for each address, so that no interruption loses it.

The file lies beside the memory while a run goes on, and is gone when the run has ended well. A run
that finds one left over takes what it says and goes on from there.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from handbook.links.classify import Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one address, and when."""

    url: str
    at: datetime
    verdict: Verdict


class Journal:
    """Looks, written down as they come. `run` names what a run was to look at."""

    def __init__(self, file: Path, run: str) -> None:
        self.file = file
        self.run = run
        self._open: IO[str] | None = None

    def __enter__(self) -> Self:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fresh = not self.file.exists()
        self._open = self.file.open("a", encoding="utf-8")
        # After a kill the last line may have no end.
        self._open.write(("" if fresh else "\n") + json.dumps({"run": self.run}) + "\n")
        self._open.flush()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._open is not None:
            self._open.close()

    def add(self, look: Look) -> None:
        """Write one look; it is with the operating system when this returns."""
        if self._open is None:
            raise ValueError("the journal is not open")
        fields = {k: v for k, v in asdict(look.verdict).items() if v not in (None, "")}
        line = {"url": look.url, "at": look.at.isoformat(), **fields}
        self._open.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._open.flush()

    def done(self) -> None:
        """Forget the journal: all of it is in the memory now, or worth nothing."""
        self.file.unlink(missing_ok=True)


def left_over(file: Path) -> tuple[str, Mapping[str, Look]]:
    """What an interrupted run was to look at, and what it saw, by address."""
    run, looks = "", {}
    for line in _lines(file):
        if "run" in line:
            run = str(line["run"])
        elif look := _look(line):
            looks[look.url] = look
    return run, looks


def _lines(file: Path) -> Iterator[dict[str, object]]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue  # the line that was being written at the moment of a kill
        if isinstance(found, dict):
            yield found


def _look(line: dict[str, object]) -> Look | None:
    try:
        url, at = str(line.pop("url")), datetime.fromisoformat(str(line.pop("at")))
        return Look(url, at.astimezone(UTC), Verdict(**line))  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError):
        return None


def write(file: Path, text: str) -> None:
    """Replace a file as a whole: whoever reads it sees the old text or the new one."""
    beside = file.with_name(f".{file.name}.new")
    with beside.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
