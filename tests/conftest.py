"""What several tests share: the real site, built once, a server for it, a browser, golden files."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from browser import install
from serving import serving

ROOT = Path(__file__).parent.parent
# No graphics card to look for, and no hosts of its own on a machine without internet.
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session", autouse=True)
def own_memory(tmp_path_factory):
    """Builds of tests leave nothing in the folders of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDBOOK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


FIGURES = pytest.StashKey[list]()


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


def pytest_configure(config):
    config.stash[FIGURES] = []


def pytest_collection_modifyitems(items):
    """The browser comes last: while it is open, no other test can run an event loop of its own."""
    items.sort(key=lambda item: item.path.parent.name == "browser")


def pytest_sessionfinish(session):
    """A process that ran a share of the tests hands its figures to the one that shows them."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = session.config.stash[FIGURES]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[FIGURES].extend(getattr(node, "workeroutput", {}).get("figures", ()))


def pytest_terminal_summary(terminalreporter, config):
    if config.stash[FIGURES]:
        terminalreporter.section("figures")
    for line in config.stash[FIGURES]:
        terminalreporter.line(line)


@pytest.fixture(scope="session")
def figure(pytestconfig):
    """Note a measurement, which is shown when all tests have run."""
    return pytestconfig.stash[FIGURES].append


@pytest.fixture
def golden(request):
    """Compare text with a file in `golden/`. `pytest --update-golden` rewrites the file."""

    def compare(name: str, text: str) -> None:
        file = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def build_real_site(tmp_path_factory):
    """Build the real handbook as `make site` does, for any address that it may be put at."""

    def build(address: str = "") -> Path:
        folder = tmp_path_factory.mktemp("site") / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        settings = {"HANDBOOK_SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
        run = subprocess.run(
            [*command, "--site-dir", str(folder)],
            cwd=ROOT,
            env=os.environ | settings,
            capture_output=True,
            text=True,
        )
        if run.returncode:
            pytest.fail(f"the handbook cannot be built:\n{run.stderr}", pytrace=False)
        return folder

    return build


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Make a folder once for all processes that run a share of the tests; none may change it."""
    alone = worker_id == "master"
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent

    def make(name: str, work: Callable[[], Path]) -> Path:
        note = shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not note.exists():
                note.write_text(str(work()), encoding="utf-8")
        return Path(note.read_text(encoding="utf-8"))

    return make


@pytest.fixture(scope="session")
def site_dir(build_real_site, once):
    """The folder of the real handbook, built once."""
    return once("site", build_real_site)


@pytest.fixture(scope="session")
def server(site_dir):
    """The address of a local server of the real handbook, with a slash at its end."""
    with serving(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests that open pages."""
    from playwright.sync_api import sync_playwright  # slow to import, and not every test needs it

    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        chromium = playwright.chromium.launch(
            executable_path=install.find(), args=[*QUIET, *sandbox]
        )
        # What pages keep on a device would come again for each test: those about it ask for it.
        for name in ("new_context", "new_page"):
            setattr(chromium, name, partial(getattr(chromium, name), service_workers="block"))
        yield chromium
        chromium.close()
