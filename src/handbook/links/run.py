"""`handbook check-links` from start to end: what to look at, what to remember, what was found."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from handbook import health
from handbook.health import Health
from handbook.links import allow, urls
from handbook.links.allow import AllowList
from handbook.links.changed import changed
from handbook.links.classify import Verdict
from handbook.links.findings import Findings, judge
from handbook.links.journal import Journal, Look, left_over, write
from handbook.links.listed import Listed, by_url, listed
from handbook.links.look import look
from handbook.links.memory import due, remember
from handbook.problems import DataError, Problem

Mode = Literal["due", "all", "changed"]
FEW = 3  # hosts, of which a pull request may well have met only those that are down
MANY = 10  # hosts that nobody knows; if none can be reached, it is us
STALE_HOURS = 24  # a run that was interrupted longer ago is not gone on with


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Task:
    """What to do: the folder of the data, and which addresses to look at."""

    root: Path
    mode: Mode = "due"
    since: str = ""
    memory: Path = health.FILE
    intranet: bool = False
    contact: str = ""
    clock: Callable[[], datetime] = _now
    progress: Callable[[int, int], None] = field(default=lambda done, whole: None)

    @property
    def file(self) -> Path:
        """Where the memory lies."""
        return self.root / self.memory

    @property
    def journal(self) -> Path:
        """Where a run writes what it has seen so far."""
        return self.file.with_name(f".{self.file.name}.journal")


@dataclass(slots=True)
class _Run:
    """One run: what it found in the data, what was known, and what it sees."""

    task: Task
    places: Mapping[str, Sequence[Listed]]
    known: Mapping[str, Health]
    allowed: AllowList
    looks: dict[str, Look] = field(default_factory=dict)


def check_links(task: Task) -> Findings:
    """Look at the addresses, remember what was seen, and say what was found.

    Raises DataError for files that cannot be read, NotARevisionError for a bad `since`, and
    KeyboardInterrupt when everything seen so far has been written.
    """
    run = _prepare(task)
    earlier, left = left_over(task.journal)
    chosen = _chosen(run)
    run.looks.update(left)
    todo = [url for url in chosen if not (earlier == _name(task) and _fresh(left.get(url), task))]
    interrupted = not _look(run, todo)
    void = _void(run)
    after = run.known if void else _remembered(run)
    if not void:
        write(task.file, health.text(after.values()))
    if interrupted:
        raise KeyboardInterrupt
    Journal(task.journal, "").done()
    return _findings(run, after, chosen, void)


def _prepare(task: Task) -> _Run:
    found, problems = listed(task.root)
    known, unreadable = health.read(task.file.parent, Path(task.file.name))
    if problems := [*problems, *unreadable]:
        raise DataError(problems)
    return _Run(task, by_url(found), known, allow.read(task.root, task.clock().date()))


def _name(task: Task) -> str:
    return f"{task.mode} {task.since}".strip()


def _fresh(left: Look | None, task: Task) -> bool:
    return left is not None and (task.clock() - left.at).total_seconds() < STALE_HOURS * 3600


def _chosen(run: _Run) -> Sequence[str]:
    """The addresses to look at, in the order of the data."""
    if run.task.mode == "all":
        return [*run.places]
    if run.task.mode == "changed":
        every = [one for places in run.places.values() for one in places]
        return list(dict.fromkeys(one.url for one in changed(every, run.task.root, run.task.since)))
    now = run.task.clock()
    return [url for url in run.places if due(run.known.get(url), now)]


def _look(run: _Run, todo: Sequence[str]) -> bool:
    """Look at the addresses; False if somebody stopped it. What was seen is in the journal."""
    task, done = run.task, 0
    with Journal(task.journal, _name(task)) as journal:

        def tell(url: str, verdict: Verdict) -> None:
            nonlocal done
            seen = Look(url, task.clock(), verdict)
            run.looks[url] = seen
            journal.add(seen)
            done += 1
            task.progress(done, len(todo))

        wanted = [run.places[url][0].wanted for url in todo]
        try:
            look(wanted, run.known, tell, intranet=task.intranet, contact=task.contact)
        except KeyboardInterrupt:
            return False
    return True


def _void(run: _Run) -> str:
    """Why what was seen says more about us than about others; nothing if it does not."""
    hosts = _hosts(run.looks.values())
    down = {host for host, looks in hosts.items() if all(one.verdict.offline for one in looks)}
    worked = {_host(url) for url, before in run.known.items() if _answered(before)} & {*hosts}
    if run.task.mode == "changed" and len(worked) < FEW:
        return ""
    if len(worked & down) * 2 > len(worked):
        return f"{len(worked & down)} of {len(worked)} websites that worked last time"
    if not worked and len(hosts) >= MANY and down == {*hosts}:
        return f"all of {len(hosts)} websites"
    return ""


def _hosts(looks: Iterable[Look]) -> Mapping[str, Sequence[Look]]:
    hosts: dict[str, list[Look]] = defaultdict(list)
    for one in looks:
        if host := _host(one.url):
            hosts[host].append(one)
    return hosts


def _host(url: str) -> str:
    return urls.host(urls.form(url)) if urls.is_web(url) and not urls.wrong(url) else ""


def _answered(before: Health) -> bool:
    """Whether there was somebody at the other end last time."""
    return isinstance(before.status, int)


def _remembered(run: _Run) -> Mapping[str, Health]:
    after = dict(run.known)
    for url, seen in run.looks.items():
        after[url] = remember(after.get(url), url, seen.verdict, seen.at)
    return after


def _findings(run: _Run, after: Mapping[str, Health], chosen: Sequence[str], void: str) -> Findings:
    change = run.task.mode == "changed"
    shown, looked = chosen if change else [*run.places], {*chosen}
    found = [
        judge(after[url], run.places[url], run.allowed, change=change, looked=url in looked)
        for url in shown
        if url in after
    ]
    older = (
        [url for url in run.places if url in after and after[url].dead and url not in looked]
        if change
        else []
    )
    notes: list[Problem] = [*run.allowed.warnings]
    if run.task.mode == "all" and not void:
        notes += run.allowed.unused()
    at = run.task.clock()
    return Findings(at, run.task.mode, found, len(chosen), len(older), sorted(notes), void)
