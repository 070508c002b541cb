"""`handbook check-links`: what it remembers, when it fails, and that nothing known is ever lost."""

import json
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from handbook import health, links
from handbook.cli import main
from handbook.health import Health
from handbook.links import ask, hosts
from handbook.links.ask import retry_after
from handbook.links.classify import Verdict, Wanted
from handbook.links.look import look
from handbook.links.memory import confirmed, due, remember
from handbook.links.reports import REPORTS
from handbook.links.reports.as_json import schema
from link_server import Server, answer, page, serving_replies, to

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def pace():
    """For tests of our manners: as often as we ask real hosts."""


@pytest.fixture(autouse=True)
def quick(request, monkeypatch):
    """A server of our own may be asked more often."""
    if "pace" not in request.fixturenames:
        monkeypatch.setattr(hosts, "APART", 0.005)
        monkeypatch.setattr(ask, "AGAIN", 0.05)


@pytest.fixture
def server():
    with serving_replies(Server(otherwise=lambda request: page())) as running:
        yield running


class Book:
    """A handbook that only names addresses, and the command on it at any time."""

    def __init__(self, root, origin):
        self.root = root
        self.origin = origin

    def names(self, *paths, **fields):
        lines = ["resources:"]
        for number, path in enumerate(paths):
            url = path if ":" in path else self.origin + path
            lines += [f"  - id: r{number}", f"    title: Title {number}", f'    url: "{url}"']
            lines += [f"    {name}: {value}" for name, value in fields.items()]
        (self.root / "resources.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def check(self, *options, now=NOON, form="json"):
        run = ["check-links", str(self.root), "--intranet", "--format", form, *options]
        return CliRunner().invoke(main, run, obj=lambda: now, catch_exceptions=False)

    def report(self, *options, now=NOON):
        return json.loads(self.check(*options, now=now).stdout)

    def classes(self, *options, now=NOON):
        links = self.report(*options, now=now)["links"]
        return {link["url"].removeprefix(self.origin): link["class"] for link in links}

    @property
    def memory(self):
        known, problems = health.read(self.root)
        assert problems == []
        return {url.removeprefix(self.origin): one for url, one in known.items()}

    def allow(self, text):
        (self.root / "links-allow.yml").write_text(text, encoding="utf-8")

    def git(self, *arguments):
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)


@pytest.fixture
def book(tmp_path, server):
    return Book(tmp_path, f"http://127.0.0.1:{server.port}")


# Memory.


def history(*looks):
    """What is known after looks on some days, each a pair of the day's number and the class."""
    known = None
    for day, kind in looks:
        verdict = Verdict(kind, "why", 404 if kind == "broken" else 200)
        known = remember(known, "https://example.org/", verdict, NOON + day * DAY)
    return known


@pytest.mark.parametrize(
    ("looks", "kind"),
    [
        ([(0, "temporary")], "temporary"),
        ([(0, "temporary"), (3, "temporary"), (6, "temporary")], "temporary"),
        ([(0, "temporary"), (7, "temporary")], "temporary"),
        ([(0, "temporary"), (3, "temporary"), (7, "temporary")], "broken"),
        ([(0, "temporary"), (3, "ok"), (6, "temporary"), (9, "temporary")], "temporary"),
        ([(0, "temporary"), (3, "temporary"), (7, "temporary"), (8, "ok")], "ok"),
        ([(0, "broken"), (3, "temporary")], "broken"),
    ],
)
def test_what_does_not_answer_is_broken_after_a_week(looks, kind):
    assert history(*looks).kind == kind


def test_three_failures_on_one_day_are_one():
    assert len(history((0, "temporary"), (0.1, "temporary"), (0.2, "temporary")).fails) == 1


def test_broken_is_certain_only_a_day_later():
    assert not confirmed(history((0, "broken")))
    assert not confirmed(history((0, "broken"), (0.9, "broken")))
    assert confirmed(history((0, "broken"), (1, "broken")))
    assert confirmed(history((0, "broken"), (0.5, "broken"), (1, "broken")))


