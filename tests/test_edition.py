"""What becomes of a handbook under the changes of a local edition."""

from random import Random
from uuid import NAMESPACE_URL, uuid5

import pytest

from editions import ABOUT, base, edition, pages, resolved
from handbook.diff import compare
from handbook.edition.layers import load_base, load_content
from handbook.edition.read import read_edition
from handbook.edition.values import fingerprint, plain
from handbook.identifiers import identifier
from handbook.local import Marks
from handbook.model import Term, Terms
from handbook.own_words import worded


@pytest.fixture
def over(tmp_path):
    """Lay a local file over the small handbook."""
    base(tmp_path)

    def lay(local, about=ABOUT):
        return resolved(edition(tmp_path, local, about))

    return lay


def test_an_edition_without_changes_is_its_base(tmp_path, over):
    content, resolution = over("")
    alone, problems, none = load_content(tmp_path / "base")

    assert not problems
    assert none is None
    assert compare(alone.site(), content.site()) == ()
    assert [layer.id for layer in content.local.layers] == ["charts", "trust"]
    assert not resolution.conflicts
    assert not resolution.unpinned


def test_a_named_field_changes_and_nothing_else(over):
    content, resolution = over("outcomes: [{id: r-1, set: {title: See, explore: [Lines]}}]")
    outcome = content.site().outcomes["r-1"]

    assert outcome.title == "See"
    assert [area.text for area in outcome.explore] == ["Lines"]
    assert outcome.statement == "Read a chart where 3 < 5 & all is `well`."
    marks = content.local.of("outcome", "r-1")
    assert marks.fields["title"].other == "Read a 5 * 3 chart"
    assert marks.fields["title"].layer == "trust"
    assert marks.fields["title"].below == "charts"
    assert {pin.field for pin in resolution.unpinned} == {"title", "explore"}


def test_every_value_knows_where_it_was_written(over):
    content, _ = over(
        "outcomes:\n  - id: r-1\n    set: {title: See}\n    add_to: {themes: [care]}\n"
        "  - id: e-1\n    add_to: {themes: [care]}\n"
    )
    outcomes = content.site().outcomes

    assert str(outcomes["r-1"].place("title")) == "local/changes.yml:3:18"
    assert str(outcomes["e-1"].place("themes", 0)) == "local/changes.yml:6:23"
    assert outcomes["r-1"].place("statement").file.name == "curriculum.yml"
    assert outcomes["r-1"].place("statement").file.is_absolute()


def test_an_optional_field_can_be_left_out(over):
    content, _ = over("outcomes: [{id: r-1, clear: [meaning, explore]}]")
    outcome = content.site().outcomes["r-1"]

    assert outcome.meaning is None
    assert outcome.explore == ()
    assert content.local.of("outcome", "r-1").fields["meaning"].other.startswith("See")


def test_items_are_added_and_taken_out_by_their_words(over):
    content, _ = over(
        "outcomes: [{id: r-1, add_to: {explore: [Lines], themes: [care]},"
        " remove_from: {explore: [Axes], evidence: [Talk about one]}}]"
    )
    outcome = content.site().outcomes["r-1"]

    assert [area.text for area in outcome.explore] == ["Legends", "Lines"]
    assert outcome.evidence == ()
    assert outcome.themes == ("care",)  # it was there already
    assert "themes" not in content.local.of("outcome", "r-1").fields


def test_what_is_added_stands_where_it_is_wanted(over):
    content, _ = over(
        """
add:
  outcomes:
    - {domain: explaining, after: e-1, id: ext-1, code: X1, number: 3, title: Draw,
       statement: Draw., source: {section: Ours}}
  activities:
    - {domain: reading, id: ext-do, title: Do, text: Do it., kind: project, outcomes: [ext-1],
       setting: on your own, time: days}
  resources:
    - {id: ext-map, title: Map, kind: guide, use: key resource, summary: A map., address: unknown,
       outcomes: [ext-1]}
  glossary: [{id: ext-abc, term: alphabet, meaning: Letters.}]
  themes: [{id: ext-care, title: Sharing, summary: Share., source: {section: Ours}}]
  domains:
    - {id: ext-dom, after: reading, code: D, number: 3, title: Drawing, purpose: To draw.,
       outcomes: [{id: ext-2, code: D1, number: 1, title: Sketch, statement: Sketch.,
       source: {section: Ours}}], source: {section: Ours}}
"""
    )
    site = content.site()

    assert [o.id for o in site.domains["explaining"].outcomes] == ["e-1", "ext-1", "e-0"]
    assert list(site.domains)[:3] == ["reading", "ext-dom", "explaining"]
    assert [r.id for r in site.resources] == ["book", "ext-map", "film"]
    assert [g.id for g in site.framework.glossary] == ["bmi", "ext-abc"]
    assert type(site.outcomes["ext-1"]).__name__ == "Outcome"
    assert site.activities_for(site.outcomes["ext-1"])[0].id == "ext-do"
    for kind, id in [("outcome", "ext-1"), ("outcome", "ext-2"), ("term", "ext-abc")]:
        assert content.local.of(kind, id) == Marks("trust")


