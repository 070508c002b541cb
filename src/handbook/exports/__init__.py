"""Files for other systems: one module for each format. An exporter returns bytes, opens nothing."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from types import ModuleType
from typing import NamedTuple

from handbook.exports import (
    json_schema,
    learning_schema,
    outcomes_csv,
    pathways_csv,
    replaced_csv,
    resources_csv,
    whole_json,
)
from handbook.site import Site

EXPORTS: tuple[ModuleType, ...] = (
    whole_json,
    json_schema,
    outcomes_csv,
    resources_csv,
    pathways_csv,
    replaced_csv,
    learning_schema,
)


class File(NamedTuple):
    """A file of the site: its bytes, and what readers check them with."""

    content: bytes

    @property
    def checksum(self) -> str:
        """SHA-256, as 64 hexadecimal digits."""
        return sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


@lru_cache(maxsize=1)
def files(site: Site) -> Mapping[str, File]:
    """Each download by its path from the site's root. The data page and the build both ask."""
    return {export.URI: File(export.export(site)) for export in EXPORTS}
