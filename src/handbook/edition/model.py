"""The records of a local edition: `edition.yml`, the files of `local/`, and `base-texts.yml`.

The fields that a change may set are those of the record that it changes, so a new field of the
model may be changed from the day that it is there.
"""

from collections.abc import Mapping
from copy import copy
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, create_model
from pydantic_core import PydanticCustomError

from handbook.brand.record import Brand
from handbook.edition.kinds import KINDS, Kind
from handbook.local import Plain
from handbook.model import (
    Activity,
    Date,
    Domain,
    EvidenceKind,
    GlossaryEntry,
    Id,
    Language,
    Line,
    Outcome,
    Pathway,
    ProgrammeOutcome,
    Prose,
    Record,
    Resource,
    Term,
    Theme,
    Uri,
)
from handbook.offers import Contact, Event, Placement

Fingerprint = Annotated[str, StringConstraints(pattern=r"^b2:[0-9a-f]{12}$")]
Contactable = Annotated[
    str,
    StringConstraints(
        pattern=r"^(mailto:[^\s<>\"@?&]+@[^\s<>\"@?&]+|tel:\+?[0-9() -]+|https://[^\s<>\"'`{}|\\^]+)$",
        max_length=300,
    ),
]


def _inside(path: str) -> str:
    """Refuse a path that could lead out of the folder of hand-written pages."""
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or any(part in {"", ".", ".."} for part in parts):
        raise PydanticCustomError("bad-path", "this path leads elsewhere")
    return path


Page = Annotated[
    str, StringConstraints(pattern=r"^\S.*\.md$", max_length=200), AfterValidator(_inside)
]


class About(Record):
    """What an edition is, and whose."""

    id: Id = Field(description="A short name, which data about the edition uses.")
    title: Line = Field(description="What readers call it, such as 'Example Trust edition'.")
    organisation: Line = Field(description="Who makes it.")
    summary: Prose | None = Field(None, description="Whom it is for. Markdown.")
    contact: Contactable | None = Field(
        None, description="Where readers reach you: mailto:…, tel:… or https://…."
    )
    language: Language | None = Field(None, description="Language tag, such as en-GB.")
    permanent_uri: Uri | None = Field(
        None, description="Names the edition for machines, for ever. What it adds is named by it."
    )


class Base(Record):
    """What an edition changes: an installed package, a wheel or a folder."""

    package: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w.-]{0,80}$")] | None = Field(
        None, description="The name of an installed package with a handbook in it."
    )
    wheel: Line | None = Field(None, description="A file that pip installs, by its path.")
    folder: Line | None = Field(None, description="The folder of a handbook, or of an edition.")
    version: Line | None = Field(
        None, description="The version that the changes were last compared with."
    )


class TermsOf(Record):
    """Other words for the parts of a framework."""

    domain: Term | None = None
    outcome: Term | None = None
    statement: Term | None = None
    programme_outcome: Term | None = None


class EditionTerms(TermsOf):
    """Other words for the parts of the frameworks of the base."""

    frameworks: Annotated[
        tuple["FrameworkTerms", ...],
        Field(description="For single frameworks, in place of those for all."),
    ] = ()


class FrameworkTerms(TermsOf):
    """Other words for the parts of one framework."""

    id: Id = Field(description="Id of the framework.")


class EditionFile(Record):
    """`edition.yml`: what this edition is, and what it changes."""

    edition: About
    base: Base
    id_prefix: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{2,12}$")] | None = Field(
        None, description="What ids of all that you add begin with, such as 'ext' for 'ext-1'."
    )
    on_conflict: Literal["base", "local"] = Field(
        "base", description="Whose text readers see until you decide a conflict."
    )
    terms: EditionTerms = EditionTerms()
    brand: Brand | None = Field(None, description="Name, logo, colours and the rest of the look.")


def _reason(text: str) -> str:
    """Refuse what only says that there is to be none, or some."""
    if text.strip().casefold() in {"true", "false", "yes", "no"}:
        raise PydanticCustomError("no-reason", "this is not a reason")
    return text


class Changed(Record):
    """What an edition changes about one record of the base."""

    id: str
    set: Record | None = None
    clear: tuple[str, ...] = ()
    add_to: Record | None = None
    remove_from: Record | None = None
    note: Prose | None = Field(None, description="A local note, shown in its own box. Markdown.")
    hide: Annotated[Line, AfterValidator(_reason)] | None = Field(
        None, description="Leave it out, for this reason, which readers see."
    )
    because: Line | None = Field(None, description="Why, in a sentence for readers.")
    owner: Line | None = Field(None, description="Who looks after this change.")
    until: Date | None = Field(None, description="The day on which to think of it again.")
    expects: Record | None = None


def _setting(kind: Kind) -> type[Record]:
    """The fields that a change may set. None of them must be there."""
    found: dict[str, Any] = {}
    for name in kind.fields:
        info = copy(kind.record.model_fields[name])
        info.default, info.default_factory = None, None
        found[name] = (info.annotation, info)
    doc = "The fields to change, with what they say here."
    made = _made(f"{kind.record.__name__}Set", doc, found)
    made.left_alone = kind.left_alone
    return made


def _listing(kind: Kind, *, words: bool) -> type[Record]:
    """The lists to which items are added, or from which they are taken by their words."""
    doc = "The lists to take items out of." if words else "The lists to add items to."
    found: dict[str, Any] = {}
    for name in kind.lists:
        info = kind.record.model_fields[name]
        annotation = tuple[Line, ...] if words else info.annotation
        found[name] = (annotation, Field((), description=info.description))
    return _made(f"{kind.record.__name__}{'Taken' if words else 'Given'}", doc, found)


