"""The built pages have what the source lists: all of it, nothing twice, nothing more."""

import re
from pathlib import Path

import pytest
import yaml

from built import pages, resolve, search_entries
from handbook.addresses import address
from handbook.build import open_site

ROOT = Path(__file__).parent.parent
FACTS = yaml.safe_load((Path(__file__).parent / "source_facts.yml").read_text(encoding="utf-8"))
DOMAINS = FACTS["domains"]
OUTCOMES = {id: domain for domain in DOMAINS for id in DOMAINS[domain]["outcomes"]}
CONNECTIONS = {(domain, id) for domain, facts in DOMAINS.items() for id in facts["connections"]}
HEADINGS = {"online_learning": "learning", "key_resources": "resources"}


@pytest.fixture(scope="module")
def site(site_dir):
    """The pages of the real handbook."""
    return pages(site_dir)


@pytest.fixture(scope="module")
def records():
    """The records that the real handbook is made from."""
    return open_site(ROOT, ROOT / "content")


def ids(links, folder):
    """The ids of the records under `folder` that links lead to."""
    pattern = re.compile(rf"{folder}/([\w-]+)/(?:#.*)?")
    return [match[1] for match in map(pattern.fullmatch, links) if match]


def entries(page, part):
    """The ids of the resources in a list, leaving out what their summaries link to."""
    own = part.all("a", **{"class": "handbook-resources__link"})
    return ids([resolve(page.url, link.attributes["href"]) for link in own], "resources")


def letters(text):
    """The letters and digits of a text, so that spelling with or without a hyphen is the same."""
    return re.sub(r"[\W_]", "", text).lower()


def test_the_facts_are_complete():
    """A slip in the list of facts must not lower what is asked of the pages."""
    assert len(DOMAINS) == 6
    assert len(OUTCOMES) == 30
    assert len(CONNECTIONS) == sum(len(facts["connections"]) for facts in DOMAINS.values()) == 63
    assert sum(facts["activities"] for facts in DOMAINS.values()) == 55
    assert len(FACTS["programme_outcomes"]) == 7
    assert len(FACTS["themes"]) == 4
    assert {OUTCOMES[id] == domain for domain, id in CONNECTIONS} == {False}


def test_the_six_domains_are_listed_in_the_order_of_the_source(site):
    """On their own page, and on the home page."""
    assert ids(site["domains/"].links(site["domains/"].main), "domains") == list(DOMAINS)
    assert ids(site[""].links(site[""].section("domains")), "domains") == list(DOMAINS)
    headings = {id: next(site[f"domains/{id}/"].main.all("h1")).text for id in DOMAINS}
    assert headings == {
        id: f"Domain {facts['number']}: {facts['title']}" for id, facts in DOMAINS.items()
    }


@pytest.mark.parametrize("id", DOMAINS)
def test_a_domain_lists_its_outcomes(site, id):
    """The five of the source in its order, each of which says which domain it belongs to."""
    page = site[f"domains/{id}/"]
    listed = ids(page.links(page.section("outcomes")), "outcomes")

    assert listed == list(DOMAINS[id]["outcomes"])
    for outcome in listed:
        theirs = site[f"outcomes/{outcome}/"]
        assert DOMAINS[id]["title"] in next(theirs.main.all("h1")).text
        assert f"domains/{id}/" in theirs.links()


@pytest.mark.parametrize("id", OUTCOMES)
def test_an_outcome_says_what_the_source_says(site, id):
    """At least so far that no two outcomes have changed places."""
    statement = next(site[f"outcomes/{id}/"].main.all("div", **{"class": "handbook-statement"}))

    assert letters(DOMAINS[OUTCOMES[id]]["outcomes"][id]) in letters(statement.text)


def test_the_list_of_outcomes_has_all_thirty(site):
    """And no other."""
    assert ids(site["outcomes/"].links(site["outcomes/"].main), "outcomes") == list(OUTCOMES)


def test_a_domain_names_the_outcomes_that_the_source_connects_it_to(site):
    """63 connections, seen from where they start."""
    found = {
        (domain, outcome)
        for domain in DOMAINS
        for page in [site[f"domains/{domain}/"]]
        for outcome in ids(page.links(page.section("connections")), "outcomes")
    }

    assert found == CONNECTIONS


def test_an_outcome_names_the_domains_that_connect_to_it(site):
    """The same 63, seen from where they lead."""
    found = set()
    for outcome, own in OUTCOMES.items():
        page = site[f"outcomes/{outcome}/"]
        links = ids(page.links(page.section("connections")), "domains")
        found |= {(domain, outcome) for domain in links if domain != own}

    assert found == CONNECTIONS


def test_a_domain_says_which_of_its_outcomes_others_name(site):
    """The same 63 once more, on the page of the domain that they lead to."""
    found = set()
    for id in DOMAINS:
        page = site[f"domains/{id}/"]
        for line in page.section("named-by").all("li"):
            (outcome,) = ids(page.links(line), "outcomes")
            found |= {(domain, outcome) for domain in ids(page.links(line), "domains")}

    assert found == CONNECTIONS


