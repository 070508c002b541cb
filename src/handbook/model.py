"""The records of a handbook: every field that an editor may write, described once.

The JSON Schema, the field reference on the site and the wording of error messages are
made from these classes. Words that differ between frameworks are data (`Terms`), never code.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Protocol,
    Self,
    Union,
    get_args,
    get_origin,
)

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from handbook.problems import Place

HTML = re.compile(r"<!--|<\s*[/!?]?\s*[a-zA-Z][^<>]{0,40}>?|&#?\w+;")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
# What neither of them can do without: most texts have none of it, and one look is enough.
SUSPECT = re.compile(f"[<&]|{CONTROL.pattern}")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _plain(text: str) -> str:
    """Refuse what is not meant as text: markup, and characters that nobody can see."""
    if not SUSPECT.search(text):
        return text
    if found := HTML.search(text):
        raise PydanticCustomError(
            "raw-html", "'{found}' looks like HTML, and text stays text", {"found": found.group()}
        )
    if found := CONTROL.search(text):
        raise PydanticCustomError(
            "hidden-character",
            "there is a hidden character ({code}) in this text",
            {"code": f"U+{ord(found.group()):04X}"},
        )
    return text


def _not_reserved(id: str) -> str:
    """Refuse the one id whose page would take the place of a list of pages."""
    if id == "index":
        raise PydanticCustomError("reserved-id", "'index' is taken")
    return id


def _date(value: object) -> object:
    """Leave only real dates, written year-month-day, to the next validator."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("bad-date", "'{value}' is not a real date", {"value": value})


def _yes_or_no(value: object) -> object:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("bad-yes-no", "'{value}' is not true or false", {"value": value})


def _switch(value: object) -> object:
    """Of mkdocs.yml, which has true and false, and text that only looks like them."""
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("bad-yes-no", "'{value}' is not true or false", {"value": value})


def _compress(value: object) -> object:
    if isinstance(value, bool) or value == "gzip":
        return value
    known = {"expected": "'true', 'false' or 'gzip'"}
    raise PydanticCustomError("literal_error", "not one of {expected}", known)


def _number(value: object) -> object:
    if isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value)):
        return int(value)
    raise PydanticCustomError("bad-number", "'{value}' is not a whole number", {"value": value})


def _subject_area(value: object) -> object:
    """A subject area without parts may be written as one line of text."""
    return {"text": value} if isinstance(value, str) else value


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=2, max_length=80),
    AfterValidator(_not_reserved),
]
Line = Annotated[
    str, StringConstraints(pattern=r"^[^\n]*\S[^\n]*$", max_length=600), AfterValidator(_plain)
]
Prose = Annotated[str, StringConstraints(pattern=r"\S", max_length=20_000), AfterValidator(_plain)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"'`{}|\\^]+$", max_length=2_000)]
Uri = Annotated[
    str, StringConstraints(pattern=r"^(https?|urn|tag):[^\s<>\"'`{}|\\^]+$", max_length=2_000)
]
Date = Annotated[date, BeforeValidator(_date, json_schema_input_type=str)]
Number = Annotated[int, BeforeValidator(_number, json_schema_input_type=int)]
Switch = Annotated[bool, BeforeValidator(_switch, json_schema_input_type=bool)]
Safety = Annotated[
    bool | None,
    BeforeValidator(_yes_or_no, json_schema_input_type=bool),
    Field(
        description="'true' if the safety of people hangs on this text: after it has changed, a "
        "local edition never goes on showing wording of its own in its place."
    ),
]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Was = Annotated[
    tuple[Id, ...],
    Field(description="Ids that it had before, oldest first; their addresses lead here."),
]
SearchWords = Annotated[
    tuple[Line, ...],
    Field(description="What people type who look for this, though it does not mean the same."),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][A-Za-z]+)*$")]


class Where(Protocol):
    """Answers where the value at an address inside a record was written."""

    @property
    def file(self) -> Path: ...

    def __call__(self, *address: str | int) -> Place: ...


