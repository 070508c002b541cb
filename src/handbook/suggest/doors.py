"""Where suggestions go: the forge of the host, or an address for mail.

A door makes two links for each page, both with a form that is filled in as far as the page tells.
GitHub fills in the fields of an issue form by their ids, GitLab and mail programs take one text:
https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
https://docs.gitlab.com/user/project/issues/create_issues/
https://www.rfc-editor.org/rfc/rfc6068
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from handbook.suggest.forms import CHANGE, RESOURCE, Form

MAIL = re.compile(r"mailto:([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII)
LONGEST = 200  # characters of a title: addresses may not grow without end
Kind = Literal["github", "gitlab", "mail"]


class About(NamedTuple):
    """The page that somebody wants to improve.

    `address` is the page's own, whole if the site has one, `record` what it was made from (a type
    and an id, or a file), and `supports` the fields of a resource that would belong here.
    """

    title: str
    address: str
    record: str
    supports: Mapping[str, str]


class Links(NamedTuple):
    """The links of one page, and `by` which of the ways they go: nothing, if there is none."""

    by: Kind | Literal[""] = ""
    change: str = ""
    resource: str = ""


class Door(NamedTuple):
    """One way for suggestions. `to` is the repository's address, or an address for mail."""

    kind: Kind
    to: str

    def links(self, about: About) -> Links:
        """Both links of a page."""
        title = about.title[:LONGEST]
        here = {"page": title, "address": about.address, "record": about.record}
        change = self._link(CHANGE, title, here)
        resource = self._link(RESOURCE, "", {**about.supports, "page": about.address})
        return Links(self.kind, change, resource)

    def _link(self, form: Form, title: str, answers: Mapping[str, str]) -> str:
        title = f"{form.title}{title}"
        if self.kind == "mail":
            body = form.text(answers).replace("\n", "\r\n")
            return f"mailto:{self.to}?{_query({'subject': title, 'body': body})}"
        if self.kind == "gitlab":
            asked = {"issue[title]": title, "issue[description]": form.text(answers)}
            return f"{self.to}/-/issues/new?{_query(asked)}"
        given = {name: answer for name, answer in answers.items() if answer}
        return f"{self.to}/issues/new?{_query({'template': form.file, 'title': title, **given})}"


def _query(values: Mapping[str, str]) -> str:
    """As a query that mail programs read too, for which a plus is no space."""
    return urlencode(values, quote_via=quote, safe="")


def door(extra: Mapping[str, Any], repository: str) -> Door | None:
    """The way that a site's settings name, or nothing if they name none.

    `extra` is that of mkdocs.yml. Its `handbook: {suggest: …}` is `mailto:` and an address,
    `github` or `gitlab` for a repository whose own address does not tell, `none`, or empty: then
    the host of `repository` decides. Raises ValueError, with a sentence, if it is anything else,
    or names a forge without a repository.
    """
    own = extra.get("handbook")
    setting = str(own.get("suggest") or "") if isinstance(own, dict) else ""
    try:
        return _door(setting, repository)
    except ValueError as error:
        raise ValueError(f"extra: handbook: suggest: {error}") from None


def _door(setting: str, repository: str) -> Door | None:
    if found := MAIL.fullmatch(setting):
        return Door("mail", found[1])
    if setting == "none":
        return None
    forge = setting or _forge(repository)
    if not forge:
        return None
    if forge not in {"github", "gitlab"}:
        raise ValueError(
            f"'{setting}' is no way for suggestions. Write mailto: and an address, such as "
            "mailto:handbook@example.org, or github, gitlab or none"
        )
    if urlsplit(repository).scheme not in {"http", "https"}:
        raise ValueError(f"'{setting}' needs a repo_url that begins with https://")
    return Door("github" if forge == "github" else "gitlab", _root(repository))


def _forge(repository: str) -> str:
    """The kind of forge, as far as the name of its host says so."""
    host = urlsplit(repository).hostname or ""
    return next((forge for forge in ("github", "gitlab") if forge in host.split(".")), "")


def _root(repository: str) -> str:
    return repository.rstrip("/").removesuffix(".git")
