"""Every behaviour of a server gets the class that a careful person would give its address."""

import ssl
import time

import pytest
import trustme

from handbook.links.classify import Wanted
from handbook.links.look import look
from link_behaviours import TABLE, robots
from link_server import Server, answer, page, serving_replies

HOSTS = [f"127.0.0.{number}" for number in range(20, 60)]
OTHER = "127.0.1.7"


def filled(reply, port):
    """A reply that knows the port, which is chosen when the server starts."""

    def answer(request):
        for part in reply(request) if callable(reply) else reply:
            if isinstance(part, bytes):
                part = part.replace(b"{other}", f"http://{OTHER}:{port}".encode())
                part = part.replace(b"{host}", request.host.encode())
            yield part

    return answer


def seen(wanted, known=None, **options):
    """What a look at some addresses shows, by address."""
    found = {}
    look(wanted, known or {}, found.__setitem__, intranet=True, **options)
    return found


@pytest.fixture(scope="module")
def table():
    """Each behaviour's verdict, from two runs, one after the other."""
    server = Server()
    with serving_replies(server, (*HOSTS, OTHER)):
        server.replies["/robots.txt"] = robots
        wanted = {}
        for number, case in enumerate(TABLE):
            path = f"/{case.path or case.name}"
            for at, reply in {path: case.reply, **case.more}.items():
                assert at not in server.replies, f"{at} is there twice"
                server.replies[at] = filled(reply, server.port)
            origin = f"http://{HOSTS[number % len(HOSTS)]}:{server.port}"
            part = f"#{case.fragment}" if case.fragment else ""
            wanted[case.name] = Wanted(f"{origin}{path}{case.query}{part}", case.title, case.access)
        runs = []
        for _ in range(2):
            server.reset()
            found = seen(wanted.values())
            runs.append({name: found[one.url] for name, one in wanted.items()})
        origins = {
            name: one.url.rpartition("://")[2].partition("/")[0] for name, one in wanted.items()
        }
        yield runs, origins, server.port


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
def test_class(case, table):
    runs, origins, port = table

    for run in runs:
        verdict = run[case.name]
        assert (verdict.kind, verdict.reason if verdict.kind != case.expected else "") == (
            case.expected, ""
        )  # fmt: skip
        if case.proposed:
            proposed = case.proposed.replace("{other}", f"http://{OTHER}:{port}")
            if proposed.startswith("/"):
                proposed = f"http://{origins[case.name]}{proposed}"
            assert verdict.proposed == proposed
        assert verdict.kind == "ok" or verdict.reason


def test_there_are_more_than_a_hundred_and_twenty_of_every_class():
    assert len({case.name for case in TABLE}) == len(TABLE) >= 120
    assert {case.expected for case in TABLE} == {
        "ok", "moved", "broken", "temporary", "blocked", "suspect", "fragment"
    }  # fmt: skip


INVALID = [
    "ftp://example.org/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "www.example.org",
    "//example.org/x",
    "http://",
    "https:///path",
    "http://exa mple.org/",
    "http://example.org/a b",
    "https://user:pass@example.org/",
    "https://user@example.org/",
    "http://example.org:99999/",
    "http://example.org:port/",
    "http://[::1/",
    "http://-example.org/",
    "http://example..org/",
    "http://1.2.3.4.5/",
    "mailto:nobody",
    "mailto:",
    "tel:call-me",
    "",
]  # fmt: skip


@pytest.mark.parametrize("url", INVALID)
def test_invalid(url):
    verdict = seen([Wanted(url)])[url]

    assert verdict.kind == "invalid"
    assert verdict.reason


@pytest.mark.parametrize(
    "url", ["mailto:a.b@example.org", "mailto:a@example.org?subject=x", "tel:+441632960000"]
)
def test_what_needs_no_server_is_judged_by_its_letters(url):
    assert seen([Wanted(url)])[url].kind == "ok"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://a.localhost/", "http://10.0.0.1/", "http://[::1]/",
     "http://169.254.169.254/latest", "http://192.168.0.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