def test_hidden_records_leave_no_link(over):
    content, resolution = over("outcomes: [{id: e-1, hide: Taught elsewhere.}]")
    site = content.site()

    assert "e-1" not in site.outcomes
    assert site.domains["reading"].connections == ()
    assert site.activities["r-try"].outcomes == ("r-1",)
    assert site.outcomes["r-1"].explore[0].items[1].see == ()
    assert site.outcomes["e-0"].replaced_by == ()
    told = {(c.kind, c.id, c.field) for c in resolution.consequences}
    assert told >= {
        ("domain", "reading", "connections"),
        ("activity", "r-try", "outcomes"),
        ("outcome", "r-1", "see"),
        ("outcome", "r-1", "meaning"),
        ("outcome", "e-0", "replaced_by"),
    }
    assert resolution.hidden[0].because == "Taught elsewhere."
    assert resolution.hidden[0].within == "explaining"


def test_what_serves_nothing_any_more_goes_too(over):
    content, resolution = over(
        "outcomes: [{id: r-1, hide: Not here.}, {id: e-1, hide: Nor this.}]\n"
        "add: {outcomes: [{domain: reading, id: ext-1, code: X, number: 1, title: T, statement: S.,"
        " source: {section: O}}]}"
    )

    assert "r-try" not in content.site().activities
    assert next(h for h in resolution.hidden if h.id == "r-try").follows == ("outcome", "r-1")


def test_a_hidden_domain_takes_along_what_is_inside(over):
    content, resolution = over("domains: [{id: reading, hide: Not here.}]")
    site = content.site()

    assert list(site.domains) == ["explaining", "pillar-one"]
    assert "r-1" not in site.outcomes
    assert "r-try" not in site.activities
    assert site.library["book"].domains == ()
    assert site.outcomes["s-1"].relates == ()
    assert {h.id for h in resolution.hidden} >= {"reading", "r-1", "r-try"}


def test_a_resource_gives_way_to_another(over):
    content, resolution = over(
        "resources: [{id: film, replace_with: ext-film, because: Ours is shorter.}]\n"
        "add: {resources: [{id: ext-film, title: F, kind: video, use: online learning, summary: S.,"
        " address: unknown}]}"
    )

    assert "film" not in content.site().library
    assert content.local.hidden["resource", "film"].instead == "ext-film"
    assert resolution.unpinned[0].field == "replace_with"


def test_lists_are_put_in_order_and_newcomers_follow(over):
    content, _ = over(
        "order:\n  - {framework: charts, domains: [explaining]}\n"
        "  - {domain: explaining, outcomes: [e-0]}\n"
    )
    site = content.site()

    assert [d.id for d in site.framework.domains] == ["explaining", "reading"]
    assert [o.id for o in site.domains["explaining"].outcomes] == ["e-0", "e-1"]


def test_terms_are_renamed_for_all_frameworks_or_for_one(over):
    content, _ = over(
        "",
        ABOUT + "terms:\n  outcome: {one: skill, many: skills}\n"
        "  frameworks: [{id: sister, outcome: {one: craft, many: crafts}}]\n",
    )
    main, sister = content.frameworks

    assert main.terms.outcome.many == "skills"
    assert main.terms.domain.many == "domains"
    assert sister.terms.outcome.one == "craft"
    assert sister.terms.domain.one == "pillar"


def test_notes_leave_the_text_alone(over):
    content, resolution = over("outcomes: [{id: r-1, note: 'In our trust: ask *us*.'}]")

    assert content.local.of("outcome", "r-1").notes[0].text == "In our trust: ask *us*."
    assert not resolution.unpinned


# Conflicts.


def reworded(folder, old, new):
    file = folder / "base" / "curriculum.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def pinned(value, more=""):
    """A change of a statement that expects a fingerprint of the base."""
    expects = f"expects: {{statement: '{value}'}}"
    return f"outcomes: [{{id: e-1, set: {{statement: Ours.}}, {expects}{more}}}]"


def test_a_change_stands_while_the_base_says_what_it_said(tmp_path):
    base(tmp_path)
    reworded(tmp_path, "statement: Explain a trend.", "statement: Explain  a\n          trend.")
    content, resolution = resolved(edition(tmp_path, pinned(fingerprint("Explain a trend."))))

    assert content.site().outcomes["e-1"].statement == "Ours."  # only lines were wrapped
    assert not resolution.conflicts
    assert not resolution.unpinned