def test_the_map_lists_each_connection(site):
    """And a number for each pair of domains, which add up."""
    page = site["map/"]
    found = [
        (domain, outcome)
        for domain in DOMAINS
        for outcome in ids(page.links(page.section(f"which-{domain}")), "outcomes")
    ]
    assert sorted(found) == sorted(CONNECTIONS)

    matrix = list(page.section("how-many").all("tr"))[1:]
    numbers = [[cell.text for cell in row.all("td")] for row in matrix]
    for domain, row in zip(DOMAINS, numbers, strict=True):
        named = set(DOMAINS[domain]["connections"])
        reach = [len(named & set(facts["outcomes"])) for facts in DOMAINS.values()]
        shown = ["–" if to == domain else str(n) for to, n in zip(DOMAINS, reach, strict=True)]
        assert row == [*shown, str(sum(reach))]


def test_every_activity_is_on_its_domain_s_page_and_in_the_list(site, records):
    """55 of them: each has a page, which names its domain and outcomes of that domain only."""
    listed = ids(site["activities/"].links(site["activities/"].main), "activities")
    found = []
    for id, facts in DOMAINS.items():
        page = site[f"domains/{id}/"]
        here = ids(page.links(page.section("activities")), "activities")
        assert len(here) == facts["activities"], id
        for activity in here:
            theirs = site[f"activities/{activity}/"]
            assert ids(theirs.links(theirs.main), "domains") == [id]
            outcomes = ids(theirs.links(theirs.section("outcomes")), "outcomes")
            assert outcomes
            assert {OUTCOMES[outcome] for outcome in outcomes} == {id}
            for outcome in outcomes:
                back = site[f"outcomes/{outcome}/"]
                assert activity in ids(back.links(back.section("activities")), "activities")
        found += here

    assert len(found) == len(set(found)) == 55
    assert sorted(listed) == sorted(found)


@pytest.mark.parametrize("part", HEADINGS)
@pytest.mark.parametrize("id", DOMAINS)
def test_a_domain_lists_the_resources_that_the_source_lists(site, id, part):
    """All of them under the heading that the source has them under, and no other."""
    page = site[f"domains/{id}/"]

    assert sorted(entries(page, page.section(HEADINGS[part]))) == sorted(DOMAINS[id][part])


@pytest.mark.parametrize("id", DOMAINS)
def test_a_domain_shows_what_its_entries_name_in_passing(site, id):
    """Such as an address in the description of another resource."""
    page = site[f"domains/{id}/"]

    assert set(entries(page, page.section("mentioned"))) >= set(DOMAINS[id]["named_in_entries"])


@pytest.mark.parametrize("id", DOMAINS)
def test_a_resource_names_the_domain_that_lists_it_and_has_the_source_s_title(site, id):
    """Every word of it is on the resource's page, perhaps as its former title."""
    lists = DOMAINS[id]["online_learning"], DOMAINS[id]["key_resources"]
    for resource, title in {**lists[0], **lists[1], **DOMAINS[id]["named_in_entries"]}.items():
        page = site[f"resources/{resource}/"]
        text = letters(page.main.text)
        assert [word for word in title.split() if letters(word) not in text] == []
        assert id in ids(page.links(page.section("domains")), "domains")


def test_the_directory_has_every_resource_once(site, records):
    """Whether a domain lists it or not."""
    listed = sorted(entries(site["resources/"], site["resources/"].main))

    assert listed == sorted(resource.id for resource in records.resources)
    assert listed == sorted(ids(site, "resources"))


def test_what_the_source_left_blank_is_awaited(site):
    """Announced without an address: shown as such, and no address invented."""
    for id in FACTS["awaited"]:
        page = site[f"resources/{id}/"]
        assert "Announced, but there is no link yet" in page.main.text
        assert [link for link in page.links(page.main) if link.startswith("http")] == []


def test_the_seven_programme_outcomes_and_four_themes_have_their_pages(site):
    """In the order of the source."""
    page = site["programme-outcomes/"]
    assert ids(page.links(page.main), "programme-outcomes") == FACTS["programme_outcomes"]
    assert set(ids(site, "programme-outcomes")) == set(FACTS["programme_outcomes"])
    assert set(ids(site, "themes")) == set(FACTS["themes"])
    assert set(FACTS["themes"]) <= set(ids(site["themes/"].links(site["themes/"].main), "themes"))


def test_every_record_has_its_page_and_can_be_found(site, records, site_dir):
    """Of every type: a permanent address with its title on it, and an entry in the search index."""
    entries = {entry["url"] for entry in search_entries(site_dir)}
    tables = {
        "domain": records.domains,
        "outcome": records.outcomes,
        "activity": records.activities,
        "resource": records.library,
        "theme": records.themes,
        "programme outcome": records.programme_outcomes,
        "kind of evidence": records.evidence_kinds,
        "glossary": records.glossary,
    }
    missing = []
    for kind, table in tables.items():
        assert table, kind
        for record in table.values():
            url, _, fragment = address(records, record).partition("#")
            title = letters(getattr(record, "title", "") or getattr(record, "term", ""))
            page = site.get(url)
            if page is None or title not in letters(page.main.text):
                missing.append(f"{kind} {record.id}: no page at {url}")
            elif fragment and fragment not in page.ids:
                missing.append(f"{kind} {record.id}: no place {url}#{fragment}")
            if address(records, record) not in entries:
                missing.append(f"{kind} {record.id}: search does not know it")

    assert missing == []
