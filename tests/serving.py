"""A web server for a built site, that answers as a real host would."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


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

    def end_headers(self) -> None:
        # Without this LinkChecker waits between any two requests.
        self.send_header("LinkChecker", "allow-concurrent-checks")
        super().end_headers()

    def log_message(self, *args) -> None:
        pass


@contextmanager
def serving(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a folder on this machine for a while, and say at which address."""
    handler = partial(Handler, directory=str(folder), base=base)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()
        thread.join()
