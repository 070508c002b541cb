"""Pages that answer '200, fine' and are not what the handbook points to.

Each sign is a function of what we saw; the first that speaks decides. They are written for the
doubtful case to be called fine: a person looks at every page that is suspected.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from handbook.links import phrases, urls
from handbook.links.chase import Chain
from handbook.links.html import Html
from handbook.links.phrases import fits, level
from handbook.links.web import looks_like_html

SHORT = 900  # characters: a page of so few has little else to say
LONG = 2500
VAGUE = {
    "about", "and", "for", "from", "guide", "guidance", "health", "home", "how", "http", "https",
    "index", "into", "online", "our", "page", "pages", "pdf", "the", "this", "to", "video",
    "website", "welcome", "what", "with", "www", "your",
}  # fmt: skip
FILES = re.compile(
    r"\.(pdf|docx?|pptx?|xlsx?|odt|ods|odp|epub|zip|mp3|mp4|m4a|wav|csv)$", re.IGNORECASE
)
VIEWERS = re.compile(
    r"/(blob|file|files|viewer|wiki|view|attachment|media|document)/|:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands at the end of a chain, and what the handbook says should stand there."""

    chain: Chain
    page: Html | None
    title: str
    access: str
    known_title: str = ""

    @property
    def html(self) -> Html:
        """The page; only asked for if there is one."""
        if self.page is None:
            raise LookupError("this is not a page")
        return self.page

    @property
    def moved(self) -> bool:
        """Whether it stands at another address than the handbook's."""
        return bool(self.chain.hops)


def challenged(seen: Seen) -> str:
    """A page that wants to know whether a person is asking."""
    page = seen.html
    headers = page.answer.headers
    if headers.get("cf-mitigated") == "challenge" or headers.get("x-amzn-waf-action"):
        return "it asks visitors to prove that they are people"
    short = len(page.text) <= SHORT
    said = fits(phrases.CHALLENGE_TITLE, page.title, *page.headings[:1])
    if short and (said or phrases.CHALLENGE_TEXT.search(level(page.text))):
        return "it does not show its page to machines"
    if len(page.text) <= 200 and phrases.CHALLENGE_SOURCE.search(page.source.lower()):
        return "it does not show its page to machines"
    return ""


def not_the_file(seen: Seen) -> str:
    """A document was meant, and a web page came."""
    answer = seen.chain.answer
    if answer is None:
        return ""
    path = unquote(urlsplit(seen.chain.start).path)
    meant = FILES.search(path)
    if answer.type == "application/pdf" and seen.page is None:
        return "it says it is a PDF, and it is a web page" if looks_like_html(answer.body) else ""
    if meant and seen.page is not None and not VIEWERS.search(path):
        return f"a {meant[1].upper()} file was meant, and a web page came"
    return ""


def empty(seen: Seen) -> str:
    """There is nothing to read."""
    answer = seen.chain.answer
    if answer is None or not answer.whole:
        return ""
    if not answer.body or (seen.page is not None and seen.page.bare):
        return "the page is empty"
    return ""


def parked(seen: Seen) -> str:
    """The name of the website is for sale, or was let go."""
    page, host = seen.html, urlsplit(seen.chain.final).hostname or ""
    if phrases.FOR_SALE_HOST.search(host) or any(_lander(hop.to) for hop in seen.chain.hops):
        return "the website's name is for sale"
    short = len(page.text) <= SHORT
    said = fits(phrases.FOR_SALE_TITLE, page.title, *page.headings[:1])
    sold = short and phrases.FOR_SALE_TEXT.search(level(page.text))
    served = len(page.text) <= LONG and phrases.FOR_SALE_SOURCE.search(page.sources)
    return "the website's name is for sale" if said or sold or served else ""


def _lander(url: str) -> bool:
    return urlsplit(url).path in {"/lander", "/parking-lander", "/parking.php"}


def default_page(seen: Seen) -> str:
    """A web server that nobody has put a website on, or no longer."""
    page = seen.html
    about = fits(phrases.DEFAULT_TITLE, page.title, *page.headings[:1])
    if about and len(page.main) <= 6000 and not fits(phrases.DEFAULT_TITLE, seen.title):
        return "it shows a page that comes with the server, not a website"
    return ""


