"""The cases of `upgrades.yml` as two versions of a base and an edition over them."""

import re
from pathlib import Path

import yaml

from handbook import yamlout

FILE = Path(__file__).parent / "upgrades.yml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SECTIONS = {
    "outcome": "outcomes", "activity": "activities", "resource": "resources", "theme": "themes",
    "term": "glossary", "evidence kind": "evidence_kinds", "domain": "domains",
    "programme outcome": "programme_outcomes",
}  # fmt: skip
WHERE = {"section": "Somewhere"}
ORDINARY = {
    "outcome": {"number": "1", "statement": "Do it.", "source": WHERE},
    "activity": {
        "text": "Try it.", "kind": "project", "outcomes": ["one-1"], "setting": "on your own",
        "time": "days",
    },
    "resource": {"kind": "guide", "use": "key resource", "summary": "Good.", "address": "unknown"},
    "theme": {"summary": "A theme.", "source": WHERE},
    "term": {"meaning": "A word."},
    "evidence kind": {"summary": "A way."},
    "programme outcome": {"number": "1", "statement": "Be good.", "source": WHERE},
    "domain": {"number": "3", "purpose": "To be.", "source": WHERE},
}  # fmt: skip
HEAD = {
    "id": "charts", "title": "Charts", "summary": "To read charts.",
    "permanent_uri": "https://example.org/charts", "publisher": "Example", "edition": "First",
    "licence": "CC BY 4.0", "source": WHERE,
}  # fmt: skip
ABOUT = """\
# Who we are
edition: {id: trust, title: Trust edition, organisation: The Trust}
base: {folder: ../then}  # the national one
id_prefix: ext
"""


def named(case):
    """The id of the record that a case is about."""
    return re.sub(r"[^a-z0-9]+", "-", case["case"].lower())


def record(kind, id, fields):
    """A record with all that it must have."""
    title = {"term": "term"}.get(kind, "title")
    code = {"code": id.upper()} if kind in {"outcome", "domain"} else {}
    inner = {"outcomes": [record("outcome", f"{id}-1", {})]} if kind == "domain" else {}
    whole = {"id": id, title: id.replace("-", " ").capitalize(), **code, **ORDINARY[kind], **inner}
    return {
        k: v for k, v in (whole | fields).items() if v is not None and k not in {"into", "gone"}
    }


def records(newer):
    """Every record of one version of the base: kind, domain, record."""
    dropped = {id for case in CASES for id in case.get("drop", ())} if newer else set()
    for case in CASES:
        then, now = case.get("then", {}), case.get("now", {}) if newer else {}
        if case["kind"] in SECTIONS and not now.get("gone"):
            fields = {"id": named(case)} | then | now
            yield case["kind"], fields.get("into", "one"), record(case["kind"], named(case), fields)
        others = [*case.get("also_then", ()), *(case.get("also", ()) if newer else ())]
        if newer and case.get("reversed"):
            others.reverse()
        for other in others:
            fields = {k: v for k, v in other.items() if k != "kind"}
            if other["id"] not in dropped:
                yield (
                    other["kind"],
                    fields.get("into", "one"),
                    record(other["kind"], other["id"], fields),
                )


def of(kind, domain, found):
    return [record for k, d, record in found if (k, d) == (kind, domain)]


def write_base(folder, newer):
    """One version of the base."""
    found = list(records(newer))
    domains = [
        record("domain", name, {
            "outcomes": [record("outcome", f"{name}-1", {}), *of("outcome", name, found)],
            "activities": [record("activity", f"{name}-try", {}), *of("activity", name, found)],
        })
        for name in ("one", "two")
    ]  # fmt: skip
    more = {section: [r for k, _, r in found if k == kind] for kind, section in SECTIONS.items()}
    terms = {
        k: v for c in CASES if c["kind"] == "terms" and newer for k, v in c.get("now", {}).items()
    }
    framework = (
        HEAD | {"version": "2026.2" if newer else "2026.1"} | ({"terms": terms} if terms else {})
    )
    framework |= {name: more[name] for name in ("programme_outcomes", "evidence_kinds", "glossary")}
    framework |= {"themes": [record("theme", "care", {}), *more["themes"]]}
    framework |= {"domains": [*domains, *more["domains"]]}
    folder.mkdir()
    (folder / "curriculum.yml").write_text(yamlout.write(framework), encoding="utf-8")
    resources = sorted(more["resources"], key=lambda each: each["id"])
    (folder / "resources.yml").write_text(yamlout.write({"resources": resources}), encoding="utf-8")
    for case in CASES:
        text = case.get("now" if newer else "then") if case["kind"] == "page" else None
        if text:
            write(folder / "content" / f"{named(case)}.md", f"{text}\n")
    return folder


def write_edition(folder):
    """The edition: a remark above and beside every entry, as people write them."""
    sections = {}
    for case in CASES:
        local = case.get("local", {})
        if case["kind"] in {*SECTIONS, "page"} and local:
            section = SECTIONS.get(case["kind"], "pages")
            id = named(case) + (".md" if case["kind"] == "page" else "")
            sections.setdefault(section, []).append((case, {"id": id} | local))
        elif case["kind"] in {"order", "contacts", "placements", "events"}:
            sections.setdefault(case["kind"], []).append((case, local))
    text = "# Our changes\n"
    for section, entries in sections.items():
        text += f"\n{section}:\n" + "".join(entry(case, fields) for case, fields in entries)
    text += "\nadd:\n" + "".join(added())
    write(folder / "edition.yml", ABOUT + yamlout.write({"terms": terms()}))
    write(folder / "local" / "changes.yml", text)
    for case in CASES:
        if case["kind"] == "page" and "ours" in case:
            front = f"---\nextends: {case['extends']}\n---\n" if "extends" in case else ""
            write(folder / "content" / f"{named(case)}.md", f"{front}{case['ours']}\n")
    return folder


def entry(case, fields):
    """One entry with its remarks, not in the layout of `handbook fmt`."""
    first, *rest = yamlout.write({"x": [fields]}).splitlines()[1:]
    lines = [f"{first}   # beside: {case['case']}", *rest]
    return f"  # above: {case['case']}\n" + "\n".join(lines) + "\n"


def added():
    wanted = {}
    for case in CASES:
        if case["kind"] == "add":
            ((section, fields),) = case["local"].items()
            kind = next(k for k, s in SECTIONS.items() if s == section)
            wanted.setdefault(section, []).append((case, record(kind, fields["id"], fields)))
    for section, entries in wanted.items():
        yield f"  {section}:\n"
        yield from ("".join(f"  {line}\n" for line in entry(*e).splitlines()) for e in entries)


def terms():
    return {k: v for c in CASES if c["kind"] == "terms" for k, v in c["local"].items()}


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def about(case):
    """What findings about a case have as their kind and id."""
    kind = case["kind"]
    if kind == "page":
        return kind, f"{named(case)}.md"
    if kind == "add":
        ((section, fields),) = case["local"].items()
        return next(k for k, s in SECTIONS.items() if s == section), fields["id"]
    if kind in {"contacts", "placements", "events"}:
        return kind.removesuffix("s"), case["local"]["id"]
    if kind == "order":
        return "domain", case["local"]["domain"]
    return ("framework", "charts") if kind == "terms" else (kind, named(case))
