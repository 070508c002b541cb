"""Downloads hold what the pages hold, for machines."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from handbook.build import build, open_site
from handbook.exports import files
from handbook.references import known_ids
from handbook.schema import Whole, for_files, generated, whole, with_ids
from small import released_site, small_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return small_site(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def made(site):
    return {uri: file.content.decode() for uri, file in files(site).items()}


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_whole_handbook_reads_back_as_the_same_records(site, made):
    """What another system reads is what the editor wrote, field by field."""
    read = Whole.model_validate(json.loads(made["data/handbook.json"]))

    assert dumped(read.frameworks) == dumped(site.frameworks)
    assert dumped(read.resources) == dumped(site.resources)


def dumped(records):
    """The fields alone: records from a file also know their place in it."""
    return [record.model_dump() for record in records]


def test_the_whole_handbook_fits_its_schema(made):
    Draft202012Validator.check_schema(whole())
    errors = Draft202012Validator(whole()).iter_errors(json.loads(made["data/handbook.json"]))

    assert [error.message for error in errors] == []


def test_the_schemas_for_editors_are_schemas():
    for schema in for_files().values():
        Draft202012Validator.check_schema(schema)


def test_every_outcome_of_every_framework_has_a_row(made):
    found = rows(made["data/outcomes.csv"])

    assert [row["id"] for row in found] == ["r-1", "e-1", "e-0", "s-1"]
    assert found[2]["replaced_by"] == "e-1"


def test_every_id_that_is_no_longer_in_use_leads_on(tmp_path):
    """For those who have mapped something to it."""
    made = files(released_site(tmp_path))["data/replaced.csv"].content.decode()

    assert [
        (row["version"], row["old_id"], row["new_id"], row["relation"]) for row in rows(made)
    ] == [
        ("1.9", "e-0", "e-1", "replaced"),
        ("1.10", "gone-term", "", "removed"),
    ]
    assert rows(made)[0]["acts"] == "teaching; assessment; mapping"


def test_an_outcome_keeps_its_identifier_wherever_it_is_published(made):
    """Version 5 UUIDs of RFC 9562, worked out by hand with Python's uuid module."""
    assert rows(made["data/outcomes.csv"])[0]["identifier"] == IDENTIFIER


ROOT = Path(__file__).parent.parent
IDENTIFIER = "3d939e0c-73cc-524a-a386-0652150774a7"


def test_no_cell_runs_as_a_formula(site, made, tmp_path):
    """A spreadsheet runs what starts with one of = + - @."""
    (tmp_path / "evil").mkdir()
    evil = small_site(tmp_path / "evil").library["book"].model_copy(update={"title": "=1+1"})
    changed = files(type(site)(site.frameworks, (evil,)))

    assert rows(changed["data/resources.csv"].content.decode())[0]["title"] == "'=1+1"


def test_the_same_input_gives_the_same_bytes(site):
    assert build(site) == build(site)


def test_editors_tools_find_no_fault_with_the_real_files():
    """What `handbook check` accepts, the schemas accept: editors see no red where all is well."""
    for name in ("budgets", "curriculum", "resources"):
        schema = with_ids(known_ids(open_site(ROOT)))[f"{name}.schema.json"]
        given = yaml.safe_load((ROOT / f"{name}.yml").read_text(encoding="utf-8"))
        # YAML's own dates are what the schema's text fields hold as typed.
        plain = json.loads(json.dumps(given, default=str))

        assert [e.message for e in Draft202012Validator(schema).iter_errors(plain)] == []


@pytest.mark.parametrize("name", [*generated()])
def test_the_schemas_that_the_program_brings_are_those_of_the_model(pytestconfig, name):
    text = json.dumps(generated()[name], indent=1) + "\n"
    file = ROOT / "src" / "handbook" / "schemas" / name
    if pytestconfig.getoption("--update-golden"):
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


def test_the_schemas_in_the_repository_are_those_of_the_model():
    """`handbook schema` writes them; editors' tools read them beside the files.

    The ids that they offer may be older than the data: nobody has to write schemas to add a record.
    """
    for name, schema in with_ids(known_ids(open_site(ROOT))).items():
        there = json.loads((ROOT / "schema" / name).read_text(encoding="utf-8"))
        for one in (there, schema):
            for part in one.get("$defs", {}).values():
                part.pop("examples", None)
        assert there == schema
