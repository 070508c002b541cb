"""What is known about other people's addresses: `links.jsonl`, one line for each address.

`handbook check-links` writes the file, and nobody else; the site only reads it, so a build never
looks at the network or the clock. The lines are sorted by address, so that two people's changes
meet on a line only if both looked at the same address; of two lines the later look counts.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from handbook.problems import Place, Problem

FILE = Path("links.jsonl")
Kind: TypeAlias = Literal[
    "ok",
    "moved",
    "broken",
    "temporary",
    "blocked",
    "insecure",
    "suspect",
    "fragment",
    "invalid",
]


def _utc(moment: datetime) -> datetime:
    """A moment to the second; one without a time zone is meant as UTC."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(microsecond=0)


Moment = Annotated[datetime, AfterValidator(_utc)]


class Health(BaseModel):
    """What is known about one address.

    `since` is the day from which it is of this class; `fails` holds the first failed look of each
    day since it was last seen to work. `status` is the HTTP status of the last answer, or a word
    for why there was none. `final` is where it led, `proposed` the address to write instead.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    url: str
    kind: Kind = Field(alias="class")
    since: date
    checked: Moment
    ok_last: date | None = None
    fails: tuple[Moment, ...] = ()
    status: int | str | None = None
    final: str | None = None
    proposed: str | None = None
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    reason: str = ""

    @property
    def dead(self) -> bool:
        """Whether readers should be told that the address does not work."""
        return self.kind == "broken"


def line(health: Health) -> str:
    """One line of the file: the fields in a fixed order, those without a value left out."""
    fields = health.model_dump(mode="json", by_alias=True)
    kept = {name: value for name, value in fields.items() if value not in (None, "", [])}
    return json.dumps(kept, ensure_ascii=False)


def text(known: Iterable[Health]) -> str:
    """The whole file."""
    return "".join(f"{line(health)}\n" for health in sorted(known, key=lambda h: h.url))


def read(root: Path, name: Path = FILE) -> tuple[Mapping[str, Health], list[Problem]]:
    """What `name` below `root` says, by address, and the lines that make no sense.

    Nothing is known if there is no such file: nobody has looked yet.
    """
    try:
        lines = (root / name).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError):
        help = "restore it from git, or delete it: the next 'handbook check-links' starts afresh"
        return {}, [Problem(Place(name), "link-memory", "this file cannot be read", help)]
    return _parsed(lines, name)


def _parsed(lines: list[str], name: Path) -> tuple[Mapping[str, Health], list[Problem]]:
    known: dict[str, Health] = {}
    problems = []
    for number, content in enumerate(lines, 1):
        if not content.strip():
            continue
        try:
            health = Health.model_validate_json(content)
        except ValidationError:
            problems.append(_unreadable(Place(name, number)))
            continue
        before = known.get(health.url)
        if before is None or before.checked < health.checked:
            known[health.url] = health
    return known, problems


def _unreadable(place: Place) -> Problem:
    message = "this line is not one that 'handbook check-links' wrote"
    help = "delete the line; the address is looked at again next time"
    return Problem(place, "link-memory", message, help)