def test_since_is_the_first_failure():
    known = history((0, "ok"), (2, "temporary"), (5, "temporary"), (9, "temporary"))

    assert (known.since, known.ok_last) == (date(2026, 11, 3), date(2026, 11, 1))


def test_a_look_that_is_known_already_changes_nothing():
    known = history((0, "ok"), (2, "temporary"))

    assert remember(known, known.url, Verdict("temporary"), known.checked) == known


@pytest.mark.parametrize(
    ("kind", "status", "least", "most"),
    [("ok", 200, 6.3, 7.7), ("blocked", 403, 27, 33), ("blocked", 429, 0, 0),
     ("temporary", 503, 0, 0), ("broken", 404, 1, 1)],
)  # fmt: skip
def test_age_limits(kind, status, least, most):
    known = [
        remember(None, f"https://example.org/{n}", Verdict(kind, "", status), NOON)
        for n in range(40)
    ]

    assert not any(due(one, NOON + least * DAY - timedelta(seconds=1)) for one in known if least)
    assert all(due(one, NOON + most * DAY) for one in known)
    if most > least:
        assert len({due(one, NOON + (least + most) / 2 * DAY) for one in known}) == 2


def test_the_file_is_sorted_and_reads_back_as_it_was():
    known = [history((0, "ok"), (2, "temporary")).model_copy(update={"url": f"https://{n}.org/é"})
             for n in "cab"]  # fmt: skip
    text = health.text(known)

    assert [json.loads(line)["url"][8] for line in text.splitlines()] == ["a", "b", "c"]
    assert [Health.model_validate_json(line) for line in text.splitlines()] == sorted(
        known, key=lambda one: one.url
    )


def test_a_merge_keeps_the_later_look_and_says_where_it_went_wrong(tmp_path):
    old, new = history((0, "broken")), history((3, "ok"))
    lines = [health.line(new), "<<<<<<< HEAD", health.line(old)]
    (tmp_path / "links.jsonl").write_text("\n".join(lines), encoding="utf-8")

    known, problems = health.read(tmp_path)

    assert known[old.url].kind == "ok"
    assert [str(problem.place) for problem in problems] == ["links.jsonl:2:1"]


def test_days_without_an_hour_are_read_too(tmp_path):
    line = '{"url": "https://a.org/", "class": "broken", "since": "2026-11-01",'
    line += ' "checked": "2026-11-03", "fails": ["2026-11-01", "2026-11-03"]}'
    (tmp_path / "links.jsonl").write_text(line, encoding="utf-8")

    known, problems = health.read(tmp_path)

    assert problems == []
    assert confirmed(known["https://a.org/"])


# Runs.


def test_a_link_fails_the_run_only_when_it_was_broken_on_two_days(book, server):
    server.replies["/gone"] = lambda request: answer("404 Not Found")
    book.names("/fine", "/gone")

    first = book.check("--all")
    same_day = book.check("--all", now=NOON + 0.5 * DAY)
    next_day = book.check("--all", now=NOON + DAY)

    assert [first.exit_code, same_day.exit_code, next_day.exit_code] == [0, 0, 1]
    assert book.memory["/gone"].since == NOON.date()


def test_only_what_is_due_is_asked_for(book, server):
    server.replies["/later"] = lambda request: answer("503 Busy")
    book.names("/fine", "/later")
    book.check()
    server.reset()

    book.check(now=NOON + 2 * DAY)

    assert {path for _, _, path in server.asked} == {"/robots.txt", "/later"}
    server.reset()
    assert book.classes(now=NOON + 8 * DAY) == {"/fine": "ok", "/later": "broken"}
    assert "/fine" in {path for _, _, path in server.asked}


