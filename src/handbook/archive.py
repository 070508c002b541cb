"""Zip files that are the same bytes whoever makes them, and whenever.

The format keeps dates and a system's marks for files; here they are the same for all. What is
compressed with another zlib may differ in its bytes, never in what it holds.
"""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

DAY = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
UNIX = 3
READABLE = 0o100644 << 16  # an ordinary file that everybody may read
PACKED = (".woff2", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".zip")


def archive(files: Mapping[str, bytes], first: Mapping[str, bytes] | None = None) -> bytes:
    """A zip of files by their paths, in the order of the alphabet.

    Those in `first` come before all others, and uncompressed: some formats know themselves by that.
    """
    told = io.BytesIO()
    with ZipFile(told, "w") as made:
        for path, content in (first or {}).items():
            made.writestr(_info(path, ZIP_STORED), content)
        for path, content in sorted(files.items()):
            how = ZIP_STORED if path.endswith(PACKED) else ZIP_DEFLATED
            made.writestr(_info(path, how), content, compresslevel=9)
    return told.getvalue()


def _info(path: str, how: int) -> ZipInfo:
    info = ZipInfo(path, DAY)
    info.compress_type = how
    info.create_system = UNIX
    info.external_attr = READABLE
    return info