class Record(BaseModel):
    """Immutable, and closed: a field that we do not know is a typing slip, so we say so."""

    # Most types are read as parts of others only: each would cost every start of the program time.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    # Fields of the record that this one changes, and that it must leave as they are.
    left_alone: ClassVar[Collection[str]] = ()

    # No fields, and not what pydantic calls private: with that each record takes twice the time.

    @property
    def _where(self) -> Where | None:
        return self.__dict__.get("_at")

    def stand(self, where: Where | None) -> None:
        """Note where this record was written, when it has been read."""
        self.__dict__["_at"] = where

    @classmethod
    def again(cls, values: dict[str, Any], written: set[str], where: Where) -> Self:
        """A record with these values of all fields, which was valid before. Uses up `values`.

        `written` names the fields that its writer gave.
        """
        record = cls.__new__(cls)
        values["_at"] = where
        # As pydantic reads its own pickles, but for thousands of records.
        object.__setattr__(record, "__dict__", values)
        object.__setattr__(record, "__pydantic_fields_set__", written)
        object.__setattr__(record, "__pydantic_extra__", None)
        object.__setattr__(record, "__pydantic_private__", None)
        return record

    def place(self, *address: str | int) -> Place:
        """Where this record, or the value at `address` inside it, was written."""
        return self._written(*address)

    @property
    def file(self) -> Path:
        """The file that this record was written in."""
        return self._written.file

    @property
    def named_by(self) -> str:
        """The URI of the edition that added this record, which names it for machines; or empty."""
        return str(self.__dict__.get("_named_by", ""))

    def let_name(self, uri: str) -> None:
        """Note the URI of the edition that adds this record, when it has been read."""
        self.__dict__["_named_by"] = uri

    @property
    def _written(self) -> Where:
        where = self._where
        if where is None:
            raise LookupError(f"this {type(self).__name__} was not read from a file")
        return where

    def children(self) -> Iterator[tuple[tuple[str | int, ...], "Record"]]:
        """Every record directly inside this one, with its address."""
        own = self.__dict__
        for field in _holding(type(self)):
            value = own[field]
            if not value:  # as most are
                continue
            if isinstance(value, Record):
                yield (field,), value
            else:
                for i, record in enumerate(value):
                    yield (field, i), record

    def whole(self) -> list["Record"]:
        """This record and every one inside it, in the order of the data."""
        found = [self]
        own = self.__dict__
        for field in _holding(type(self)):
            value = own[field]
            inner: Sequence[Record] = (value,) if isinstance(value, Record) else value or ()
            for record in inner:
                found += record.whole() if _holding(type(record)) else (record,)
        return found


