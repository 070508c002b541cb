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
    """What following the link of a resource takes: money, an account, neither, or nobody knows."""
    if resource.cost == "unknown" and resource.access == "unknown":
        return "cost and account not known"
    cost = "cost not known" if resource.cost == "unknown" else resource.cost
    return f"{cost}, {ACCESS.get(resource.access) or f'{resource.access} needed'}"


ACCESS = {"open": "no account needed", "unknown": "account not known"}


def notice(site: Site, url: str, words: str = "") -> str:
    """What to add to a link with these words: where it leads, and what that takes if we know.

    Nothing that the words say already.
    """
    resource = _resources(site).get(url)
    known = resource is not None and (resource.cost, resource.access) != ("unknown", "unknown")
    told = [host(url) if host(url).casefold() not in words.casefold() else ""]
    told += [terms(resource)] if resource is not None and known else []
    return ", ".join(filter(None, told))


@lru_cache(maxsize=1)
def _resources(site: Site) -> Mapping[str, Resource]:
    return {resource.url: resource for resource in site.resources if resource.url}
