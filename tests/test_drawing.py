"""The drawing shows each connection once, where it belongs; the tables what each outcome has."""

import re
from itertools import pairwise

import pytest

from built import pages
from handbook.build import open_site
from handbook.pages.drawing import LEFT, RIGHT, WIDTH, drawing


@pytest.fixture(scope="module")
def site(pytestconfig):
    return open_site(pytestconfig.rootpath)


@pytest.fixture(scope="module")
def built(site_dir):
    return pages(site_dir)


def test_every_connection_is_one_line_from_its_domain_to_its_outcome(site):
    domains = site.framework.domains
    made = drawing(site, domains, [domain.outcomes for domain in domains])
    ends = {node.record.id: node for node in made.targets}

    assert len(made.curves) == sum(len(domain.connections) for domain in domains) > 0
    for source in made.sources:
        own = {curve.number for curve in source.curves}
        named = [ends[id] for id in source.record.connections]
        assert len(own) == len(named)
        assert all(own & {curve.number for curve in node.curves} for node in named)
    for node in made.targets:
        assert all(curve.path.endswith(f"{RIGHT} {node.y}") for curve in node.curves)


def test_nothing_in_the_drawing_lies_upon_another_or_outside(site):
    domains = site.framework.domains
    made = drawing(site, domains, [domain.outcomes for domain in domains])

    for nodes in (made.sources, made.targets):
        lines = [y for node in nodes for y, _ in node.lines]
        assert all(after - before >= 12 for before, after in pairwise(lines))
        assert 12 <= min(lines) <= max(lines) < made.height
    assert LEFT < RIGHT < WIDTH


def test_one_domain_is_drawn_alone(site):
    domain = site.framework.domains[0]
    made = drawing(site, [domain], [[site.outcomes[id]] for id in domain.connections])

    assert len(made.curves) == len(made.targets) == len(domain.connections)


def test_records_lead_to_their_lines_in_the_drawing(site, built):
    """From the domain, and from the outcome that is named."""
    shown = set(built["map/"].ids)
    for domain in site.framework.domains:
        assert f"map/#from-{domain.id}" in built[f"domains/{domain.id}/"].links()
        assert f"from-{domain.id}" in shown
        for id in domain.connections:
            assert f"map/#to-{id}" in built[f"outcomes/{id}/"].links()
            assert f"to-{id}" in shown


def test_the_coverage_counts_what_the_outcomes_pages_show(site, built):
    rows = [row for row in built["map/coverage/"].main.all("tr") if next(row.all("td"), None)]
    outcomes = [o for domain in site.framework.domains for o in domain.outcomes]

    assert len(rows) == len(outcomes)
    for row, outcome in zip(rows, outcomes, strict=True):
        page = built[f"outcomes/{outcome.id}/"]
        told = [re.match(r"\d+|none", cell.text)[0] for cell in row.all("td")]
        activities = {url for url in page.links(page.section("activities")) if "activities/" in url}
        links = page.section("resources").all("a", **{"class": "handbook-resources__link"})
        assert told[0] == str(len(activities) or "none")
        counts = [0 if cell == "none" else int(cell) for cell in told[1:3]]
        assert sum(counts) == len([*links])
        assert told[4] == str(len(outcome.themes) or "none")


def test_the_poster_has_every_outcome_once(site, built):
    links = built["map/poster/"].links(built["map/poster/"].main)
    for domain in site.framework.domains:
        for outcome in domain.outcomes:
            assert links.count(f"outcomes/{outcome.id}/") == 1
