"""One page for each work-based activity, and the list of them."""

from collections.abc import Iterator, Mapping
from functools import partial

from handbook import addresses
from handbook.marks import local_options
from handbook.model import Activity, Domain
from handbook.pages.learning import place
from handbook.pages.page import Later, Link, Page
from handbook.pages.parts import in_parts
from handbook.pages.words import capital, options, setting
from handbook.site import Site

TRAIL = (Link("Work-based activities", "activities/"),)


def pages(site: Site) -> Iterator[Page]:
    if site.activities:
        yield from _index(site)
    for domain in site.domains.values():
        for activity in domain.activities:
            yield _page(site, domain, activity)


def _index(site: Site) -> Iterator[Page]:
    page = Page(
        uri="activities/index.md",
        title="Work-based activities",
        template="pages/activities.html",
        data=Later(partial(_options, site)),
        about=f"Things to do at work that build the {site.framework.terms.outcome.many}, "
        "filtered by what you need.",
        record=site.framework,
        field="domains",
    )
    activities = [(a, site.domain_of(a)) for a in site.activities.values()]
    yield from in_parts(page, activities, lambda item: item[1].code)


def _options(site: Site) -> Mapping[str, object]:
    """What a list of activities can be narrowed by."""
    activities = [*site.activities.values()]
    settings = sorted({a.setting for a in activities}, key=setting)
    times = {a.time for a in activities}
    return {
        "local_options": local_options(site, activities),
        "domain_options": [(d.id, d.title) for d in site.domains.values() if d.activities],
        "kind_options": options(a.kind for a in activities),
        "setting_options": [(value, capital(setting(value))) for value in settings],
        "time_options": [(time, capital(time)) for time in TIMES if time in times],
    }


TIMES = ("minutes", "hours", "days", "weeks")


def _page(site: Site, domain: Domain, activity: Activity) -> Page:
    return Page(
        uri=addresses.uri(addresses.address(site, activity)),
        title=activity.title,
        template="pages/activity.html",
        data=Later(partial(_data, site, domain, activity)),
        prose=activity.text,
        record=activity,
        trail=TRAIL,
    )


def _data(site: Site, domain: Domain, activity: Activity) -> Mapping[str, object]:
    return {
        "activity": activity,
        "domain": domain,
        "outcomes": [site.outcomes[id] for id in activity.outcomes],
        "themes": [site.themes[id] for id in activity.themes],
        "place": place(site),
    }
