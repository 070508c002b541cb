"""Files for other systems: one module for each format. An exporter returns text, opens nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from types import ModuleType

from handbook.exports import json_schema, outcomes_csv, resources_csv, whole_json
from handbook.site import Site

EXPORTS: tuple[ModuleType, ...] = (whole_json, json_schema, outcomes_csv, resources_csv)


@dataclass(frozen=True)
class File:
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


def files(site: Site) -> Iterator[tuple[str, File]]:
    """The path of each download, from the site's root, and the file."""
    for export in EXPORTS:
        yield export.URI, File(export.export(site).encode("utf-8"))
