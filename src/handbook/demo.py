"""A handbook of made-up content, as large as you like: to try things out, and to measure speed.

The numbers of links, subject areas, activities and words per record are those of the real
content. The same size and seed give the same bytes, whatever the machine or the year.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

Data = str | int | list["Data"] | dict[str, "Data"]
Fields = dict[str, Data]

DAY = "2026-01-01"
DOMAIN = 5  # outcomes in each domain
FILE = 500  # records in one file, at most: more, and the file becomes a folder of files
SAFE = re.compile(r"[A-Za-z][\w .,()/–-]*")
WORDS: Mapping[str, Sequence[str]] = {
    "do": (
        "ask about", "compare", "describe", "discuss", "draw", "explain", "follow", "improve",
        "look after", "map", "measure", "plan", "question", "review", "share", "simplify",
        "sort", "test", "watch", "write down",
    ),
    "thing": (
        "a plan for the winter", "a rota that nobody likes", "a story told by a neighbour",
        "an old form and its new version", "an unexpected result", "the charts of two wards",
        "the costs of a long journey", "the first day of a new service", "the gaps between teams",
        "the labels on a shelf", "the minutes of a long meeting", "the noise in a corridor",
        "the pattern behind the numbers", "the questions that come up every week",
        "the route of a referral", "the signs on the way to the clinic",
        "the strengths of a small group", "the timetable of the local bus",
        "the walk from one building to the next", "two ways of asking the same question",
    ),
    "people": (
        "a colleague from another team", "a friend who does not work in health",
        "everybody who shares the room", "people who are new to the service",
        "people who have waited for a long time", "somebody who sees it differently",
        "the family and the neighbours", "the night staff", "the people behind the desk",
        "the people who know the place best", "three volunteers", "your own team",
    ),
    "when": (
        "after the first attempt", "at the end of a quiet day", "before the week begins",
        "in a place that suits everybody", "in your own time", "once the figures are in",
        "on an ordinary afternoon", "over several months", "when plans change",
        "when time is short", "while the memory is fresh", "without any special tools",
    ),
    "result": (
        "everybody knows what comes next", "fewer things get lost on the way",
        "it is easier to start again", "nobody has to ask twice",
        "others can do the same without you", "small differences become visible",
        "the next conversation is shorter", "the reasons are there for all to see",
        "there is room for another opinion", "what is said matches what is done",
    ),
    "quality": (
        "blue", "broad", "calm", "careful", "common", "early", "even", "gentle", "green", "joint",
        "large", "local", "open", "patient", "plain", "quiet", "round", "shared", "small", "steady",
    ),
    "noun": (
        "bench", "bridge", "circle", "compass", "corner", "garden", "harbour", "ladder", "lantern",
        "meadow", "mirror", "notebook", "orchard", "path", "river", "station", "table", "window",
        "workshop", "yard",
    ),
    "name": (
        "Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Hazel", "Juniper", "Larch", "Maple",
        "Rowan", "Willow",
    ),
}  # fmt: skip
SENTENCES = (
    "{do} {thing} with {people}.",
    "{do} {thing} {when}, so that {result}.",
    "{when}, {do} {thing} and {do} {thing}, so that {result}.",
    "talk with {people} about how to {do} {thing}, and notice whether {result}.",
    "people who {do} {thing} {when} often find that {result}.",
    "it helps to {do} {thing} {when}: {result}.",
    "{people} may want to {do} {thing}, or to {do} {thing} {when}.",
    "the {short} says how to {do} {thing}.",
)
KINDS = (
    "website", "framework", "e-learning", "article", "report", "guide", "toolkit", "organisation",
    "video", "policy", "course", "book", "podcast",
)  # fmt: skip
USES = ("key resource", "key resource", "key resource", "mentioned", "mentioned", "online learning")
DOINGS = (
    "discussion", "facilitation", "feedback", "investigation", "leadership", "lived experience",
    "mindset", "placement", "project", "quality improvement", "reflection", "shadowing",
)  # fmt: skip
SETTINGS = ("everyday work", "with your team", "somewhere else", "on your own")
RELATIONS = ("close", "broader", "narrower", "related")
REMARK = "# Made-up content, written by `handbook demo`.\n"
SETTINGS_FILE = """\
# A handbook of made-up content, written by `handbook demo`.
site_name: Demo handbook
site_description: A handbook of made-up content.
site_url: !ENV [HANDBOOK_SITE_URL, ""]
docs_dir: content
site_dir: site
theme:
  name: material
  language: en
  font: false
  favicon: assets/images/favicon.svg