def not_found(seen: Seen) -> str:
    """A page that says that there is no page, with the status of one that is there."""
    page, words = seen.html, "it says that the page is not there, though it answers 'fine'"
    if fits(phrases.NOT_FOUND_TITLE, seen.title):
        return ""
    main = level(page.main)
    sentence = phrases.NOT_FOUND_TEXT.search(main[:3000])
    said = fits(phrases.NOT_FOUND_TITLE, page.title, *page.headings)
    if said and (sentence or len(main) <= LONG or page.hidden_from_search):
        return words
    if len(main) > SHORT and not page.hidden_from_search:
        return ""
    begins = sentence or phrases.NOT_FOUND_CODE.search(main)
    return words if begins and begins.start() <= 600 else ""


def error_page(seen: Seen) -> str:
    """An error, or a website closed for repairs, with the status of a page."""
    page = seen.html
    said = fits(phrases.ERROR_TITLE, page.title, *page.headings[:1])
    return "it shows an error, though it answers 'fine'" if said and len(page.main) <= LONG else ""


def sign_in(seen: Seen) -> str:
    """Only people with an account get past it, and the handbook does not say so."""
    page, final = seen.html, seen.chain.final
    if seen.access in {"account", "NHS account"} or phrases.SIGN_IN_TEXT.search(level(seen.title)):
        return ""
    titled = fits(phrases.SIGN_IN_TITLE, page.title, *page.headings[:1])
    asks = page.asks_password or titled
    led = seen.moved and _sign_in_address(final)
    asked = phrases.SIGN_IN_TEXT.search(level(page.text))
    if led and (asks or (len(page.main) <= LONG and asked)):
        return "it leads to a page to sign in"
    if titled and (page.asks_password or (len(page.main) <= SHORT and asked)):
        return "it shows a page to sign in"
    return ""


def _sign_in_address(url: str) -> bool:
    parts = urlsplit(url)
    named = phrases.SIGN_IN_HOST.match(parts.hostname or "") is not None
    return named or phrases.SIGN_IN_PATH.fullmatch(parts.path) is not None


def home(seen: Seen) -> str:
    """A page was meant, and the front page came; unless the page became a website of its own."""
    start, final = seen.chain.start, seen.chain.final
    if not seen.moved or urls.is_home(start) or not urls.is_home(final):
        return ""
    if not urls.same_site(start, final) and related(seen):
        return ""
    return "it leads to the website's front page"


def unrelated(seen: Seen) -> str:
    """It moved for good to another website, whose page has another subject."""
    start, settled = seen.chain.start, seen.chain.settled
    if settled == start or urls.same_site(start, seen.chain.final) or related(seen):
        return ""
    return "it leads to another website, whose title has no word in common with ours"


def taken_over(seen: Seen) -> str:
    """The name was bought by somebody who sells other things."""
    page = seen.html
    about = level(f"{page.title} {' '.join(page.headings)}")
    if phrases.TAKEN_OVER.search(about) and not phrases.TAKEN_OVER.search(level(seen.title)):
        return "the website seems to have been taken over by somebody else"
    return ""


def changed(seen: Seen) -> str:
    """Another title than last time, and no word of it in ours."""
    page = seen.html
    if not seen.known_title or not page.title or not _words(seen.title):
        return ""
    before = _words(seen.known_title) & _words(page.title)
    was = _words(seen.known_title) & _words(seen.title)
    if was and not before and not related(seen):
        return f"its title was '{seen.known_title}' and is '{page.title[:80]}' now"
    return ""


def related(seen: Seen) -> bool:
    """Whether a page shares a word with the title in the handbook; in doubt it does."""
    page = seen.html
    ours = _words(seen.title)
    theirs = _words(page.says)
    same_path = urlsplit(seen.chain.start).path == urlsplit(seen.chain.final).path != "/"
    return not ours or not theirs or bool(ours & theirs) or same_path


def _words(text: str) -> set[str]:
    """The words that say what a text is about, less their endings."""
    found = re.findall(r"[^\W_]{3,}", level(text))
    return {word.removesuffix("s")[:12] for word in found if word not in VAGUE}


Sign = Callable[[Seen], str]
# Signs of any answer, then those of a page, in the order in which they are to be believed.
ANY: tuple[Sign, ...] = (not_the_file, empty)
PAGES: tuple[Sign, ...] = (
    parked, default_page, not_found, error_page, sign_in, home, taken_over, unrelated, changed,
)  # fmt: skip


def doubt(seen: Seen) -> str:
    """Why a person should look at this page; nothing if it seems to be what it should be."""
    signs = (*PAGES, *ANY) if seen.page is not None else ANY
    return next(filter(None, (sign(seen) for sign in signs)), "")
