"""Where our own theme lies, and what every page loads of it, whoever builds the site."""

from pathlib import Path

SHELL = Path(__file__).parent / "theme" / "shell"
STYLES = ("assets/handbook/css/shell.css", "assets/handbook/css/handbook.css")
SCRIPTS = ("assets/handbook/js/index.js",)  # modules
FAVICON = "assets/images/favicon.svg"  # of the shell
