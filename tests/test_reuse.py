"""A build that keeps what it can of the last one makes the very site that a clean build makes."""

import os
import re
import shutil
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
import yaml
from mkdocs.exceptions import Abort, PluginError

from editions import ABOUT, SETTINGS, buildable, edition
from handbook import prints, search_index
from handbook.app import LIST
from handbook.build import open_site, pages
from handbook.checks import CHECKS, OF_TEXTS, prose_link
from handbook.demo import Size, write
from handbook.folders import files
from handbook.hook import build_site
from handbook.memory import forget
from handbook.model import Activity, Domain, Outcome, Resource
from handbook.pages.page import Later
from handbook.render import Renderer
from handbook.search_index import shelf_path
from handbook.search_words import read

SEEDS = int(os.environ.get("HANDBOOK_SEEDS", "1"))
STEPS = 8 if SEEDS == 1 else 12
TEXTS = ("title", "statement", "meaning", "summary", "text", "purpose", "term", "note")
LINKS = ("domains", "outcomes", "themes", "connections", "programme_outcomes")


class Editor:
    """Changes a handbook by chance, the way people and accidents do."""

    def __init__(self, root, seed):
        self.root = root
        self.random = Random(seed)  # noqa: S311
        self.count = 0

    def edit(self):
        """Change something, and say what."""
        self.count += 1
        kind = self.random.choice(
            [self.reword] * 4
            + [self.link] * 3
            + [self.add, self.add, self.remove, self.swap, self.shift]
            + [self.page, self.retitle, self.settings, self.tamper, self.stray, self.nothing]
        )
        return f"{self.count}: {kind.__name__} {kind() or ''}"

    def reword(self):
        file, data = self._data()
        record = self.random.choice([r for r in records(data) if set(TEXTS) & set(r)])
        field = self.random.choice([f for f in TEXTS if f in record])
        record[field] += f" again {self.count}"
        self._save(file, data)
        return f"{record.get('id')}.{field}"

    def link(self):
        file, data = self._data()
        record = self.random.choice([r for r in records(data) if r.get("id") and "title" in r])
        field = self.random.choice([f for f in LINKS if f in record] or ["themes"])
        names = record.get(field, [])
        if not all(isinstance(name, str) for name in names):
            return "nothing"
        if names and self.random.random() < 0.5:
            names = names[1:]
        else:
            every = [r for f in self._files() for r in records(self._read(f))]
            same = {"connections": "outcomes", "programme_outcomes": "programme_outcomes"}
            kind = same.get(field, field)
            ids = [r["id"] for top in every for r in top.get(kind, []) if isinstance(r, dict)]
            names = [*names, self.random.choice(ids)] if ids else names
        record[field] = list(dict.fromkeys(names))
        if not record[field]:
            del record[field]
        self._save(file, data)
        return f"{record['id']}.{field}"

    def add(self):
        file, data = self._data()
        listed = self.random.choice(lists(data))
        one = self.random.choice(listed)
        new = yaml.safe_load(yaml.safe_dump(one)) | {"id": f"{one['id']}-{self.count}"}
        if "code" in new:
            new["code"] += f"-{self.count}"
        if "url" in new:
            new["url"] += f"/{self.count}"
        listed.insert(listed.index(one) + 1, new)
        self._save(file, data)
        return new["id"]

    def remove(self):
        file, data = self._data()
        listed = self.random.choice(lists(data))
        gone = listed.pop(self.random.randrange(len(listed)))
        self._save(file, data)
        return gone["id"]

    def swap(self):
        file, data = self._data()
        listed = self.random.choice(lists(data))
        listed.reverse()
        self._save(file, data)
        return str([record["id"] for record in listed][:3])

    def shift(self):
        file = self.random.choice(self._files())
        file.write_text("# A remark.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")

    def page(self):
        name = f"content/about/more-{self.count}.md"
        (self.root / name).write_text(f"# More {self.count}\n\nText.\n", encoding="utf-8")
        return name

    def retitle(self):
        file = self.random.choice(sorted(self.root.glob("content/**/*.md")))
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("# ", f"# {self.count} ", 1), encoding="utf-8")
        return file.name

    def settings(self):
        file = self.root / "mkdocs.yml"
        line = self.random.choice(
            [
                f"site_name: Name {self.count}",
                f"site_url: https://example.org/{self.count}/",
                f"repo_url: https://example.org/{self.count}",
                f"copyright: {self.count}",
            ]
        )
        kept = [
            old
            for old in file.read_text(encoding="utf-8").splitlines()
            if old.split(":")[0] != line.split(":")[0]
        ]
        file.write_text("\n".join([*kept, line, ""]), encoding="utf-8")
        return line

    def tamper(self):
        kind = self.random.choice(["**/*.html", "search/**/*.json"])
        page = self.random.choice(sorted(self.root.glob(f"site/{kind}")))
        if self.random.random() < 0.5:
            page.unlink()
        else:
            page.write_text("changed by somebody", encoding="utf-8")
        return page

    def stray(self):
        folder = self.root / "site" / f"stray-{self.count}"
        folder.mkdir()
        (folder / "index.html").write_text("left here", encoding="utf-8")

    def nothing(self):
        pass

    def _files(self):
        return [f for f in sorted(self.root.rglob("*.yml")) if f.name != "mkdocs.yml"]

    def take_back(self):
        """Forget the last edit: the files are as they were."""

    def _data(self):
        file = self.random.choice(self._files())
        return file, self._read(file)

    def _read(self, file):
        return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506

    def _save(self, file, data):
        file.write_text(yaml.safe_dump(data, sort_keys=False, width=90), encoding="utf-8")