hooks:
  - hooks/build_site.py
plugins: []
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - tables
  - toc:
      permalink: false
extra:
  generator: false
  footer_links:
    - {title: About, url: about/}
    - {title: Accessibility, url: about/accessibility/}
nav:
  - Home: index.md
  - Domains: domains/index.md
  - Outcomes: outcomes/index.md
  - Activities: activities/index.md
  - Resources: resources/index.md
  - Connections: map/index.md
  - Themes:
      - themes/index.md
      - themes/theme-1.md
      - themes/theme-2.md
      - themes/theme-3.md
      - themes/theme-4.md
  - Evidence:
      - evidence/index.md
      - evidence/kinds.md
  - Frameworks: frameworks/index.md
  - Glossary: glossary/index.md
  - Data: data/index.md
  - About: about/index.md
  - Contribute:
      - contribute/index.md
      - contribute/fields.md
      - contribute/messages.md
      - contribute/suggest.md
      - contribute/health.md
"""
HOOK = '''\
"""Hands every build to the engine."""

from handbook.hook import on_config  # noqa: F401
'''


@dataclass(frozen=True)
class Size:
    """How much to make. `frameworks` counts the default one; all share the outcomes."""

    outcomes: int
    resources: int
    frameworks: int = 1
    seed: int = 1


def write(folder: Path, size: Size) -> int:
    """Write a handbook into a folder, and say how many files it has.

    Raises FileExistsError if there is something in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"'{folder}' is not an empty folder")
    files = demo(size)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return len(files)


