"""A web server that can be out of reach, and hand out another version of the site."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from handbook.folders import replace
from serving import Handler

# In a page: whether the handbook is kept on the device, as far as one visit brings it there.
KEPT = "navigator.serviceWorker.controller?.state === 'activated'"


class Host(Handler):
    """A server that can be out of reach."""

    def __init__(self, *args, host, **named) -> None:
        self.host = host
        super().__init__(*args, **named)

    def send_head(self):
        if self.host.down:
            self.close_connection = True
            raise ConnectionAbortedError
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # as the hosts' guide asks for
        super().end_headers()


class Site:
    """A published site below a path, that can be down, and be published anew."""

    down = False
    url = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def publish(self, version: Path) -> None:
        copy = self.folder.with_name("copy")
        shutil.copytree(version, copy)
        replace(self.folder, copy)
        shutil.rmtree(copy, ignore_errors=True)


@contextmanager
def hosted(folder: Path) -> Iterator[Site]:
    """Serve a folder for a while, as a site that can be taken down."""
    site = Site(folder)
    handler = partial(Host, host=site, directory=str(folder), base="/book/")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        site.url = f"http://127.0.0.1:{server.server_port}/book/"
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