def test_a_page_that_has_not_changed_is_not_sent_again(book, server):
    asked = []

    def tagged(request):
        asked.append(request.headers.get("if-none-match"))
        return answer("304 Not Modified") if asked[-1] == '"1"' else page(ETag='"1"')

    server.replies["/tagged"] = tagged
    book.names("/tagged")

    assert book.classes("--all") == book.classes("--all", now=NOON + DAY) == {"/tagged": "ok"}
    assert asked == [None, '"1"']
    assert book.memory["/tagged"].checked == NOON + DAY


def test_spellings_of_one_address_are_asked_for_once(book, server):
    name = f"127.0.0.1:{server.port}"
    book.names("/caf%C3%A9", "/café", "/caf%c3%a9#top", f"HTTP://{name}/café")

    classes = book.classes("--all")

    assert [*classes.values()] == ["ok"] * 4
    assert server.counts[f"{name}/caf%C3%A9"] == 1


def test_a_run_without_a_network_is_void(book, server, tmp_path):
    other = Server(otherwise=lambda request: page())
    with serving_replies(other, ("127.0.0.9",)):
        book.names("/fine", f"http://127.0.0.9:{other.port}/x", "http://127.0.0.9:9/never")
        assert book.check("--all").exit_code == 0
    before = (tmp_path / "links.jsonl").read_bytes()
    book.names(f"http://127.0.0.9:{other.port}/x", "http://127.0.0.9:9/never")

    result = book.check("--all", now=NOON + DAY)

    assert result.exit_code == 3
    assert json.loads(result.stdout)["void"]
    assert (tmp_path / "links.jsonl").read_bytes() == before
    assert not [*tmp_path.glob(".links*")]


def test_one_host_of_three_that_is_down_is_no_reason_to_stop(book, server):
    down = f"http://127.0.0.9:{server.port}/x"
    others = ["/fine", f"http://localhost:{server.port}/fine"]
    with serving_replies(Server(otherwise=server.otherwise), ("127.0.0.9",), port=server.port):
        book.names(down, *others)
        book.check("--all")

    result = book.check("--all", now=NOON + DAY)

    assert result.exit_code == 0
    assert (book.memory[down].kind, book.memory["/fine"].kind) == ("temporary", "ok")


def slow_book(book, server, count=40):
    server.otherwise = lambda request: [0.05, *page()]
    book.names(*(f"/{number}" for number in range(count)))
    return [
        sys.executable, "-m", "handbook", "check-links", str(book.root), "--all", "--intranet",
    ]  # fmt: skip


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_nothing_known_is_lost_when_a_run_is_ended(book, server, how):
    command = slow_book(book, server)
    book.names("/known")
    book.check("--all", now=NOON - 30 * DAY)
    command = slow_book(book, server)
    ended = threading.Event()

    def held(request):
        """However long the signal takes, the run is not over before it."""
        while len(server.asked) > 15 and not ended.is_set():
            yield 0.05
        yield from page()

    server.otherwise = held
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    server.reset()
    while len(server.asked) < 15:
        time.sleep(0.05)
    process.send_signal(how)
    ended.set()
    process.communicate(timeout=60)
    assert process.returncode == (-9 if how == signal.SIGKILL else 3)
    done = {path for _, _, path in server.asked} - {"/robots.txt"}
    assert book.memory["/known"].kind == "ok"
    server.reset()

    result = subprocess.run(command, capture_output=True, timeout=60)

    again = {path for _, _, path in server.asked} & done
    assert result.returncode == 0
    assert len(again) <= 2  # those that were being asked for at that moment
    assert {*book.memory} == {"/known", *(f"/{number}" for number in range(40))}
    assert not [*book.root.glob(".links*")]


# Pull requests.