@pytest.mark.parametrize(("setting", "safety", "shown"), [
    ("base", "", "Explain it all."), ("local", "", "Ours."),
    ("local", "\n        safety: true", "Explain it all."),
])  # fmt: skip
def test_a_conflict_shows_one_text_and_tells_all_three(tmp_path, setting, safety, shown):
    base(tmp_path)
    reworded(tmp_path, "statement: Explain a trend.", f"statement: Explain it all.{safety}")
    root = edition(
        tmp_path, pinned(fingerprint("Explain a trend.")), ABOUT + f"on_conflict: {setting}"
    )
    text = {"is": fingerprint("Explain a trend."), "value": "Explain a trend."}
    (root / "base-texts.yml").write_text(
        f"texts: [{{is: '{text['is']}', record: outcome e-1, field: statement, "
        f"value: {text['value']}}}]\n",
        encoding="utf-8",
    )
    content, resolution = resolved(root)
    conflict = resolution.conflicts[0]

    assert content.site().outcomes["e-1"].statement == shown
    assert (conflict.then, conflict.now, conflict.local) == (
        "Explain a trend.", "Explain it all.", "Ours.",
    )  # fmt: skip
    mark = content.local.of("outcome", "e-1").fields["statement"]
    assert mark.conflict == (shown != "Ours.")
    assert mark.other == ("Ours." if mark.conflict else "Explain it all.")


def test_what_the_base_has_taken_over_is_no_conflict(tmp_path):
    base(tmp_path)
    reworded(tmp_path, "statement: Explain a trend.", "statement: Ours.")
    content, resolution = resolved(edition(tmp_path, pinned(fingerprint("Explain a trend."))))

    assert not resolution.conflicts
    assert not content.local.of("outcome", "e-1").fields


def test_a_change_follows_its_record_to_another_id(tmp_path):
    base(tmp_path)
    reworded(tmp_path, "e-1]", "e-9]")
    reworded(tmp_path, "id: e-1\n", "id: e-9\n        was: [e-1]\n")
    reworded(tmp_path, "outcome:e-1", "outcome:e-9")
    content, resolution = resolved(edition(tmp_path, pinned(fingerprint("Explain a trend."))))

    assert content.site().outcomes["e-9"].statement == "Ours."
    assert "called 'e-9' now" in resolution.remarks[0].message


# Layers.


def test_an_edition_of_an_edition_of_an_edition(tmp_path):
    base(tmp_path)
    about = ABOUT.replace("id: trust, title: Trust edition", "id: ID, title: ID")
    region = about.replace("ID", "region").replace("ext", "reg")
    edition(
        tmp_path,
        "outcomes: [{id: r-1, set: {title: Region}, note: Of the region}]\n"
        "contacts: [{id: reg-us, name: Us}]\n"
        "placements: [{id: reg-p, title: A ward, summary: Go., outcomes: [e-0, r-1]}]",
        region,
        "region",
    )
    trust = about.replace("../base", "../region").replace("ID", "trust")
    edition(tmp_path, "outcomes: [{id: r-1, set: {title: Trust}}, {id: e-0, hide: No.}]", trust)
    ward = about.replace("../base", "../trust").replace("ID", "ward")
    root = edition(tmp_path, "outcomes: [{id: r-1, set: {statement: Ward}}]", ward, "ward")
    content, _ = resolved(root)
    marks = content.local.of("outcome", "r-1")

    assert [layer.id for layer in content.local.layers] == ["charts", "region", "trust", "ward"]
    assert (marks.fields["title"].layer, marks.fields["title"].below) == ("trust", "region")
    assert (marks.fields["statement"].layer, marks.fields["statement"].below) == ("ward", "charts")
    assert [note.layer for note in marks.notes] == ["region"]
    assert content.local.hidden["outcome", "e-0"].layer == "trust"
    assert content.contacts[0].id == "reg-us"
    assert content.placements[0].outcomes == ("r-1",)  # the trust leaves the other one out


def test_machine_identifiers_stay_those_of_the_original(tmp_path, over):
    content, _ = over("outcomes: [{id: r-1, set: {title: Mine, code: ZZ}}]")
    alone, _, _ = load_content(tmp_path / "base")
    first, second = (c.site() for c in (alone, content))

    assert identifier(first.framework, first.outcomes["r-1"]) == identifier(
        second.framework, second.outcomes["r-1"]
    )