def test_private_addresses_are_refused_unless_asked_for(url):
    found = {}
    look([Wanted(url)], {}, found.__setitem__)

    assert (found[url].kind, found[url].status) == ("invalid", "private")


def test_names_that_nobody_has_registered_may_come_back():
    url = "http://no-such-name.invalid/"

    assert (seen([Wanted(url)])[url].kind, seen([Wanted(url)])[url].status) == ("temporary", "dns")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def tls(authority, *names, change=None, trusted=True):
    """What one server with a certificate for these names gets as its verdict."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued = (authority if trusted else trustme.CA()).issue_cert(*names, **(change or {}))
    issued.configure_cert(context)
    return context


@pytest.fixture
def trust(authority, tmp_path, monkeypatch):
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def one_look(context, host="127.0.0.1", at="127.0.0.1"):
    server = Server(otherwise=lambda request: page())
    with serving_replies(server, (at,), context=context):
        url = f"https://{host}:{server.port}/page"
        return seen([Wanted(url)])[url]


def test_a_good_certificate(authority, trust):
    assert one_look(tls(authority, "127.0.0.1")).kind == "ok"


def test_unknown_signer(authority, trust):
    verdict = one_look(tls(authority, "127.0.0.1", trusted=False))

    assert (verdict.kind, verdict.reason) == (
        "insecure", "the certificate is signed by somebody whom nobody knows"
    )  # fmt: skip


def test_wrong_name(authority, trust):
    verdict = one_look(tls(authority, "example.org"))

    assert verdict.kind == "insecure"
    assert "is for another" in verdict.reason


def test_expired(authority, trust):
    import datetime

    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    verdict = one_look(tls(authority, "127.0.0.1", change={"not_after": past}))

    assert (verdict.kind, verdict.reason) == ("insecure", "the certificate has expired")


def test_plain_http_on_the_port_of_https():
    server = Server(blunt=b"HTTP/1.1 400 Bad Request\r\n\r\nYou speak TLS to a plain server")
    with serving_replies(server):
        url = f"https://127.0.0.1:{server.port}/page"
        verdict = seen([Wanted(url)])[url]

    assert (verdict.kind, verdict.reason) == ("insecure", "the server does not speak TLS there")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_only_old_tls(authority, trust):
    context = tls(authority, "127.0.0.1")
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1

    verdict = one_look(context)

    assert (verdict.kind, verdict.reason) == (
        "insecure", "the server speaks only an old version of TLS"
    )  # fmt: skip


def test_ip_version_6():
    server = Server(otherwise=lambda request: page())
    with serving_replies(server, ("::1",)):
        url = f"http://[::1]:{server.port}/page"
        assert seen([Wanted(url)])[url].kind == "ok"


NASTY = {
    "boxes in boxes": b"<div>" * 50_000,
    "letters in letters": b"<b>" * 80_000 + b"x",
    "an endless title": b"<title>" + b"sorry oops " * 20_000 + b"</title>",
    "an endless refresh": b"<meta http-equiv=refresh content='0;url=" + b"' " * 60_000 + b"'>",
    "half a sentence, again and again": b"<p>" + b"the page you were looking for was not " * 6_000,
    "a script of spaces": b"<script>" + b" ;" * 190 + b"</script>",
    "no characters at all": bytes(range(256)) * 900,
}


@pytest.mark.parametrize("body", NASTY.values(), ids=NASTY)
def test_no_page_keeps_us_long(body):
    server = Server(otherwise=lambda request: answer(body=body))
    with serving_replies(server):
        url = f"http://127.0.0.1:{server.port}/page"
        began = time.process_time()  # of the processor: others may use it too
        assert seen([Wanted(url, "Caring for older people")])[url].status == 200
        assert time.process_time() - began < 5
