"""What a new look at an address means for what was known: a failure is a history, not an event."""

import hashlib
from datetime import datetime, timedelta

from handbook.health import Health, Moment
from handbook.links.classify import Verdict

WORKS = {"ok", "moved", "fragment"}
ANSWERS = WORKS | {"suspect"}
FAILS = {"broken", "temporary", "insecure"}
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
AGE = WEEK
AGE_BLOCKED = timedelta(days=30)
JITTER = 0.1  # so that what was looked at on one day is not all due on one day
INSECURE_FOR = timedelta(days=30)
MOST_FAILS = 10


def remember(before: Health | None, url: str, verdict: Verdict, moment: Moment) -> Health:
    """What is known after a look at `moment`. A look that is already known changes nothing."""
    if before is not None and before.checked >= moment:
        return before
    fails = _fails(before, verdict, moment)
    kind = verdict.kind
    if kind == "temporary" and ((before is not None and before.dead) or _lasting(fails)):
        kind = "broken"
    day = moment.date()
    since = before.since if before is not None and before.kind == kind else day
    if kind == "broken" and fails:
        since = min(since, fails[0].date())
    worked = verdict.kind in WORKS
    return Health(
        url=url,
        kind=kind,
        since=since,
        checked=moment,
        ok_last=day if worked else before.ok_last if before is not None else None,
        fails=fails,
        status=verdict.status,
        final=verdict.final,
        proposed=verdict.proposed,
        title=verdict.title if worked or before is None else before.title or verdict.title,
        etag=verdict.etag,
        modified=verdict.modified,
        reason=verdict.reason,
    )


def _fails(before: Health | None, verdict: Verdict, moment: datetime) -> tuple[datetime, ...]:
    """The days since it last worked on which it did not; of many the first and the latest."""
    fails = before.fails if before is not None else ()
    if verdict.kind in ANSWERS:
        return ()
    if verdict.kind not in FAILS or (fails and fails[-1].date() == moment.date()):
        return fails
    fails = (*fails, moment)
    return fails if len(fails) <= MOST_FAILS else (fails[0], *fails[2:])


def _lasting(fails: tuple[datetime, ...]) -> bool:
    """Whether failures that may pass have gone on for too long to call them so."""
    return len(fails) >= 3 and fails[-1] - fails[0] >= WEEK


def confirmed(health: Health) -> bool:
    """Whether a broken address was seen broken twice, at least a day apart."""
    looks = [*health.fails, health.checked]
    return health.kind == "broken" and max(looks) - min(looks) >= DAY


def lasts(health: Health) -> bool:
    """Whether a connection has been unsafe for so long that nobody seems to mend it."""
    looks = [*health.fails, health.checked]
    return health.kind == "insecure" and max(looks) - min(looks) > INSECURE_FOR


def due(health: Health | None, now: datetime) -> bool:
    """Whether it is time to look again. What may have passed by now is looked at every time."""
    if health is None or health.kind == "temporary":
        return True
    if isinstance(health.status, int) and (health.status == 429 or 500 <= health.status < 600):
        return True
    limit = AGE_BLOCKED if health.kind == "blocked" else AGE
    if health.kind == "broken" and not confirmed(health):
        limit = DAY
        return now - health.checked >= limit
    return now - health.checked >= limit * (1 + JITTER * _chance(health))


def _chance(health: Health) -> float:
    """Between -1 and 1, always the same for one look at one address."""
    text = f"{health.url} {health.checked.isoformat()}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:4]) / 2**31 - 1
