"""Compiled templates, kept from build to build in a temporary folder of the user's own."""

import marshal
import pickle
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket, bc_magic


class Compiled(FileSystemBytecodeCache):
    """Reads each file at once: a few bytes at a time, as Jinja does, takes five times as long."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it is there and belongs to the template's source.

        What is read is what `Bucket.write_bytecode` writes. Anything else counts as nothing.
        """
        head = bc_magic + pickle.dumps(bucket.checksum, 2)
        try:
            content = Path(self._get_cache_filename(bucket)).read_bytes()
            if content.startswith(head):
                bucket.code = marshal.loads(content[len(head) :])  # noqa: S302 (our own files)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()