def records(data):
    """Every mapping in the data."""
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, dict | list):
            yield from records(value)


def lists(data):
    """The lists of records that have an id and a page."""
    kinds = ("domains", "outcomes", "activities", "resources", "glossary")
    found = [r[kind] for r in records(data) for kind in kinds if kind in r]
    return [listed for listed in found if listed and isinstance(listed[0], dict)]


class Adapter(Editor):
    """Changes a local edition by chance, and the handbook that it stands on."""

    def __init__(self, root, seed):
        super().__init__(root, seed)
        self.base = Editor(root / "base", seed)
        self.entries = {}  # by section and id
        self.more = {"contacts": [], "events": []}
        self.added = {"resources": [], "outcomes": [], "glossary": []}
        self.remark = ""

    def edit(self):
        self.count += 1
        self.last = deepcopy((self.entries, self.more, self.added))
        kind = self.random.choice(
            [self.set] * 4
            + [self.note, self.hide, self.hide, self.add, self.add, self.offer, self.forget]
            + [self.rename, self.change_base, self.link_base, self.shift]
            + [self.tamper, self.stray, self.nothing]
        )
        said = kind() or ""
        self._write()
        return f"{self.count}: {kind.__name__} {said}"

    def set(self):
        section, record = self._record()
        field = self.random.choice([f for f in TEXTS if f in record])
        self._entry(section, record).setdefault("set", {})[field] = f"Local {self.count}"
        return f"{record['id']}.{field}"

    def note(self):
        section, record = self._record()
        self._entry(section, record)["note"] = f"In our trust {self.count}"
        return record["id"]

    def hide(self):
        section, record = self._record()
        self.entries[section, record["id"]] = {"id": record["id"], "hide": f"No {self.count}"}
        return record["id"]

    def forget(self):
        gone = self.random.choice(sorted(self.entries) or [None])
        self.entries.pop(gone, None)
        return gone

    def add(self):
        section = self.random.choice(sorted(self.added))
        _, record = self._record(section)
        more = {"id": f"ext-{self.count}"}
        if section == "outcomes":
            more |= {"domain": "d1", "code": f"X{self.count}", "number": 90 + self.count}
        if section == "glossary":
            more |= {"term": f"Word {self.count}", "abbreviation": f"W{self.count}"}
        if section == "resources":
            more |= {"address": "unknown"}
        new = {name: value for name, value in record.items() if name not in {"url", "doi"}}
        self.added[section].append(new | more)
        return section

    def offer(self):
        self.more["contacts"].append({"id": f"ext-c{self.count}", "name": f"Team {self.count}"})
        _, record = self._record("outcomes")
        event = {"id": f"ext-e{self.count}", "title": "A day", "summary": "All.",
                 "starts": "2027-01-01", "outcomes": [record["id"]]}  # fmt: skip
        self.more["events"].append(event)

    def rename(self):
        file = self.root / "edition.yml"
        text = file.read_text(encoding="utf-8").partition("terms:")[0]
        word = f"aim{self.count}"
        file.write_text(f"{text}terms: {{outcome: {{one: {word}, many: {word}s}}}}\n", "utf-8")

    def change_base(self):
        return self.base.edit()

    def link_base(self):
        """A link in a text of the base, which leads nowhere when the edition hides its end."""
        file = self.root / "base" / "curriculum.yml"
        data = self._read(file)
        outcomes = [record for record in records(data) if "statement" in record]
        one, other = self.random.sample(outcomes, 2)
        one["statement"] += f" See [it](outcome:{other['id']})."
        self._save(file, data)
        return f"{one['id']} to {other['id']}"

    def shift(self):
        file = self.root / "local" / "changes.yml"
        self.remark = f"# {'Lines. ' * self.random.randrange(3)}\n" * self.random.randrange(4)
        return file.name

    def take_back(self):
        self.entries, self.more, self.added = self.last

    def _write(self):
        told = {}
        for (section, _), entry in sorted(self.entries.items()):
            told.setdefault(section, []).append(entry)
        told |= {name: listed for name, listed in self.more.items() if listed}
        told["add"] = {name: listed for name, listed in self.added.items() if listed}
        text = yaml.safe_dump({k: v for k, v in told.items() if v} or {"order": []}, width=90)
        (self.root / "local" / "changes.yml").write_text(f"{self.remark}{text}", encoding="utf-8")

    def _entry(self, section, record):
        entry = self.entries.setdefault((section, record["id"]), {"id": record["id"]})
        return entry if "hide" not in entry else {}

    def _record(self, wanted=""):
        section = wanted or self.random.choice(["domains", "outcomes", "activities", "resources"])
        found = [
            record
            for file in self.base._files()
            for top in records(self._read(file))
            for record in (top.get(section) or [])
            if isinstance(record, dict)
        ]
        return section, self.random.choice(found)