def _expecting(kind: Kind) -> type[Record]:
    doc = "What the base said when the change was made. Tools write it."
    names = [*kind.fields, *(["replace_with"] if kind.record is Resource else [])]
    names += ["status"] if "status" in kind.record.model_fields else []
    found: dict[str, Any] = dict.fromkeys(names, (Fingerprint | None, None))
    return _made(f"{kind.record.__name__}Expects", doc, found)


def _changing(kind: Kind) -> type[Changed]:
    described = f"What this edition changes about one {kind.name}."
    fields: dict[str, Any] = {
        "id": (Id, Field(description=f"The id of the {kind.name}.")),
        "set": (_setting(kind) | None, None),
        "expects": (_expecting(kind) | None, None),
    }
    if kind.optional:
        choices: Any = Literal[kind.optional]
        told = "Optional fields to leave out."
        fields["clear"] = (tuple[choices, ...], Field((), description=told))
    if kind.lists:
        fields["add_to"] = (_listing(kind, words=False) | None, None)
        fields["remove_from"] = (_listing(kind, words=True) | None, None)
    if kind.record is Resource:
        told = "Id of a resource that you add, which takes its place."
        fields["replace_with"] = (Id | None, Field(None, description=told))
    made = _made(f"{kind.record.__name__}Changed", described, fields, base=Changed)
    assert issubclass(made, Changed)  # noqa: S101 (for mypy)
    return made


def _made(
    name: str, doc: str, fields: Mapping[str, Any], base: type[Record] = Record
) -> type[Record]:
    made: type[Record] = create_model(
        name, __base__=base, __module__=__name__, __doc__=doc, **fields
    )
    return made


# By the section of a local file: what one of its entries may say.
CHANGED: Mapping[str, type[Changed]] = {kind.section: _changing(kind) for kind in KINDS}


class PageExpects(Record):
    """What a page of the base said when this edition wrote its own in its place."""

    text: Fingerprint | None = None


class PageChanged(Changed):
    """What an edition says of a hand-written page of the base. Its own text is in `content/`."""

    id: Page = Field(description="Its path below content/, such as orientation/index.md.")
    expects: PageExpects | None = None


AFTER = "Id of the one before it; without this it is last."


class _InFramework(Record):
    framework: Id | None = Field(None, description="Id of the framework; else the main one.")
    after: Id | None = Field(None, description=AFTER)


class _InDomain(Record):
    domain: Id = Field(description="Id of the domain that it belongs to.")
    after: Id | None = Field(None, description=AFTER)


class AddedProgrammeOutcome(ProgrammeOutcome, _InFramework):
    """A programme outcome that an edition adds."""


class AddedTheme(Theme, _InFramework):
    """A theme that an edition adds."""


class AddedEvidenceKind(EvidenceKind, _InFramework):
    """A kind of evidence that an edition adds."""


class AddedPathway(Pathway, _InFramework):
    """A pathway that an edition adds."""


class AddedDomain(Domain, _InFramework):
    """A domain that an edition adds, with its outcomes and activities."""


class AddedTerm(GlossaryEntry, _InFramework):
    """A glossary entry that an edition adds."""


class AddedOutcome(Outcome, _InDomain):
    """An outcome that an edition adds."""


class AddedActivity(Activity, _InDomain):
    """An activity that an edition adds."""


class Added(Record):
    """All that an edition adds, in the ordinary fields of each record."""

    programme_outcomes: tuple[AddedProgrammeOutcome, ...] = ()
    themes: tuple[AddedTheme, ...] = ()
    evidence_kinds: tuple[AddedEvidenceKind, ...] = ()
    pathways: tuple[AddedPathway, ...] = ()
    domains: tuple[AddedDomain, ...] = ()
    outcomes: tuple[AddedOutcome, ...] = ()
    activities: tuple[AddedActivity, ...] = ()
    resources: tuple[Resource, ...] = ()
    glossary: tuple[AddedTerm, ...] = ()


class Order(Record):
    """What comes first in a domain or a framework; the rest follows as in the base."""

    domain: Id | None = Field(None, description="Id of the domain whose records are put in order.")
    framework: Id | None = Field(None, description="Or id of the framework.")
    outcomes: tuple[Id, ...] = ()
    activities: tuple[Id, ...] = ()
    domains: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    programme_outcomes: tuple[Id, ...] = ()
    pathways: tuple[Id, ...] = ()


def _sections() -> type[Record]:
    found: dict[str, Any] = {}
    for kind in KINDS:
        entry: Any = CHANGED[kind.section]
        doc = f"Changes, each of one {kind.name} of the base."
        found[kind.section] = (tuple[entry, ...], Field((), description=doc))
    return _made("Sections", "Changes by the kind of record.", found)


class LocalFile(_sections()):  # type: ignore[misc]
    """One file of `local/`: changes by id, what is added, contacts, placements and events."""

    pages: tuple[PageChanged, ...] = Field((), description="Hand-written pages of the base.")
    add: Added = Added()
    order: tuple[Order, ...] = ()
    contacts: tuple[Contact, ...] = ()
    placements: tuple[Placement, ...] = ()
    events: tuple[Event, ...] = ()


class BaseText(Record):
    """What a field of the base said when somebody changed it here."""

    fingerprint: Fingerprint = Field(alias="is")
    record: Line
    field: Line
    version: Line | None = None
    value: Any = None

    @property
    def plain(self) -> Plain:
        """The value, as `values.plain` gives it."""
        value: Plain = self.value
        return value


class BaseTexts(Record):
    """`base-texts.yml`, which tools write: it makes comparisons possible without the old base."""

    texts: tuple[BaseText, ...] = ()
    known: Annotated[
        dict[str, tuple[Line, ...]],
        Field(description="The ids of all that the base had when it was last compared, by kind."),
    ] = {}  # noqa: RUF012 (pydantic copies it)
