"""A web server on this machine that misbehaves in whatever way it is told to, byte by byte."""

import asyncio
import gzip
import threading
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

WORDS = (
    "Older people who live with frailty need care that is joined up. This page says how a team "
    "can find out what matters to a person, and what to do next. "
)


@dataclass
class Request:
    """What a client asked for: `times` counts how often it has asked for this path."""

    path: str
    headers: dict[str, str]
    times: int
    host: str


Part = bytes | float  # bytes to send, or seconds to wait
Reply = Callable[[Request], list[Part]]


def answer(status="200 OK", body="", kind="text/html; charset=utf-8", **headers):
    """An ordinary answer. A header's name is written with _ for -; None leaves it out."""
    raw = body if isinstance(body, bytes) else body.encode()
    lines = {"Content-Length": str(len(raw)), "Connection": "close"}
    lines |= {"Content-Type": kind} if kind else {}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{n}: {v}\r\n" for n, v in lines.items() if v is not None)
    return [f"HTTP/1.1 {status}\r\n{head}\r\n".encode("utf-8", "surrogateescape") + raw]


def page(title="Caring for older people", text=WORDS * 4, *, head="", status="200 OK", **headers):
    """A web page with a title, a heading and some text."""
    body = (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><header><nav><a href=/>Home</a></nav></header><main><h1>{title}</h1><p>{text}</p>"
        f"</main><footer>Published by a team</footer></body></html>"
    )
    return answer(status, body, **headers)


def to(location, status="302 Found", **headers):
    """A redirect."""
    return answer(status, "", Location=location, **headers)


@dataclass
class Server:
    """Replies by path, and a diary of who asked for what when."""

    replies: dict[str, Reply] = field(default_factory=dict)
    otherwise: Reply = lambda request: answer("404 Not Found", "<title>Not found</title>")
    asked: list[tuple[float, str, str]] = field(default_factory=list)  # when, host, path
    agents: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    busy: int = 0
    busiest: int = 0
    port: int = 0
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    blunt: bytes = b""  # what it says to whatever comes, whether it is HTTP or not

    def reset(self):
        self.asked.clear()
        self.counts.clear()
        self.busiest = 0

    async def serve(self, reader, writer):
        self.writers.add(writer)
        try:
            await self._serve(reader, writer)
        except (asyncio.CancelledError, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    async def _serve(self, reader, writer):
        if self.blunt:
            await reader.read(100)
            writer.write(self.blunt)
            return
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}
        path, host = first.split(" ")[1], headers.get("host", "")
        self.asked.append((asyncio.get_running_loop().time(), host, path))
        self.agents.add(headers.get("user-agent", ""))
        self.counts[host + path] += 1
        reply = self.replies.get(path.partition("?")[0], self.otherwise)
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            for part in reply(Request(path, headers, self.counts[host + path], host)):
                if part == RESET:
                    writer.transport.abort()
                    return
                if isinstance(part, bytes):
                    writer.write(part)
                    await writer.drain()
                else:
                    await asyncio.sleep(part)
        finally:
            self.busy -= 1


RESET = b"\0reset\0"


@contextmanager
def serving_replies(server: Server, hosts=("127.0.0.1",), context=None, port=0) -> Iterator[Server]:
    """Serve on this machine for a while, at each of the hosts, all on one port."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def main():
        first = await asyncio.start_server(server.serve, hosts[0], port, ssl=context, backlog=1000)
        server.port = first.sockets[0].getsockname()[1]
        others = [
            await asyncio.start_server(server.serve, host, server.port, ssl=context)
            for host in hosts[1:]
        ]
        ready.set()
        await stop.wait()
        for one in (first, *others):
            one.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        for writer in server.writers:  # TLS closes slowly, and would outlive the loop
            writer.transport.abort()
        await asyncio.sleep(0.01)

    thread = threading.Thread(target=loop.run_until_complete, args=(main(),))
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def zipped(data: bytes) -> bytes:
    return gzip.compress(data)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> list[Part]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return [head + body + end]
