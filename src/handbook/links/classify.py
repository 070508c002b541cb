"""From what was found at the end of an address to a class and a reason in plain words."""

from dataclasses import dataclass, replace
from urllib.parse import unquote

from handbook.health import Health, Kind
from handbook.links import urls
from handbook.links.chase import Chain
from handbook.links.html import Html
from handbook.links.suspect import Seen, challenged, doubt
from handbook.links.web import OFFLINE, Answer

# A machine may not look, or not now; a person may.
BLOCKED = {401, 402, 403, 405, 406, 407, 418, 423, 426, 428, 429, 430, 999}
PASSING = {304, 408, 421, 425}
ENOUGH_LATE = 16 * 1024  # bytes of a page that may be judged although the rest did not come in time
STATUS = {
    400: "the server does not understand the address",
    401: "the server asks for a password",
    402: "the server asks for payment",
    403: "the server does not let machines in",
    404: "there is no such page",
    410: "the page was taken away for good",
    429: "the server gets too many requests",
    451: "the page may not be shown, for legal reasons",
    500: "the server failed",
    503: "the server is not available",
    999: "the server does not let machines in",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the handbook says about an address: what to expect there."""

    url: str
    title: str = ""
    access: str = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one look at an address has shown."""

    kind: Kind
    reason: str = ""
    status: int | str | None = None
    final: str | None = None
    proposed: str | None = None
    title: str | None = None
    etag: str | None = None
    modified: str | None = None

    @property
    def offline(self) -> bool:
        """Whether it is what a machine without a network would see."""
        return self.status in OFFLINE


def classify(chain: Chain, wanted: Wanted, known: Health | None = None) -> Verdict:
    """The class of an address by the chain that began at it."""
    if chain.answer is None:
        return _unanswered(chain)
    answer = chain.answer
    if answer.status == 304 and known is not None and not chain.hops:
        return _unchanged(known)
    page = Html(answer) if answer.is_html else None
    seen = Seen(chain, page, wanted.title, wanted.access, (known and known.title) or "")
    if page is not None and (reason := challenged(seen)):
        return _verdict(chain, "blocked", reason)
    if answer.status == 202 and not answer.body:
        return _verdict(chain, "blocked", "the server does not show its page to machines")
    if chain.end == "nowhere":
        return _verdict(chain, "broken", "it leads on to an address that is none")
    if not 200 <= answer.status < 300:
        return _verdict(chain, _by_status(answer.status), _words(answer.status))
    if answer.late and page is not None and len(answer.body) < ENOUGH_LATE:
        return _verdict(chain, "temporary", "the page does not come to its end", "timeout")
    return _shown(seen, answer, wanted.url)


def _unanswered(chain: Chain) -> Verdict:
    if chain.end == "loop":
        return _verdict(chain, "broken", "it leads in a circle", "loop")
    if chain.end == "robots":
        reason = "not looked at: the website's robots.txt asks machines to stay away"
        return _verdict(chain, "blocked", reason, "robots")
    if chain.end == "stopped" or chain.fault is None:
        reason = "not looked at: the website asked us to come back later"
        return _verdict(chain, "blocked", reason, 429)
    fault, detail = chain.fault.fault, chain.fault.detail
    if fault == "private":
        return _verdict(chain, "broken" if chain.hops else "invalid", detail, fault)
    return _verdict(chain, "insecure" if fault == "tls" else "temporary", detail, fault)


def _by_status(status: int) -> Kind:
    if status >= 500 and status != 999:
        return "temporary"
    if status in BLOCKED:
        return "blocked"
    return "temporary" if status in PASSING else "broken"


def _words(status: int) -> str:
    words = STATUS.get(status) or ("the server failed" if status >= 500 else "the server refuses")
    return f"{words} ({status})"


def _unchanged(known: Health) -> Verdict:
    """The server says that nothing has changed since we looked."""
    return Verdict(
        known.kind, known.reason, known.status, known.final, known.proposed,
        known.title, known.etag, known.modified,
    )  # fmt: skip


def _shown(seen: Seen, answer: Answer, wanted: str) -> Verdict:
    chain, page = seen.chain, seen.page
    anchor = chain.anchor or urls.fragment(wanted)
    if reason := doubt(seen):
        return _verdict(chain, "suspect", reason, title=_title(page))
    proposed = _proposal(seen, anchor)
    if page is not None and answer.whole and (reason := _part_missing(anchor, page)):
        return _verdict(
            chain, "fragment", reason, title=_title(page), proposed=_proposal(seen, anchor)
        )
    if proposed := _proposal(seen, anchor):
        return _verdict(chain, "moved", "it has moved", title=_title(page), proposed=proposed)
    if _moved(chain):
        return _verdict(
            chain, "moved", "it has moved, to an address that is not safe", title=_title(page)
        )
    verdict = _verdict(chain, "ok", title=_title(page))
    if chain.hops:
        return verdict
    # What lets us ask next time whether anything has changed.
    etag, modified = (answer.headers.get(name, "") for name in ("etag", "last-modified"))
    return replace(verdict, etag=_sendable(etag), modified=_sendable(modified))


def _sendable(value: str) -> str | None:
    """A value that a server gave us, if it is one that can be sent back."""
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= 200 else None


def _title(page: Html | None) -> str | None:
    return (page.title[:200] or None) if page is not None else None


def _part_missing(anchor: str, page: Html) -> str:
    """Whether the part of the page that an address names is not there."""
    if not anchor or anchor.lower() == "top" or anchor.startswith(("/", "!", ":~:")):
        return ""
    names = {anchor, unquote(anchor)}
    if names & page.ids or {f"user-content-{name}" for name in names} & page.ids:
        return ""
    scripts = "; a script may put it there" if page.scripted else ""
    return f"the page is there, but it has no part '{unquote(anchor)}'{scripts}"


def _moved(chain: Chain) -> bool:
    """Whether it moved for good. Some servers only send us round once, to leave a cookie."""
    start = urls.clean(chain.start, chain.start)
    ends = {urls.clean(chain.settled, chain.start), urls.clean(chain.final, chain.start)}
    return start not in ends


def _proposal(seen: Seen, anchor: str) -> str | None:
    """The address to write instead of one that was moved for good."""
    chain = seen.chain
    settled = urls.clean(chain.settled, chain.start)
    if not _moved(chain):
        return None
    if chain.start.startswith("https:") and settled.startswith("http:"):
        return None
    return f"{settled}#{anchor}" if anchor else settled


def _verdict(
    chain: Chain,
    kind: Kind,
    reason: str = "",
    status: int | str | None = None,
    *,
    title: str | None = None,
    proposed: str | None = None,
) -> Verdict:
    if status is None and chain.answer is not None:
        status = chain.answer.status
    final = chain.final if chain.hops else None
    return Verdict(kind, reason, status, final, proposed, title)