def test_a_pull_request_answers_only_for_what_it_brings(book, server):
    server.replies |= {path: lambda request: answer("404 Not Found") for path in ("/old", "/new")}
    book.names("/fine", "/old")
    book.check("--all", now=NOON - 3 * DAY)
    book.git("init", "-q")
    book.git("add", ".")
    book.git("commit", "-qm", "one")
    server.reset()

    text = (book.root / "resources.yml").read_text(encoding="utf-8")
    (book.root / "resources").mkdir()
    (book.root / "resources.yml").unlink()
    (book.root / "resources" / "all.yml").write_text("# moved\n\n" + text, encoding="utf-8")
    moved = book.check("--changed-since", "HEAD")

    assert moved.exit_code == 0
    assert json.loads(moved.stdout)["links"] == []
    assert "1 older link needs attention; not caused by this change" in moved.stdout
    assert server.asked == []

    more = f"  - id: zz\n    title: New\n    url: {book.origin}/new\n"
    (book.root / "resources" / "all.yml").write_text(text + more, encoding="utf-8")
    result = book.check("--changed-since", "HEAD")

    assert result.exit_code == 1
    assert [link["level"] for link in json.loads(result.stdout)["links"]] == ["error"]


@pytest.mark.parametrize("revision", ["no-such-thing", "--help", "HEAD~99"])
def test_a_revision_that_is_not_there(book, revision):
    book.names("/fine")
    book.git("init", "-q")

    result = book.check(f"--changed-since={revision}")

    assert result.exit_code == 2
    assert "nothing to compare with" in result.stderr


# Excuses.

ENTRY = """\
allow:
  - host: 127.0.0.1
    class: broken
    reason: Their server answers wrongly; we have told them.
    owner: Links team
    until: {until}
"""


def test_an_excuse_counts_until_its_day(book, server):
    server.replies["/gone"] = lambda request: answer("404 Not Found")
    book.names("/gone")
    book.check("--all")
    book.allow(ENTRY.format(until="2026-11-30"))

    codes = {day: book.check("--all", now=NOON + day * DAY).exit_code for day in (2, 29, 30)}
    soon = book.report("--all", now=NOON + 20 * DAY)["notes"]

    assert codes == {2: 0, 29: 0, 30: 1}
    assert [note["message"] for note in soon] == ["this ends on 2026-11-30"]


def test_an_excuse_that_nobody_needs_is_told_of(book):
    book.names("/fine")
    book.allow(ENTRY.format(until="2026-12-30"))

    notes = book.report("--all")["notes"]

    assert [(note["file"], note["line"]) for note in notes] == [("links-allow.yml", 2)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("until: {until}", "until: 2027-11-30", "'2027-11-30' is more than 180 days on"),
        ("until: {until}", "until: 2026-02-30", "'2026-02-30' is not a real date"),
        ("until: {until}", "untill: 2026-12-01", "did you mean 'until'?"),
        ("class: broken", "class: brokn", "did you mean 'broken'?"),
        ("    owner: Links team\n", "", "'owner' is missing"),
        ("host: 127.0.0.1", "host: 127.0.0.1\n    url: https://a.org/", "not both"),
        ("  - host: 127.0.0.1\n    class", "  - class", "about one address or about one website"),
    ],
)
def test_mistakes_in_excuses_are_explained(book, server, old, new, message):
    book.names("/fine")
    book.allow(ENTRY.replace(old, new).replace("{until}", "2026-12-01"))

    result = book.check("--all")

    assert result.exit_code == 2
    assert message in result.stderr
    assert "links-allow.yml:" in result.stderr
    assert server.asked == []


# Manners.


def test_one_host_is_asked_twice_at_once_and_not_too_often(book, server, pace):
    server.otherwise = lambda request: [0.3, *page()]
    found = {}
    look([Wanted(f"{book.origin}/{n}") for n in range(20)], {}, found.__setitem__, intranet=True)

    times = sorted(at for at, _, _ in server.asked)
    spans = [later - before for before, later in zip(times, times[5:], strict=False)]
    assert server.busiest == 2
    assert min(spans) > 5 * hosts.APART * 0.8  # one by one they may come late on a busy machine
    assert {agent.partition("/")[0] for agent in server.agents} == {"living-handbook-link-check"}