def test_what_two_editions_add_has_two_identifiers(over):
    resource = "{id: ext-1, title: A, kind: book, use: mentioned, summary: S., address: unknown}"
    added = f"add: {{resources: [{resource}]}}"
    own = ABOUT.replace("id: trust,", "id: other,")
    named = ABOUT.replace("id: trust,", "id: trust, permanent_uri: 'https://example.org/ours',")
    found = []
    for about in (ABOUT, own, named):
        site = over(added, about)[0].site()
        found.append(identifier(site.framework, site.library["ext-1"]))

    assert len({*found}) == 3
    assert found[2] == str(
        uuid5(uuid5(NAMESPACE_URL, "https://example.org/ours"), "resource/ext-1")
    )


# Pages.


def test_pages_are_added_replaced_extended_and_hidden(tmp_path):
    base(tmp_path)
    root = edition(tmp_path, "pages: [{id: why.md, hide: We have our own.}]")
    pages(root, {
        "ours.md": "# Ours\n",
        "about/index.md": "---\nextends: more\n---\nHere too.\n",
    })  # fmt: skip
    content, resolution = resolved(root)
    about = content.texts["about/index.md"]

    assert set(content.texts) == {"about/index.md", "ours.md"}
    assert (
        about.text.index("Much more.") < about.text.index("Here too.") < about.text.index("## Last")
    )
    assert [part.file.name for part in about.parts] == ["index.md", "index.md"]
    assert [h.id for h in resolution.hidden] == ["why.md"]


def test_a_page_of_the_base_that_has_changed_is_a_conflict(tmp_path):
    base(tmp_path)
    root = edition(tmp_path, f"pages: [{{id: why.md, expects: {{text: '{fingerprint('old')}'}}}}]")
    pages(root, {"why.md": "# Our why\n"})
    content, resolution = resolved(root)

    assert content.texts["why.md"].text.startswith("# Why")
    assert resolution.conflicts[0].local == "# Our why"


def test_resolution_does_not_depend_on_how_files_are_split(tmp_path):
    base(tmp_path)
    parts = [
        "outcomes: [{id: r-1, set: {title: A}}]\n",
        "outcomes: [{id: r-1, set: {statement: B}, note: C}]\n",
        "outcomes: [{id: e-0, hide: D}]\n",
    ]
    found = []
    for seed in range(3):
        root = edition(tmp_path, name=f"trust{seed}")
        for i, text in enumerate(Random(seed).sample(parts, len(parts))):  # noqa: S311
            (root / "local" / f"{i}.yml").write_text(text, encoding="utf-8")
        content, _ = resolved(root)
        found.append((content.site().outcomes["r-1"].model_dump(), sorted(content.local.hidden)))

    assert found[0] == found[1] == found[2]


def test_fingerprints_see_words_and_not_their_layout():
    assert fingerprint("a  b\nc") == fingerprint("a b c") == fingerprint("a\u00a0b c")
    assert fingerprint("a b") != fingerprint("ab")
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
    assert fingerprint(None).startswith("b2:")
    assert len(fingerprint(None)) == 15


def test_the_base_alone_can_be_asked(tmp_path):
    base(tmp_path)
    content, problems = load_base(read_edition(edition(tmp_path)))

    assert not problems
    assert plain(content.records["outcome", "e-1"], "statement") == "Explain a trend."


PATHWAYS = """
pathways:
  - id: all
    title: All
    kind: profession
    summary: All of you.
    steps:
      - {text: Look., outcome: e-0}
      - {text: Read., page: why.md}
      - {text: Do., activity: r-try}
    sources: [{section: All}]
  - {id: few, title: Few, kind: role, summary: Few., steps: [{text: Look., outcome: e-0}],
     sources: [{section: All}]}
"""


def test_a_pathway_has_no_step_to_what_is_left_out(tmp_path):
    root = base(tmp_path)
    file = root / "curriculum.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\npathways:\n", PATHWAYS), encoding="utf-8")
    content, resolution = resolved(
        edition(tmp_path, "outcomes: [{id: e-0, hide: No.}]\npages: [{id: why.md, hide: No.}]")
    )

    assert "few" not in content.site().pathways
    assert [step.text for step in content.frameworks[0].pathways[0].steps] == ["Do."]
    assert next(h for h in resolution.hidden if h.id == "few").follows == ("outcome", "e-0")


@pytest.mark.parametrize(("text", "expected"), [
    ("One row for each outcome.", "One row for each capability."),
    ("Outcomes", "Capabilities"),
    ("Name an outcome of a domain.", "Name a capability of an area."),
    ("A domain has programme outcomes.", "An area has programme outcomes."),
])  # fmt: skip
def test_sentences_of_the_program_take_the_words_of_the_framework(text, expected):
    terms = Terms(
        outcome=Term(one="capability", many="capabilities"), domain=Term(one="area", many="areas")
    )

    assert worded(text, terms) == expected
    assert worded(text, Terms()) == text
