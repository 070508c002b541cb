"""A small handbook for tests, nasty on purpose: stars, ampersands, angle brackets in its text."""

from pathlib import Path

from handbook.build import open_site
from handbook.site import Site

CURRICULUM = """\
id: charts
title: Charts & graphs
summary: To *read* charts.
permanent_uri: https://example.org/charts
publisher: Example
edition: First
version: "1.10"
licence: CC BY 4.0
source: {document: book, section: All of it}
programme_outcomes:
  - {id: po-1, number: 1, title: See, statement: See more., source: {section: Aim}}
themes:
  - {id: care, title: Care, summary: Be careful., source: {section: Themes}}
evidence_kinds:
  - {id: talk, title: Talk, summary: Tell somebody.}
domains:
  - id: reading
    code: R
    number: 1
    title: Reading
    purpose: To read a BMI chart. BMI matters.
    outcomes:
      - id: r-1
        code: R1
        number: 1
        title: Read a 5 * 3 chart
        statement: Read a chart where 3 < 5 & all is `well`.
        meaning: |-
          See [explaining](outcome:e-1) or [the web](https://example.org/?a=1&b=2).

          - one
          - two
        explore:
          - text: Axes
            items: [The *x* axis, {text: The y axis, see: [e-1]}]
          - Legends
        evidence:
          - {kind: talk, text: Talk about one}
        programme_outcomes: [po-1]
        themes: [care]
        last_changed: 2026-01-02
        source: {section: Reading, pages: "1–2"}
        owner: Charts & graphs team
        last_reviewed: 2026-01-31
        review_every: 13
        review_note: Compared with 5 * 3 charts
    activities:
      - id: r-try
        title: Try it
        text: Try it out.
        kind: project
        outcomes: [r-1, e-1]
        setting: on your own
        time: minutes
    connections: [e-1]
    source: {section: Reading}
  - id: explaining
    code: E
    number: 2
    title: Explaining
    purpose: To explain.
    outcomes:
      - id: e-1
        code: E1
        number: 1
        title: Explain a trend
        statement: Explain a trend.
        source: {section: Explaining}
      - id: e-0
        code: E0
        number: 2
        title: Explain by hand
        statement: Explain by hand.
        status: withdrawn
        replaced_by: [e-1]
        source: {section: Explaining}
    source: {section: Explaining}
pathways:
  - id: drawers
    title: Drawers & painters
    kind: role
    summary: For who draws 5 * 3 charts. See [reading](domain:reading).
    steps:
      - {text: Read < 3 charts., outcome: r-1}
      - {text: Try it., activity: r-try}
      - {text: Look at the BMI in a book., resource: book}
      - {text: Watch., resource: film}
      - {text: Look around., domain: explaining, minutes: 1}
    search_words: [artists]
    sources:
      - {section: All of it}
      - {document: book, section: Chapter 1, pages: "3"}
  - id: heads
    title: Heads
    kind: supervisor or educator
    summary: For heads.
    steps: [{text: Read., outcome: r-1}]
    sources: [{section: All of it}]
glossary:
  - id: bmi
    term: body mass index
    abbreviation: BMI
    meaning: Weight by height.
    also_called: [Quetelet]
    synonyms: [body-mass index]
"""

RESOURCES = """\
resources:
  - id: book
    title: Charts, a "book" & more
    authors: [Doe J]
    year: 2020
    kind: book
    use: key resource
    summary: A *good* book.
    url: https://www.example.org/book
    address: found
    domains: [reading]
    outcomes: [r-1]
    themes: [care]
    minutes: 45
    cost: paid
    formerly: [=SUM(A1)]
    last_reviewed: 2025-03-01
  - id: film
    title: A film
    kind: video
    use: online learning
    summary: A film.
    address: unknown
    status: awaited
    domains: [reading]
"""

BUDGETS = """\
hard_grade: 5
without_learning: 1
uncited: 3
"""

SISTER = """\
id: sister
title: Sister
summary: Another one.
permanent_uri: https://example.org/sister
publisher: Example
edition: First
version: "1"
licence: CC BY 4.0
terms: {domain: {one: pillar, many: pillars}, outcome: {one: capability, many: capabilities}}
source: {section: All of it}
domains:
  - id: pillar-one
    code: P
    number: 1
    title: Pillar one
    purpose: To stand.
    outcomes:
      - id: s-1
        code: S1
        number: 1
        title: Stand
        statement: Stand.
        statements:
          - {number: "1.1", text: Stand up., items: [On one leg]}
        relates:
          - {outcome: r-1, type: broader, note: Both look}
        source: {section: One}
    source: {section: One}
"""

FIRST = """\
version: "1.8"
date: 2026-01-01
summary: The first version.
"""

SECOND = """\
version: "1.9"
date: 2026-01-02
since: "1.8"
summary: Charts & graphs < 5 are *one* thing.
changes:
  - kind: outcome
    id: r-1
    title: R1 Read a 5 * 3 chart
    domains: [reading]
    what: [reworded]
    meaning: changed
    judged_by: editor
    note: Because 3 < 5.
    fields:
      - name: statement
        before: Read a chart where 5 > 3 & all is `well`.
        after: Read a chart where 3 < 5 & all is `well`.
      - name: explore
        before: |-
          Axes
            The *x* axis
          Old legends
        after: |-
          Axes
            The *x* axis
            The y axis (see e-1)
          Legends
  - kind: outcome
    id: e-0
    title: E0 Explain by hand
    domains: [explaining]
    what: [replaced]
    replaced_by: [e-1]
    fields:
      - {name: status, before: current, after: withdrawn}
      - {name: replaced_by, after: e-1}
  - kind: resource
    id: book
    title: Charts, a "book" & more
    domains: [reading]
    what: [gained, address]
    fields:
      - {name: url, before: "https://example.org/?a=1&b=<2>", after: https://www.example.org/book}
      - {name: outcomes, after: r-1}
"""

THIRD = """\
version: "1.10"
date: 2026-01-03
since: "1.9"
changes:
  - {kind: term, id: gone-term, title: Gone, what: [removed]}
  - kind: outcome
    id: r-1
    title: R1 Read a 5 * 3 chart
    domains: [reading]
    what: [recoded]
    fields:
      - {name: code, before: RD1, after: R1}
  - {kind: page, id: about/index.md, title: About @all, what: [reworded]}
"""


def released_site(folder: Path) -> Site:
    """The small handbook with a past: three versions."""
    small_site(folder)
    (folder / "changes").mkdir()
    for version, text in (("1.8", FIRST), ("1.9", SECOND), ("1.10", THIRD)):
        (folder / "changes" / f"{version}.yml").write_text(text, encoding="utf-8")
    return open_site(folder)


def small_site(folder: Path) -> Site:
    """Write the small handbook into a folder and open it."""
    (folder / "frameworks").mkdir()
    (folder / "curriculum.yml").write_text(CURRICULUM, encoding="utf-8")
    (folder / "resources.yml").write_text(RESOURCES, encoding="utf-8")
    (folder / "frameworks" / "sister.yml").write_text(SISTER, encoding="utf-8")
    (folder / "budgets.yml").write_text(BUDGETS, encoding="utf-8")
    return open_site(folder)
