"""One question to one web server: the only module that opens a connection to others.

It asks politely and honestly: a user agent that says who we are, one GET, closed as soon as we
know enough. It follows nothing and judges nothing.
"""

import asyncio
import errno
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from ipaddress import ip_address
from socket import AF_INET, AddressFamily
from typing import Literal, Protocol, TypeAlias
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from handbook.links import raw

AGENT = "living-handbook-link-check"
CONNECT, FIRST_BYTE, WHOLE = 6.0, 12.0, 14.0  # seconds
ENOUGH, ENOUGH_OF_OTHERS = 256 * 1024, 1024  # bytes, unpacked
PIECE = 16 * 1024
HEADERS = 64 * 1024  # browsers take headers of that size, and some servers send them
Fault: TypeAlias = Literal[
    "dns", "refused", "unreachable", "connect-timeout", "timeout", "reset", "empty", "not-http",
    "packing", "tls", "private",
]  # fmt: skip
# Faults that a runner without a network sees everywhere.
OFFLINE: frozenset[str] = frozenset({"dns", "refused", "unreachable", "connect-timeout"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `body` is unpacked, and the beginning is enough.

    `whole` says whether the body ended before we had enough of it, `late` whether time was up.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...] = ()
    body: bytes = b""
    whole: bool = True
    late: bool = False

    @property
    def type(self) -> str:
        """The media type, in small letters and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_html(self) -> bool:
        """Whether a browser would show this as a page."""
        if self.type in {"text/html", "application/xhtml+xml"}:
            return True
        return not self.type and looks_like_html(self.body)


class NoAnswerError(Exception):
    """There was no answer to judge: why, as a word and as a sentence."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail


class Asker(Protocol):
    """Asks for one address, once."""

    async def __call__(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        within: float = WHOLE,
        enough: int = ENOUGH_OF_OTHERS,
    ) -> Answer: ...


def looks_like_html(body: bytes) -> bool:
    """Whether something begins as a web page does."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<title"))


@asynccontextmanager
async def open_web(*, intranet: bool = False, contact: str = "") -> AsyncIterator[Asker]:
    """A way to ask web servers. Addresses of private networks are refused unless `intranet`."""
    with ThreadPoolExecutor(24) as pool:
        asyncio.get_running_loop().set_default_executor(pool)
        tls, resolver, said = _tls(), _Resolver(intranet), _headers(contact)
        connector = aiohttp.TCPConnector(ssl=tls, resolver=resolver, limit=0, force_close=True)
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            headers=said,
            max_line_size=HEADERS,
            max_field_size=HEADERS,
            read_bufsize=PIECE,
        ) as session:
            yield _Web(session, resolver, tls, said, intranet)


def _headers(contact: str) -> Mapping[str, str]:
    said = f" (+{contact})" if contact else ""
    return {
        "User-Agent": f"{AGENT}/{version('living-handbook')}{said}",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "en-GB,en;q=0.8,*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }


def _tls() -> ssl.SSLContext:
    """Every certificate is verified, as browsers do it.

    Servers that cannot renegotiate safely, and certificates that lack a field which only a strict
    reading of RFC 5280 asks for, are fine for browsers and so for us.
    """
    context = ssl.create_default_context()
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


class _PrivateError(Exception):
    """A name leads into a private network."""


class _Resolver(AbstractResolver):
    """Looks up names, and refuses those that lead into a private network.

    It stands where the connection is made, so a redirect or a name that changes cannot pass.
    """

    def __init__(self, intranet: bool) -> None:
        self.intranet = intranet
        self.inner = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AF_INET
    ) -> list[ResolveResult]:
        if host.endswith(".localhost"):  # https://www.rfc-editor.org/rfc/rfc6761#section-6.3
            host = "127.0.0.1"
        found = await self.inner.resolve(host, port, family)
        if not self.intranet and any(_private(item["host"]) for item in found):
            raise _PrivateError
        return found

    async def close(self) -> None:
        await self.inner.close()


def _private(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or ip
    return not mapped.is_global or mapped.is_multicast


def _is_ip(name: str) -> bool:
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


OLD_TLS = "the server speaks only an old version of TLS"
PRIVATE = "it leads into a private network"


@dataclass(frozen=True, slots=True)
class _Web:
    session: aiohttp.ClientSession
    resolver: _Resolver
    tls: ssl.SSLContext
    said: Mapping[str, str]
    intranet: bool

    async def __call__(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        within: float = WHOLE,
        enough: int = ENOUGH_OF_OTHERS,
    ) -> Answer:
        self._must_be_public(url)
        try:
            return await self._ask(url, headers, within, enough)
        except _PrivateError:
            raise NoAnswerError("private", PRIVATE) from None
        except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
            fault = _no_answer(error)
        if fault.fault == "reset" and await self._is_old(url):
            raise NoAnswerError("tls", OLD_TLS)
        raise fault

    def _must_be_public(self, url: str) -> None:
        name = (urlsplit(url).hostname or "").rstrip(".")
        local = name == "localhost" or name.endswith(".localhost")
        private = _private(name) if _is_ip(name) else local
        if private and not self.intranet:
            raise NoAnswerError("private", PRIVATE)

    async def _ask(
        self, url: str, headers: Mapping[str, str], within: float, enough: int
    ) -> Answer:
        now = asyncio.get_running_loop().time
        end = now() + within
        try:
            return await self._strictly(url, headers, lambda: end - now(), enough)
        except aiohttp.ClientResponseError:
            async with asyncio.timeout(end - now()):
                return await self._forgivingly(url, headers, enough)

    async def _strictly(
        self, url: str, headers: Mapping[str, str], left: Callable[[], float], enough: int
    ) -> Answer:
        limit = aiohttp.ClientTimeout(connect=CONNECT)
        async with asyncio.timeout(min(FIRST_BYTE, left())):
            response = await self.session.get(
                URL(url, encoded=True), headers=headers, allow_redirects=False, timeout=limit
            )
        try:
            return await _read(response, _Body.of(url, response, enough), left)
        finally:
            response.close()

    async def _is_old(self, url: str) -> bool:
        """Whether a server breaks off because the TLS that it speaks is too old for us."""
        if not url.startswith("https:"):
            return False
        try:
            async with asyncio.timeout(CONNECT):
                return await raw.speaks_old_tls(url, await self._address(url))
        except OSError:
            return False

    async def _address(self, url: str) -> str:
        host = (urlsplit(url).hostname or "").rstrip(".")
        return host if _is_ip(host) else (await self.resolver.resolve(host))[0]["host"]

    async def _forgivingly(self, url: str, headers: Mapping[str, str], enough: int) -> Answer:
        """What browsers show although it breaks the rules of HTTP."""
        said = {**self.said, **headers}
        status, given, body = await raw.fetch(url, await self._address(url), said, self.tls)
        answer = _Body(url, status, [(name, str(value)) for name, value in given.items()], enough)
        answer.add(body)
        return answer.answer()


async def _read(
    response: aiohttp.ClientResponse, body: "_Body", left: Callable[[], float]
) -> Answer:
    """An answer with as much of its body as we need, or as came before it broke off."""
    try:
        while not body.enough:
            async with asyncio.timeout(left()):
                piece = await response.content.read(PIECE)
            if not piece:
                break
            body.add(piece)
    except TimeoutError:
        if not body.data:
            raise
        return body.answer(late=True)
    except (aiohttp.ClientError, OSError):
        if not body.data:  # of a page that breaks off browsers show what came
            raise
    return body.answer()


class _Body:
    """The beginning of a body, unpacked as it comes, never more of it than we need."""

    def __init__(
        self, url: str, status: int, headers: Iterable[tuple[str, str]], most: int
    ) -> None:
        given = [(name.lower(), value) for name, value in headers]
        self.url = url
        self.status = status
        self.cookies = tuple(value for name, value in given if name == "set-cookie")
        self.headers = dict(reversed(given))  # of two that say different things the first counts
        self.most = most
        self.data = bytearray()
        self.packed = self.headers.get("content-encoding", "").strip().lower()
        self.unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self.fresh = True

    @classmethod
    def of(cls, url: str, response: aiohttp.ClientResponse, most: int) -> "_Body":
        """The body of an answer that has begun."""
        return cls(url, response.status, response.headers.items(), most)

    def answer(self, *, late: bool = False) -> Answer:
        """All that we know."""
        body = bytes(self.data)
        whole = not (late or self.enough)
        return Answer(self.url, self.status, self.headers, self.cookies, body, whole, late)

    def add(self, piece: bytes) -> None:
        """Raises zlib.error if it is not packed in the way that was said."""
        self.data += self._unpacked(piece)[: ENOUGH - len(self.data)]

    def _unpacked(self, piece: bytes) -> bytes:
        if self.packed not in {"gzip", "x-gzip", "deflate"}:
            return piece
        try:
            found = self.unpacker.decompress(piece, ENOUGH)
        except zlib.error:
            if self.packed != "deflate" or not self.fresh:
                raise
            self.unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # many mean this by 'deflate'
            found = self.unpacker.decompress(piece, ENOUGH)
        self.fresh = False
        return found

    @property
    def enough(self) -> bool:
        """Whether the beginning that we have is enough to judge by."""
        start = Answer("", 0, self.headers, body=bytes(self.data[:ENOUGH_OF_OTHERS]))
        return len(self.data) >= (ENOUGH if start.is_html else self.most)


def _no_answer(error: Exception) -> NoAnswerError:
    """An error of the libraries below us, as one of our faults and a sentence."""
    for kind, fault, words in FAULTS:
        if isinstance(error, kind):
            return NoAnswerError(fault, words)
    inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(error, aiohttp.ClientSSLError) or isinstance(inner, ssl.SSLError):
        return NoAnswerError("tls", _tls_words(error))
    number = getattr(inner, "errno", None)
    if number == errno.ECONNREFUSED:
        return NoAnswerError("refused", "nobody answers there: the connection is refused")
    if isinstance(inner, ConnectionError):
        return NoAnswerError("reset", "the server broke off the connection")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NoAnswerError("unreachable", "the server cannot be reached")
    if isinstance(error, OSError):
        return NoAnswerError("reset", "the connection broke")
    return NoAnswerError("not-http", "the answer is not HTTP")


# The first that fits counts.
FAULTS: tuple[tuple[type[Exception], Fault, str], ...] = (
    (aiohttp.ClientConnectorDNSError, "dns", "no such name is known"),
    (aiohttp.ConnectionTimeoutError, "connect-timeout", f"no connection in {CONNECT:.0f} seconds"),
    (TimeoutError, "timeout", f"no complete answer in {WHOLE:.0f} seconds"),
    (aiohttp.ServerDisconnectedError, "empty", "the server hung up without an answer"),
    (zlib.error, "packing", "the answer is packed in a way that cannot be undone"),
)


def _tls_words(error: Exception) -> str:
    """What is wrong with a secure connection."""
    said = str(error).lower()
    for sign, words in TLS_WORDS:
        if sign in said:
            return words
    return "a secure connection cannot be made"


TLS_WORDS = (
    ("self-signed certificate in", "the certificate is signed by somebody whom nobody knows"),
    ("self-signed", "the certificate is signed by nobody but itself"),
    ("self signed", "the certificate is signed by nobody but itself"),
    ("has expired", "the certificate has expired"),
    ("not yet valid", "the certificate is not valid yet"),
    ("hostname mismatch", "the certificate is for another name"),
    ("ip address mismatch", "the certificate is for another address"),
    ("not valid for", "the certificate is for another name"),
    ("unable to get local issuer", "the certificate is signed by somebody whom nobody knows"),
    ("wrong version number", "the server does not speak TLS there"),
    ("protocol version", OLD_TLS),
    ("unsupported protocol", OLD_TLS),
)