def test_a_crawl_delay_is_kept(book, server, pace):
    text = "User-agent: living-handbook-link-check\nCrawl-delay: 1\nDisallow: /no\n"
    server.replies["/robots.txt"] = lambda request: answer(body=text, kind="text/plain")
    book.names("/a", "/b", "/no", "/c")

    classes = book.classes("--all")

    times = [at for at, _, path in server.asked if path != "/robots.txt"]
    assert times[-1] - times[0] > (len(times) - 1) * 0.8  # one by one, as above
    assert classes == {"/a": "ok", "/b": "ok", "/c": "ok", "/no": "blocked"}
    assert "/no" not in {path for _, _, path in server.asked}


def test_a_long_robots_txt_is_read_to_its_end(book, server):
    text = "User-agent: *\n" + "Disallow: /x\n" * 2000 + "Disallow: /no\n"
    server.replies["/robots.txt"] = lambda request: answer(body=text, kind="text/plain")
    book.names("/no")

    assert book.classes("--all") == {"/no": "blocked"}


def test_a_host_that_has_enough_is_left_alone(book, server, pace):
    server.otherwise = lambda request: answer("429 Too Many", Retry_After="3600")
    book.names(*(f"/{number}" for number in range(30)))

    assert {*book.classes("--all").values()} == {"blocked"}
    assert len(server.asked) <= hosts.REFUSALS + 2


def test_a_host_that_asks_for_a_moment_gets_it(book, server, pace):
    def busy(request):
        return answer("429 Slow", Retry_After="1") if len(server.asked) == 3 else page()

    server.otherwise = busy
    book.names(*(f"/{number}" for number in range(6)))

    assert {*book.classes("--all").values()} == {"ok"}


def test_a_host_that_is_down_is_not_asked_for_every_page(book, monkeypatch):
    book.names(*(f"http://127.0.0.1:9/{number}" for number in range(200)))
    tried, fails = [], hosts.Host.fails

    def noted(host, error):
        tried.append(error)
        fails(host, error)

    monkeypatch.setattr(hosts.Host, "fails", noted)

    assert {*book.classes("--all").values()} == {"temporary"}
    assert hosts.UNREACHED <= len(tried) <= hosts.UNREACHED + hosts.AT_ONCE


def test_cookies_stay_in_their_chain(book, server):
    server.replies["/set"] = lambda request: to("/seen", Set_Cookie="a=1; Path=/")
    got = []

    def seen(request):
        got.append(request.headers.get("cookie"))
        return page()

    server.replies["/seen"] = server.replies["/other"] = seen
    book.names("/set", "/other")
    book.check("--all")

    assert sorted(got, key=str) == [None, "a=1"]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("5", 5), ("Sun, 01 Nov 2026 12:00:07 GMT", 7), ("Sun, 01 Nov 2026 11:00:00 GMT", 0),
     ("soon", None), ("", None)],
)  # fmt: skip
def test_retry_after(said, seconds):
    assert retry_after(said, "Sun, 01 Nov 2026 12:00:00 GMT") == seconds


# Reports.


@pytest.fixture
def varied(book, server):
    """A handbook with one address of each kind that a report may have to show."""
    server.replies |= {
        "/gone": lambda request: answer("404 Not Found"),
        "/moved": lambda request: to("/new", "301 Moved Permanently"),
        "/walled": lambda request: answer("403 Forbidden"),
        "/soft": lambda request: page("Page not found", "Sorry."),
        "/busy": lambda request: answer("503 Busy"),
    }
    book.names(
        "/fine", "/gone", "/moved", "/walled", "/soft", "/busy", "/fine#no", owner="Team <b>"
    )
    book.check("--all", now=NOON - 2 * DAY)
    return book


def test_the_command_offers_every_report():
    assert (*REPORTS,) == links.REPORTS


@pytest.mark.parametrize("form", [*REPORTS])
def test_every_report_names_what_is_wrong_and_where(varied, form):
    said = varied.check("--all", form=form)

    assert said.exit_code == 1
    for path in ("/gone", "/moved", "/soft"):
        assert varied.origin + path in said.stdout
    assert "resources.yml" in said.stdout


