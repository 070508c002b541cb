"""LinkChecker over the built folder, as a visitor would follow its links from the home page.

LinkChecker (GPL) runs as a program of its own: https://linkchecker.github.io/linkchecker/
"""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from handbook.output import Fault

# As root it would become a user who may not be able to read Python itself.
PROGRAM = (
    "from linkcheck.command import linkchecker as program\n"
    "program.drop_privileges = lambda: None\n"
    "program.linkchecker()"
)


def is_installed() -> bool:
    """Whether LinkChecker can be run."""
    return find_spec("linkcheck") is not None


def crawl(folder: Path) -> list[Fault]:
    """What LinkChecker calls broken, asking a server of our own on this computer only."""
    with _serving(folder) as address, tempfile.TemporaryDirectory() as temporary:
        settings = Path(temporary, "linkcheckerrc")
        settings.write_text("[checking]\nmaxrequestspersecond=100000\n", encoding="utf-8")
        options = ["--config", str(settings), "--output", "csv", "--verbose", "--no-status"]
        command = [sys.executable, "-c", PROGRAM, *options, f"{address}/"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    lines = [line for line in run.stdout.splitlines() if not line.startswith("#")]
    links = csv.DictReader(lines, delimiter=";")
    return sorted({_fault(link) for link in links if link["valid"] != "True"})


def _fault(link: dict[str, str]) -> Fault:
    page = urlsplit(link["parentname"]).path.removeprefix("/")
    message = f"LinkChecker cannot follow the link '{link['urlname']}': {link['result']}"
    return Fault(page, "crawl", link["urlname"], message, "correct the link or what it names")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody needs to read of each request."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A reader that hangs up early is no fault of the site."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of a server of a folder on this computer, at a port that is free."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
