"""What the scripts of plan and self-assessment work out: calendars, rounds, what comes next."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar

import handbook

SCRIPTS = Path(handbook.__file__).parent / "theme" / "assets" / "js" / "learning"
NODE = Path(sys.executable).with_name("node")
RUN = """
import * as module from {module}
const given = JSON.parse(await new Response(process.stdin).text())
const plain = (_, value) => (value instanceof Map ? Object.fromEntries(value) : value)
console.log(JSON.stringify(({work})(module, given), plain))
"""
NASTY = (
    "Ask; then, \\ go\r\nSUMMARY:not one\nEND:VEVENT",
    "日本語と絵文字 👩🏽‍⚕️ " * 12,
    "x" * 200,
    'A "quoted" & <b>marked</b> title: yes\t\x07',
)


def run(module: str, work: str, given: object) -> object:
    """What a script answers to data, in Node.js."""
    script = RUN.format(module=json.dumps((SCRIPTS / f"{module}.js").as_uri()), work=work)
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def test_a_calendar_is_valid_and_says_what_was_typed():
    """Whatever was typed, for a library that reads calendars, and byte by byte."""
    days = ("2026-02-28", "2028-02-28", "2026-12-31", "2026-10-25")
    events = [
        {
            "uid": f"id-{at}",
            "day": day,
            "changed": "2026-11-22T09:30:15.123Z",
            "title": text,
            "text": text,
            "url": "https://example.org/a?b=1,2;c=é",
        }
        for at, (day, text) in enumerate(zip(days, NASTY, strict=True))
    ]
    given = {"product": "-//A, B; C//Plan//EN", "name": "Plan: A, B", "events": events}
    text = run("calendar", "(m, given) => m.calendar(given)", given)

    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    found = Calendar.from_ical(text)
    assert not found.errors
    assert found["PRODID"] == given["product"]
    assert len(found.walk("VEVENT")) == len(events)
    for event, component in zip(events, found.walk("VEVENT"), strict=True):
        day = date.fromisoformat(event["day"])
        assert not component.errors
        assert component["UID"] == event["uid"]
        assert component["DTSTART"].params["VALUE"] == "DATE"
        assert component["DTSTART"].dt == day
        assert component["DTEND"].dt == day + timedelta(days=1)
        assert component["DTSTAMP"].dt.isoformat() == "2026-11-22T09:30:15+00:00"
        typed = event["title"].replace("\r\n", "\n").replace("\t", " ").replace("\x07", " ")
        assert component["SUMMARY"] == component["DESCRIPTION"] == typed
        assert component["URL"] == "https://example.org/a?b=1,2;c=%C3%A9"


def rating(outcome, day, stage, confidence, changed="1"):
    """A record of the learner's, as far as rounds look at it."""
    said = {"date": day, "stage": stage, "confidence": confidence, "changed": changed}
    return {"outcome": {"id": outcome}, **said}


def test_rounds_are_put_together_by_day_and_stage():
    """In order of time, each counted among those of its stage; the later of two answers holds."""
    given = [
        rating("a", "2026-03-01", "during", 4),
        rating("a", "2026-01-01", "before", 2, "1"),
        rating("old-b", "2026-01-01", "before", 1),
        rating("a", "2026-01-01", "before", 3, "2"),
        rating("a", "2026-02-01", "during", 3),
        rating("a", "2026-03-01", "after", 5),
    ]
    work = "(m, given) => m.rounds(given, (id) => id.replace('old-', ''), '2026-04-01/during')"
    found = run("rounds", work, given)

    said = [(one["date"], one["stage"], one["number"]) for one in found]
    assert said == [
        ("2026-01-01", "before", 0),
        ("2026-02-01", "during", 1),
        ("2026-03-01", "during", 2),
        ("2026-03-01", "after", 0),
        ("2026-04-01", "during", 3),
    ]
    assert {id: one["confidence"] for id, one in found[0]["ratings"].items()} == {"a": 3, "b": 1}
    assert found[-1]["ratings"] == {}


def test_the_average_of_a_round_is_of_what_was_answered():
    given = [rating("a", "2026-01-01", "before", 2), rating("b", "2026-01-01", "before", 5)]
    asked = "[['a', 'b', 'c'], ['c']].map((ids) => m.average(m.rounds(given)[0], ids))"

    found = run("rounds", f"(m, given) => {asked}", given)
    assert found == [{"answered": 2, "mean": 3.5}, {"answered": 0, "mean": None}]


# Answers by outcome, one for each round; what the plan serves; what comes next, and why.
NEXT = [
    # What nobody rated, and what is fine, is left in peace.
    ({}, [], []),
    ({"a1": [5], "a2": [4], "a3": [None]}, [], []),
    # The lowest first; what is not in the plan is said.
    ({"a1": [2], "b1": [1]}, ["a1"], [("b1", ["low", "unplanned"]), ("a1", ["low"])]),
    # Down from an earlier answer, however high it still is. A skipped round is no answer.
    ({"a1": [5, 3, None]}, ["a1"], [("a1", ["fallen"])]),
    ({"a1": [3, None, 5]}, [], []),
    # Far below the rest of the domain, if the rest is known.
    ({"a1": [3], "a2": [5], "a3": [4]}, ["a1"], [("a1", ["gap"])]),
    ({"a1": [3], "a2": [5]}, [], []),
    ({"a1": [1], "a2": [5], "a3": [5]}, [], [("a1", ["low", "gap", "unplanned"])]),
]
ASK = """(m, cases) => cases.map(([answers, planned]) => {
    const outcomes = ['a1', 'a2', 'a3', 'b1'].map((id) => ({ id, domain: id[0] }))
    const asked = { answers: new Map(Object.entries(answers)), planned: new Set(planned) }
    const found = m.suggestions({ outcomes, ...asked })
    return found.map(({ outcome, reasons }) => [outcome.id, reasons.map(({ kind }) => kind)])
})"""


def test_what_to_look_at_next_follows_from_the_answers():
    found = run("next", ASK, NEXT)

    for (answers, planned, expected), said in zip(NEXT, found, strict=True):
        assert [tuple(one) for one in said] == expected, (answers, planned)


def test_a_plan_shows_each_thing_once_in_the_learners_order():
    """Two devices may have chosen the same thing; the later record holds."""
    given = [
        {"about": "outcome", "item": {"id": "a"}, "order": 2, "made": "1", "changed": "1"},
        {"about": "outcome", "item": {"id": "b"}, "order": 1, "made": "1", "changed": "1"},
        {"about": "outcome", "item": {"id": "a"}, "order": 3, "made": "2", "changed": "9"},
        {"about": "activity", "item": {"id": "a"}, "order": 1, "made": "2", "changed": "1"},
    ]
    found = run("planning", "(m, given) => m.inOrder(given)", given)
    there = [(one["about"], one["item"]["id"], one["order"]) for one in found]
    assert there == [("outcome", "b", 1), ("activity", "a", 1), ("outcome", "a", 3)]

    changes = run("planning", "(m, given) => m.moved(given, 2, 0)", found)
    after = [(c["record"]["item"]["id"], c["record"]["order"], c["base"]["order"]) for c in changes]
    assert after == [("a", 1, 3), ("b", 2, 1), ("a", 3, 1)]


def test_the_time_of_a_plan_is_that_of_what_is_left():
    given = [
        {"done": None, "minutes": 30},
        {"done": None, "minutes": None},
        {"done": "2026-01-01", "minutes": 60},
        {"done": None, "minutes": 0},
    ]
    assert run("planning", "(m, given) => m.total(given)", given) == {"minutes": 30, "unknown": 1}
