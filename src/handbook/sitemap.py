"""The sitemap: every page of a built folder, and no day of the build.

https://www.sitemaps.org/protocol.html
"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

from handbook.render import Renderer


def write_sitemap(
    renderer: Renderer,
    folder: Path,
    files: Iterable[str],
    site_url: str | None,
    others: Iterable[str] = (),
) -> None:
    """Put ours in the place of a builder's, which may lack pages and name the day.

    `files` are those of the folder, `others` addresses of pages that are on the site beside them.
    Without `site_url`, the address of the site, there is no sitemap: it must name whole addresses.
    """
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (folder / name).unlink(missing_ok=True)
    if site_url:
        drawn = {name.removesuffix("index.html") for name in files if _is_page(name)}
        left_out = {hidden.url for hidden in renderer.site.hidden.values()}
        pages = drawn.union(others) - left_out
        urls = [urljoin(site_url, page) for page in sorted(pages)]
        sitemap = renderer.part("sitemap.xml", "", urls=urls)
        (folder / "sitemap.xml").write_text(sitemap, encoding="utf-8")


def _is_page(file: str) -> bool:
    return file == "index.html" or file.endswith("/index.html")
