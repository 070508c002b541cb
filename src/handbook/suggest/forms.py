"""The questions that readers are asked, and how their answers look as text.

The same text comes from an issue form of GitHub, from a description on GitLab and in a mail: each
question as a heading of the third level, with the answer below. That is how GitHub writes it:
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from collections.abc import Mapping
from typing import NamedTuple


class Form(NamedTuple):
    """A form: its file in `.github/ISSUE_TEMPLATE/`, how titles begin, and its questions.

    `questions` maps the name of each field to its label.
    """

    file: str
    title: str
    questions: Mapping[str, str]

    def text(self, answers: Mapping[str, str]) -> str:
        """Every question with its answer, or with room for one."""
        asked = self.questions.items()
        return "\n".join(f"### {label}\n\n{answers.get(name, '')}\n" for name, label in asked)


CHANGE = Form(
    "1-change.yml",
    "Change: ",
    {
        "page": "Page",
        "address": "Its address",
        "record": "Record",
        "wrong": "What should change?",
        "right": "What should it be?",
    },
)
# The questions about a resource whose names are not those of its fields.
FIELDS: Mapping[str, str] = {"name": "title"}
RESOURCE = Form(
    "2-resource.yml",
    "Resource: ",
    {
        "name": "Title",  # `title` in a link would be that of the issue
        "url": "Web address",
        "publisher": "Publisher",
        "authors": "Authors",
        "year": "Year",
        "kind": "Kind",
        "use": "Use",
        "summary": "Summary",
        "domains": "Domains",
        "outcomes": "Outcomes",
        "themes": "Themes",
        "minutes": "Minutes",
        "cost": "Cost",
        "access": "Access",
        "audience": "Audience",
        "doi": "DOI",
        "page": "Suggested from",
    },
)
