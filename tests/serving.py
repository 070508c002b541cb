"""A web server for a built site, that answers as a real host would."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# How long browsers may keep what has this in its address; the first that fits.
AGES = {
    "/assets/handbook-": "public, max-age=31536000, immutable",
    "/assets/": "public, max-age=3600",
    "": "no-cache",
}


class Handler(SimpleHTTPRequestHandler):
    """Serves one folder under a base path: indexes for folders, the site's own page for a 404."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args, base: str, **named) -> None:
        self.base = base
        super().__init__(*args, **named)

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client may leave at any time
            super().handle()

    def send_head(self):
        if not self.path.startswith(self.base):
            return self.send_error(404)
        self.path = "/" + self.path.removeprefix(self.base)
        return super().send_head()

    def end_headers(self) -> None:
        # Without this LinkChecker waits between any two requests.
        self.send_header("LinkChecker", "allow-concurrent-checks")
        super().end_headers()

    def list_directory(self, path) -> None:
        self.send_error(404)  # a folder without an index is no page

    def send_error(self, code, message=None, explain=None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args) -> None:
        pass


class Host(Handler):
    """As the hosts' guide asks for: compressed files as they are, and a word on how long to keep.

    Notes in `seen` what was asked for, and how many bytes went out, headers left aside.
    """

    def __init__(self, *args, seen: list[tuple[str, int]], **named) -> None:
        self.seen = seen
        super().__init__(*args, **named)

    def send_head(self):
        path = self.path.partition("?")[0]
        sent = self.send_compressed() or super().send_head()
        if sent:
            self.seen.append((path, os.fstat(sent.fileno()).st_size))
        return sent

    def send_compressed(self):
        file = Path(self.translate_path(self.path.removeprefix(self.base)))
        if self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        for ending, name in ((".br", "br"), (".gz", "gzip")):
            packed = file.with_name(file.name + ending)
            if name in self.headers.get("Accept-Encoding", "") and packed.is_file():
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(file))
                self.send_header("Content-Encoding", name)
                self.send_header("Content-Length", str(packed.stat().st_size))
                self.end_headers()
                return packed.open("rb")
        return None

    def end_headers(self) -> None:
        ages = [age for part, age in AGES.items() if part in self.path]
        self.send_header("Cache-Control", ages[0])
        self.send_header("Vary", "Accept-Encoding")
        super().end_headers()


@contextmanager
def serving(
    folder: Path, base: str = "/", seen: list[tuple[str, int]] | None = None
) -> Iterator[str]:
    """Serve a folder on this machine for a while, and say at which address.

    With a list in `seen`, as a good host does, and with a note of every file that was sent.
    """
    named = {"directory": str(folder), "base": base}
    handler = partial(Handler, **named) if seen is None else partial(Host, seen=seen, **named)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()
