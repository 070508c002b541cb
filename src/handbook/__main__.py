"""So that `python -m handbook` does what `handbook` does."""

from handbook.cli import main

main()
