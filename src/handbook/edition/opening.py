"""An edition as a site: everything resolved, checked, and with what is known of it beside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handbook import health
from handbook.brand.reading import branding
from handbook.brand.record import Brand
from handbook.checks import (
    change_dates,
    check,
    doubtful_address,
    duplicate_address,
    duplicate_code,
    own_connection,
    own_framework,
    prose_link,
    unsorted,
    withdrawn,
)
from handbook.edition.content import Content
from handbook.edition.layers import Bases, load_content
from handbook.edition.model import EditionFile
from handbook.edition.read import OUTSIDE
from handbook.edition.resolve import Resolution
from handbook.edition.telling import consequences, warnings
from handbook.history import releases
from handbook.load import Reader, budgets
from handbook.memory import Memory
from handbook.model import Record
from handbook.problems import Problem
from handbook.site import Grade, Site

# What may be wrong in a base while an edition of it is built: it says too much, or in another
# order. Whatever else is wrong may leave a gap in it, and a page that shows what is not there.
BEARABLE = frozenset(
    rule.RULE
    for rule in (
        change_dates, doubtful_address, duplicate_address, duplicate_code, own_connection,
        own_framework, unsorted, withdrawn,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """An edition's site, what is wrong, and what people should hear of all the same."""

    site: Site
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    whole: bool
    resolution: Resolution | None
    notes: tuple[Problem, ...] = ()


def open_edition(
    root: Path,
    content: Path | None,
    read: Reader,
    grade: Grade,
    memory: Memory | None = None,
    shared: Bases | None = None,
) -> Opened:
    """The edition in `root`. `shared` remembers bases that other editions stand on as well.

    What is wrong in the base is no fault of the edition, and told as a remark if that is bearable.
    """
    whole, problems, resolution = load_content(root, memory, shared, content)
    found = list(problems)
    if any(problem.rule == OUTSIDE for problem in found):  # then nothing else is read either
        return Opened(whole.site(), tuple(found), (), whole=False, resolution=None)
    links, unreadable = health.read(_first(root, whole, health.FILE))
    published = releases(_first(root, whole, "changes"), found)
    site = whole.site(links, published, budgets(root, found, read), grade)
    site = replace(site, brand=branding(root, _brand(whole.about), found))
    usable = bool(whole.frameworks)
    if usable:
        found += check(site)
        found += prose_link.of(site, _said(whole.about, resolution))
    own, others = _apart([*found, *unreadable], usable=usable)
    remarks = [*(warnings(resolution) if resolution else ()), *others]
    notes = tuple(consequences(resolution)) if resolution else ()
    return Opened(site, own, tuple(remarks), usable, resolution, notes)


def _brand(about: EditionFile | None) -> Brand | None:
    """How the edition looks. What its brand leaves out, the edition itself may say."""
    if about is None:
        return None
    own = about.edition
    said = {"name": own.title, "language": own.language, "contact": own.contact}
    brand = about.brand or Brand()
    return brand.model_copy(
        update={name: value for name, value in said.items() if not getattr(brand, name)}
    )


def _said(about: EditionFile | None, resolution: Resolution | None) -> Iterator[Record]:
    """The records of an edition's own files that are in no framework, and have texts."""
    if about is not None:
        yield about.edition
    yield from resolution.entries if resolution else ()


def _first(root: Path, content: Content, name: str | Path) -> Path:
    """The folder that has a file of that name: the edition's own, or the handbook's."""
    return root if (root / name).exists() else content.home


def _apart(
    problems: Iterable[Problem], *, usable: bool
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What must be put right, and what of the base is only told. Without a base, all counts."""
    parted: tuple[list[Problem], list[Problem]] = ([], [])
    for problem in problems:
        others = usable and problem.place.file.is_absolute() and problem.rule in BEARABLE
        parted[others].append(problem)
    return tuple(parted[0]), tuple(parted[1])