def contents(folder):
    return {name: Path(folder, name).read_bytes() for name in files(folder)}


def build(root, site_dir):
    try:
        build_site(root, site_dir)
    except (Abort, PluginError):
        return False
    return True


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDBOOK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    root = tmp_path / "handbook"
    write(root, Size(outcomes=10, resources=12, frameworks=2, seed=3))
    return root


@pytest.fixture
def trust(tmp_path, monkeypatch):
    """An edition, with the handbook that it stands on inside, so that one copy has both."""
    monkeypatch.setenv("HANDBOOK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    about = ABOUT.replace("../base", "base")
    settings = f"{SETTINGS}repo_url: https://code.example.org/x\nedit_uri: edit/main/content/\n"
    root = buildable(edition(tmp_path, about=about), settings)
    write(root / "base", Size(outcomes=8, resources=8, frameworks=2, seed=3))
    assert build(root, root / "site")
    return root


@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_any_edits_the_site_is_that_of_a_clean_build(root, tmp_path, monkeypatch, seed):
    edited(root, tmp_path, monkeypatch, Editor(root, seed))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_so_it_is_with_an_edition(trust, tmp_path, monkeypatch, seed):
    edited(trust, tmp_path, monkeypatch, Adapter(trust, seed), steps=STEPS // 2)


def edited(root, tmp_path, monkeypatch, editor, steps=STEPS):
    """Edit step by step, and compare what is kept and what is made anew with a clean build."""
    done = []
    before = shutil.copytree(root, tmp_path / "before")
    for _ in range(steps):
        done.append(editor.edit())
        with monkeypatch.context() as clean:
            clean.setenv("HANDBOOK_CACHE", str(tmp_path / "none"))
            forget(root)
            possible = build(root, tmp_path / "clean")
            shutil.rmtree(tmp_path / "none", ignore_errors=True)
        if not possible:  # the edit was a mistake: take it back
            assert not build(root, root / "site")
            take_back(root, before)
            continue
        assert build(root, root / "site")
        assert contents(root / "site") == contents(tmp_path / "clean"), done
        shutil.rmtree(tmp_path / "clean")
        shutil.rmtree(before)
        shutil.copytree(root, before)


def take_back(root, before):
    """Bring back the sources as they were; the site is left alone."""
    for name in files(before):
        if not name.startswith("site/"):
            Path(root, name).write_bytes(Path(before, name).read_bytes())
    for name in set(files(root)) - set(files(before)):
        if not name.startswith("site/"):
            Path(root, name).unlink()


RECORD = re.compile("(outcomes|domains|activities|resources)/.+/")


@pytest.fixture
def drawn(monkeypatch):
    """The addresses of the pages whose templates are asked for HTML."""
    found = []
    body = Renderer.body

    def noted(renderer, page):
        found.append(page.url)
        return body(renderer, page)

    monkeypatch.setattr(Renderer, "body", noted)
    return found


def test_only_the_pages_that_show_a_changed_record_are_made_anew(root, drawn):
    assert build(root, root / "site")
    everything = len(drawn)
    drawn.clear()
    assert build(root, root / "site")
    assert not [url for url in drawn if RECORD.match(url)]  # the shell may link to all others

    file = root / "resources.yml"
    text = file.read_text(encoding="utf-8")
    at = text.index('title: "') + len('title: "')
    file.write_text(f"{text[:at]}Changed, {text[at:]}", encoding="utf-8")
    assert build(root, root / "site")

    assert any(url.startswith("resources/") and url != "resources/" for url in drawn)
    assert 2 < len(drawn) < everything / 3, drawn


def test_so_it_is_with_one_change_of_an_edition(trust, drawn):
    file = trust / "local" / "changes.yml"
    for text in ("A note.", "Another note."):
        drawn.clear()
        file.write_text(f'resources: [{{id: resource-00003, note: "{text}"}}]\n', encoding="utf-8")
        assert build(trust, trust / "site")

    assert "resources/resource-00003/" in drawn
    anew = [url for url in drawn if RECORD.match(url)]
    assert len(anew) < len([url for url in contents(trust / "site") if RECORD.match(url)]) / 3, anew


def test_what_an_edition_hides_no_longer_is_linked_again(trust):
    """Nothing but the hiding tells so: a text that had no link read no record."""
    file = trust / "local" / "changes.yml"
    curriculum = trust / "base" / "curriculum.yml"
    text = curriculum.read_text(encoding="utf-8")
    start = text.index("People", text.index("id: d1-1"))
    curriculum.write_text(
        f"{text[:start]}See [it](resource:resource-00003). {text[start:]}", encoding="utf-8"
    )
    page = trust / "site" / "outcomes" / "d1-1" / "index.html"
    link = '<a href="../../resources/resource-00003/">it</a>'
    for local, linked in (
        ("resources: [{id: resource-00003, hide: Too old}]", False),
        ("order: []", True),
    ):
        file.write_text(f"{local}\n", encoding="utf-8")
        assert build(trust, trust / "site")
        assert (link in page.read_text(encoding="utf-8")) is linked


def test_a_damaged_memory_is_as_good_as_none(root, tmp_path):
    assert build(root, root / "site")
    before = contents(root / "site")
    for file in (tmp_path / "cache").rglob("*.kept"):
        file.write_text('{"half": ', encoding="utf-8")

    assert build(root, root / "site")
    assert contents(root / "site") == before


def test_what_the_app_lists_is_not_believed_either(root):
    assert build(root, root / "site")
    listed = root / "site" / LIST
    right = listed.read_bytes()
    for wrong in (right.replace(b'",', b'0",'), b"{}", b"", right.replace(b"domains/", b"d/")):
        assert wrong != right
        listed.write_bytes(wrong)
        assert build(root, root / "site")
        assert listed.read_bytes() == right


def later(root):
    """The prints of the pages that need not be planned if nothing but texts has changed."""
    found = pages(open_site(root))
    return {page.uri: (page.record, prints.of_page(page)) for page in found if _waits(page)}


def _waits(page):
    return isinstance(page.data, Later)


def test_no_plan_that_is_not_looked_at_hangs_on_texts_of_others(tmp_path):
    """With any one record worded anew, only pages of its own are planned otherwise."""
    root = tmp_path / "handbook"
    write(root, Size(outcomes=3, resources=2, frameworks=2))
    before = later(root)
    editor = Editor(root, 1)
    worded = set()

    for file in editor._files():
        text = file.read_text(encoding="utf-8")
        data = editor._read(file)
        for record in records(data):
            fields = [f for kind in _kinds(record) for f in prints.TEXTS[kind] if f in record]
            old = {field: record[field] for field in fields}
            record |= {field: f"Other words {value}" for field, value in old.items()}
            editor._save(file, data)
            after = later(root) if fields else before
            record |= old
            found = [uri for uri in before if before[uri][1] != after[uri][1]]
            changed = {getattr(before[uri][0], "id", uri) for uri in found}
            assert changed <= {record.get("id")}
            worded |= changed
        file.write_text(text, encoding="utf-8")
    assert len(worded) > 8


def _kinds(record):
    """The type of record that has these fields."""
    signs = {"purpose": Domain, "meaning": Outcome, "setting": Activity, "use": Resource}
    return [kind for sign, kind in signs.items() if sign in record]


def test_after_a_change_of_words_no_other_page_is_planned(root, monkeypatch):
    """As long as nothing else has changed; then all of them are."""
    planned = []
    monkeypatch.setattr(Later, "_made", property(lambda self: planned.append(1) or self._make()))
    file = root / "resources.yml"
    build_site(root)
    assert (many := len(planned)) > 30

    planned.clear()
    file.write_text(
        file.read_text("utf-8").replace("summary: |-\n      ", "summary: |-\n      Now ", 1),
        "utf-8",
    )
    build_site(root)
    assert 0 < len(planned) < many / 3

    planned.clear()
    file.write_text(
        file.read_text("utf-8").replace("    kind: ", "    minutes: 5\n    kind: ", 1), "utf-8"
    )
    build_site(root)
    assert len(planned) >= many / 3


def test_after_a_change_of_words_search_counts_only_them(root, monkeypatch):
    """As long as its files are as they were; then all words are counted again."""
    counted = []
    count = search_index.count
    monkeypatch.setattr(search_index, "count", lambda found: counted.append(1) or count(found))
    monkeypatch.setattr(
        "handbook.search_renewal.read", lambda told: counted.append(2) or read(told)
    )
    file = root / "resources.yml"
    build_site(root)
    assert counted == [1]

    file.write_text(file.read_text("utf-8").replace('title: "', 'title: "Zebras, ', 1), "utf-8")
    build_site(root)
    assert counted == [1, 2, 2]
    shelf = root / "site" / shelf_path("z")
    right = shelf.read_text("utf-8")
    assert "zebras" in right

    shelf.write_text(right.replace("zebras", "zebroid"), "utf-8")
    build_site(root)
    assert counted == [1, 2, 2, 1]
    assert shelf.read_text("utf-8") == right


def test_rules_that_are_not_asked_again_look_at_no_text(tmp_path, monkeypatch):
    """Neither at a record's, nor at a hand-written page's."""
    write(tmp_path / "handbook", Size(outcomes=6, resources=6, frameworks=2))
    site = open_site(tmp_path / "handbook")
    for kind, fields in prints.TEXTS.items():
        monkeypatch.setattr(kind, "__getattribute__", _hiding(fields), raising=False)
    monkeypatch.setitem(vars(site), "texts", None)

    for rule in set(CHECKS) - OF_TEXTS:
        assert list(rule.check(site)) == []
    with pytest.raises(LookupError):
        list(prose_link.check(site))


def _hiding(fields):
    def get(record, name):
        if name in fields:
            raise LookupError(name)
        return object.__getattribute__(record, name)

    return get


def test_a_mistake_is_told_after_a_build_in_which_all_was_well(root, caplog):
    """In what a text says, and in all else; as long as it is there."""
    build_site(root)
    file = root / "resources.yml"
    right = file.read_text("utf-8")
    wrong = re.sub(r"outcomes:\n( +)- .*", r"outcomes:\n\1- nowhere", right, count=1)
    assert wrong != right

    linked = right.replace("summary: |-\n      ", "summary: |-\n      [A](outcome:nowhere) ", 1)
    both = wrong.replace("summary: |-\n      ", "summary: |-\n      Now ", 1)
    for text in (wrong, both, linked, linked):
        file.write_text(text, "utf-8")
        caplog.clear()
        assert not build(root, root / "site")
        assert "there is no outcome 'nowhere'" in caplog.text
    file.write_text(right, "utf-8")
    assert build(root, root / "site")
