"""Compressed files hold what they stand beside, and are made again only when that has changed."""

import gzip
import zlib

import brotli
import pytest

from handbook.compress import compress, formats
from handbook.folders import replace

PAGE = b"<p>The same words, again and again.</p>\n" * 50
BOTH = formats(True)
UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress}


@pytest.fixture
def publish(tmp_path):
    """Build a folder from files as a build does: beside the old one, then in its place."""

    def build(files, wanted=BOTH):
        made, old = tmp_path / "made", tmp_path / "site"
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        compress(made, old, wanted)
        replace(old, made)
        return old

    return build


def names(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_a_companion_unpacks_to_its_file_and_is_smaller(publish, ending):
    site = publish({"a/index.html": PAGE, "data/a.json": PAGE})

    for file in (site / "a" / "index.html", site / "data" / "a.json"):
        packed = file.with_name(file.name + ending).read_bytes()
        assert UNPACK[ending](packed) == PAGE
        assert len(packed) < len(PAGE)


def test_what_gains_nothing_has_no_companion(publish):
    site = publish({"a.png": PAGE, "tiny.txt": b"a", "empty.css": b"", "LICENSE": PAGE})

    assert names(site) == {"a.png", "tiny.txt", "empty.css", "LICENSE"}


def test_gzip_names_no_day_and_no_system():
    header = formats("gzip")[0].compress(PAGE)[:10]

    assert header == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def test_only_what_changed_is_compressed_again(publish, monkeypatch):
    publish({"a.html": PAGE, "b.html": PAGE})
    packed = []
    counting = [
        type(one)(
            one.ending,
            lambda content, one=one: packed.append(content) or one.compress(content),
            one.decompress,
        )
        for one in BOTH
    ]

    site = publish({"a.html": PAGE, "b.html": PAGE + b"!"}, counting)

    assert packed == [PAGE + b"!"] * 2
    assert gzip.decompress((site / "b.html.gz").read_bytes()) == PAGE + b"!"


def test_a_companion_goes_with_its_file(publish):
    publish({"a.html": PAGE, "b.html": PAGE})

    assert names(publish({"a.html": PAGE})) == {"a.html", "a.html.gz", "a.html.br"}


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"other", mtime=0), b"cut off"])
def test_a_damaged_companion_is_made_anew_whatever_its_date(publish, damage):
    site = publish({"a.html": PAGE})
    right = (site / "a.html.gz").read_bytes()
    (site / "a.html.gz").write_bytes(right[:-3] if damage == b"cut off" else damage)

    publish({"a.html": PAGE})

    assert (site / "a.html.gz").read_bytes() == right


def test_a_file_of_the_site_with_such_a_name_stays(publish):
    site = publish({"a.csv": PAGE, "a.csv.gz": zlib.compress(b"own", wbits=31)})

    assert gzip.decompress((site / "a.csv.gz").read_bytes()) == b"own"


def test_a_page_that_stays_has_the_companions_that_it_should(publish, tmp_path):
    """A build after an edit makes only the pages that changed; the others stay where they are."""
    site = publish({"a.html": PAGE, "b.html": PAGE, "c.html": PAGE})
    (site / "b.html.gz").unlink()
    (site / "c.html.br").write_bytes(b"damaged")
    made = tmp_path / "made"
    made.mkdir()
    (made / "d.html").write_bytes(PAGE)
    pages = {"a.html", "b.html", "c.html"}
    before = (site / "a.html.gz").stat().st_mtime_ns

    replace(site, made, pages | compress(made, site, BOTH, pages))

    assert names(site) == {f"{one}.html{end}" for one in "abcd" for end in ("", ".gz", ".br")}
    assert brotli.decompress((site / "c.html.br").read_bytes()) == PAGE
    assert (site / "a.html.gz").stat().st_mtime_ns == before
