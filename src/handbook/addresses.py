"""Where every record lives on the site: the only place that knows the shape of addresses.

An address is relative to the site's root and ends with a slash, or with `#…` for a record that
shares a page: `outcomes/ph-3/`, `glossary/#mecc`.
"""

from collections.abc import Mapping

from handbook.model import (
    Activity,
    Domain,
    EvidenceKind,
    Framework,
    GlossaryEntry,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Record,
    Resource,
    Theme,
)
from handbook.site import Site


def base(site: Site, framework: Framework) -> str:
    """The folder of a framework's pages; the default framework's pages are at the root."""
    return "" if framework is site.framework else f"frameworks/{framework.id}/"


def address(site: Site, record: Record) -> str:
    """The permanent address of a record. Raises LookupError for a record without a page."""
    if shape := SHAPES.get(type(record)):
        return shape % getattr(record, "id", "")
    match record:
        case Outcome():
            framework = site.framework_of(site.domain_of(record))
            return f"{base(site, framework)}outcomes/{record.id}/"
        case Domain():
            return f"{base(site, site.framework_of(record))}domains/{record.id}/"
        case Framework():
            return base(site, record)
    raise LookupError(f"a {type(record).__name__} has no page")


def tables(site: Site) -> Mapping[str, Mapping[str, Record]]:
    """The records that have an address, by their kind and id."""
    return {
        "framework": {framework.id: framework for framework in site.frameworks},
        "domain": site.domains,
        "outcome": site.outcomes,
        "activity": site.activities,
        "resource": site.library,
        "theme": site.themes,
        "programme outcome": site.programme_outcomes,
        "evidence kind": site.evidence_kinds,
        "term": site.glossary,
        "pathway": site.pathways,
    }


def former(site: Site, record: Record) -> list[str]:
    """The addresses that a record had under earlier ids."""
    return [_beside(address(site, record), id) for id in getattr(record, "was", ())]


def _beside(address: str, id: str) -> str:
    return f"{address.rstrip('/').rpartition('/')[0]}/{id}/"


# The records whose address does not depend on their framework.
SHAPES: Mapping[type[Record], str] = {
    Activity: "activities/%s/",
    Resource: "resources/%s/",
    Theme: "themes/%s/",
    ProgrammeOutcome: "programme-outcomes/%s/",
    Pathway: "pathways/%s/",
    EvidenceKind: "evidence/kinds/#%s",
    GlossaryEntry: "glossary/#%s",
}


def whole(site: Site, domain: Domain) -> str:
    """The page that has everything of a domain, to print."""
    return f"{address(site, domain)}whole/"


CHANGES = "changes/"
EDITORS = "contribute/"  # the guide for people who edit
SUGGEST = "contribute/suggest/"  # the form in it, which is for everyone


def release(version: str) -> str:
    """The page of what one version changed."""
    return f"{CHANGES}{version}/"


def older(site: Site, outcome: Outcome, version: str) -> str:
    """An outcome as it was in an older version."""
    return f"{address(site, outcome)}versions/{version}/"


def feed(ending: str, domain: Domain | None = None) -> str:
    """The file of a feed of changes, `xml` or `json`: of everything, or of one domain."""
    return f"{CHANGES}domains/{domain.id}.{ending}" if domain else f"{CHANGES}feed.{ending}"


def uri(url: str) -> str:
    """The path under `content/` of the page at an address: `outcomes/ph-3.md`."""
    return f"{url.rstrip('/')}.md"


def url(uri: str) -> str:
    """The address of the page with a path under `content/`; the other way round of `uri`."""
    stem = uri.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def relative(target: str, page: str) -> str:
    """The link from the page at address `page` to the address or file `target`."""
    top = page[: page.find("/") + 1]
    if top and not target.startswith(top):  # as most links do, and this is quick
        return f"{'../' * page.count('/')}{target}"
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    # posixpath.relpath asks for the working folder each time, and there are many links.
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    way = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{way or './'}{mark}{fragment}"
