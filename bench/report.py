"""Figures in, docs/benchmarks.md out. Nothing in the table is typed by hand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parity import share

Figures = Mapping[str, Any]
OURS = "this project, mkdocs build"
STOCK = "stock MkDocs + Material"
COMPARED = 600  # pages: has every kind of page
COLUMNS = (
    "", "CPU, s", "against Hugo", "clock, s", "memory, MiB", "after an edit: CPU, s", "of cold",
    "site, MB", "page, KB", "search index, KB", "HTML pages", "runs",
)  # fmt: skip
INTRODUCTION = """\
# Benchmarks

Made by `make bench` on {date}; do not edit. One machine, everybody in turn: {system},
{cores} cores, {memory} GiB, Python {python}, load {load} at the end.

All build the same made-up handbook (`handbook demo`). Figures are medians of the runs given.
*CPU* is the processor's time, user and system, and the fairest figure: others may use the machine.
*Against Hugo* compares it with the faster of Hugo's forms of the newest version. *After an edit* is
the same command again in the same folder after one title changed. *Page* is the first visit of
one outcome's page with gzip: HTML, styles and scripts. The *search index* is what a browser
loads to search, with gzip: of an index in parts the first file, the two largest files of words,
and 30 files of entries of the usual size.

Hugo makes the same pages with a theme of ours, either from the same YAML by templates, or from
Markdown; what many pages show is made once (`partialCached`). [Who makes what](#who-makes-what)
says what differs.
Stock MkDocs and Zensical get the same Markdown with Material's own look, and no more than 2,000
pages: each page shows the whole menu, so that they grow with the square of their number.
"""
# What a table of files and words cannot say. Checked by hand when the theme changes.
BY_HAND = """\
What the figures cannot say:

- This project's search index is in parts, so that a browser loads little of it. Hugo's is one file
  with the same texts: a template cannot well make ours.
- This project lists every file with its checksum for the offline copy (`sw-files.json`), and names
  styles and scripts by their content. Hugo's names are plain, and it has no such list.
- This project's links work in any folder; Hugo's begin at the root of the host.
- This project checks the data and every link in it before it builds. Hugo checks nothing.
- Pages that Hugo is given ready are the home page, A to Z, the page of downloads, texts written by
  hand, guides and forms. This project makes them in each build. The schemas, and the two downloads
  that are empty here, are given to Hugo too.
- The Markdown is what this project worked out: every list of links, both ways, stands in it, and
  abbreviations are written out. Hugo turns it into pages, and has no data to make downloads from.
  Lists and boxes lack their attributes for styles.
"""
SAME = """\
At {size:,} pages. Every page of this project is a page of Hugo's, at the same address, and there
are no others: a run stops if not. Of the {pages:,} pages some come to Hugo as ready HTML, and cost
it only the frame around them: {given}."""
# What issue 6 asks for: the name of a figure, the most that it may be.
LIMITS = {
    "against the faster Hugo, 60 pages": 3,
    "against the faster Hugo, 600 pages": 1.3,
    "against the faster Hugo, 6000 pages": 0.8,
    "against stock MkDocs, 600 pages": 0.3,
    "against stock MkDocs, 2000 pages": 0.1,
    "CPU per page, 6000 over 600 pages": 1.2,
    "after an edit over cold, 6000 pages": 0.15,
    "peak memory in MiB, 6000 pages": 400,
    "page in KB, 6000 pages": 100,
    "search index in KB, 6000 pages": 400,
    "each further edition of ten over a plain build": 1,
    "memory of ten editions over three": 1.1,
}


def report(results: Figures) -> str:
    """The whole page."""
    machine = results["machine"]
    parts = [INTRODUCTION.format(date=results["date"], **machine), _versions(results)]
    parts += [_section(size) for size in results["sizes"]]
    return "\n".join([*parts, *_differences(results["sizes"]), _judged(results["sizes"])])


def _versions(results: Figures) -> str:
    named = {
        one["name"]: one["version"] for size in results["sizes"] for one in size["contestants"]
    }
    return "\n".join([*(f"- {name}: {version}" for name, version in named.items()), ""])


def _section(size: Figures) -> str:
    fastest = _hugo(size)
    rows = [_row(one, fastest) for one in size["contestants"]]
    check = size["check"]
    told = f"`handbook check`: {check['cpu']:.2f} s of CPU, {check['wall']:.2f} s on the clock."
    parts = [f"## {size['size']:,} pages", "", *_table(COLUMNS, rows), "", told, ""]
    return "\n".join([*parts, *_editions(size)])


def _editions(size: Figures) -> Iterator[str]:
    """What several local editions in one run cost, beside the handbook that they stand on."""
    if not (costs := size["editions"]):
        return
    yield from ("Local editions of this handbook, made in one run by `handbook build`:", "")
    rows = [
        [f"{name} edition{'s' * (name != '1')}" if name != "plain" else "the handbook alone",
         f"{cost['cpu']:.2f}", f"{cost['memory']:.0f}"]
        for name, cost in costs.items()
    ]  # fmt: skip
    yield from (*_table(("", "CPU, s", "memory, MiB"), rows), "")


def _differences(sizes: Sequence[Figures]) -> Iterator[str]:
    """What each side makes that the other does not, at one size: it is alike at all."""
    size = next((size for size in sizes if size["size"] == COMPARED), sizes[-1])
    compared = [one for one in size["contestants"] if one["parity"]]
    if not compared:
        return
    yield from ("## Who makes what", "", _same(size, compared), "")
    yield from (*map(_files, compared), "")
    yield from (*_words(compared), "", BY_HAND)


def _same(size: Figures, compared: Sequence[Figures]) -> str:
    return SAME.format(
        size=size["size"],
        pages=_pages(compared[0]),
        given=", ".join(f"{one['name']}: {one['ready']}" for one in compared),
    )


def _pages(one: Figures) -> int:
    return sum(kind["pages"] for kind in one["parity"]["kinds"].values())


def _files(one: Figures) -> str:
    parity = one["parity"]
    shared = share(parity["kinds"])
    return (
        f"- {one['name']}: has {shared:.1%} of the words of our pages. It alone makes "
        f"{_listed(parity['files_only_theirs'])}. It does not make "
        f"{_listed(parity['files_only_ours'])}."
    )


def _listed(files: Mapping[str, int]) -> str:
    named = [f"`{n}`{f' ({count} files)' if count > 1 else ''}" for n, count in files.items()]
    return ", ".join(named) or "nothing"


def _words(compared: Sequence[Figures]) -> Iterator[str]:
    """A row for each kind of page: the share of our words, menus too, that others' pages have."""
    head = ("page", "pages", "our words", *(one["name"] for one in compared))
    every = [one["parity"]["kinds"] for one in compared]
    yield from _table(head, [_kind(name, every) for name in sorted(every[0])])


def _kind(name: str, every: Sequence[Figures]) -> list[str]:
    first = every[0][name]
    shares = [f"{kinds[name]['shared'] / max(1, kinds[name]['words']):.1%}" for kinds in every]
    return [name, str(first["pages"]), f"{first['words']:,}", *shares]


def _hugo(size: Figures) -> float | None:
    """The CPU time of the newest Hugo's faster form."""
    hugos = [one for one in size["contestants"] if one["name"].startswith("Hugo")]
    return min((one["cold"]["cpu"] for one in hugos), default=None)


def _row(one: Figures, fastest: float | None) -> list[str]:
    cold, again, weight = one["cold"], one["again"], one["weight"]
    return [
        one["name"],
        f"{cold['cpu']:.2f}",
        f"{cold['cpu'] / fastest:.2f}" if fastest else "–",
        f"{cold['wall']:.2f}",
        f"{cold['memory']:.0f}",
        f"{again['cpu']:.2f}",
        f"{again['cpu'] / cold['cpu']:.2f}",
        f"{weight['site'] / 1e6:.1f}",
        f"{weight['page'] / 1e3:.0f}",
        f"{weight['index'] / 1e3:.0f}",
        str(weight["pages"]),
        str(one["runs"]),
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _judged(sizes: Sequence[Figures]) -> str:
    """Our figures beside what they must be."""
    found = dict(_figures(sizes))
    rows = [
        [name, f"{found[name]:.2f}", f"{most}", "yes" if found[name] <= most else "no"]
        for name, most in LIMITS.items()
        if name in found
    ]
    head = ("This project, mkdocs build", "figure", "at most", "reached")
    return "\n".join(["## What is asked for", "", *_table(head, rows), ""])


def _figures(sizes: Sequence[Figures]) -> Iterator[tuple[str, float]]:
    per_page = {}
    for size in sizes:
        pages = f"{size['size']} pages"
        by_name = {one["name"]: one for one in size["contestants"]}
        ours = by_name[OURS]
        cpu = ours["cold"]["cpu"]
        per_page[size["size"]] = cpu / ours["weight"]["pages"]
        if fastest := _hugo(size):
            yield f"against the faster Hugo, {pages}", cpu / fastest
        if STOCK in by_name:
            yield f"against stock MkDocs, {pages}", cpu / by_name[STOCK]["cold"]["cpu"]
        yield f"after an edit over cold, {pages}", ours["again"]["cpu"] / cpu
        yield f"peak memory in MiB, {pages}", ours["cold"]["memory"]
        yield f"page in KB, {pages}", ours["weight"]["page"] / 1e3
        yield f"search index in KB, {pages}", ours["weight"]["index"] / 1e3
        if costs := size["editions"]:
            further = (costs["10"]["cpu"] - costs["1"]["cpu"]) / 9
            yield "each further edition of ten over a plain build", further / costs["plain"]["cpu"]
            yield "memory of ten editions over three", costs["10"]["memory"] / costs["3"]["memory"]
    if {600, 6000} <= per_page.keys():
        yield "CPU per page, 6000 over 600 pages", per_page[6000] / per_page[600]
