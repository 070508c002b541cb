"""What each message of `handbook check` means: the checks' own descriptions."""

from collections.abc import Iterator
from types import ModuleType

from handbook.checks import CHECKS
from handbook.pages.page import Link, Page, written
from handbook.site import Site


def pages(site: Site) -> Iterator[Page]:
    yield Page(
        uri="contribute/messages.md",
        title="What each message means",
        template="pages/messages.html",
        data={"rules": [rule(check) for check in sorted(CHECKS, key=lambda c: str(c.RULE))]},
        about="Every rule about the data, with an example and what to do.",
        trail=written(site, Link("Contribute", "contribute/")),
    )


def rule(check: ModuleType) -> tuple[str, str, str, str]:
    """A rule's name, its sentence, its example, and what to do: the parts of its docstring."""
    first, _, rest = (check.__doc__ or "").strip().partition("\n\n    ")
    example, _, remedy = rest.partition("\n\n")
    example = "\n".join(line.removeprefix("    ") for line in example.splitlines())
    return check.RULE, " ".join(first.split()), example, " ".join(remedy.split())
