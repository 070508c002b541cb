"""Find a Chromium for the tests, or install one in the way that this machine offers."""

import os
import shutil
import subprocess
import sys

# Chromium's own parts cost more than the pages that it shows: without them tests take a third.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a browser, if there is one: $CHROMIUM wins, then the usual names."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    if _debian():
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        for name in (SHELL, "chromium"):  # not every distribution has both
            if not subprocess.run(["apt-get", "install", "-y", "-qq", name]).returncode:
                return
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _debian() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def _better() -> bool:
    """Whether this machine could have a browser that takes less time."""
    return _debian() and not shutil.which(SHELL) and not os.environ.get("CHROMIUM")


if __name__ == "__main__" and (not find() or _better()):
    install()
