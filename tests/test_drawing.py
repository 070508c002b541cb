"""The drawing shows each connection once, where it belongs; the tables what each outcome has."""

import re
from itertools import pairwise

import pytest

from built import pages
from handbook.build import open_site
from handbook.pages.drawing import LEFT, NARROW, RIGHT, STYLES, drawing


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

    titles = [group.lines for group in made.groups]
    codes = [lines for node in made.targets for lines in (node.lines, node.alone)]
    names = [lines for node in made.targets for lines in (node.names, node.alone_full)]
    right = sorted(line for lines in [*titles, *codes] for line in lines)
    full = sorted(line for lines in [*(g.names for g in made.groups), *names] for line in lines)
    left = [line for node in made.sources for line in node.lines]
    for lines in (left, right, full):
        heights = [y for y, _ in lines]
        assert all(after - before >= 18 for before, after in pairwise(heights))
        assert 12 <= min(heights) <= max(heights) < made.height
    rows = [node.y for node in made.targets]
    assert all(after - before >= 24 * NARROW / 288 for before, after in pairwise(rows))
    assert LEFT < RIGHT < NARROW


def test_the_titles_of_groups_have_equal_spaces(site):
    domains = site.framework.domains
    made = drawing(site, domains, [domain.outcomes for domain in domains])

    lines = {
        node.record.id: [y for y, _ in [*node.names, *node.alone_full]] for node in made.targets
    }
    first = [lines[domain.outcomes[0].id][0] for domain in domains]
    last = [lines[domain.outcomes[-1].id][-1] for domain in domains]
    below = {top - group.names[-1][0] for group, top in zip(made.groups, first, strict=True)}
    above = {group.names[0][0] - end for group, end in zip(made.groups[1:], last[:-1], strict=True)}
    assert max(below) - min(below) <= 1  # a half is rounded
    assert max(above) - min(above) <= 1
    assert min(above) > max(below)


def test_lines_are_told_apart_and_what_has_none_says_so(site):
    """By where they begin, also without colour; each group of outcomes has its domain's name."""
    domains = site.framework.domains
    made = drawing(site, domains, [domain.outcomes for domain in domains])

    styles = [{curve.style for curve in source.curves} for source in made.sources]
    assert styles == [{source.style} for source in made.sources]
    assert len({source.style for source in made.sources}) == min(len(domains), STYLES)
    named = {id for domain in domains for id in domain.connections}
    lonely = {node.record.id for node in made.targets if node.alone}
    assert lonely == {o.id for domain in domains for o in domain.outcomes} - named
    assert lonely
    titles = [" ".join(line for _, line in group.names) for group in made.groups]
    assert titles == [domain.title for domain in domains]
    assert [group.lines[0][1] for group in made.groups] == [domain.code for domain in domains]


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
        told = [re.match(r"\d+", cell.text)[0] for cell in row.all("td")]
        activities = {url for url in page.links(page.section("activities")) if "activities/" in url}
        links = page.section("resources").all("a", **{"class": "handbook-resources__link"})
        assert told[0] == str(len(activities))
        counts = [int(cell) for cell in told[1:3]]
        assert sum(counts) == len([*links])
        assert told[4] == str(len(outcome.themes))


def test_the_poster_has_every_outcome_once(site, built):
    links = built["map/poster/"].links(built["map/poster/"].main)
    for domain in site.framework.domains:
        for outcome in domain.outcomes:
            assert links.count(f"outcomes/{outcome.id}/") == 1
