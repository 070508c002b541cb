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
glossary:
  - id: bmi
    term: body mass index
    abbreviation: BMI
    meaning: Weight by height.
    synonyms: [Quetelet]
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
  - id: film
    title: A film
    kind: video
    use: online learning
    summary: A film.
    address: unknown
    status: awaited
    domains: [reading]
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


def small_site(folder: Path) -> Site:
    """Write the small handbook into a folder and open it."""
    (folder / "frameworks").mkdir()
    (folder / "curriculum.yml").write_text(CURRICULUM, encoding="utf-8")
    (folder / "resources.yml").write_text(RESOURCES, encoding="utf-8")
    (folder / "frameworks" / "sister.yml").write_text(SISTER, encoding="utf-8")
    return open_site(folder)