def demo(size: Size) -> Mapping[str, str]:
    """Every file of a handbook of made-up content, by its path."""
    writer = _Handbook(size)
    sisters = {
        f"frameworks/{name}.yml": _yaml(writer.sister(name)) for name in writer.outcomes_of_sisters
    }
    return {
        **_split("curriculum", writer.framework(), "domains", FILE // DOMAIN),
        **_split("resources", {"resources": writer.resources()}, "resources", FILE),
        **sisters,
        **dict(_content()),
        "mkdocs.yml": SETTINGS_FILE,
        "hooks/build_site.py": HOOK,
    }


def _split(name: str, data: Fields, field: str, most: int) -> Mapping[str, str]:
    """One file, or a folder of files if a list in it is long."""
    items = data[field]
    if not isinstance(items, list) or len(items) <= most:
        return {f"{name}.yml": _yaml(data)}
    rest = {key: value for key, value in data.items() if key != field}
    files = {f"{name}/{name}.yml": _yaml(rest)} if rest else {}
    for number, start in enumerate(range(0, len(items), most), start=1):
        part: Fields = {field: items[start : start + most]}
        files[f"{name}/{field}-{number:03}.yml"] = _yaml(part)
    return files


def _content() -> Iterator[tuple[str, str]]:
    yield "content/about/index.md", "# About\n\nEverything in this handbook is made up.\n"
    yield "content/contribute/index.md", "# Contribute\n\nThere is nothing to put right here.\n"
    yield "content/evidence/index.md", "# Evidence\n\nKeep a record of what you learn.\n"
    yield "content/themes/index.md", "# Themes\n\nFour themes run through all domains.\n"
    for number in range(1, 5):
        text = f"# Theme {number}\n\nA demo theme.\n\n## In this handbook\n\n"
        links = f'{{{{ theme("theme-{number}") }}}} runs through all domains.\n'
        yield f"content/themes/theme-{number}.md", text + links


class _Words:
    """Picks words, always the same for the same seed."""

    def __init__(self, seed: int, shorts: Sequence[str]) -> None:
        # `random()` alone is promised to stay the same in later versions of Python.
        self.random = Random(seed).random  # noqa: S311 (nothing to keep secret)
        self.shorts = shorts

    def number(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[str]) -> str:
        return items[self.number(0, len(items) - 1)]

    def some(self, items: Sequence[str], low: int, high: int) -> list[Data]:
        """Between `low` and `high` of the items, in their order, none of them twice."""
        left = [*range(len(items))]
        wanted = min(self.number(low, high), len(items))
        found = [left.pop(self.number(0, len(left) - 1)) for _ in range(wanted)]
        return [items[at] for at in sorted(found)]

    def fill(self, template: str) -> str:
        words = {**WORDS, "short": self.shorts}
        return re.sub(r"\{(\w+)\}", lambda found: self.pick(words[found[1]]), template)

    def title(self, what: str) -> str:
        return f"Demo {what}: {self.fill('{do} {thing}')}"

    def text(self, length: int) -> str:
        """Sentences of about this length together, a third more or less."""
        wanted = length * (0.67 + 0.66 * self.random())
        sentences = [self.sentence()]
        while sum(map(len, sentences)) < wanted - 40:
            sentences.append(self.sentence())
        return " ".join(sentences)

    def sentence(self) -> str:
        text = self.fill(self.pick(SENTENCES))
        return text[0].upper() + text[1:]

    def paragraphs(self, count: int, length: int) -> str:
        return "\n\n".join(self.text(length) for _ in range(count))

    def chance(self, share: float) -> bool:
        return self.random() < share


class _Handbook:
    """Makes the records of one handbook."""

    def __init__(self, size: Size) -> None:
        self.size = size
        share = size.outcomes // (size.frameworks + 1)
        names = [f"demo-framework-{number}" for number in range(2, size.frameworks + 1)]
        self.outcomes_of_sisters = dict.fromkeys(names, share) if share else {}
        own = size.outcomes - share * len(self.outcomes_of_sisters)
        self.domains = dict(_domains("d", own))
        self.outcomes = list(chain.from_iterable(self.domains.values()))
        self.shorts = [f"{a}{b}X" for a in "BCDFGHJK" for b in "LMNPQ"][: max(4, own)]
        self.words = _Words(size.seed, self.shorts)
        self.names = [f"resource-{number:05}" for number in range(1, size.resources + 1)]

    def framework(self) -> Fields:
        """The default framework."""
        return {
            **self.head("demo", "Demo handbook"),
            "programme_outcomes": [self.programme_outcome(number) for number in range(1, 8)],
            "themes": [self.theme(number) for number in range(1, 5)],
            "evidence_kinds": [self.evidence_kind(number) for number in range(1, 16)],
            "domains": [self.domain(id, at) for at, id in enumerate(self.domains, start=1)],
            "glossary": self.glossary(),
        }

    def head(self, id: str, title: str) -> Fields:
        return {
            "id": id,
            "title": title,
            "summary": f"{title}: made-up content. {self.words.text(300)}",
            "permanent_uri": f"https://example.org/{id}",
            "publisher": "Example Publisher",
            "edition": "Demo edition",
            "version": "2026.1",
            "licence": "CC0 1.0",
            "source": {"section": "made-up content"},
        }

    def programme_outcome(self, number: int) -> Fields:
        return {
            "id": f"po-{number}",
            "number": number,
            "title": self.words.title(f"programme outcome {number}"),
            "statement": self.words.text(220),
            "source": {"section": "Programme"},
        }

    def theme(self, number: int) -> Fields:
        return {
            "id": f"theme-{number}",
            "title": f"Theme {number}",
            "summary": self.words.text(150),
            "source": {"section": "Themes"},
        }

    def evidence_kind(self, number: int) -> Fields:
        title = f"Demo evidence {number}"
        return {"id": f"evidence-{number}", "title": title, "summary": self.words.text(170)}

    def domain(self, id: str, number: int) -> Fields:
        title = f"Demo domain {number}: {self.words.pick(WORDS['quality'])} {self.noun()}"
        near = [other for other in self._near(number) if other not in self.domains[id]]
        outcomes = enumerate(self.domains[id], start=1)
        activities: Fields = {"activities": [*self.activities(id)]}
        connections: Fields = {"connections": self.words.some(near, 8, 13)} if near else {}
        return {
            **self.domain_head(id, f"D{number}.", number, title),
            "outcomes": [self.outcome(outcome, number, at) for at, outcome in outcomes],
            **activities,
            **connections,
            "source": {"section": title, "pages": f"{number * 12}–{number * 12 + 11}"},
        }

    def domain_head(self, id: str, code: str, number: int, title: str) -> Fields:
        return {
            "id": id,
            "code": code.rstrip("."),
            "number": number,
            "title": title,
            "purpose": self.words.paragraphs(2, 180),
            "why": self.words.paragraphs(3, 240),
        }

    def noun(self) -> str:
        return self.words.pick(WORDS["noun"])

    def _near(self, number: int) -> list[str]:
        """The outcomes of the domains around one: a domain connects to its neighbours."""
        first = max(0, (number - 6) * DOMAIN)
        return self.outcomes[first : first + 12 * DOMAIN]

    def outcome(self, id: str, domain: int, at: int) -> Fields:
        number = (domain - 1) * DOMAIN + at
        return {
            "id": id,
            "code": f"D{domain}.{at}",
            "number": at,
            "title": self.words.title(f"outcome {number}"),
            "statement": self.words.text(175),
            "meaning": self.meaning(),
            "explore": self.explore(),
            **self.evidence(),
            "programme_outcomes": self.words.some([f"po-{n}" for n in range(1, 8)], 1, 2),
            **self.themes(0.4),
            "last_changed": DAY,
            **self.editor_note(0.3),
            "source": {"section": f"Domain {domain}, outcome {at}", "pages": f"{domain * 12}"},
        }

    def meaning(self) -> str:
        text = self.words.paragraphs(self.words.number(2, 3), 255)
        other = self.words.pick(self.outcomes)
        link = f" There is more in [another outcome](outcome:{other})."
        return text + link if self.words.chance(0.1) else text

    def explore(self) -> list[Data]:
        areas: list[Data] = [self.area() for _ in range(self.words.number(3, 8))]
        if self.words.chance(0.04):
            areas[0] = {"text": self.area(), "items": [self.area() for _ in range(12)]}
        elif self.words.chance(0.04):
            areas[0] = {"text": self.area(), "see": [self.words.pick(self.outcomes)]}
        return areas

    def area(self) -> str:
        text = self.words.fill("how to {do} {thing} with {people}")
        return text[0].upper() + text[1:]

    def evidence(self) -> Fields:
        if not self.words.chance(0.25):
            return {}
        kinds = self.words.some([f"evidence-{number}" for number in range(1, 16)], 1, 3)
        return {"evidence": [{"kind": kind, "text": self.area()} for kind in kinds]}

    def themes(self, share: float) -> Fields:
        if not self.words.chance(share):
            return {}
        return {"themes": self.words.some([f"theme-{number}" for number in range(1, 5)], 1, 2)}

    def editor_note(self, share: float) -> Fields:
        if not self.words.chance(share):
            return {}
        return {"editor_note": self.words.text(130)}

    def activities(self, domain: str) -> Iterator[Fields]:
        """Eleven for six outcomes."""
        outcomes = self.domains[domain]
        for number in range(1, len(outcomes) * 11 // 6 + 1):
            yield {
                "id": f"{domain}-activity-{number}",
                "title": self.words.title(f"activity {number}"),
                "text": self.words.text(200),
                "kind": self.words.pick(DOINGS),
                "outcomes": self.words.some(outcomes, 1, 3),
                **self.themes(0.15),
                "setting": self.words.pick(SETTINGS),
                "time": self.words.pick(("minutes", "hours", "days", "weeks")),
            }

    def glossary(self) -> list[Data]:
        terms = [f"{a} {b}" for a in WORDS["quality"] for b in WORDS["noun"]]
        terms = terms[: max(len(self.shorts), 6 * len(self.outcomes))]
        entries = [self.entry(at, term) for at, term in enumerate(terms)]
        return [*sorted(entries, key=lambda entry: str(entry["id"]))]

    def entry(self, at: int, term: str) -> Fields:
        short: Fields = {"abbreviation": self.shorts[at]} if at < len(self.shorts) else {}
        meaning = self.words.text(115)
        id = term.replace(" ", "-")
        return {"id": id, "term": term, **short, "meaning": meaning, "synonyms": [f"{term}s"]}

    def sister(self, name: str) -> Fields:
        """Another framework, with pillars, capabilities and their parts."""
        number = name.rpartition("-")[2]
        domains = dict(_domains(f"f{number}-p", self.outcomes_of_sisters[name]))
        terms: Fields = {
            "domain": {"one": "pillar", "many": "pillars"},
            "outcome": {"one": "capability", "many": "capabilities"},
        }
        pillars = enumerate(domains.items(), start=1)
        made: list[Data] = [self.pillar(id, at, capabilities) for at, (id, capabilities) in pillars]
        return {**self.head(name, f"Demo framework {number}"), "terms": terms, "domains": made}

    def pillar(self, id: str, number: int, capabilities: Sequence[str]) -> Fields:
        title = f"Demo pillar {number}: {self.noun()} and {self.noun()}"
        return {
            **self.domain_head(id, f"P{number}", number, title),
            "outcomes": [self.capability(one, number, at) for at, one in enumerate(capabilities)],
            "impact": [self.area() for _ in range(self.words.number(7, 12))],
            "source": {"section": title},
        }

    def capability(self, id: str, domain: int, at: int) -> Fields:
        parts = range(1, self.words.number(1, 5) + 1)
        return {
            "id": id,
            "code": f"P{domain}.{at + 1}",
            "number": at + 1,
            "title": self.words.title(f"capability {domain}.{at + 1}"),
            "statement": self.words.text(175),
            "statements": [self.statement(f"{at + 1}.{part}") for part in parts],
            **self.relates(),
            "source": {"section": f"Pillar {domain}"},
        }

    def statement(self, number: str) -> Fields:
        items = [self.area() for _ in range(self.words.number(0, 3))]
        points: Fields = {"items": [*items]} if items else {}
        return {"number": number, "text": self.words.text(120), **points}

    def relates(self) -> Fields:
        others = self.words.some(self.outcomes, 0, 3)
        made = [{"outcome": other, "type": self.words.pick(RELATIONS)} for other in others]
        return {"relates": [*made]} if made else {}

    def resources(self) -> list[Data]:
        return [self.resource(name, number) for number, name in enumerate(self.names, start=1)]

    def resource(self, id: str, number: int) -> Fields:
        name = self.words.pick(WORDS["name"])
        return {
            "id": id,
            "title": self.words.title(f"resource {number}"),
            "publisher": f"{name} and {self.words.pick(WORDS['name'])} Example Press",
            **self.authors(),
            "kind": self.words.pick(KINDS),
            "use": self.words.pick(USES),
            "summary": self.words.text(170),
            **self.address(id, name),
            **self.supports(number),
            **self.themes(0.1),
            "cost": "free" if self.words.chance(0.07) else "unknown",
            **self.editor_note(0.9),
            "added": DAY,
        }

    def authors(self) -> Fields:
        names = self.words.some(WORDS["name"], 1, 3) if self.words.chance(0.3) else []
        authors: Fields = {"authors": [f"{name} E" for name in names]} if names else {}
        year: Fields = {"year": self.words.number(2005, 2025)} if self.words.chance(0.6) else {}
        return {**authors, **year}

    def address(self, id: str, name: str) -> Fields:
        if self.words.chance(0.23):
            return {"address": "unknown"}
        seen = "found" if self.words.chance(0.5) else "recalled"
        return {"url": f"https://{name.lower()}.example.org/demo/{id}", "address": seen}

    def supports(self, number: int) -> Fields:
        """A domain, and mostly outcomes of it: the directory is spread over all domains."""
        domain = [*self.domains][number % len(self.domains)]
        outcomes = self.words.some(self.domains[domain], 0, 3)
        return {"domains": [domain], **({"outcomes": outcomes} if outcomes else {})}


def _domains(prefix: str, outcomes: int) -> Iterator[tuple[str, list[str]]]:
    """Domains of a few outcomes each: the id of a domain, and the ids of its outcomes."""
    for number, start in enumerate(range(0, outcomes, DOMAIN), start=1):
        count = min(DOMAIN, outcomes - start)
        domain = f"{prefix}{number}"
        yield f"{domain}-domain", [f"{domain}-{at}" for at in range(1, count + 1)]


def _yaml(data: Fields) -> str:
    return REMARK + "".join(f"{line}\n" for line in _lines(data))


def _lines(data: Data, indent: str = "") -> Iterator[str]:
    """YAML as an editor would write it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _field(key, value, indent)
    elif isinstance(data, list):
        for item in data:
            yield from _item(item, indent)


def _field(key: str, value: Data, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield f"{indent}{key}:"
        yield from _lines(value, f"{indent}  ")
    elif isinstance(value, str) and key in PROSE and value.endswith("."):
        yield f"{indent}{key}: |-"
        for paragraph in value.split("\n"):
            wrapped = textwrap.wrap(paragraph, 98 - len(indent)) or [""]
            yield from (f"{indent}  {line}" if line else "" for line in wrapped)
    else:
        yield f"{indent}{key}: {_scalar(value)}"


def _item(item: Data, indent: str) -> Iterator[str]:
    if isinstance(item, dict):
        first, *rest = _lines(item, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest
    else:
        yield f"{indent}- {_scalar(item)}"


PROSE = {"summary", "statement", "meaning", "purpose", "why", "text", "editor_note"}


def _scalar(value: Data) -> str:
    plain = isinstance(value, int) or (isinstance(value, str) and SAFE.fullmatch(value))
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
