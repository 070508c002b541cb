"""Each resource stands in the directory once.

    - {id: hub, url: https://example.org/hub}
    - {id: the-hub, url: https://EXAMPLE.org/hub/}    # the same address

Add the second one's domains and outcomes to the first, and delete the second.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook.model import Resource
from handbook.problems import Problem
from handbook.site import Site

RULE = "duplicate-address"


def check(site: Site) -> Iterator[Problem]:
    first: dict[str, Resource] = {}
    for resource in site.resources:
        if resource.url is None:
            continue
        before = first.setdefault(same(resource.url), resource)
        if before is not resource:
            message = f"'{before.id}' has the same address"
            help = f"see {before.place('url')}; merge the two records"
            yield Problem(resource.place("url"), RULE, message, help)


def same(url: str) -> str:
    """What two spellings of one address have in common."""
    try:
        parts = urlsplit(url)
    except ValueError:  # the `doubtful-address` rule says so
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
