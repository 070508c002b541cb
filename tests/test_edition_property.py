"""Whatever happens to the base and whatever is local: no local value is ever lost in silence."""

from random import Random

import pytest
import yaml

from editions import ABOUT, base, edition
from handbook.edition.layers import load_content
from handbook.edition.values import fingerprint, plain

FIELDS = {
    "outcomes": ("title", "statement", "meaning", "themes", "code"),
    "activities": ("title", "text", "time"),
    "domains": ("title", "purpose"),
    "glossary": ("term", "meaning", "synonyms"),
    "resources": ("title", "summary", "minutes"),
}
KINDS = {"outcomes": "outcome", "activities": "activity", "domains": "domain",
         "glossary": "term", "resources": "resource"}  # fmt: skip
VALUES = {"time": ("hours", "days", "weeks"), "minutes": (5, 50), "themes": ([], ["care"]),
          "synonyms": (["one"], ["one", "two"])}  # fmt: skip


def value(random, field, words):
    found = random.choice(VALUES[field]) if field in VALUES else f"{words} {random.randrange(9)}"
    return list(found) if isinstance(found, list) else found  # YAML writes shared lists as aliases


def written(root, name):
    return yaml.safe_load((root / name).read_text(encoding="utf-8"))


def records(data):
    """Each record of the two files by its section and id."""
    for domain in data["curriculum"]["domains"]:
        yield ("domains", domain["id"]), domain
        for section in ("outcomes", "activities"):
            for record in domain.get(section, []):
                yield (section, record["id"]), record
    for record in data["curriculum"]["glossary"]:
        yield ("glossary", record["id"]), record
    for record in data["resources"]["resources"]:
        yield ("resources", record["id"]), record


def localised(random, then):
    """Random changes of a base: a local file, and what the base says and what is wished."""
    local, wishes = {}, {}
    for section, fields in FIELDS.items():
        mine = [(id, r) for (kind, id), r in then.records.items() if kind == KINDS[section]]
        for id, record in ((id, r) for id, r in mine if not id.startswith(("s-", "pillar"))):
            for field in random.sample(fields, random.randint(0, len(fields))):
                before, wish = plain(record, field), value(random, field, "Local")
                fresh = {"id": id, "set": {}, "expects": {}}
                entry = local.setdefault(section, {}).setdefault(id, fresh)
                entry["set"][field] = wish
                entry["expects"][field] = fingerprint(before)
                wishes[section, id, field] = (before, wish or None)  # an empty list says nothing
    return {section: list(entries.values()) for section, entries in local.items()}, wishes


def moved_on(random, root):
    """Random changes of the base itself. At times it takes over what is local."""
    data = {name: written(root, f"{name}.yml") for name in ("curriculum", "resources")}
    for (section, _), record in records(data):
        for field in random.sample(FIELDS[section], random.randint(0, 2)):
            record[field] = value(random, field, random.choice(("Base", "Local")))
        if section == "outcomes" and random.random() < 0.3:
            record["safety"] = True
    for name, content in data.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (root / f"{name}.yml").write_text(text, encoding="utf-8")


def remembered(root, wishes):
    """Write down what the base said, as `handbook upgrade` does."""
    before = {fingerprint(then): then for then, _ in wishes.values() if then is not None}
    texts = [{"is": mark, "record": "r", "field": "f", "value": v} for mark, v in before.items()]
    (root / "base-texts.yml").write_text(yaml.safe_dump({"texts": texts}), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_every_local_value_is_shown_or_reported(tmp_path, seed):
    random = Random(seed)  # noqa: S311
    root = base(tmp_path)
    local, wishes = localised(random, load_content(root)[0])
    moved_on(random, root)
    about = ABOUT + f"on_conflict: {random.choice(('base', 'local'))}\n"
    trust = edition(tmp_path, yaml.safe_dump(local), about)
    remembered(trust, wishes)
    now = load_content(root)[0]
    content, problems, resolution = load_content(trust)

    assert not problems, problems
    assert len(wishes) > 5
    conflicts = {(c.kind, c.id, c.field): c for c in resolution.conflicts}
    for (section, id, field), (before, wish) in wishes.items():
        spot = (KINDS[section], id, field)
        shown, current = (plain(c.records[spot[:2]], field) for c in (content, now))
        found = conflicts.get(spot)
        if found is None:
            assert shown == wish, spot
        else:
            assert shown in (wish, current)
            assert (found.now, found.local) == (current, wish)
            # Numbers are text in the file of old texts, as in every other one.
            assert found.then == (str(before) if isinstance(before, int) else before)
            assert found.known == (before is not None)
