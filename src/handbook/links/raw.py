"""An answer that a strict reader of HTTP refuses, read as forgivingly as browsers do.

A page longer than its `Content-Length`, a header with a stray character: people see such pages.
Only used when the ordinary way has failed, and only for the beginning of an answer.
"""

import asyncio
import email.parser
import re
import ssl
from collections.abc import Mapping
from email.message import Message
from urllib.parse import urlsplit

STATUS = re.compile(rb"HTTP/1\.[01] +([1-9]\d\d)(?: [^\r\n]*)?\r?\n")
END = re.compile(rb"\r?\n\r?\n")
MOST = 320 * 1024  # bytes of head and body


async def fetch(
    url: str, address: str, headers: Mapping[str, str], tls: ssl.SSLContext
) -> tuple[int, Message, bytes]:
    """Status, headers and beginning of the body; `address` is where the host's name leads.

    Raises ValueError if the answer is not HTTP at all, OSError if there is no connection.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(
        address,
        port,
        ssl=tls if secure else None,
        server_hostname=parts.hostname if secure else None,
    )
    try:
        writer.write(_request(url, headers))
        return _parsed(await _beginning(reader))
    finally:
        writer.transport.abort()  # closing TLS politely would wait for the other side


async def speaks_old_tls(url: str, address: str) -> bool:
    """Whether a server that broke off a secure connection would make one by a rule of old.

    Only a handshake: nothing is asked, and the connection is closed.
    """
    parts = urlsplit(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    try:
        _, writer = await asyncio.open_connection(
            address, parts.port or 443, ssl=context, server_hostname=parts.hostname
        )
    except OSError:
        return False
    writer.transport.abort()
    return True


def _request(url: str, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = {"Host": parts.netloc, "Connection": "close", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"GET {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1", "replace")


async def _beginning(reader: asyncio.StreamReader) -> bytes:
    data = bytearray()
    try:
        while len(data) < MOST and (piece := await reader.read(16 * 1024)):
            data += piece
    except OSError:
        if not data:
            raise
    return bytes(data)


def _parsed(data: bytes) -> tuple[int, Message, bytes]:
    while (found := STATUS.match(data)) and found[1].startswith(b"1"):
        end = END.search(data)
        data = data[end.end() :] if end else b""
    end = END.search(data)
    if not found or not end:
        raise ValueError("not HTTP")
    head = data[found.end() : end.start()].decode("utf-8", "surrogateescape")
    headers = email.parser.HeaderParser().parsestr(head)
    body = data[end.end() :]
    length = str(headers.get("Content-Length", ""))
    return int(found[1]), headers, body[: int(length)] if length.isdigit() else body
