"""Where to start: a page for each profession or role, with its first steps in order."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from handbook import addresses
from handbook.model import Activity, Framework, Pathway, Resource, Source, Step
from handbook.pages.page import Link, Page
from handbook.pages.words import capital
from handbook.review import title
from handbook.site import Site

INDEX = Link("Where to start", "pathways/")
TEACHING = "supervisor or educator"
KINDS: Sequence[str] = get_args(Pathway.model_fields["kind"].annotation)
HEADINGS = {
    "profession": "By profession",
    "role": "By role",
    TEACHING: "For those who supervise or teach",
}


class Stop(NamedTuple):
    """One step as readers see it: what to do, where that is, what kind of thing, and how long.

    A page of the handbook needs no word for what it is.
    """

    text: str
    link: Link
    what: str
    time: str
    resource: Resource | None = None


def pages(site: Site) -> Iterator[Page]:
    if not site.pathways:
        return
    yield Page(
        uri="pathways/index.md",
        title=INDEX.title,
        template="pages/pathways.html",
        data={"groups": groups(site), "framework": site.framework},
        about="First steps for your profession or role, in order.",
        record=site.framework,
        field="pathways",
    )
    for framework in site.frameworks:
        for pathway in framework.pathways:
            yield _page(site, framework, pathway)


def groups(site: Site) -> list[tuple[str, str, list[Pathway]]]:
    """The pathways by kind: the kind, its heading, and those that there are, by their titles."""
    every = sorted(site.pathways.values(), key=lambda pathway: pathway.title.casefold())
    found = [(kind, [p for p in every if p.kind == kind]) for kind in KINDS]
    return [(kind, HEADINGS[kind], pathways) for kind, pathways in found if pathways]


def _page(site: Site, framework: Framework, pathway: Pathway) -> Page:
    return Page(
        uri=addresses.uri(addresses.address(site, pathway)),
        title=pathway.title,
        template="pages/pathway.html",
        data={
            "pathway": pathway,
            "stops": [_stop(site, step) for step in pathway.steps],
            "sources": [(s, _document(site, framework, s)) for s in pathway.sources],
        },
        prose=pathway.summary,
        record=pathway,
        trail=(INDEX,),
    )


def _document(site: Site, framework: Framework, source: Source) -> Resource | None:
    """The resource that is the source's document; the framework's if it names none."""
    return site.library.get(source.document or framework.source.document or "")


def _stop(site: Site, step: Step) -> Stop:
    """A step with the title, the address and the time of what it leads to.

    A check has seen to it that there is one such place.
    """
    time = _time(step, None)
    if step.page:
        text = next(text for text in site.texts if text.uri == step.page)
        return Stop(step.text, Link(title(text), addresses.url(text.uri)), "", time)
    if step.resource:
        resource = site.library[step.resource]
        link = Link(resource.title, addresses.address(site, resource))
        return Stop(step.text, link, "Resource", _time(step, resource), resource)
    if step.activity:
        activity = site.activities[step.activity]
        link = Link(activity.title, addresses.address(site, activity))
        return Stop(step.text, link, "Activity", _time(step, activity))
    return Stop(step.text, *_place(site, step), time)


def _place(site: Site, step: Step) -> tuple[Link, str]:
    """The link to an outcome or a domain, and what its framework calls such a thing."""
    if step.outcome:
        outcome = site.outcomes[step.outcome]
        named = site.framework_of(site.domain_of(outcome)).terms.outcome.one
        words = f"{outcome.code} {outcome.title}"
        return Link(words, addresses.address(site, outcome)), capital(named)
    domain = site.domains[step.domain or ""]
    named = site.framework_of(domain).terms.domain.one
    return Link(domain.title, addresses.address(site, domain)), capital(named)


def _time(step: Step, target: Resource | Activity | None) -> str:
    """How long a step takes, as far as the data says so; else nothing."""
    minutes = step.minutes or (target.minutes if isinstance(target, Resource) else None)
    if minutes:
        return f"{minutes} minutes" if minutes > 1 else "1 minute"
    if isinstance(target, Activity):
        return f"rough time: {target.time}"
    return ""