@cache
def _holding(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a type of record that hold other records."""
    fields = kind.model_fields.items()
    return tuple(name for name, info in fields if _holds(info.annotation))


@cache
def text_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a type of record that may hold a text by itself."""
    fields = kind.model_fields.items()
    return tuple(name for name, info in fields if _is_text(info.annotation))


def _is_text(annotation: object) -> bool:
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return any(map(_is_text, get_args(annotation)))
    return annotation is str


def _holds(annotation: object) -> bool:
    if get_origin(annotation) is Literal:
        return False
    if isinstance(annotation, str):  # a name: only a type of record speaks of itself
        return True
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(map(_holds, get_args(annotation)))


class Reviewed(Record):
    """Fields of every record that somebody looks after."""

    owner: Line | None = Field(None, description="Who looks after this entry.")
    last_reviewed: Date | None = Field(
        None, description="The day somebody last checked that this is right, such as 2026-03-01."
    )
    review_every: Number | None = Field(
        None,
        ge=1,
        le=36,
        description="After how many months to check again, if not after the usual number.",
    )
    review_note: Line | None = Field(
        None, description="What that check was against, or what it led to, in a sentence."
    )


class FrontMatter(Reviewed):
    """What a hand-written page may say above its text, between two lines of three hyphens."""

    extends: Line | None = Field(
        None,
        description="In a local edition: where this text goes in the base's page of that name. "
        "'start', 'end', or a heading, to stand at the end of what is under it.",
    )
    search_words: SearchWords = ()


class OwnSettings(Record):
    """`extra: {handbook: …}` in `mkdocs.yml`: what a host may choose. All of it may be left out."""

    suggest: Line | None = Field(
        None,
        description="Where suggestions go: 'mailto:' and an address, 'github', 'gitlab' or 'none'; "
        "if left out, the repository.",
    )
    abbreviations: Switch = Field(
        True, description="Whether each page writes an abbreviation out where it first stands."
    )
    app: Switch = Field(True, description="Whether readers' devices keep the site, as an app does.")
    carry: tuple[Literal["pdf", "epub", "offline"], ...] = Field(
        (), description="Copies of the whole handbook that each build makes, for download."
    )
    book_without: tuple[Line, ...] = Field(
        (), description="Beginnings of paths of pages that PDF and EPUB leave out."
    )
    compress: Annotated[Literal[True, False, "gzip"], BeforeValidator(_compress)] = Field(
        False, description="Whether to put compressed files beside the others: 'gzip' for .gz only."
    )
    shell_cache: Switch = Field(
        True, description="'false' has MkDocs draw every page, which is slow and changes nothing."
    )


class Budgets(Record):
    """`budgets.yml`: the most of each shortcoming that the handbook may have, for now.

    What is left out may be any number. `handbook health --update` lowers what has got better.
    """

    hard_grade: Number = Field(
        14, ge=1, le=30, description="A text of a higher Flesch-Kincaid grade is hard to read."
    )
    hard_texts: Number | None = Field(None, ge=0, description="Texts that are hard to read.")
    without_activity: Number | None = Field(
        None, ge=0, description="Outcomes that no activity serves."
    )
    without_learning: Number | None = Field(
        None, ge=0, description="Outcomes that no online learning supports."
    )
    uncited: Number | None = Field(None, ge=0, description="Resources that nothing names.")
    one_way: Number | None = Field(
        None, ge=0, description="Links of the crosswalk that only one of the two outcomes has."
    )
    unknown_addresses: Number | None = Field(
        None, ge=0, description="Resources without an address."
    )
    recalled_addresses: Number | None = Field(
        None, ge=0, description="Resources whose address we give from memory."
    )
    dead_links: Number | None = Field(
        None, ge=0, description="Resources whose link did not work when it was last checked."
    )
    never_reviewed: Number | None = Field(
        None, ge=0, description="Records and pages that nobody has reviewed."
    )


class Checked(Record):
    """One check of the built site."""

    check: Line = Field(description="What looked, such as 'axe-core 4.11'.")
    at: Line = Field(description="At what it looked, in a few words.")
    looked: Number = Field(ge=1, description="How many of them.")
    problems: Number = Field(ge=0, description="How many problems it found.")


class Accessibility(Record):
    """`accessibility.yml`: what the last checks of accessibility found; the statement shows it."""

    date: Date = Field(description="The day of the checks.")
    browser: Line = Field(description="The browser that they ran in, with its version.")
    checks: tuple[Checked, ...] = Field(min_length=1, description="Each check, with its result.")
    known: tuple[Line, ...] = Field(
        (), description="What does not work, and what to do instead, a sentence or two each."
    )


class Term(Record):
    """A word of the framework, for one and for many."""

    one: Line = Field(description="For one, such as 'pillar'.")
    many: Line = Field(description="For more than one, such as 'pillars'.")


class Terms(Record):
    """What this framework calls its parts."""

    domain: Term = Term(one="domain", many="domains")
    outcome: Term = Term(one="outcome", many="outcomes")
    statement: Term = Term(one="statement", many="statements")
    programme_outcome: Term = Term(one="programme outcome", many="programme outcomes")


class Source(Record):
    """The place in a document that something comes from."""

    document: Id | None = Field(
        None, description="Id of the resource that is the document; the framework's if left out."
    )
    section: Line = Field(description="The section's heading or number.")
    pages: Line | None = Field(None, description="Page or pages, such as '15 to 27'.")


class ProgrammeOutcome(Reviewed):
    """Something that the whole programme leads to; outcomes of domains point to it."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    was: Was = ()
    number: Number = Field(ge=1, description="Its place in the list.")
    title: Line = Field(description="A few words.")
    statement: Prose = Field(description="What a person will be able to do. Markdown.")
    search_words: SearchWords = ()
    safety: Safety = None
    source: Source


class Theme(Record):
    """A theme that runs across all domains. Its long text is a page in `content/themes/`."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    title: Line
    summary: Prose = Field(description="One or two sentences. Markdown.")
    search_words: SearchWords = ()
    safety: Safety = None
    source: Source


class EvidenceKind(Record):
    """A way of showing what somebody has learned."""

    id: Id = Field(description="Never changes and is never reused.")
    title: Line
    summary: Prose = Field(description="What it is and when it fits. Markdown.")
    search_words: SearchWords = ()


class Evidence(Record):
    """One way to show that an outcome has been reached."""

    kind: Id = Field(description="Id of an evidence kind.")
    text: Line = Field(description="What to show, in a few words.")


class SubjectArea(Record):
    """Something to explore. Without parts and links it may be written as one line of text."""

    text: Line = Field(description="The subject, in a few words.")
    items: tuple["SubjectAreaEntry", ...] = Field((), description="Parts of the subject.")
    see: tuple[Id, ...] = Field((), description="Ids of outcomes or domains that say more.")


SubjectAreaEntry = Annotated[
    SubjectArea, BeforeValidator(_subject_area, json_schema_input_type=str | SubjectArea)
]


class Statement(Record):
    """A numbered part of an outcome, where a framework has such parts."""

    number: Line = Field(description="Its number, in quotes, such as '4.1'.")
    text: Prose = Field(description="Markdown.")
    items: tuple[Line, ...] = Field((), description="Points under the statement.")


class Relation(Record):
    """A link of the crosswalk: how an outcome relates to one of another framework."""

    outcome: Id = Field(description="Id of an outcome of another framework.")
    type: Literal["exact", "close", "broader", "narrower", "related"] = Field(
        description="How the *other* outcome compares with this one (after SKOS mappings)."
    )
    note: Line | None = Field(None, description="Why, in a few words.")


class Outcome(Reviewed):
    """Something a learner can do at the end, worded so that it can be observed."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    uuid: Uuid | None = Field(None, description="Only if this outcome already has an identifier.")
    was: Was = ()
    code: Line = Field(description="Short label for people, such as PH3. May change.")
    number: Number = Field(ge=1, description="Its place in the domain.")
    title: Line = Field(description="A few words that start with a verb.")
    statement: Prose = Field(description="What the learner is able to do. Markdown.")
    meaning: Prose | None = Field(None, description="What the outcome means. Markdown.")
    explore: tuple[SubjectAreaEntry, ...] = Field((), description="Subject areas to explore.")
    statements: tuple[Statement, ...] = Field((), description="Numbered parts, if there are any.")
    evidence: tuple[Evidence, ...] = Field((), description="Ways to show it has been reached.")
    programme_outcomes: tuple[Id, ...] = Field(
        (), description="Ids of the programme outcomes that it leads towards."
    )
    themes: tuple[Id, ...] = Field((), description="Ids of the cross-cutting themes it touches.")
    relates: tuple[Relation, ...] = Field((), description="Outcomes of other frameworks.")
    status: Literal["current", "withdrawn"] = Field(
        "current", description="A published outcome is never deleted: it is withdrawn."
    )
    replaced_by: tuple[Id, ...] = Field((), description="Ids of the outcomes to use instead.")
    last_changed: Date | None = Field(None, description="The day its wording last changed.")
    meaning_changed: Date | None = Field(
        None, description="The day it last began to ask for something else, not only in new words."
    )
    change_note: Line | None = Field(
        None, description="Why it last changed, in a sentence for readers."
    )
    search_words: SearchWords = ()
    editor_note: Prose | None = Field(None, description="What we put right, and why. Markdown.")
    safety: Safety = None
    source: Source


class Activity(Reviewed):
    """Something to do at work."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    was: Was = ()
    title: Line = Field(description="A few words that start with a verb.")
    text: Prose = Field(description="What to do. Markdown.")
    kind: Literal[
        "discussion",
        "facilitation",
        "feedback",
        "investigation",
        "leadership",
        "lived experience",
        "mindset",
        "placement",
        "project",
        "quality improvement",
        "reflection",
        "shadowing",
    ]
    outcomes: tuple[Id, ...] = Field(min_length=1, description="Ids of the outcomes it serves.")
    themes: tuple[Id, ...] = Field((), description="Ids of the cross-cutting themes it touches.")
    setting: Literal["everyday work", "with your team", "somewhere else", "on your own"] = Field(
        description="Where it happens."
    )
    time: Literal["minutes", "hours", "days", "weeks"] = Field(
        description="Roughly how long it takes: our own estimate."
    )
    search_words: SearchWords = ()
    safety: Safety = None


class Domain(Reviewed):
    """A part of the framework, with its outcomes and activities."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    was: Was = ()
    code: Line = Field(description="Short label for people, such as PH.")
    number: Number = Field(ge=1)
    title: Line
    purpose: Prose = Field(description="What the domain is for. Markdown.")
    why: Prose | None = Field(None, description="Why it is important. Markdown.")
    note: Prose | None = Field(None, description="Something readers should know. Markdown.")
    editor_note: Prose | None = Field(None, description="What we put right, and why. Markdown.")
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    activities: tuple[Activity, ...] = ()
    connections: tuple[Id, ...] = Field(
        (), description="Ids of the outcomes of other domains that connect most closely."
    )
    impact: tuple[Line, ...] = Field((), description="What shows that the domain has an effect.")
    evidence: tuple[Evidence, ...] = Field((), description="Examples of evidence for it all.")
    search_words: SearchWords = ()
    safety: Safety = None
    source: Source


class GlossaryEntry(Record):
    """A word or an abbreviation explained."""

    id: Id = Field(description="Never changes: links point to it.")
    term: Line = Field(description="The word, written out.")
    abbreviation: Line | None = Field(None, description="Its short form, such as MECC.")
    meaning: Prose = Field(description="One or two sentences. Markdown.")
    also_called: tuple[Line, ...] = Field(
        (), description="Other names for it that readers should know. Search knows them too."
    )
    synonyms: tuple[Line, ...] = Field(
        (), description="Spellings and words that mean the same, for search. They are not shown."
    )
    search_words: SearchWords = ()
    safety: Safety = None


class Step(Record):
    """One step of a pathway. It names the one place that it leads to."""

    text: Line = Field(description="What to do there, in a sentence.")
    outcome: Id | None = Field(None, description="Id of the outcome to look at.")
    activity: Id | None = Field(None, description="Id of the activity to do.")
    resource: Id | None = Field(None, description="Id of the resource to read, watch or use.")
    domain: Id | None = Field(None, description="Id of the domain to look through.")
    page: Line | None = Field(
        None, description="A page of yours, by its path, such as orientation/programme.md."
    )
    minutes: Number | None = Field(
        None, ge=1, description="How long it takes, if you know and the record does not say so."
    )


class Pathway(Reviewed):
    """First steps for somebody, in the order in which to take them."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    was: Was = ()
    title: Line = Field(description="Who it is for, in a word or two, such as 'Nurses'.")
    kind: Literal["profession", "role", "supervisor or educator"] = Field(
        description="What makes somebody choose it: the heading that it stands under."
    )
    summary: Prose = Field(description="Why these people, and what the source says. Markdown.")
    steps: tuple[Step, ...] = Field(min_length=1, description="In the order to take them.")
    search_words: SearchWords = ()
    sources: tuple[Source, ...] = Field(
        min_length=1, description="Where the source names these people."
    )


class Framework(Reviewed):
    """A whole framework: `curriculum.yml`, or one file in `frameworks/`."""

    id: Id = Field(description="Never changes: machine identifiers are made from it.")
    title: Line
    summary: Prose = Field(
        description="What the framework is, in a few sentences. Markdown. The home page opens with "
        "the first paragraph, so keep that short; the rest comes further down."
    )
    permanent_uri: Uri = Field(description="Names the framework for machines, for ever.")
    publisher: Line
    edition: Line = Field(description="What people call this edition.")
    version: Line = Field(description="Version of the text, such as 2026.1.")
    status: Literal["draft", "current", "withdrawn"] = "current"
    licence: Line = Field(description="The licence of the text.")
    licence_url: Url | None = None
    language: Language = Field("en-GB", description="Language tag, such as en-GB.")
    terms: Terms = Terms()
    source: Source
    programme_outcomes: tuple[ProgrammeOutcome, ...] = ()
    themes: tuple[Theme, ...] = ()
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    domains: tuple[Domain, ...] = Field(min_length=1)
    pathways: tuple[Pathway, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


class Archived(Record):
    """A stored copy of a resource."""

    url: Url
    date: Date


class Resource(Reviewed):
    """Something to read, watch, listen to, use or take part in."""

    id: Id = Field(description="Never changes and is never reused: it is part of the address.")
    was: Was = ()
    title: Line
    publisher: Line | None = Field(None, description="Who publishes it, by today's name.")
    authors: tuple[Line, ...] = Field((), description="People, as 'Surname Initials'.")
    year: Number | None = Field(None, ge=1800, le=2100, description="Year of publication.")
    kind: Literal[
        "article",
        "book",
        "course",
        "data",
        "e-learning",
        "framework",
        "guide",
        "infographic",
        "organisation",
        "podcast",
        "policy",
        "report",
        "toolkit",
        "video",
        "website",
    ]
    use: Literal["key resource", "online learning", "mentioned"] = Field(
        description="How the handbook lists it; 'mentioned' if only running text names it."
    )
    summary: Prose = Field(description="What it is and what it helps with. Markdown.")
    url: Url | None = Field(None, description="Its address, starting with https://.")
    address: Literal["found", "recalled", "unknown"] = Field(
        description="How sure we are of the address: seen in print, remembered, or none known."
    )
    status: Literal["current", "moved", "retired", "awaited"] = Field(
        "current", description="'awaited' if it was announced but has no address yet."
    )
    replaced_by: Id | None = Field(None, description="Id of the resource to use instead.")
    domains: tuple[Id, ...] = Field((), description="Ids of the domains that list it.")
    outcomes: tuple[Id, ...] = Field((), description="Ids of the outcomes it supports.")
    themes: tuple[Id, ...] = Field((), description="Ids of the cross-cutting themes it supports.")
    minutes: Number | None = Field(None, ge=1, description="How long it takes, in minutes.")
    cost: Literal["free", "paid", "unknown"] = "unknown"
    access: Literal["open", "account", "NHS account", "unknown"] = "unknown"
    audience: Line | None = Field(None, description="Who it is for, if not everyone.")
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/[^\s<>\"]+$")] | None = Field(
        None, description="Its DOI, such as 10.1136/bmj.l6964."
    )
    archived: Archived | None = Field(None, description="A stored copy.")
    formerly: tuple[Line, ...] = Field(
        (), description="Old names of it or of its publisher, that search must know."
    )
    search_words: SearchWords = ()
    editor_note: Prose | None = Field(
        None, description="What we put right or are not sure of. Markdown."
    )
    safety: Safety = None
    added: Date | None = Field(None, description="The day it came into the directory.")
    source: Source | None = None

    def filed(self) -> tuple[str, str]:
        """What lists by title are sorted by, the directory and the choosers alike."""
        return self.title.casefold(), self.id


class Library(Record):
    """The resource directory: `resources.yml`."""

    resources: tuple[Resource, ...] = ()


# The types of record that have an id of their own.
NAMED: frozenset[type[Record]] = frozenset([
    Framework, Domain, Outcome, Activity, Resource,
    ProgrammeOutcome, Theme, EvidenceKind, GlossaryEntry, Pathway,
])  # fmt: skip


def fields(record: type[Record]) -> dict[str, Any]:
    """The fields of a type of record, by name, in the order that editors write them.

    What every record has (owner, dates of review) comes after what is its own.
    """
    shared = Reviewed.model_fields if record is not Reviewed else {}
    own = {name: info for name, info in record.model_fields.items() if name not in shared}
    return own | {name: info for name, info in record.model_fields.items() if name in shared}
