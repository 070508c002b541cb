"""`url`, `address` and `status` of a resource tell the same story.

    address: unknown
    url: https://example.org    # so it is known after all

`address: found` or `recalled` goes with a `url`; `unknown` goes without one; `status: awaited`
means that there is no address yet; `replaced_by` goes with `status: moved` or `retired`.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook.model import Resource
from handbook.problems import Problem, shown
from handbook.site import Site

RULE = "doubtful-address"


def check(site: Site) -> Iterator[Problem]:
    for resource in site.resources:
        for field, message, help in _doubts(resource):
            yield Problem(resource.place(field), RULE, message, help)


def _doubts(resource: Resource) -> Iterator[tuple[str, str, str]]:
    if resource.url is None and resource.address != "unknown":
        message = f"the address is '{resource.address}', but there is no 'url'"
        yield "address", message, "add the url, or write 'address: unknown'"
    if resource.url is not None and resource.address == "unknown":
        message = "the address is 'unknown', but there is a 'url'"
        yield "address", message, "write 'address: found' or 'recalled', or delete the url"
    if resource.url is not None and resource.status == "awaited":
        message = "this is 'awaited', but there is a 'url'"
        yield "status", message, "write 'status: current'"
    if resource.url is not None and not _complete(resource.url):
        message = f"'{shown(resource.url)}' names no website"
        yield "url", message, "write the whole address, such as https://www.example.org/page"
    elif resource.url is not None and "@" in urlsplit(resource.url).netloc:
        message = "there is a name or a password in this address"
        yield "url", message, "take out what stands between '//' and '@', and the '@'"
    if resource.replaced_by and resource.status not in {"moved", "retired"}:
        message = f"this is replaced, but its status is '{resource.status}'"
        yield "replaced_by", message, "write 'status: moved' or 'status: retired'"


def _complete(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
