"""What readers should know of a link to another site before they follow it."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from handbook.model import Resource
from handbook.site import Site


def host(url: str) -> str:
    """The name of the site that an address leads to, as people say it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def terms(resource: Resource) -> str:
    """What following the link of a resource takes, as far as we know: money, an account, neither.

    Nothing, if nobody knows.
    """
    cost = "" if resource.cost == "unknown" else resource.cost
    return ", ".join(filter(None, [cost, ACCESS.get(resource.access, f"{resource.access} needed")]))


ACCESS = {"open": "no account needed", "unknown": ""}


def notice(site: Site, url: str, words: str = "") -> str:
    """What to add to a link with these words: where it leads, and what that takes if we know.

    Nothing that the words say already.
    """
    resource = _resources(site).get(url)
    told = [host(url) if host(url).casefold() not in words.casefold() else ""]
    told += [terms(resource)] if resource is not None else []
    return ", ".join(filter(None, told))


@lru_cache(maxsize=1)
def _resources(site: Site) -> Mapping[str, Resource]:
    return {resource.url: resource for resource in site.resources if resource.url}
