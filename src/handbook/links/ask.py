"""One address asked for in good manners: a turn at its host, its robots.txt, one retry."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from protego import Protego

from handbook.links import urls
from handbook.links.hosts import Host, Hosts
from handbook.links.web import AGENT, ENOUGH, Answer, Asker, NoAnswerError, looks_like_html

PATIENCE = 10.0  # seconds that we wait if a server says when to come back
AGAIN = 1.0  # seconds until we ask again if it does not say
PASSING = {500, 502, 503, 504}
BROKE_OFF = {"reset", "empty", "not-http"}
ROBOTS_WITHIN = 6.0  # seconds
ROBOTS_HOPS = 5  # https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1.2
REDIRECTS = {301, 302, 303, 307, 308}


class DisallowedError(Exception):
    """A robots.txt asks machines not to look."""


class StoppedError(Exception):
    """A host asked us to leave it alone, so we did not ask."""


class Politely:
    """Asks for addresses, each in its turn."""

    def __init__(self, web: Asker) -> None:
        self.web = web
        self.hosts = Hosts()
        self.robots = _Robots(self)

    async def __call__(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer to one request, at the second try if that may help.

        Raises NoAnswerError, DisallowedError or StoppedError.
        """
        await self.robots.may(url)
        try:
            answer = await self.once(url, headers)
        except NoAnswerError as error:
            if error.fault not in BROKE_OFF:
                raise
            await asyncio.sleep(AGAIN)
            return await self.once(url, headers)
        wait = _again(answer)
        if wait is None:
            return self._taken(url, answer)
        self.hosts.of(urls.host(url)).pause(wait)
        return self._taken(url, await self.once(url, headers))

    async def once(self, url: str, headers: Mapping[str, str]) -> Answer:
        """One request in its turn. Raises NoAnswerError and StoppedError."""
        return await self._in_turn(url, lambda: self.web(url, headers))

    async def robots_txt(self, url: str) -> Answer:
        """The same for a robots.txt, which is read as a whole but not waited for as long."""
        headers = {"Accept": "text/plain,*/*;q=0.5"}
        return await self._in_turn(
            url, lambda: self.web(url, headers, within=ROBOTS_WITHIN, enough=ENOUGH)
        )

    async def _in_turn(self, url: str, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        host = self.hosts.of(urls.host(url))
        _must_go_on(host)
        async with host.turn():
            _must_go_on(host)
            try:
                answer = await ask()
            except NoAnswerError as error:
                host.fails(error)
                raise
        if answer.status != 429:
            host.answered()
        return answer

    def _taken(self, url: str, answer: Answer) -> Answer:
        if answer.status == 429:
            self.hosts.of(urls.host(url)).refuses()
        return answer


def _must_go_on(host: Host) -> None:
    if host.stopped:
        raise StoppedError
    if error := host.down:
        raise error


def _again(answer: Answer) -> float | None:
    """After how many seconds to ask again; nothing if that would not help."""
    said = answer.headers.get("retry-after", "")
    if answer.status in {429, 503} and said:
        wait = retry_after(said, answer.headers.get("date", ""))
        return wait if wait is not None and wait <= PATIENCE else None
    return AGAIN if answer.status in PASSING and not said else None


def retry_after(said: str, date: str) -> float | None:
    """Seconds from now that a `Retry-After` means (RFC 9110, 10.2.3), or nothing."""
    if said.strip().isdigit():
        return float(said)
    then, now = _moment(said), _moment(date) or datetime.now(UTC)
    return max(0.0, (then - now).total_seconds()) if then else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one robots.txt says; None if there is none, which allows everything."""

    parsed: Protego | None

    def allow(self, url: str) -> bool:
        return self.parsed is None or bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        return float(self.parsed.crawl_delay(AGENT) or 0) if self.parsed else 0.0


class _Robots:
    """The robots.txt of every host, each read once (RFC 9309).

    A file that cannot be had allows everything: we look at single pages that a person listed,
    and the page itself will say whether its server is well.
    """

    def __init__(self, ask: Politely) -> None:
        self.ask = ask
        self.read: dict[str, asyncio.Task[_Rules]] = {}

    async def may(self, url: str) -> None:
        """Raises DisallowedError if the robots.txt says that machines may not ask for this."""
        origin = urls.origin(url)
        if origin not in self.read:
            self.read[origin] = asyncio.create_task(self._rules(origin))
        rules = await asyncio.shield(self.read[origin])
        if not rules.allow(url):
            raise DisallowedError

    async def _rules(self, origin: str) -> _Rules:
        try:
            answer = await self._file(f"{origin}/robots.txt")
        except (NoAnswerError, StoppedError, ValueError):
            return _Rules(None)
        if answer is None or answer.status != 200 or looks_like_html(answer.body):
            return _Rules(None)
        try:
            rules = _Rules(Protego.parse(answer.body.decode("utf-8", "replace")))
            self.ask.hosts.of(urls.host(origin)).crawl_delay(rules.delay)
        except ValueError:
            return _Rules(None)
        return rules

    async def _file(self, url: str) -> Answer | None:
        for _ in range(ROBOTS_HOPS + 1):
            answer = await self.ask.robots_txt(url)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            url = urls.form(urls.follow(url, answer.headers["location"]))
        return None
