"""What can be proposed for a new record from what is there: an id, a code, a DOI, a publisher."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from handbook.checks.duplicate_address import same
from handbook.model import Domain, Resource
from handbook.site import Site

# Words that say nothing about a title: an id is shorter without them.
SMALL = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of", "on", "or",
    "the", "to", "with", "your",
}  # fmt: skip
LONGEST = 40
# https://www.doi.org/doi-handbook/html/doi-name-syntax-1.html
DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s<>\"?#&]+")
CLOSE = 0.86  # 'Frailty toolkit' and 'Frailty tool kit', but not 'Frailty toolbox'


def id_from(title: str, taken: Collection[str], prefix: str = "") -> str:
    """A short id made from a title, that nothing else has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in words if word not in SMALL] or words or ["record"]
    made = prefix + telling[0]
    for word in telling[1:]:
        if len(made) + 1 + len(word) > LONGEST:
            break
        made += f"-{word}"
    return _free(made[:80], taken)


def _free(id: str, taken: Collection[str]) -> str:
    tries = [id, *(f"{id}-{n}" for n in range(2, len(taken) + 3))]
    return next(t for t in tries if t not in taken and t != "index" and len(t) > 1)


def next_after(labels: Sequence[str], taken: Collection[str]) -> str:
    """The label after the last one: `PH6` after `PH5`. Nothing if the last ends in no number."""
    found = re.fullmatch(r"(.*?)(\d+)", labels[-1]) if labels else None
    if not found:
        return ""
    number = int(found[2]) + 1
    while f"{found[1]}{number}" in taken:
        number += 1
    return f"{found[1]}{number}"


def taken(site: Site, *kinds: type) -> set[str]:
    """Every id that a record of these kinds has or had."""
    records = [record for record in site.records if isinstance(record, kinds)]
    former = {id for record in records for id in getattr(record, "was", ())}
    return {str(getattr(record, "id", "")) for record in records} | former


def activity_prefix(domain: Domain) -> str:
    """What the ids of a domain's activities begin with, such as `ph-`, if they all do."""
    firsts = {activity.id.partition("-")[0] for activity in domain.activities}
    return f"{firsts.pop()}-" if len(firsts) == 1 and len(domain.activities) > 1 else ""


def for_resource(site: Site, given: Mapping[str, str]) -> dict[str, str]:
    """Fields of a resource that follow from what is given: DOI, address, publisher, how sure."""
    url, doi = given.get("url", ""), given.get("doi", "")
    found = {}
    if (in_url := DOI.search(unquote(url))) and not doi:
        found["doi"] = doi = in_url.group().rstrip(".,;)/")
    if doi and not url:
        found["url"] = url = f"https://doi.org/{doi}"
    if publisher := _publisher(site, given.get("publisher", ""), url):
        found["publisher"] = publisher
    found["address"] = "found" if url else "unknown"
    return {name: value for name, value in found.items() if value != given.get(name)}


def _publisher(site: Site, given: str, url: str) -> str:
    """The publisher as it is spelt elsewhere, or as everything else on that website has it."""
    known = Counter(r.publisher for r in site.resources if r.publisher)
    if given:
        return next((name for name in known if _folded(name) == _folded(given)), "")
    host = _host(url)
    there = {r.publisher for r in site.resources if r.url and host and _host(r.url) == host}
    only = there.pop() if len(there) == 1 else None
    return only or ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def twin(site: Site, given: Mapping[str, str]) -> Resource | None:
    """The resource that has the same address or DOI, if there is one."""
    url, doi = given.get("url", ""), given.get("doi", "").lower()
    for resource in site.resources:
        if url and resource.url and same(resource.url) == same(url):
            return resource
        if doi and (resource.doi or "").lower() == doi:
            return resource
    return None


def alike(site: Site, given: Mapping[str, str]) -> Iterator[str]:
    """Sentences about resources that may be the same as the new one."""
    title, doi = _folded(given.get("title", "")), given.get("doi", "").lower()
    for resource in site.resources:
        named = f"'{resource.id}' ({resource.title})"
        theirs = resource.doi or "".join(DOI.findall(unquote(resource.url or ""))[:1])
        if given.get("url") and resource.url and same(resource.url) == same(given["url"]):
            yield f"{named} has the same address. Add the outcomes there instead?"
        elif doi and theirs.lower() == doi:
            yield f"{named} has the same DOI. Add the outcomes there instead?"
        elif title == _folded(resource.title):
            yield f"{named} has the same title. Is it the same thing?"
        elif _close(title, _folded(resource.title)):
            yield f"{named} has a title much like this one. Is it the same thing?"


def _close(one: str, other: str) -> bool:
    match = difflib.SequenceMatcher(None, one, other)
    return match.quick_ratio() >= CLOSE and match.ratio() >= CLOSE


def activities_alike(site: Site, title: str) -> Iterator[str]:
    """Sentences about activities that may be the same as the new one."""
    for activity in site.activities.values():
        if _close(_folded(title), _folded(activity.title)):
            yield f"'{activity.id}' ({activity.title}) is much like this one. Is it the same?"
