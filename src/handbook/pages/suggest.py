"""The form for suggestions by people without an account: it makes a text, and sends nothing."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from handbook.model import Resource
from handbook.pages.page import Later, Link, Page, written
from handbook.pages.words import capital
from handbook.schema import Field, described
from handbook.site import Site
from handbook.suggest.forms import CHANGE, FIELDS, RESOURCE, Form

# Where the words of the field reference do not fit a reader who has never seen the files.
HINTS = {
    "name": "As the publication spells it.",
    "url": "The whole address, starting with https://. Leave it empty if you know none.",
    "authors": "Surnames and initials, with commas between people.",
    "summary": "What it is and what it helps with, in your own words. One to three sentences.",
    "use": "How should the handbook list it? If you are not sure, leave 'mentioned'.",
    "minutes": "How long it takes, in minutes, if the publisher says so.",
    "wrong": "If it is a text, copy the sentence.",
    "right": "In your own words. And how you know, if you can.",
    "page": "Its title, or what it is about.",
    "address": "Copied from your browser.",
}
DEFAULTS = {"use": "mentioned", "cost": "unknown", "access": "unknown"}
CHOSEN = {"domains", "outcomes", "themes"}  # from boxes to tick
LONG = {"summary", "wrong", "right"}
UNASKED = {"record"}  # which only a page knows of itself
NEEDED = {"wrong", "page"}  # what a change must say


class Question(NamedTuple):
    """One question of a form: the name of its answer, and how it is asked."""

    name: str
    label: str
    hint: str
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    long: bool = False
    needed: bool = False


def pages(site: Site) -> Iterator[Page]:
    yield Page(
        uri="contribute/suggest.md",
        title="Suggest without an account",
        template="pages/suggest.html",
        data=Later(partial(_data, site)),
        about="A form that turns what you know into a text that editors can use.",
        trail=written(site, Link("Contribute", "contribute/")),
    )


def _data(site: Site) -> Mapping[str, object]:
    change = [_question(n, CHANGE, None) for n in CHANGE.questions if n not in UNASKED]
    return {
        "resource": _resource(),
        "change": change,
        "labels": RESOURCE.questions,
        "change_labels": {question.name: question.label for question in change},
        "order": " ".join(field.name for field in described(Resource)),
        "boxes": _boxes(site),
        "themes": [(theme.id, theme.title) for theme in site.themes.values()],
        "guide": written(site, Link("What happens to a suggestion", "contribute/review/")),
        "contact": written(site, Link("Contact", "about/contact/")),
    }


def _resource() -> list[Question]:
    fields = {field.name: field for field in described(Resource)}
    asked = [name for name in RESOURCE.questions if name not in CHOSEN and name != "page"]
    return [_question(name, RESOURCE, fields[FIELDS.get(name, name)]) for name in asked]


def _question(name: str, form: Form, field: Field | None) -> Question:
    choices = tuple((choice, capital(choice)) for choice in field.choices) if field else ()
    return Question(
        name,
        form.questions[name],
        HINTS.get(name, field.description if field else ""),
        choices,
        DEFAULTS.get(name, ""),
        long=name in LONG,
        needed=bool(field and field.required) or (form is CHANGE and name in NEEDED),
    )


def _boxes(site: Site) -> list[tuple[str, list[tuple[str, str, list[tuple[str, str]]]]]]:
    """For each framework its domains, and for each of these its outcomes that are in use."""
    return [
        (framework.title, [
            (domain.id, domain.title, [
                (outcome.id, f"{outcome.code} {outcome.title}")
                for outcome in domain.outcomes if outcome.status == "current"
            ]) for domain in framework.domains
        ]) for framework in site.frameworks
    ]  # fmt: skip
