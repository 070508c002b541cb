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
from handbook.search import Entry
from handbook.search_index import EACH, MANY, SHELF, earlier, name, renewed, search_index
from handbook.search_words import USES, count, tokens
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
    return next(path for key in beginnings if (path := f"search/words/{name(key)}.json") in files)


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
    files = search_index([*make(3000), Entry("b/", "Health-care", "two", "care care")], [])
    care = json.loads(files[shelf_of(files, "care")])["care"]
    joined = json.loads(files[shelf_of(files, "healthcare")])["healthcare"]

    assert care == [[2 + USES**3, 3000]]
    assert joined == [[USES**3, 3000]]
    assert all(
        f"number{i}" in json.loads(files[shelf_of(files, f"number{i}")]) for i in range(3000)
    )


def test_files_are_small_unless_one_word_fills_them():
    files = search_index(make(3000), [])

    for path, content in files.items():
        if path.startswith("search/words/"):
            assert len(content) <= SHELF + 1000 or len(json.loads(content)) == 1
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
    one, other = search_index(before, []), search_index(after, [])
    changed = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}

    assert "search/index.json" in changed
    assert len(changed) <= 4 < len(one)


WORDS = ["care", "Co-production", "cares", "naïve", "the", "2019", "écho", "out-of-hours", "zoo"]


def edited(entries, random):
    """The same entries, some with other words in some of their fields."""
    entries = [*entries]
    for at in random.sample(range(len(entries)), random.randint(0, 4)):
        field = random.choice(["title", "text", "words", "about", "code"])
        value = " ".join(random.choices(WORDS, k=random.randint(0, 5)))
        entries[at] = replace(entries[at], **{field: value})
    return entries


@pytest.mark.parametrize("seed", range(8))
def test_brought_up_to_date_it_is_the_same_as_made_anew(seed, monkeypatch):
    """Through a row of edits that add words, take them away, and use them more or less."""
    random = Random(seed)  # noqa: S311
    monkeypatch.setattr("handbook.search_index.SHELF", 400)
    entries = edited(make(60), random)
    files = search_index(entries, [])

    for _ in range(25):
        entries = edited(entries, random)
        if random.random() < 0.1:
            new = Entry("new/", "New", "two", "out-of-care")
            entries.insert(random.randrange(len(entries)), new)
        files = search_index(entries, [], earlier(files))
        assert files == search_index(entries, [])


@pytest.mark.parametrize("seed", range(8))
def test_of_changed_texts_only_they_need_be_told(seed):
    """All others are as they were; with one more or one less there is nothing to go by."""
    random = Random(seed)  # noqa: S311
    entries = edited(make(60), random)
    files = search_index(entries, [])

    for _ in range(25):
        after = edited(entries, random)
        few = [new if new != old else None for new, old in zip(after, entries, strict=True)]
        known = random.randrange(60)
        few[known] = after[known]  # told, and the same
        entries, files = after, renewed(few, [], earlier(files))
        assert files == search_index(entries, [])
    assert renewed([*entries, None], [], earlier(files)) is None


def test_what_was_tampered_with_is_not_believed():
    """One file changed, cut short or missing is enough."""
    right = search_index(make(50), [])
    core = "search/index.json"
    shelf = shelf_of(right, "text")
    wrong = [
        {**right, shelf: right[shelf].replace(b"0", b"1")},
        {**right, core: right[core].replace(b'"times":[', b'"times":[1')},
        {**right, core: b"[]"},
        {**right, core: b"{"},
        {path: content for path, content in right.items() if path != shelf},
        {core: right[core]},
        {"search/words/00.json": b""},
    ]

    for past in wrong:
        assert earlier(past) is None


def test_a_small_change_does_not_count_all_words_again(monkeypatch):
    entries = make(MANY * 2)
    files = search_index(entries, [])
    calls = []
    monkeypatch.setattr(
        "handbook.search_index.count", lambda given: calls.append(1) or count(given)
    )

    search_index([replace(entries[0], text="other"), *entries[1:]], [], earlier(files))
    assert calls == []
    search_index([replace(entry, text="other") for entry in entries], [], earlier(files))
    assert calls == [1]


def test_items_of_a_page_stay_apart_and_stops_stay_with_their_words():
    html = "<h1>One</h1><ul><li>Care</li><li>Links</li></ul><p>Read <a href='b'>on</a>.</p>"

    assert [entry.text for entry in sections(html, "one/", "One")] == ["Care; Links; Read on."]
