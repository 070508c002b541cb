"""The command line: what it says, in which format, and how it exits."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from handbook.checks import CHECKS
from handbook.cli import main
from handbook.reports import FORMATS
from handbook.starting import Answers, starter

ROOT = Path(__file__).parent.parent
RESOURCES = """\
resources:
  - id: hub
    title: "100 % of: <b>it</b>"
    kind: wibsite
    use: key resource
    summary: A place.
    address: unknown
"""
CURRICULUM = """\
id: small
title: Small
summary: A small handbook.
permanent_uri: https://example.org/small
publisher: Example
edition: First
version: 1.10
licence: CC BY 4.0
source: {section: All}
domains:
  - id: charts
    code: CH
    number: 1
    title: Charts
    purpose: To read charts.
    outcomes:
      - {id: read, code: CH1, number: 1, title: Read, statement: Read., source: {section: One}}
    source: {section: All}
"""
TEXT = """\
resources.yml:3:12: '<b>' looks like HTML, and only plain words may stand here [raw-html]
3 |     title: "100 % of: <b>it</b>"
  |            ^
  help: write plain words; stars for **strong** or *emphasis*, and 'less than' for <

resources.yml:4:11: 'wibsite' is not one of"""


@pytest.fixture
def good(tmp_path):
    (tmp_path / "curriculum.yml").write_text(CURRICULUM, encoding="utf-8")
    right = RESOURCES.replace("wibsite", "website").replace("<b>it</b>", "it")
    (tmp_path / "resources.yml").write_text(right, encoding="utf-8")
    return tmp_path


@pytest.fixture
def bad(good):
    (good / "resources.yml").write_text(RESOURCES, encoding="utf-8")
    return good


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_counts_what_it_found_right(good):
    result = run("check", good)

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "Nothing to fix in 1 outcomes, 0 activities and 1 resources.\n"


def test_check_shows_each_problem_with_its_line(bad):
    result = run("check", bad)

    assert result.exit_code == 1
    assert result.stdout.startswith(TEXT)
    assert result.stderr == "2 to fix.\n"


def test_plain_is_one_problem_after_another(bad):
    lines = run("check", "--format", "plain", bad).stdout.splitlines()

    assert [line.split(" ")[0] for line in lines] == [
        "resources.yml:3:12:", "", "resources.yml:4:11:", ""
    ]  # fmt: skip


def test_a_line_of_a_megabyte_is_cut_around_the_place(good):
    record = '{id: hub, title: "%s", kind: x, use: mentioned, summary: S, address: unknown}'
    long = "resources: [" + record % ("x" * 1_000_000) + "]\n"
    (good / "resources.yml").write_text(long, encoding="utf-8")

    result = run("check", good)

    assert result.exit_code == 1
    assert len(result.stdout) < 2_000


def test_json_is_a_list_of_problems(bad):
    first, second = json.loads(run("check", "--format", "json", bad).stdout)

    assert first == {
        "file": "resources.yml",
        "line": 3,
        "column": 12,
        "rule": "raw-html",
        "message": "'<b>' looks like HTML, and only plain words may stand here",
        "help": "write plain words; stars for **strong** or *emphasis*, and 'less than' for <",
    }
    assert second["help"] == "did you mean 'website'?"


def test_github_annotations_escape_what_would_end_them(bad):
    broken = RESOURCES.replace("wibsite", '"100%: a,b\\n::error::"')
    (bad / "resources.yml").write_text(broken, encoding="utf-8")

    result = run("check", "--format", "github", bad)
    lines = result.stdout.splitlines()

    assert result.exit_code == 1
    assert len(lines) == 2
    assert lines[0].startswith("::error file=resources.yml,line=3,col=12,title=raw-html::'<b>'")
    assert "::'100%25: a,b ::error::' is not one of" in lines[1]


def test_sarif_has_the_parts_that_others_read(bad):
    log = json.loads(run("check", "--format", "sarif", bad).stdout)

    Draft202012Validator(SARIF).validate(log)
    (only,) = log["runs"]
    rules = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in only["results"]} == {"raw-html", "bad-choice"}
    assert {*(result["ruleId"] for result in only["results"]), CHECKS[0].RULE} <= rules


@pytest.mark.parametrize(("style", "empty"), [("json", "[]"), ("plain", ""), ("github", "")])
def test_nothing_to_fix_is_valid_in_every_format(good, style, empty):
    result = run("check", "--format", style, good)

    assert (result.exit_code, result.stdout.strip()) == (0, empty)


def test_nothing_to_fix_is_valid_sarif(good):
    log = json.loads(run("check", "--format", "sarif", good).stdout)

    Draft202012Validator(SARIF).validate(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_a_folder_that_is_not_there_cannot_be_run(tmp_path, command):
    result = run(command, tmp_path / "nowhere")

    assert result.exit_code == 2
    assert "There is no folder" in result.stderr


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--nonsense"], ["a", "b"]])
def test_what_check_does_not_understand_cannot_be_run(arguments):
    assert run("check", *arguments).exit_code == 2


def test_a_mistake_stops_serving_before_anything_is_written(bad):
    shutil.copy(ROOT / "mkdocs.yml", bad)
    before = sorted(bad.rglob("*"))

    result = run("serve", bad)

    assert result.exit_code == 1
    assert result.stdout.startswith(TEXT)
    assert result.stderr == "2 to fix. Nothing was written.\n"
    assert sorted(bad.rglob("*")) == before


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_folder_without_settings_cannot_be_built(bad, command):
    result = run(command, bad)

    assert result.exit_code == 2
    assert "There is no mkdocs.yml" in result.stderr


def test_a_mistake_stops_a_build_before_anything_is_written(bad):
    """MkDocs says what went wrong in its own log; the words and places are those of `check`."""
    shutil.copy(ROOT / "mkdocs.yml", bad)
    shutil.copytree(ROOT / "hooks", bad / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("content", "overrides"):
        (bad / name).mkdir(exist_ok=True)
    before = sorted(bad.rglob("*"))

    command = [sys.executable, "-m", "handbook", "build", str(bad)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert TEXT.strip() in result.stderr
    assert "2 to fix. Nothing was written." in result.stderr
    assert [f for f in sorted(bad.rglob("*")) if "__pycache__" not in f.parts] == before


def test_an_empty_folder_is_told_what_it_lacks(tmp_path):
    result = run("check", "--format", "plain", tmp_path)

    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines() if "[" in line] == [
        "curriculum.yml", "resources.yml"
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(main.commands))
def test_help_explains_every_option_and_argument(name):
    command = main.commands[name]

    text = run(name, "--help").output

    assert command.help.splitlines()[0] in text
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            assert parameter.human_readable_name.upper() in text
        else:
            assert max(parameter.opts, key=len) in text
            assert parameter.help
    for style in FORMATS if name == "check" else ():
        assert style in text


def test_help_names_every_command():
    text = run("--help").output

    assert all(f"  {name} " in text for name in main.commands)


def test_schema_writes_what_editors_read(tmp_path, good):
    result = run("schema", tmp_path / "new" / "schema")

    assert result.exit_code == 0
    files = sorted((tmp_path / "new" / "schema").iterdir())
    names = ["brand", "budgets", "curriculum", "resources"]
    assert [file.name for file in files] == [f"{name}.schema.json" for name in names]
    for file in files:
        schema = json.loads(file.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        assert str(file) in result.output


def test_schemas_of_an_edition_know_its_files_and_the_ids_of_its_base(tmp_path):
    """The worked example fits them, and what it may change is offered."""
    root = ROOT / "editions" / "example-trust"
    result = run("schema", tmp_path, "--root", root)
    assert result.exit_code == 0, result.output
    found = {file.name: json.loads(file.read_text("utf-8")) for file in tmp_path.iterdir()}
    settings = json.loads(
        starter(Answers("Ours", "Us", "1", base=(("folder", ".."),)))[".vscode/settings.json"]
    )
    wired = {Path(name).name for name in settings["yaml.schemas"]}
    assert wired == set(found)

    for files, name in (
        (["edition.yml"], "edition"),
        (["base-texts.yml"], "base-texts"),
        (sorted(root.glob("local/*.yml")), "local"),
    ):
        schema = found[f"{name}.schema.json"]
        Draft202012Validator.check_schema(schema)
        for file in files:
            given = yaml.safe_load((root / file).read_text(encoding="utf-8"))
            plain = json.loads(json.dumps(given, default=str))  # YAML's own dates as they are typed
            assert [e.message for e in Draft202012Validator(schema).iter_errors(plain)] == []
    parts = found["local.schema.json"]["$defs"]
    assert "pcp-1" in parts["OutcomeChanged"]["properties"]["id"]["examples"]
    assert "orientation/programme.md" in parts["PageChanged"]["properties"]["id"]["examples"]
    assert "ext-fellows" in parts["contact-id"]["examples"]
    wrong = {"outcomes": [{"id": "pcp-1", "set": {"titel": "x"}}]}
    assert list(Draft202012Validator(found["local.schema.json"]).iter_errors(wrong))


# What GitHub and editors need of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
REGION = {"properties": {"startLine": {"type": "integer", "minimum": 1}}, "required": ["startLine"]}
PHYSICAL = {
    "properties": {
        "artifactLocation": {"required": ["uri"], "type": "object"},
        "region": REGION,
    },
    "required": ["artifactLocation", "region"],
}
RESULT = {
    "properties": {
        "message": {"required": ["text"], "type": "object"},
        "locations": {
            "items": {"properties": {"physicalLocation": PHYSICAL}}, "minItems": 1, "type": "array"
        },
        "level": {"enum": ["error", "warning", "note", "none"]},
    },
    "required": ["ruleId", "message", "locations"],
}  # fmt: skip
RUN = {
    "properties": {
        "tool": {"properties": {"driver": {"required": ["name", "rules"]}}, "required": ["driver"]},
        "results": {"type": "array", "items": RESULT},
    },
    "required": ["tool", "results"],
}
SARIF = {
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1},
    },
    "required": ["version", "runs", "$schema"],
}
