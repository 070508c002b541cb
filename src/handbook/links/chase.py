"""From an address to what stands at its end: redirects, cookies, pages that lead on."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError

from aiohttp import CookieJar
from yarl import URL

from handbook.links import urls
from handbook.links.ask import REDIRECTS, DisallowedError, StoppedError
from handbook.links.html import Html
from handbook.links.web import Answer, NoAnswerError

PERMANENT = {301, 308}
MOST = 20  # redirects
Ask = Callable[[str, Mapping[str, str]], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step from an address to another."""

    url: str
    to: str
    permanent: bool


@dataclass(slots=True)
class Chain:
    """How far an address led. Without an `answer`, `end` says why there is none.

    `end` is 'answer', 'fault', 'loop', 'nowhere', 'robots' or 'stopped'. `anchor` is the part of a
    page that a redirect named; it counts more than the one in the address itself.
    """

    start: str
    hops: list[Hop] = field(default_factory=list)
    answer: Answer | None = None
    end: str = "answer"
    fault: NoAnswerError | None = None
    anchor: str = ""

    @property
    def final(self) -> str:
        """The last address that was asked for."""
        return self.hops[-1].to if self.hops else self.start

    @property
    def settled(self) -> str:
        """The address that the permanent redirects at the start lead to."""
        at = self.start
        for hop in self.hops:
            if not hop.permanent:
                break
            at = hop.to
        return at


async def chase(start: str, ask: Ask, conditions: Mapping[str, str]) -> Chain:
    """Follow an address (in its one form, `urls.form`) to its end; never raises for a bad one.

    `conditions` are headers for the first request only, such as If-None-Match.
    """
    chain = Chain(start)
    try:
        await _Chase(chain, ask).run(conditions)
    except NoAnswerError as error:
        chain.end, chain.fault = "fault", error
    except DisallowedError:
        chain.end = "robots"
    except StoppedError:
        chain.end = "stopped"
    return chain


class _Chase:
    """One chain in the making, with the cookies that it was given on the way."""

    def __init__(self, chain: Chain, ask: Ask) -> None:
        self.chain = chain
        self.ask = ask
        # Cookies live as long as the chain, on hosts without a name too.
        self.jar = CookieJar(unsafe=True, quote_cookie=False)
        self.seen: set[tuple[str, str]] = set()

    async def run(self, conditions: Mapping[str, str]) -> None:
        url = self.chain.start
        while True:
            cookies = self._cookies(url)
            if (url, cookies) in self.seen or len(self.chain.hops) > MOST:
                self.chain.end = "loop"
                return
            self.seen.add((url, cookies))
            headers = {"Cookie": cookies} if cookies else {}
            answer = await self.ask(url, {**headers, **conditions})
            conditions = {}
            self._keep(answer)
            step = self._next(answer)
            if step is None:
                self.chain.answer = answer
                return
            self.chain.hops.append(step)
            url = step.to

    def _cookies(self, url: str) -> str:
        found = self.jar.filter_cookies(URL(url, encoded=True))
        return "; ".join(f"{name}={morsel.value}" for name, morsel in found.items())

    def _keep(self, answer: Answer) -> None:
        try:
            self.jar.update_cookies_from_headers(answer.cookies, URL(answer.url, encoded=True))
        except (CookieError, ValueError):
            return

    def _next(self, answer: Answer) -> Hop | None:
        if answer.status in REDIRECTS or (answer.status == 300 and "location" in answer.headers):
            return self._hop(answer, answer.headers.get("location", ""), answer.status in PERMANENT)
        if answer.status < 300 and answer.is_html and (to := Html(answer).leads_to):
            return self._led(answer, to)
        return None

    def _led(self, answer: Answer, to: str) -> Hop | None:
        """A page that leads on; to itself, or to no web address, means that it does not."""
        try:
            target = urls.follow(answer.url, to)
            same = urls.form(target) == answer.url
        except ValueError:
            return None
        return None if same else self._hop(answer, to, permanent=False)

    def _hop(self, answer: Answer, location: str, permanent: bool) -> Hop | None:
        try:
            target = urls.follow(answer.url, location) if location.strip() else ""
            to = urls.form(target) if urls.is_web(target) else ""
        except ValueError:
            to = ""
        if not to or "@" in to.split("/")[2]:
            self.chain.end = "nowhere"
            return None
        self.chain.anchor = urls.fragment(target) or self.chain.anchor
        return Hop(answer.url, to, permanent)
