"""Local editions: a small folder of changes over a handbook that stays where it is."""

import os
from pathlib import Path

NAME = "edition.yml"


def is_edition(root: Path) -> bool:
    """Whether a folder holds an edition, not a handbook that stands alone."""
    return os.path.lexists(root / NAME)
