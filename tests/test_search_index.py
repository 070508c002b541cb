"""The search index is cut so that a question needs little of it, and a change of a text too."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import handbook
from built import search_entries
from handbook.build import open_site
from handbook.prose import plain
from handbook.search import Entry
from handbook.search_core import EACH, PATH
from handbook.search_index import SHELF, Index, search_index, shelf_path
from handbook.search_renewal import MANY, Earlier, renewed
from handbook.search_words import USES, tokens
from handbook.sections import sections

SCRIPTS = Path(handbook.__file__).parent / "theme" / "assets" / "js"
NODE = Path(sys.executable).with_name("node")
TOKENS = """
import {{ words, compounds }} from {module}
const texts = JSON.parse(await new Response(process.stdin).text())
console.log(JSON.stringify(texts.map((text) => [words(text), compounds(text)])))
"""
NASTY = [
    "Co-production, co\u2011produced and CO\u2010PRODUCE: the patients’ and the patient's",
    "naïve façade Ångström İstanbul ﬁne ½ x² Straße ΟΔΟΣ ʼn",
    "snake_case __init__ 1:30 2024-25 e-mail's don't l’été",
    "日本語 العربية हिन्दी עברית",
    "",
]


def make(number: int) -> list[Entry]:
    """Entries of a few words each, of which some are in many."""
    return [
        Entry(f"a/{i}/", f"Title {i % 7}", "one", f"text number{i} of all", words="more")
        for i in range(number)
    ]


def shelf_of(files, word):
    """The file that holds a word, as the browser finds it."""
    beginnings = [word[:letters] for letters in range(len(word), 0, -1)]
    return next(path for key in beginnings if (path := shelf_path(key)) in files)


def test_a_page_of_no_record_is_found_by_what_describes_it(site_dir):
    shown = {entry["url"]: entry.get("text", "") for entry in search_entries(site_dir)}
    framework = open_site(Path(__file__).parents[1]).framework
    assert shown["./"] == plain(framework.summary)
    assert shown["data/"].startswith("Download the whole handbook")


def test_words_are_those_that_the_browser_looks_for(site_dir):
    """In every text of the real handbook, and in some nasty ones."""
    fields = ("title", "text", "words", "about", "code")
    texts = [entry[name] for entry in search_entries(site_dir) for name in fields if name in entry]
    texts += NASTY
    script = TOKENS.format(module=json.dumps((SCRIPTS / "words.js").as_uri()))

    run = subprocess.run(
        [NODE, "--input-type=module", "--eval", script],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    for text, found in zip(texts, json.loads(run.stdout), strict=True):
        assert list(tokens(text)) == found, text


def test_every_word_is_in_the_file_where_the_browser_looks():
    """With each entry that holds it, and how often in which field."""
    entries = [*make(3000), Entry("b/", "Health-care", "two", "care care")]
    files = search_index(entries, []).files
    care = json.loads(files[shelf_of(files, "care")])["care"]
    joined = json.loads(files[shelf_of(files, "healthcare")])["healthcare"]

    assert care == [[2 + USES**3, 3000]]
    assert joined == [[USES**3, 3000]]
    assert all(
        f"number{i}" in json.loads(files[shelf_of(files, f"number{i}")]) for i in range(3000)
    )


def test_files_are_small_unless_one_word_fills_them():
    files = search_index(make(3000), []).files

    for path, content in files.items():
        if path.startswith("search/words/"):
            assert len(content) <= SHELF or len(json.loads(content)) == 1
        if path.startswith("search/entries/"):
            assert len(json.loads(content)) <= EACH


def test_the_same_entries_give_the_same_bytes():
    assert search_index(make(50), [["a", "b"]]) == search_index(make(50), [["a", "b"]])


@pytest.mark.parametrize("at", [0, 1500, 2999])
def test_a_changed_text_changes_few_files(at):
    """Its own entry, the words that it lost and gained, and the list of all words."""
    before = make(3000)
    after = [*before]
    after[at] = replace(before[at], text=before[at].text.replace("of all", "of nearly all"))
    one, other = search_index(before, []).files, search_index(after, []).files
    changed = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}

    assert PATH in changed
    assert len(changed) <= 4 < len(one)


WORDS = ["care", "Co-production", "cares", "naïve", "the", "2019", "écho", "out-of-hours", "zoo"]
WORDS += ["c", "ca", "car", "carers", "caring", "coproduction", "hours", "hourly"]


class Written:
    """An index as it lies on the disk, which notes what is read of it."""

    def __init__(self, index):
        self.prints = index.prints
        self.files = dict(index.files)
        self.read = []

    def renewed(self, entries):
        """Bring it up to date, and say which files were written."""
        self.read.clear()
        sizes = {path: len(content) for path, content in self.files.items()}
        index = renewed(entries, [], [], Earlier(self.prints, sizes, self._read))
        before = self.files
        self.files = {path: index.files.get(path, before.get(path)) for path in index.prints}
        self.prints = index.prints
        return {path for path, content in self.files.items() if before.get(path) != content}

    def _read(self, path):
        self.read.append(path)
        return self.files[path]

    def __eq__(self, other):
        return Index(self.files, self.prints) == other


def edited(entries, random):
    """The same entries, some with other words in some of their fields."""
    entries = [*entries]
    for at in random.sample(range(len(entries)), random.randint(0, 4)):
        field = random.choice(["title", "text", "words", "about", "code"])
        value = " ".join(random.choices(WORDS, k=random.randint(0, 5)))
        entries[at] = replace(entries[at], **{field: value})
    return entries


@pytest.mark.parametrize("shelf", [1, 60, 120, 400, SHELF])
@pytest.mark.parametrize("seed", range(4))
def test_brought_up_to_date_it_is_the_same_as_made_anew(seed, shelf, monkeypatch):
    """Through a row of edits that add words, take them away, and use them more or less.

    The smaller files must be, the more often they are split and joined.
    """
    random = Random(seed)  # noqa: S311
    monkeypatch.setattr("handbook.search_index.SHELF", shelf)
    entries = edited(make(30), random)
    index = Written(search_index(entries, []))

    for _ in range(25):
        entries = edited(entries, random)
        if random.random() < 0.3:
            at, word = random.randrange(30), random.choice(WORDS)
            entries[at] = replace(entries[at], kind=word, domains=(word,))
        index.renewed(entries)
        assert index == search_index(entries, [])


@pytest.mark.parametrize("seed", range(8))
def test_of_changed_texts_only_they_need_be_told(seed):
    """All others are as they were."""
    random = Random(seed)  # noqa: S311
    entries = edited(make(60), random)
    index = Written(search_index(entries, []))

    for _ in range(25):
        after = edited(entries, random)
        few = [new if new != old else None for new, old in zip(after, entries, strict=True)]
        known = random.randrange(60)
        few[known] = after[known]  # told, and the same
        entries = after
        index.renewed(few)
        assert index == search_index(entries, [])


def test_a_shelf_is_split_when_it_outgrows_and_joined_when_there_is_room(monkeypatch):
    """And a word that is left alone has the file of a shorter beginning."""
    monkeypatch.setattr("handbook.search_index.SHELF", 50)
    texts = ["ab", "ab", "ab abc", "ab abc abd", "ab abd", "ab", "", "abc"]
    keys = []
    entries = [Entry(f"{at}/", "", "one", "ab") for at in range(20)]
    index = Written(search_index(entries, []))

    for text in texts:
        entries[3] = replace(entries[3], text=text)
        index.renewed([entry if at == 3 else None for at, entry in enumerate(entries)])
        assert index == search_index(entries, [])
        keys.append(json.loads(index.files[PATH])["shelves"])
    assert keys == ["a", "a", "ab abc", "ab abc abd", "ab abd", "a", "a", "ab abc"]


def test_shelves_are_as_large_as_they_may_be_and_no_larger(monkeypatch):
    """Counted to the byte, of words and of files of words in the same way."""
    entries = [Entry(f"{at}/", word, "one", "") for at, word in enumerate(["ab", "ac", "écho"])]
    few = [*entries, Entry("x/", "", "one", "")]
    told = [None, None, None, Entry("x/", "abc", "one", "")]

    enough = []
    for shelf in range(20, 80):
        monkeypatch.setattr("handbook.search_index.SHELF", shelf)
        index = Written(search_index(few, []))
        index.renewed(told)
        assert index == search_index([*entries, told[-1]], [])
        sizes = [len(content) for path, content in index.files.items() if "/words/" in path]
        if len(sizes) == 2:  # for words with an A, and for the one with an E
            enough.append(shelf)
        index.renewed([None, None, None, few[3]])
        assert index == search_index(few, [])
    assert enough[0] == max(sizes)


def test_a_small_change_reads_and_writes_few_files():
    entries = make(3000)
    index = Written(search_index(entries, []))
    few = [None] * 3000
    few[7] = replace(entries[7], text="text number7 of everything")

    changed = index.renewed(few)

    gone, new = (shelf_of(index.files, word) for word in ("all", "everything"))
    assert sorted(index.read) == sorted([PATH, "search/entries/0.json", gone])
    assert changed == {*index.read, new}
    assert len(changed) < len(index.files) / 20


def test_with_other_entries_or_too_many_changes_all_is_made_anew():
    entries = make(MANY * 2)
    index = search_index(entries, [])
    sizes = {path: len(content) for path, content in index.files.items()}
    past = Earlier(index.prints, sizes, index.files.__getitem__)
    many = [replace(entry, text="other") for entry in entries]

    assert renewed(entries, [], [], past).prints == index.prints
    assert renewed([*entries, None], [], [], past) is None
    assert renewed(many[: MANY + 1] + entries[MANY + 1 :], [], [], past) is None


def test_every_file_that_changes_changes_the_version():
    one = search_index(make(50), [])
    domains = [replace(entry, domains=("One",)) for entry in make(50)]
    other = search_index(domains, [])  # which only the facets show

    versions = {json.loads(index.files[PATH])["version"] for index in (one, other)}
    assert len(versions) == 2


def test_items_of_a_page_stay_apart_and_stops_stay_with_their_words():
    html = "<h1>One</h1><ul><li>Care</li><li>Links</li></ul><p>Read <a href='b'>on</a>.</p>"

    assert [entry.text for entry in sections(html, "one/", "One")] == ["Care; Links; Read on."]
