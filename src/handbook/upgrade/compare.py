"""An edition and two versions of its base in, a report on every local change out."""

from collections.abc import Iterator, Mapping, Sequence

from handbook.diff import compare as difference
from handbook.edition.content import Content
from handbook.edition.model import EditionFile
from handbook.edition.writing import heading
from handbook.local import Key
from handbook.phrases import counted, names, what_happened
from handbook.upgrade.context import Context, put
from handbook.upgrade.entry import titled
from handbook.upgrade.fate import instead
from handbook.upgrade.fields import Fields
from handbook.upgrade.finding import Deed, Finding, Report, Value
from handbook.upgrade.items import Items
from handbook.upgrade.pages import Pages
from handbook.upgrade.placed import Placed
from handbook.upgrade.whole import Whole

UNKNOWN = (
    "The base as it was is not at hand, so what is new in it cannot be told. Name it with --from."
)


def compare(context: Context, named: Mapping[str, Value]) -> Report:
    """What has become of every change that an edition makes, now that its base is another.

    `named` has the fields of `base:` in `edition.yml` that name the new one, if they change.
    """
    about, then, now = context.edition.about, context.then, context.now
    if about is None:
        raise ValueError("an edition without edition.yml cannot be compared")
    old = about.base.version or (then.version if then else "")
    return Report(
        about.edition.title,
        _title(now),
        old,
        now.version,
        (*_ordered(context), *_new(context)),
        _others(then, now),
        tuple(_safety(then, now)),
        () if _had(context) or old == now.version else (UNKNOWN,),
        tuple(_base(about, now, named)),
    )


def _title(now: Content) -> str:
    return now.local.own.title if now.local.layers else ""


def _ordered(context: Context) -> list[Finding]:
    """All findings about local changes, as they stand in the files."""
    found: list[Finding] = []
    for change in context.edition.changes:
        if change.kind != "page":
            fate = context.fate(change.key)
            for part in (Fields, Items, Whole):
                found += part(context, change, fate).findings()
    found += Placed(context).findings()
    found += Pages(context).findings()
    return sorted(found, key=_position)


def _position(finding: Finding) -> tuple[str, int, int]:
    place = finding.place
    return (place.file.as_posix(), place.line, place.column) if place else ("", 0, 0)


def _new(context: Context) -> Iterator[Finding]:
    """What the base has that it did not have before."""
    now = context.now
    had = _had(context)
    if not had:
        return
    old = {id for record in now.records.values() for id in getattr(record, "was", ())}
    followed: dict[Key, list[str]] = {}
    for (kind, id), record in now.records.items():
        for other in instead(record):
            followed.setdefault((kind, other), []).append(id)
    for key, record in now.records.items():
        renamed = any(was in old for was in getattr(record, "was", ()))
        if key in had or renamed or key[1] in context.own_ids:
            continue
        before = followed.get(key)
        why = f"It takes the place of {', '.join(before)}." if before else ""
        yield Finding(
            "new",
            *key,
            titled(record),
            "base",
            why=why,
            safety=bool(getattr(record, "safety", None)),
        )
    for uri in now.texts:
        if ("page", uri) not in had and uri not in context.pages:
            yield Finding("new", "page", uri, heading(now.texts[uri].text) or uri, "base")


def _had(context: Context) -> set[Key]:
    """What the base had when it was last compared; nothing if nobody knows."""
    if context.then:
        return {*context.then.records, *(("page", uri) for uri in context.then.texts)}
    return {(kind, id) for kind, ids in context.known.items() for id in ids}


def known(now: Content) -> Mapping[str, Sequence[str]]:
    """The ids of all that a base has, by kind: what has come since can be told by them."""
    found: dict[str, list[str]] = {"page": sorted(now.texts)}
    for kind, id in sorted(now.records):
        found.setdefault(kind, []).append(id)
    return {kind: ids for kind, ids in sorted(found.items()) if ids}


def _others(then: Content | None, now: Content) -> str:
    return counted(difference(then.site(), now.site())) if then else ""


def _safety(then: Content | None, now: Content) -> Iterator[str]:
    """What has changed of texts on which the safety of people hangs."""
    if then is None:
        return
    old, new = then.site(), now.site()
    called = names(new, old)
    for change in difference(old, new):
        key = (change.kind, change.id)
        records = [content.records.get(key) for content in (then, now)]
        if any(getattr(record, "safety", None) for record in records):
            happened = ", ".join(what_happened(change, called))
            yield f"{change.kind} {change.id}, {change.title}: {happened}"


def _base(about: EditionFile, now: Content, base: Mapping[str, Value]) -> Iterator[Deed]:
    """What `edition.yml` should say of the base."""
    wanted: dict[str, Value] = {**base, "version": now.version}
    for name, value in wanted.items():
        if value and getattr(about.base, name, None) != value:
            yield put(about.base, (name,), value)
