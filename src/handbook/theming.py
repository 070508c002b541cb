"""Where our own theme lies, whoever builds the site."""

from pathlib import Path

SHELL = Path(__file__).parent / "theme" / "shell"
FAVICON = "assets/images/favicon.svg"  # of the shell
