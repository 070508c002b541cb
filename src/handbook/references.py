"""Which fields hold ids of other records, and which ids there are for them."""

from collections.abc import Collection, Mapping, Sequence

from handbook.site import Site

OFFERS = [("contact", "contact"), ("domains", "domain"), ("outcomes", "outcome"),
          ("activities", "activity")]  # fmt: skip
# For the name of each type of record: the fields that name others, and what they name.
REFERENCES: Mapping[str, Sequence[tuple[str, str]]] = {
    "Domain": [("connections", "outcome")],
    "Outcome": [("programme_outcomes", "programme outcome"), ("themes", "theme"),
              ("replaced_by", "outcome")],
    "Activity": [("outcomes", "outcome"), ("themes", "theme")],
    "Resource": [("domains", "domain"), ("outcomes", "outcome"), ("themes", "theme"),
               ("replaced_by", "resource")],
    "Evidence": [("kind", "evidence kind")],
    "Relation": [("outcome", "outcome")],
    "SubjectArea": [("see", "outcome or domain")],
    "Step": [("outcome", "outcome"), ("activity", "activity"), ("resource", "resource"),
           ("domain", "domain")],
    "Source": [("document", "resource")],
    "Placement": OFFERS,
    "Event": OFFERS,
}  # fmt: skip


def known_ids(site: Site) -> Mapping[str, Collection[str]]:
    """The ids that there are, in the order of the data, by what has them."""
    return {
        "outcome": site.outcomes.keys(),
        "domain": site.domains.keys(),
        "outcome or domain": dict.fromkeys((*site.outcomes, *site.domains)),
        "activity": site.activities.keys(),
        "theme": site.themes.keys(),
        "programme outcome": site.programme_outcomes.keys(),
        "resource": site.library.keys(),
        "evidence kind": site.evidence_kinds.keys(),
        "contact": dict.fromkeys(contact.id for contact in site.contacts),
    }
