"""Web addresses as text: whether one can be asked at all, and when two mean the same."""

import re
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
# Added on the way to count visitors; the page is the same without.
TRACKING = re.compile(
    r"(utm_\w+|gclid|fbclid|msclkid|dclid|yclid|mc_[ce]id|_ga|_gl|_hs\w+|igshid|wbraid|gbraid"
    r"|jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid|cookiecheck|cookietest)",
    re.IGNORECASE,
)
HOME = re.compile(
    r"/?((index|home|default|welcome|start)(\.\w{2,5})?)?/?|/(home|[a-z]{2}([-_][a-z]{2})?)"
    r"(/(index|home|default)(\.\w{2,5})?)?/?",
    re.IGNORECASE,
)
MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")
PHONE = re.compile(r"\+?[\d\-().  ]*\d{2}[\d\-().  ]*(;[a-z-]+=[^;\s]+)*", re.IGNORECASE)
# Names of the public suffixes under which others register names; the rest end in one part.
SECOND = {"ac", "co", "com", "edu", "gov", "govt", "ltd", "me", "mil", "net", "nhs", "nic", "or",
          "org", "parliament", "plc", "police", "sch"}  # fmt: skip


def wrong(url: str) -> str:
    """Why an address cannot be right, in words; nothing if it can."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "it is not written as a web address"
    scheme = parts.scheme.lower()
    if scheme == "mailto":
        fine = all(MAIL.fullmatch(to.strip()) for to in parts.path.split(",")) or parts.query
        return "" if fine else "it is not an e-mail address"
    if scheme == "tel":
        return "" if PHONE.fullmatch(parts.path) else "it is not a telephone number"
    if scheme not in PORTS:
        return "it does not start with https:// or http://"
    if re.search(r"[\s<>\"`{}|\\^\x00-\x1f\x7f]", url):
        return "there is a character in it that no address has"
    if "@" in parts.netloc:
        return "there is a name or a password in it"
    if not parts.hostname or port == 0:
        return "it names no website"
    return "" if _host(parts.hostname) else "its website's name is not a name"


def _host(name: str) -> str:
    """A host's name as it is asked for, or nothing if it cannot be one."""
    if ":" in name:
        return f"[{ip_address(name).compressed}]" if _is_ip(name) else ""
    try:
        plain = name.encode("idna").decode() if not name.isascii() else name
    except UnicodeError:
        return ""
    labels = plain.rstrip(".").split(".")
    fine = all(
        re.fullmatch(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", label, re.IGNORECASE) for label in labels
    )
    if labels[-1].isdigit() and not _is_ip(plain):
        return ""
    return plain.lower() if fine and len(plain) <= 253 else ""


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_web(url: str) -> bool:
    """Whether an address is for a web server to answer."""
    return url[:8].lower().startswith(("http://", "https://"))


def form(url: str) -> str:
    """The one form in which all spellings of an address are asked for, without its fragment.

    Host in small letters, no default port, and everything that is not ASCII percent-encoded
    (RFC 3986, section 6). Raises ValueError for what `wrong` finds fault with.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "")
    if not host or scheme not in PORTS:
        raise ValueError(url)
    port = "" if parts.port in (None, PORTS[scheme]) else f":{parts.port}"
    path = _quoted(parts.path, "/:@!$&'()*+,;=~-._[]|%") or "/"
    return urlunsplit(
        (scheme, host + port, path, _quoted(parts.query, "/:@!$&'()*+,;=~-._[]|?%"), "")
    )


def _quoted(text: str, safe: str) -> str:
    """Bytes that came without an encoding stay the bytes that they were."""
    encoded = quote(text.encode("utf-8", "surrogateescape"), safe=safe)
    encoded = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)
    return re.sub(r"%[0-9a-fA-F]{2}", lambda found: found.group().upper(), encoded)


def fragment(url: str) -> str:
    """The part of a page that an address names, without what only highlights text."""
    return urlsplit(url).fragment.partition(":~:")[0]


def follow(base: str, location: str) -> str:
    """Where a redirect leads, as browsers read it. Raises ValueError if that is no address."""
    return urljoin(base, re.sub(r"[\t\r\n]", "", location).strip().replace("\\", "/"))


def host(url: str) -> str:
    """Whom we ask: the name of the host, with its port if that is an unusual one."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2].lower()


def origin(url: str) -> str:
    """Scheme and host: what a robots.txt is for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are the same organisation's, as far as their names tell."""
    return _site(one) == _site(other)


def _site(url: str) -> str:
    name = urlsplit(url).hostname or ""
    if _is_ip(name):
        return name
    labels = name.split(".")
    known = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND else 2
    return ".".join(labels[-known:])


def is_home(url: str) -> bool:
    """Whether an address is a website's front page, in whatever language."""
    parts = urlsplit(url)
    return HOME.fullmatch(parts.path or "/") is not None and not _kept(parts.query)


def clean(url: str, asked: str) -> str:
    """An address without what was added to count visitors, unless it was `asked` for so."""
    parts = urlsplit(url)
    mine = {name for name, _ in parse_qsl(urlsplit(asked).query, keep_blank_values=True)}
    pieces = [p for p in parts.query.split("&") if p and not _tracks(p, mine)]
    path = re.sub(r";jsessionid=[^/?;]*", "", parts.path, flags=re.IGNORECASE)
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(pieces), ""))


def _tracks(piece: str, mine: set[str]) -> bool:
    name = piece.partition("=")[0]
    return name not in mine and TRACKING.fullmatch(name) is not None


def _kept(query: str) -> list[str]:
    return [piece for piece in query.split("&") if piece and not _tracks(piece, set())]
