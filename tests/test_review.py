"""What is due for review on a given day: dates, lists and calendars."""

import csv
import io
from datetime import date

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from editions import base, edition
from handbook.agenda import FORMATS, Wanted, agendas, files
from handbook.cli import main
from handbook.model import NAMED
from handbook.review import items, later
from small import small_site

PAGE = """\
---
title: Guide
owner: "@charts [team]"
last_reviewed: 2026-05-31
review_every: 6
---

# A *guide*
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "guide.md").write_text(PAGE, encoding="utf-8")
    small_site(tmp_path)
    return tmp_path


@pytest.fixture
def site(root):
    from handbook.build import open_site

    return open_site(root)


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-03-01", 12, "2027-03-01"),
        ("2026-11-30", 36, "2029-11-30"),
    ],
)
def test_months_later(day, months, then):
    assert later(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_what_has_an_id_of_its_own_is_found_without_a_walk_through_all_records(site):
    assert site.identified == [record for record in site.records if type(record) in NAMED]
    assert {*map(type, site.identified)} == NAMED


def test_each_kind_has_its_usual_interval_and_an_entry_may_say_otherwise(site):
    due = {item.id: item.due for item in items(site) if item.due}

    assert due == {
        "r-1": date(2027, 2, 28),  # 13 months, as it says
        "book": date(2026, 3, 1),  # a resource: 12
        "guide.md": date(2026, 11, 30),  # 6 months, as it says
    }


def states(site, day):
    return {i.id: i.state(date.fromisoformat(day)) for i in items(site) if i.due}


def test_a_review_is_overdue_the_day_after_it_was_due(site):
    assert states(site, "2026-03-01")["book"] == "due soon"
    assert states(site, "2026-03-02")["book"] == "overdue"
    assert states(site, "2026-05-30")["book"] == "overdue"
    assert states(site, "2026-05-31")["book"] == "well overdue"
    assert states(site, "2025-12-31")["book"] == "due soon"
    assert states(site, "2025-12-30")["book"] == "current"
    assert states(site, "2025-02-28")["book"] == "dated ahead"


def listed(site, **wanted):
    wanted["today"] = date.fromisoformat(wanted["today"])
    return {a.name: [item.id for item in a.items] for a in agendas(site, Wanted(**wanted))}


def test_the_list_has_what_is_overdue_and_what_is_soon_due_by_owner(site):
    assert listed(site, today="2026-10-01") == {
        "@charts [team]": ["guide.md"],
        "Nobody yet": ["book"],
    }
    assert listed(site, today="2026-10-01", within=30) == {"Nobody yet": ["book"]}
    assert listed(site, today="2026-10-01", within=None, owner="charts &  GRAPHS team") == {
        "Charts & graphs team": ["r-1"]
    }
    assert "film" in listed(site, today="2026-10-01", never=True)["Nobody yet"]


def test_text_names_the_line_to_change(root):
    result = run("review", root, "--today", "2027-03-05", "--owner", "Charts & graphs team")

    assert result.exit_code == 0
    assert result.stdout == (
        "Charts & graphs team\n"
        "  overdue since 28 February 2027: R1 Read a 5 * 3 chart (outcome r-1), "
        "curriculum.yml:44\n"
    )
    lines = (root / "curriculum.yml").read_text(encoding="utf-8").splitlines()
    assert lines[43].strip() == "last_reviewed: 2026-01-31"


def test_markdown_leaves_what_people_wrote_as_text(root):
    told = run("review", root, "--today", "2026-12-05", "--format", "markdown").stdout

    assert told.startswith("## &#64;charts \\[team\\]\n\n- [ ] Overdue since 30 November 2026: ")
    assert "A \\*guide\\* (page `guide.md`), `content/guide.md`, line 4\n" in told


def test_csv_has_a_row_for_each(root):
    told = run("review", root, "--today", "2026-12-05", "--format", "csv", "--within", 90).stdout
    rows = list(csv.DictReader(io.StringIO(told)))

    assert [(row["id"], row["state"], row["due"]) for row in rows] == [
        ("guide.md", "overdue", "2026-11-30"),
        ("r-1", "current", "2027-02-28"),
        ("book", "well overdue", "2026-03-01"),
    ]
    assert rows[0]["owner"] == "'@charts [team]"  # no formula for a spreadsheet


def test_there_is_a_calendar_for_each_owner(root):
    out = root / "out"
    result = run("review", root, "--today", "2026-12-05", "--format", "ics", "--out", out)

    assert result.exit_code == 0
    assert sorted(file.name for file in out.iterdir()) == [
        "charts-graphs-team.ics",
        "charts-team.ics",
        "nobody-yet.ics",
    ]
    raw = (out / "charts-graphs-team.ics").read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))  # RFC 5545, section 3.1
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert event.start == date(2027, 2, 28)  # further ahead than lists look
    assert event["summary"] == "Review: R1 Read a 5 * 3 chart"
    assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)


def test_what_is_overdue_stands_on_today_in_a_calendar(root):
    told = run(
        "review", root, "--today", "2026-12-05", "--format", "ics", "--owner", "@charts [team]"
    )
    (event,) = Calendar.from_ical(told.stdout).walk("VEVENT")

    assert event.start == date(2026, 12, 5)
    assert "overdue since 30 November 2026" in event["description"]


def ids(site, day):
    made = FORMATS["ics"][0](agendas(site, Wanted(date.fromisoformat(day), None)))
    return [event["uid"] for event in Calendar.from_ical(made).walk("VEVENT")]


def test_a_later_calendar_takes_the_place_of_an_earlier_one(site):
    assert len(set(ids(site, "2026-12-05"))) == 3
    assert ids(site, "2026-12-05") == ids(site, "2027-06-05")


def test_only_the_day_changes_what_is_made(site):
    def made(day):
        return files(agendas(site, Wanted(date.fromisoformat(day), None, never=True)), "ics")

    assert made("2026-12-05") == made("2026-12-05") != made("2026-12-06")


def test_owners_with_names_alike_have_files_of_their_own(root):
    text = PAGE.replace("@charts [team]", "Charts / Team!")
    (root / "content" / "other.md").write_text(text, encoding="utf-8")
    run("review", root, "--today", "2026-12-05", "--out", root / "out")

    found = sorted(file.name for file in (root / "out").iterdir())
    assert found == ["charts-team-2.txt", "charts-team.txt", "nobody-yet.txt"]


def test_an_owner_whom_nobody_knows_is_a_slip(root):
    result = run("review", root, "--owner", "charts & graph team")

    assert result.exit_code == 2
    assert "Did you mean 'Charts & graphs team'?" in result.stderr
    assert "Traceback" not in result.stderr


def test_time_alone_never_fails_a_command(root):
    assert run("check", root).exit_code == 0
    assert run("review", root, "--today", "2099-01-01", "--never").exit_code == 0


def test_a_local_change_is_due_on_the_day_that_it_names(tmp_path):
    base(tmp_path)
    named = "note: Ours, until: 2026-12-31, owner: The office"
    root = edition(tmp_path, f"outcomes: [{{id: r-1, {named}}}, {{id: e-1, note: Ours}}]")
    asked = ["review", str(root), "--owner", "the office", "--today", "2027-01-01"]

    told = CliRunner().invoke(main, asked)

    assert told.exit_code == 0, told.output
    due = "overdue since 31 December 2026: What is local about r-1 (local change r-1)"
    assert f"The office\n  {due}, local/changes.yml:1\n" in told.output
    assert "1 on the list, 1 of them overdue" in told.output
    rows = [*csv.reader(io.StringIO(CliRunner().invoke(main, [*asked, "--format", "csv"]).stdout))]
    assert rows[1][:7] == ["The office", "overdue", "2026-12-31", "", "local change", "r-1",
                           "What is local about r-1"]  # fmt: skip
