"""A run: many addresses, looked at politely and at once, each told of as soon as it is known."""

import asyncio
import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from handbook.health import Health
from handbook.links import urls
from handbook.links.ask import Politely
from handbook.links.chase import chase
from handbook.links.classify import Verdict, Wanted, classify
from handbook.links.hosts import AT_ONCE
from handbook.links.web import Asker, open_web

Tell = Callable[[str, Verdict], None]
Group = tuple[str, Sequence[Wanted]]  # all that are asked for as one address


def look(
    wanted: Iterable[Wanted],
    known: Mapping[str, Health],
    tell: Tell,
    *,
    intranet: bool = False,
    contact: str = "",
) -> None:
    """Look at every address and `tell` what was seen. KeyboardInterrupt may end it early."""
    asyncio.run(_look([*wanted], known, tell, intranet=intranet, contact=contact))


async def _look(
    wanted: Sequence[Wanted],
    known: Mapping[str, Health],
    tell: Tell,
    *,
    intranet: bool,
    contact: str,
) -> None:
    web = [one for one in wanted if not _told_at_once(one, tell)]
    async with open_web(intranet=intranet, contact=contact) as asker:
        await look_with(asker, web, known, tell)


def _told_at_once(one: Wanted, tell: Tell) -> bool:
    """What can be judged by its letters alone."""
    if reason := urls.wrong(one.url):
        tell(one.url, Verdict("invalid", reason))
    elif not urls.is_web(one.url):
        tell(one.url, Verdict("ok"))
    else:
        return False
    return True


async def look_with(
    web: Asker, wanted: Iterable[Wanted], known: Mapping[str, Health], tell: Tell
) -> None:
    """Look at web addresses with a given way to ask. Two work for each host, in any order."""
    ask = Politely(web)
    async with asyncio.TaskGroup() as group:
        for queue in _queues(wanted):
            for _ in range(min(AT_ONCE, len(queue))):
                group.create_task(_work(queue, ask, known, tell))


def _queues(wanted: Iterable[Wanted]) -> Sequence[deque[Group]]:
    """The addresses of each host, each once; the longest queue first.

    Inside a queue the order is by chance, but always the same, so that pages of one kind, which
    may all be slow or all be refused, do not come together.
    """
    forms: dict[str, list[Wanted]] = defaultdict(list)
    for one in wanted:
        forms[urls.form(one.url)].append(one)
    queues: dict[str, deque[Group]] = defaultdict(deque)
    for form in sorted(forms, key=lambda form: hashlib.sha256(form.encode()).digest()):
        queues[urls.host(form)].append((form, forms[form]))
    return sorted(queues.values(), key=len, reverse=True)


async def _work(
    queue: deque[Group], ask: Politely, known: Mapping[str, Health], tell: Tell
) -> None:
    while queue:
        # In a function of its own, so that no page is kept while the next one is waited for.
        await _look_at(queue.popleft(), ask, known, tell)


async def _look_at(group: Group, ask: Politely, known: Mapping[str, Health], tell: Tell) -> None:
    form, wanted = group
    try:
        chain = await chase(form, ask, _conditions(wanted, known))
        verdicts = [classify(chain, one, known.get(one.url)) for one in wanted]
    except Exception as error:  # one strange page must not end the run for all
        reason = f"this program could not judge it ({type(error).__name__})"
        verdicts = [Verdict("blocked", reason, "unjudged") for _ in wanted]
    for one, verdict in zip(wanted, verdicts, strict=True):
        tell(one.url, verdict)


def _conditions(group: Sequence[Wanted], known: Mapping[str, Health]) -> Mapping[str, str]:
    """Ask only whether something has changed, if all that it would change is one verdict 'ok'."""
    health = known.get(group[0].url) if len(group) == 1 else None
    if health is None or health.kind != "ok" or health.final:
        return {}
    headers = {"If-None-Match": health.etag, "If-Modified-Since": health.modified}
    return {name: value for name, value in headers.items() if value}