def test_the_json_report_keeps_its_schema(varied):
    described = json.loads(
        (Path(__file__).parent.parent / "schema" / "links-report.schema.json").read_text(
            encoding="utf-8"
        )
    )
    assert described == schema()

    Draft202012Validator(described).validate(varied.report("--all"))


def test_sarif_marks_do_not_depend_on_the_line(varied):
    def marks():
        log = json.loads(varied.check("--all", form="sarif").stdout)
        return {
            result["ruleId"]: (
                result["partialFingerprints"],
                result["locations"][0]["physicalLocation"]["region"]["startLine"],
            )
            for result in log["runs"][0]["results"]
        }

    before = marks()
    file = varied.root / "resources.yml"
    file.write_text("# a line\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    after = marks()

    assert {rule: mark for rule, (mark, _) in before.items()} == {
        rule: mark for rule, (mark, _) in after.items()
    }
    assert all(after[rule][1] == before[rule][1] + 1 for rule in before)


def test_junit_skips_what_machines_may_not_see(varied):
    suite = ElementTree.fromstring(varied.check("--all", form="junit").stdout)  # noqa: S314

    by_name = {case.get("name").removeprefix(varied.origin): case for case in suite}
    assert by_name["/gone"].find("failure") is not None
    assert by_name["/walled"].find("skipped") is not None
    assert [*by_name["/fine"]] == []
    assert suite.get("tests") == str(len(by_name)) == "7"


def test_the_issue_is_for_owners_and_has_edits_to_take_over(varied):
    text = varied.check("--all", form="issue").stdout

    assert text.startswith("<!-- handbook-links -->")
    assert "### Team \\<b\\>" in text
    assert f"- url: {varied.origin}/moved\n+ url: {varied.origin}/new" in text
    assert "/walled" not in text


def test_there_is_no_issue_without_anything_to_do(book):
    book.names("/fine")

    assert book.check("--all", form="issue").stdout.strip() == ""


def test_reports_can_go_to_files(varied, tmp_path):
    files = {form: tmp_path / f"report.{form}" for form in ("markdown", "junit")}
    options = [f"--report={form}={file}" for form, file in files.items()]
    varied.check("--all", *options)

    assert "| **broken** |" in files["markdown"].read_text(encoding="utf-8")
    assert files["junit"].read_text(encoding="utf-8").startswith("<?xml")


def test_bad_options_are_explained(book):
    book.names("/fine")

    for report in ("nothing", "markdown=", "word=x"):
        result = book.check("--report", report)
        assert result.exit_code == 2
        assert "write FORMAT=FILE" in result.stderr


def test_a_file_that_cannot_be_read_is_told_of_before_anybody_is_asked(book, server):
    book.names("/fine")
    (book.root / "resources.yml").write_text("resources:\n\t- x", encoding="utf-8")

    result = book.check("--all")

    assert result.exit_code == 2
    assert "[tab]" in result.stderr
    assert server.asked == []


def test_links_in_texts_and_pages_count_too(book, server):
    book.names("/fine", summary=f'"See [this]({book.origin}/in-text) and [that](outcome:x-1)."')
    (book.root / "content").mkdir()
    text = f"# Page\n\n[a]({book.origin}/wiki/A_(b))\n\n```\n[b]({book.origin}/example)\n```\n"
    (book.root / "content" / "page.md").write_text(text, encoding="utf-8")

    report = book.report("--all")

    places = {link["url"].removeprefix(book.origin): link["places"][0] for link in report["links"]}
    assert {*places} == {"/fine", "/in-text", "/wiki/A_(b)"}
    assert (places["/wiki/A_(b)"]["file"], places["/wiki/A_(b)"]["line"]) == ("content/page.md", 3)


def test_what_is_no_longer_offered_is_not_asked_for(book, server):
    book.names("/old", status="retired")

    assert book.classes("--all") == {}
    assert server.asked == []
