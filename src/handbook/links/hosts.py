"""Manners: how often, and how many at once, we ask one host.

At most two at once and 120 ms apart for each host (slower if its robots.txt says so), twenty at
once in all. A redirect's next request waits its turn like any other.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from handbook.links.web import OFFLINE, NoAnswerError

AT_ONCE, AT_ONCE_IN_ALL = 2, 20
APART = 0.12  # seconds
SLOWER = 1.0  # seconds apart after a host has asked for patience
MOST_APART = 60.0  # seconds; a host that asks for more gets this
TRUST = 3  # good answers in a row, after which we ask it as fast as before
REFUSALS = 3  # answers 'too many requests' in a row, after which we leave a host alone
UNREACHED = 2  # failed connections in a row, after which we take a host for down
SILENT = 4  # requests in a row without an answer in time, after which we do the same


class Host:
    """One host's turns.

    A host that says 'too many requests' for long is first asked slowly, one at a time: RFC 6585
    leaves open whether such an answer is about one page or all, and one page's limit must not
    hide the others. If the next ones are refused too, the host is left alone for this run.
    """

    def __init__(self, everyone: asyncio.Semaphore) -> None:
        self.everyone = everyone
        self.apart = self.usual = APART
        self.slots = asyncio.Semaphore(AT_ONCE)
        self.queue = asyncio.Lock()
        self.alone = asyncio.Lock()
        self.slow = self.always_slow = False
        self.next = 0.0
        self.good = 0
        self.refused = 0
        self.missed = 0
        self.silent = 0
        self.last: NoAnswerError | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for our turn to ask this host, and hold it while asking."""
        async with self.slots:
            if self.slow:
                async with self.alone, self._spaced():
                    yield
            else:
                async with self._spaced():
                    yield

    @asynccontextmanager
    async def _spaced(self) -> AsyncIterator[None]:
        now = asyncio.get_running_loop().time
        async with self.queue:
            while (wait := self.next - now()) > 0:
                await asyncio.sleep(wait)
            await self.everyone.acquire()
            self.next = now() + self.apart
        try:
            yield
        finally:
            self.everyone.release()

    def crawl_delay(self, seconds: float) -> None:
        """Obey what the host's robots.txt asks for."""
        if seconds > self.apart:
            self.apart = self.usual = min(seconds, MOST_APART)
            self.slow = self.always_slow = True

    def pause(self, seconds: float) -> None:
        """Ask nothing more of this host for a while."""
        self.next = max(self.next, asyncio.get_running_loop().time() + seconds)

    def answered(self) -> None:
        """It answered as we hoped."""
        self.refused = self.missed = self.silent = 0
        self.good += 1
        if self.good >= TRUST:
            self.apart, self.slow = self.usual, self.always_slow

    def refuses(self) -> None:
        """It said that we ask too often, and not to come back soon."""
        self.refused += 1
        self.good = 0
        self.apart = max(self.apart, SLOWER)
        self.slow = True
        self.pause(SLOWER)

    def fails(self, error: NoAnswerError) -> None:
        """It could not be asked."""
        self.last = error
        if error.fault in OFFLINE:
            self.missed += 1
        elif error.fault == "timeout":
            self.silent += 1
        elif error.fault != "private":
            self.missed = self.silent = 0

    @property
    def stopped(self) -> bool:
        """Whether it asked us to leave it alone."""
        return self.refused >= REFUSALS

    @property
    def down(self) -> NoAnswerError | None:
        """Why there is no point in asking it again."""
        out = self.missed >= UNREACHED or self.silent >= SILENT
        return self.last if out else None


class Hosts:
    """Every host that we have asked in this run."""

    def __init__(self) -> None:
        self.everyone = asyncio.Semaphore(AT_ONCE_IN_ALL)
        self.known: dict[str, Host] = {}

    def of(self, name: str) -> Host:
        """The host of this name."""
        if name not in self.known:
            self.known[name] = Host(self.everyone)
        return self.known[name]
