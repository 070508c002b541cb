"""Each step of a pathway leads to one place.

    - text: Read how the programme works.
      page: orientation/programe.md    # there is no such page

Name one outcome, activity, resource or domain, or a page of yours by its path under `content/`. A
step that leads nowhere, or to two places, is two steps or none.
"""

from collections.abc import Iterator

from handbook.model import Pathway, Step
from handbook.problems import Problem, did_you_mean
from handbook.site import Site

RULE = "pathway-step"
TARGETS = ("outcome", "activity", "resource", "domain", "page")


def check(site: Site) -> Iterator[Problem]:
    uris = [text.uri for text in site.texts]
    for framework in site.frameworks:
        for pathway in framework.pathways:
            yield from _wrong(pathway, uris)


def _wrong(pathway: Pathway, uris: list[str]) -> Iterator[Problem]:
    for step in pathway.steps:
        named = [target for target in TARGETS if getattr(step, target)]
        if len(named) != 1:
            yield _not_one(step, named)
        elif step.page and step.page not in uris:
            help = did_you_mean(step.page, uris) or "name a file under content/, such as index.md"
            yield Problem(step.place("page"), RULE, f"there is no page '{step.page}'", help)


def _not_one(step: Step, named: list[str]) -> Problem:
    if not named:
        help = f"name one {', '.join(TARGETS[:-1])} or {TARGETS[-1]}"
        return Problem(step.place("text"), RULE, "this step leads nowhere", help)
    message = f"this step leads to two places: {' and '.join(named[:2])}"
    return Problem(step.place(named[1]), RULE, message, "keep one, or make two steps of it")
