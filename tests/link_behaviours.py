"""What servers do, and what a careful person would say about the address: a table.

`{here}` in an address is the origin of the behaviour's own host, `{other}` that of another
website. Behaviours begin with '200', the class that a person expects, and the reply.
"""

from dataclasses import dataclass

from link_server import (
    RESET,
    WORDS,
    Reply,
    Request,
    answer,
    chunked,
    page,
    raw_deflate,
    to,
    zipped,
)

FINE = page()
HTML = FINE[0].partition(b"\r\n\r\n")[2]
JS = "<script src=/app.js></script>"
LOGIN = (
    "<!doctype html><title>Sign in</title><h1>Sign in</h1><form method=post>"
    "<input name=user><input type=password name=word><button>Sign in</button></form>"
)


@dataclass
class Behaviour:
    """One address: what its server replies, and the class that is right."""

    name: str
    expected: str
    reply: Reply | list
    more: dict[str, Reply | list]
    fragment: str = ""
    query: str = ""
    path: str = ""
    title: str = "Caring for older people"
    access: str = "unknown"
    proposed: str = ""


TABLE: list[Behaviour] = []


def case(name, expected, reply, *, more=None, **rest):
    TABLE.append(Behaviour(name, expected, reply, more or {}, **rest))


def redirect(target, status=302, **headers):
    names = {300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
             304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect"}  # fmt: skip
    return to(target, f"{status} {names[status]}", **headers)


# Fine, however odd.
case("plain", "ok", FINE)
case("no-type", "ok", answer(body=HTML, kind=""))
case("no-length", "ok", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML])
case("http-1.0", "ok", [b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML])
case(
    "no-reason",
    "ok",
    [b"HTTP/1.1 200\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(HTML) + HTML],
)
case("203", "ok", page(status="203 Non-Authoritative Information"))
case("206", "ok", page(status="206 Partial Content"))
case(
    "length-too-long",
    "ok",
    [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n" + HTML],
)
case(
    "length-too-short",
    "ok",
    [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 300\r\n\r\n" + HTML],
)
case("chunked", "ok", chunked(HTML[:100], HTML[100:]))
case("chunks-broken-off", "ok", chunked(HTML, end=b""))
case("gzip", "ok", answer(body=zipped(HTML), Content_Encoding="gzip"))
case("gzip-cut", "ok", answer(body=zipped(HTML * 20)[:-20], Content_Encoding="gzip"))
case("deflate-raw", "ok", answer(body=raw_deflate(HTML), Content_Encoding="deflate"))
case(
    "gzip-bomb", "ok", answer(body=zipped(HTML + b"<p>x</p>" * 20_000_000), Content_Encoding="gzip")
)
case(
    "endless",
    "ok",
    lambda r: [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML,
        *[b"<p>more</p>" * 1000] * 500,
    ],
)
case(
    "huge-download",
    "ok",
    lambda r: [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n\r\n",
        *[b"x" * 100_000] * 200,
    ],
)
case(
    "early-hints", "ok", [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n", *FINE]
)
case("100-continue", "ok", [b"HTTP/1.1 100 Continue\r\n\r\n", *FINE])
case(
    "wrong-charset",
    "ok",
    answer(body=HTML.replace(b"Home", b"H\xe9\xff"), kind="text/html; charset=utf-8"),
)
case("unknown-charset", "ok", answer(body=HTML, kind="text/html; charset=klingon"))
case("utf-16", "ok", answer(body=HTML.decode().encode("utf-16"), kind="text/html"))
case("xhtml", "ok", answer(body=HTML, kind="application/xhtml+xml"))
case("capital-type", "ok", answer(body=HTML, kind="Text/HTML;charset=UTF-8"))
case(
    "broken-html",
    "ok",
    answer(body=b"<title>Caring</title><p><div><b>" + WORDS.encode() + b"</i></table>"),
)
case("long-headers", "ok", page(X_Policy="x" * 20_000))
case("many-cookies", "ok", page(Set_Cookie="a=b; Path=/; Expires=yesterday"))
case("cookie-nonsense", "ok", page(Set_Cookie=";;=,\x01"))
case("pdf", "ok", answer(body=b"%PDF-1.7 " + b"x" * 5000, kind="application/pdf"), path="guide.pdf")
case(
    "pdf-as-octets",
    "ok",
    answer(body=b"%PDF-1.7 " + b"x" * 5000, kind="application/octet-stream"),
    path="leaflet.pdf",
)
case(
    "pdf-part",
    "ok",
    answer(body=b"%PDF-1.7 " + b"x" * 500, kind="application/pdf"),
    fragment="page=5",
)
case(
    "video",
    "ok",
    answer(body=b"\0\0\0\x18ftypmp42" + b"x" * 3000, kind="video/mp4"),
    fragment="t=10",
)
case(
    "audio-stream",
    "ok",
    lambda r: [b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n" + b"ID3" + b"x" * 700, 20.0],
)
case("plain-text", "ok", answer(body="404 is a number. " * 9, kind="text/plain"))
case("json", "ok", answer(body='{"error": "not found"}', kind="application/json"))
case("image", "ok", answer(body=b"\x89PNG" + b"x" * 50, kind="image/png"))
case(
    "spa",
    "ok",
    answer(
        body=f"<!doctype html><title>Hub</title><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>{JS}"
    ),
)
case("frames", "ok", answer(body="<html><frameset><frame src=/a><frame src=/b></frameset></html>"))
case("picture-only", "ok", answer(body="<html><body><img src=/poster.png></body></html>"))
case("very-short", "ok", answer(body="<html><body>It opens on Monday.</body></html>"))
case("slow-3s", "ok", lambda r: [3.0, *FINE])
case(
    "drip-fast",
    "ok",
    lambda r: [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        *[x for i in range(0, len(HTML), 200) for x in (HTML[i : i + 200], 0.3)],
    ],
)
case("once-500", "ok", lambda r: answer("500 Oops") if r.times == 1 else FINE)
case("once-503", "ok", lambda r: answer("503 Busy") if r.times == 1 else FINE)
case("once-502", "ok", lambda r: answer("502 Bad Gateway") if r.times == 1 else FINE)
case("once-reset", "ok", lambda r: [RESET] if r.times == 1 else FINE)
case("once-empty", "ok", lambda r: [] if r.times == 1 else FINE)
case(
    "once-429-short",
    "ok",
    lambda r: answer("429 Slow Down", Retry_After="2") if r.times == 1 else FINE,
)
case(
    "once-503-short", "ok", lambda r: answer("503 Busy", Retry_After="1") if r.times == 1 else FINE
)
case(
    "etag",
    "ok",
    lambda r: answer("304 Not Modified") if "if-none-match" in r.headers else page(ETag='"one"'),
)
case("needs-no-head", "ok", FINE)
case("non-ascii-path", "ok", FINE, path="caf%C3%A9")
case("query", "ok", FINE, query="?id=7&b=%20x")
case("hsts", "ok", page(Strict_Transport_Security="max-age=1"))
# Fine, though they sound as if they were not.
case(
    "about-404",
    "ok",
    page(
        "How to design a helpful 404 page", "When a page is not found, tell people so kindly. " * 40
    ),
)
case(
    "404-reference",
    "ok",
    page(
        "404 Not Found - Web reference",
        "The server sends this status if it has nothing to show. A browser shows a message then. "
        * 60,
    ),
)
case(
    "about-login",
    "ok",
    page(
        "How to sign in to the learning hub", "Open the hub, choose Sign in, type your name. " * 40
    ),
)
case(
    "login-in-header",
    "ok",
    answer(body=HTML.replace(b"<nav>", b"<nav><form><input type=password></form>")),
)
case(
    "captcha-in-comments",
    "ok",
    page(
        head="<script src=https://www.google.com/recaptcha/api.js></script>",
        text=WORDS * 9 + "Leave a comment. Complete the captcha.",
    ),
)
case("cookie-banner", "ok", page(text="We use cookies. Accept all. " + WORDS * 5))
case("paywalled", "ok", page(text="Subscribe to read the rest of this article. " + WORDS * 3))
case(
    "domain-article",
    "ok",
    page("Domains of frailty", "Each domain is for all: for sale of goods, see elsewhere. " * 30),
)
case("login-page-meant", "ok", answer(body=LOGIN), title="Sign in to the learning hub")
case("account-needed", "ok", answer(body=LOGIN), access="account")
case("related-searches", "ok", page(text=WORDS * 8 + "Related searches: frailty. Privacy policy."))
case("coming-soon-part", "ok", page("Courses: coming soon and now", WORDS * 6))
case("maintenance-topic", "ok", page("Maintenance of mobility in later life", WORDS * 6))
case("blocked-topic", "ok", page("Blocked catheters: what to do", WORDS * 6))
case("closed-topic", "ok", page("What is no longer available on prescription", WORDS * 6))
case("robots-topic", "ok", page("Are robots human? Care and machines", WORDS * 6))
case("poker-topic", "ok", page("Help with gambling harms", WORDS * 6), title="Gambling harms")
case("fragment-id", "ok", page(text="<h2 id=part>Part</h2>" + WORDS), fragment="part")
case("fragment-name", "ok", page(text="<a name=part></a>" + WORDS), fragment="part")
case(
    "fragment-encoded",
    "ok",
    page(text="<h2 id='café au'>Part</h2>" + WORDS),
    fragment="caf%C3%A9%20au",
)
case("fragment-top", "ok", FINE, fragment="top")
case("fragment-text", "ok", FINE, fragment=":~:text=older")
case(
    "fragment-route",
    "ok",
    answer(body=f"<title>Hub</title><div id=app></div>{JS}"),
    fragment="/courses/7",
)
case(
    "fragment-beyond-what-we-read",
    "ok",
    page(text=WORDS * 3000 + "<h2 id=late>Late</h2>"),
    fragment="late",
)
case("fragment-missing", "fragment", FINE, fragment="nowhere")
case("fragment-by-script", "fragment", page(head=JS), fragment="tab-3")
case("fragment-wrong-case", "fragment", page(text="<h2 id=Part>Part</h2>" + WORDS), fragment="part")
# On the way.
case("302", "ok", redirect("/302-there"), more={"/302-there": FINE})
case("303", "ok", redirect("/303-there", 303), more={"/303-there": FINE})
case("307", "ok", redirect("/307-there", 307), more={"/307-there": FINE})
case("301", "moved", redirect("/301-there", 301), more={"/301-there": FINE}, proposed="/301-there")
case("308", "moved", redirect("/308-there", 308), more={"/308-there": FINE}, proposed="/308-there")
case(
    "301-slash",
    "moved",
    redirect("/301-slash/", 301),
    more={"/301-slash/": FINE},
    proposed="/301-slash/",
)
case(
    "301-then-302",
    "moved",
    redirect("/mix-1", 301),
    more={"/mix-1": redirect("/mix-2"), "/mix-2": FINE},
    proposed="/mix-1",
)
case(
    "302-then-301",
    "ok",
    redirect("/mix-3"),
    more={"/mix-3": redirect("/mix-4", 301), "/mix-4": FINE},
)
case(
    "301-twice",
    "moved",
    redirect("/two-1", 301),
    more={"/two-1": redirect("/two-2", 301), "/two-2": FINE},
    proposed="/two-2",
)
case(
    "301-tracking",
    "moved",
    redirect("/tracked?utm_source=x&page=2&utm_medium=y", 301),
    more={"/tracked": FINE},
    proposed="/tracked?page=2",
)
case(
    "301-only-tracking",
    "ok",
    lambda r: FINE if "utm" in r.path else redirect("/301-only-tracking?utm_source=x", 301),
)
case(
    "301-fragment",
    "moved",
    redirect("/frag-there", 301),
    more={"/frag-there": page(text="<p id=part>x" + WORDS)},
    fragment="part",
    proposed="/frag-there#part",
)
case(
    "301-own-fragment",
    "moved",
    redirect("/frag-new#new", 301),
    more={"/frag-new": page(text="<p id=new>x" + WORDS)},
    fragment="old",
    proposed="/frag-new#new",
)
case(
    "301-other-site",
    "moved",
    redirect("{other}/older-people", 301),
    more={"/older-people": page("Caring for older people, new home")},
    proposed="{other}/older-people",
)
case(
    "301-scheme-less",
    "moved",
    redirect("//{host}/scheme-less", 301),
    more={"/scheme-less": FINE},
    proposed="/scheme-less",
)
case(
    "301-relative",
    "moved",
    redirect("next-page", 301),
    more={"/next-page": FINE},
    proposed="/next-page",
)
case("302-dots", "ok", redirect("./../dots-there"), more={"/dots-there": FINE})
case("302-non-ascii", "ok", redirect("/naïve"), more={"/na%C3%AFve": FINE})
case("302-latin-1", "ok", redirect("/na\udcefve"), more={"/na%EFve": FINE})
case("302-space", "ok", redirect("/with space"), more={"/with%20space": FINE})
case("302-query-only", "ok", lambda r: FINE if "?" in r.path else redirect("?page=1"))
case(
    "302-with-body",
    "ok",
    answer("302 Found", "<h1>Page not found</h1>", Location="/body-there"),
    more={"/body-there": FINE},
)
case(
    "chain-of-10",
    "ok",
    redirect("/ten-1"),
    more={f"/ten-{i}": redirect(f"/ten-{i + 1}") for i in range(1, 10)} | {"/ten-10": FINE},
)
case(
    "cookie-wall",
    "ok",
    lambda r: (
        FINE
        if "seen=1" in r.headers.get("cookie", "")
        else redirect("/cookie-wall", Set_Cookie="seen=1; Path=/")
    ),
)
case(
    "cookie-bounce",
    "ok",
    lambda r: FINE if "c=1" in r.headers.get("cookie", "") else redirect("/bounce", 301),
    more={"/bounce": redirect("/cookie-bounce", Set_Cookie="c=1; Path=/")},
)
case(
    "meta-refresh",
    "ok",
    answer(body="<meta http-equiv=refresh content='0; url=/meta-there'>"),
    more={"/meta-there": FINE},
)
case("meta-refresh-late", "ok", page(head="<meta http-equiv=refresh content='300'>"))
case("meta-refresh-self", "ok", page(head="<meta http-equiv=refresh content='5; url='>"))
case(
    "meta-in-noscript",
    "ok",
    page(head="<noscript><meta http-equiv=refresh content='0; url=/no'></noscript>"),
)
case("meta-to-404", "broken", answer(body="<meta http-equiv='Refresh' content='1;URL=/meta-gone'>"))
case(
    "header-refresh",
    "ok",
    answer(body="<p>Wait", Refresh="0; url=/refreshed"),
    more={"/refreshed": FINE},
)
case(
    "script-redirect",
    "ok",
    answer(body="<html><script>window.location.href = '/script-there';</script></html>"),
    more={"/script-there": FINE},
)
case(
    "script-to-404",
    "broken",
    answer(body="<html><script>location.replace('/script-gone')</script></html>"),
)
case("loop", "broken", redirect("/loop"))
case("loop-of-2", "broken", redirect("/loop-b"), more={"/loop-b": redirect("/loop-of-2")})
case("loop-301", "broken", redirect("/loop-301", 301))
case(
    "endless-redirects",
    "broken",
    lambda r: redirect(f"/endless-redirects?n={r.times}-{r.path[-9:]}x"),
    query="?n=",
)
case(
    "loop-with-cookies",
    "broken",
    lambda r: redirect("/loop-with-cookies", Set_Cookie=f"n={r.times}"),
)
case("301-to-404", "broken", redirect("/not-there", 301))
case("302-to-404", "broken", redirect("/not-there-either"))
case("301-to-500", "temporary", redirect("/fails", 301), more={"/fails": answer("500 Oops")})
case("301-to-403", "blocked", redirect("/walled", 301), more={"/walled": answer("403 Forbidden")})
case("301-no-location", "broken", answer("301 Moved Permanently", "<p>Moved"))
case("302-no-location", "broken", answer("302 Found", "<p>Moved"))
case("302-empty-location", "broken", redirect(" "))
case("302-javascript", "broken", redirect("javascript:alert(1)"))
case("302-app", "broken", redirect("itms-apps://store/app"))
case("302-bad-host", "broken", redirect("http://exa mple/"))
case("302-refused", "temporary", redirect("http://127.0.0.1:9/"))
# Gone.
case("404", "broken", answer("404 Not Found"))
case("404-empty", "broken", answer("404 Not Found", kind=""))
case("404-helpful", "broken", page("Welcome to our site", status="404 Not Found"))
case("410", "broken", answer("410 Gone"))
case("451", "broken", answer("451 Unavailable For Legal Reasons"))
case("400", "broken", answer("400 Bad Request"))
case("414", "broken", answer("414 URI Too Long"))
# Passing.
case("500", "temporary", answer("500 Internal Server Error"))
case("501", "temporary", answer("501 Not Implemented"))
case("502", "temporary", answer("502 Bad Gateway"))
case("503", "temporary", answer("503 Service Unavailable"))
case(
    "503-maintenance",
    "temporary",
    page("Down for maintenance", status="503 Service Unavailable", Retry_After="3600"),
)
case("504", "temporary", answer("504 Gateway Timeout"))
case("520", "temporary", answer("520 Web Server Returned an Unknown Error"))
case("530", "temporary", answer("530 Origin DNS Error"))
case("408", "temporary", answer("408 Request Timeout"))
case("reset", "temporary", [RESET])
case("reset-in-headers", "temporary", [b"HTTP/1.1 200 OK\r\nContent-", 0.2, RESET])
case("empty-reply", "temporary", [])
case("http-0.9", "temporary", [b"<html><title>Old</title>Hello</html>"])
case("nonsense", "temporary", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"])
case("ssh", "temporary", [b"SSH-2.0-OpenSSH_9.6\r\n"])
case("bad-status-line", "temporary", [b"HTTP/1.1 OK\r\n\r\n"])
case("not-gzip", "temporary", answer(body=b"plainly not packed", Content_Encoding="gzip"))
case("silent", "temporary", lambda r: [30.0])
case("slow-15s", "temporary", lambda r: [15.0, *FINE])
case(
    "drip-for-ever",
    "temporary",
    lambda r: [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", *[b"x", 1.0] * 60],
)
# Not for machines.
case("401", "blocked", answer("401 Unauthorized", WWW_Authenticate="Basic realm=x"))
case("402", "blocked", answer("402 Payment Required"))
case("403", "blocked", answer("403 Forbidden"))
case("407", "blocked", answer("407 Proxy Authentication Required"))
case("429", "blocked", answer("429 Too Many Requests"))
case("429-for-an-hour", "blocked", answer("429 Too Many Requests", Retry_After="3600"))
case("429-for-ever", "blocked", answer("429 Too Many Requests", Retry_After="1"))
case("999", "blocked", answer("999 Request Denied"))
case("406", "blocked", answer("406 Not Acceptable"))
case("405", "blocked", answer("405 Not Allowed"))
case(
    "cloudflare-403",
    "blocked",
    page(
        "Just a moment...",
        "Enable JavaScript and cookies to continue",
        status="403 Forbidden",
        cf_mitigated="challenge",
    ),
)
case(
    "cloudflare-503",
    "blocked",
    page(
        "Just a moment...",
        "Checking your browser before accessing",
        status="503 Service Unavailable",
    ),
)
case(
    "challenge-200",
    "blocked",
    page("Just a moment...", "Verifying you are human. This may take a few seconds."),
)
case(
    "incapsula-200",
    "blocked",
    answer(
        body="<html><head><script src='/_Incapsula_Resource?x=1'></script></head><body></body></html>"
    ),
)
case(
    "access-denied-200",
    "blocked",
    page("Access Denied", "You don't have permission to access this server."),
)
case("robot-check-200", "blocked", page("Robot Check", "Enter the characters you see below"))
case("aws-waf-202", "blocked", answer("202 Accepted", x_amzn_waf_action="challenge"))
case(
    "pardon",
    "blocked",
    page("Pardon Our Interruption", "As you were browsing something made us think you were a bot."),
)
case(
    "not-in-your-country",
    "blocked",
    page("Not available", "This service is not available in your country."),
)
# Not what it seems.
case(
    "soft-404",
    "suspect",
    page("Page not found", "Sorry, we cannot find the page you are looking for."),
)
case("soft-404-code", "suspect", page("404", "Nothing here."))
case("soft-404-site-name", "suspect", page("404 - Page not found | Example Trust", WORDS))
case(
    "soft-404-heading",
    "suspect",
    answer(body=f"<title>Example Trust</title><h1>Oops! That page can’t be found.</h1><p>{WORDS}"),
)
case(
    "soft-404-text",
    "suspect",
    page("Example Trust", "The page you requested could not be found. Try the search."),
)
case("soft-404-gone", "suspect", page("Example Trust", "This page is no longer available."))
case(
    "soft-404-noindex",
    "suspect",
    page(
        "Example Trust",
        "We couldn’t find the page you were looking for. " + WORDS * 9,
        head="<meta name=robots content=noindex>",
    ),
)
case("soft-404-german", "suspect", page("Seite nicht gefunden", "Leider."))
case("soft-404-welsh", "suspect", page("Ni ddaethpwyd o hyd i'r dudalen", "Mae'n ddrwg gennym."))
case(
    "soft-404-removed",
    "suspect",
    page("Content removed", "The content you requested has been removed."),
)
case(
    "soft-404-redirect",
    "suspect",
    redirect("/errors/notfound.html"),
    more={"/errors/notfound.html": page("Not found", "Sorry.")},
)
case("soft-404-error-type", "suspect", page("Error 404: Not Found", "Try again."))
case("video-gone", "suspect", page("Video unavailable", "This video is private."))
case("soft-500", "suspect", page("Error establishing a database connection", ""))
case("soft-maintenance", "suspect", page("Site under maintenance", "We'll be back soon."))
case("parked", "suspect", page("example.org is for sale", "Make an offer."))
case(
    "parked-text",
    "suspect",
    page("example.org", "This domain is parked free, courtesy of a registrar."),
)
case(
    "parked-script",
    "suspect",
    answer(
        body="<title>example.org</title><script src=https://img1.wsimg.com/parking-lander/x.js></script><div id=x></div>"
    ),
)
case(
    "parked-lander",
    "suspect",
    answer(
        body='<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>'
    ),
    more={"/lander": answer(body=f"<div id=root></div>{JS}")},
)
case(
    "parked-expired",
    "suspect",
    page("Domain expired", "This domain name has expired. Renew your domain."),
)
case("taken-over", "suspect", page("Slot gacor: casino online terpercaya", WORDS * 5))
case(
    "login-redirect", "suspect", redirect("/login?return=%2Fx"), more={"/login": answer(body=LOGIN)}
)
case(
    "login-301",
    "suspect",
    redirect("/users/sign_in", 301),
    more={"/users/sign_in": answer(body=LOGIN)},
)
case(
    "login-other-site",
    "suspect",
    redirect("{other}/oauth2/authorize?client=1"),
    more={
        "/oauth2/authorize": page(
            "Sign in to your account", "Email or phone. Can't access your account?"
        )
    },
)
case("login-in-place", "suspect", answer(body=LOGIN))
case(
    "nginx",
    "suspect",
    page("Welcome to nginx!", "If you see this page, the web server is successfully installed."),
)
case(
    "apache",
    "suspect",
    page("Apache2 Ubuntu Default Page: It works", "This is the default welcome page"),
)
case("apache-it-works", "suspect", answer(body="<html><body><h1>It works!</h1></body></html>"))
case("iis", "suspect", answer(body="<title>IIS Windows Server</title><img src=iisstart.png>"))
case(
    "plesk",
    "suspect",
    page("Default Parallels Plesk Page", "")
    if False
    else page("Web Server's Default Page", "This page is generated by Plesk"),
)
case("suspended", "suspect", page("Account Suspended", "Contact your hosting provider."))
case("under-construction", "suspect", page("Site under construction", "Coming soon."))
case("home-302", "suspect", redirect("/"), path="deep/page-1", more={"/": page("Example Trust")})
case("home-301", "suspect", redirect("/", 301), path="deep/page-2")
case(
    "home-index",
    "suspect",
    redirect("/index.html"),
    path="deep/page-3",
    more={"/index.html": page("Example Trust")},
)
case("home-other-site", "suspect", redirect("{other}/", 301), path="deep/page-4")
case(
    "home-language",
    "suspect",
    redirect("/en/"),
    path="deep/page-5",
    more={"/en/": page("Example Trust")},
)
case(
    "home-by-meta",
    "suspect",
    answer(body="<meta http-equiv=refresh content='0;url=/'>"),
    path="deep/page-6",
)
case(
    "other-subject",
    "suspect",
    redirect("{other}/shop", 301),
    more={"/shop": page("Cheap garden furniture", "Chairs, tables and lamps. " * 40)},
)
case("pdf-is-page", "suspect", page("Library", WORDS * 9), path="files-list/guide-a.pdf")
case("pdf-type-page", "suspect", answer(body=HTML, kind="application/pdf"), path="guide-b")
case("empty-page", "suspect", answer(body=""))
case("empty-html", "suspect", answer(body="<html><head></head><body> </body></html>"))
case("204", "suspect", answer("204 No Content", kind="", Content_Length=None))
# robots.txt
case("robots-disallow", "blocked", FINE, path="private/page")


def robots(request: Request) -> list:
    return answer(body="User-agent: *\nDisallow: /private/\n", kind="text/plain")
