"""What only an edition has: contacts, placements, events, its changes, and what it leaves out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook import addresses
from handbook.marks import Told, of
from handbook.model import Activity, Domain, Outcome
from handbook.pages.page import Link, Page
from handbook.site import Site

if TYPE_CHECKING:
    from handbook.local import Hidden, Key, Local
    from handbook.offers import Contact, Event, Placement

    Offer = tuple[Placement | Event, Contact | None, list[Domain | Outcome | Activity]]

CONTACTS = "contacts/"
PLACEMENTS = "placements/"
EVENTS = "events/"
CHANGES = "local-changes/"
# In this order the page of local changes lists them.
ORDER = ("framework", "domain", "outcome", "activity", "pathway", "resource", "theme",
         "programme outcome", "evidence kind", "term", "page")  # fmt: skip


def pages(site: Site) -> Iterator[Page]:
    if site.local is None:
        return
    if site.contacts:
        yield _list(CONTACTS, "Contacts", "Whom to turn to.", contacts=site.contacts)
    if site.placements:
        offers = [_offer(site, placement) for placement in site.placements]
        about = "Where you can learn at work for a time."
        yield _list(PLACEMENTS, "Placements", about, offers=offers)
    if site.events:
        events = sorted(site.events, key=lambda event: (event.starts, event.id))
        about = "Teaching and other events, with their days."
        yield _list(EVENTS, "Events", about, offers=[_offer(site, event) for event in events])
    yield _changes(site, site.local)
    for hidden in site.local.hidden.values():
        if hidden.url and "#" not in hidden.url:
            yield _left_out(site, hidden)


def _list(url: str, title: str, about: str, **data: object) -> Page:
    template = f"pages/{url.strip('/')}.html"
    return Page(f"{url}index.md", title, template, {"lead": about, **data}, about)


def _offer(site: Site, offer: "Placement | Event") -> "Offer":
    """A placement or an event with its contact, and with the records that it is good for."""
    contact = next((c for c in site.contacts if c.id == offer.contact), None)
    records: list[Domain | Outcome | Activity] = [
        *(site.domains[id] for id in offer.domains),
        *(site.outcomes[id] for id in offer.outcomes),
        *(site.activities[id] for id in offer.activities),
    ]
    return offer, contact, records


def _changes(site: Site, local: "Local") -> Page:
    found = [_change(site, local, key) for key in sorted(local.marks, key=_order)]
    return Page(
        f"{CHANGES}index.md",
        "Local changes",
        "pages/local-changes.html",
        {
            "layers": local.layers,
            "changes": [change for change in found if change],
            "hidden": [
                (found.kind, found.title, local.layer(found.layer).title, found.because)
                for found in sorted(local.hidden.values(), key=lambda h: _order((h.kind, h.id)))
            ],
            "called": _terms(site),
        },
        "What this edition adds, changes and leaves out.",
    )


def _terms(site: Site) -> dict[str, str]:
    """What readers call each kind of record."""
    terms = site.framework.terms
    return {
        "domain": terms.domain.one,
        "outcome": terms.outcome.one,
        "programme outcome": terms.programme_outcome.one,
    }


def _order(key: "Key") -> tuple[int, str]:
    kind, id = key
    return ORDER.index(kind) if kind in ORDER else len(ORDER), id


def _change(site: Site, local: "Local", key: "Key") -> tuple[str, str, str, Told] | None:
    """The kind of a record, its title, its address, and what is local about it."""
    kind, id = key
    told = of(local, key)
    if told is None or key in local.hidden:
        return None
    if kind == "page":
        text = next((text for text in site.texts if text.uri == id), None)
        return (kind, id.removesuffix(".md"), addresses.url(id), told) if text else None
    record = addresses.tables(site)[kind].get(id)
    if record is None or kind == "framework":
        return None
    title = str(getattr(record, "title", "") or getattr(record, "term", ""))
    if isinstance(record, Outcome):
        title = f"{record.code} {title}"
    return kind, title, addresses.address(site, record), told


def _left_out(site: Site, hidden: "Hidden") -> Page:
    """At the address of a record of the base: that it is no part of this edition, and why."""
    instead = site.library.get(hidden.instead)
    return Page(
        uri=addresses.uri(hidden.url),
        title=hidden.title,
        template="pages/left-out.html",
        data={"because": hidden.because, "instead": instead},
        about=f"This edition leaves this out: {hidden.title}",
        trail=(Link("Local changes", CHANGES),),
        indexed=False,
    )
