"""The recipes, as a host runs them: every command of the CI files, a storage, and a web server.

`make recipes` runs this. It needs rclone and nginx, with nginx's module for Brotli.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import pytest
import yaml
from moto.server import ThreadedMotoServer

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
GITHUB = yaml.safe_load((HERE / "github.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((HERE / "gitlab.yml").read_text(encoding="utf-8"))
EDITIONS = {"north": 1, "south": 2}  # and the seed of its content
# Without what this machine's user has set for a storage of theirs.
OWN = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
TRIES = {"RCLONE_RETRIES": "1", "RCLONE_LOW_LEVEL_RETRIES": "1"}  # what fails, fails at once
LASTING = "public, max-age=31536000, immutable"


def run(command, folder, **settings):
    """A command of a CI file, in a shell that stops at the first mistake."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=folder,
        env=OWN | TRIES | {"PATH": path} | settings,
        capture_output=True,
        text=True,
        timeout=120,
    )


def ran(command, folder, **settings):
    done = run(command, folder, **settings)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """The repository of a network of two editions, both already built."""
    root = tmp_path_factory.mktemp("network")
    shutil.copy(HERE / "publish.sh", root)
    for name, seed in EDITIONS.items():
        options = f"--outcomes 6 --resources 8 --seed {seed}"
        ran(f"handbook demo editions/{name} {options}", root)
        ran(github("publish", "Build"), root, EDITION=name)
        (root / "site").rename(root / f"site-{name}")
    return root


def github(job, name):
    return next(
        s["run"] for s in GITHUB["jobs"][job]["steps"] if name in (s.get("name"), s.get("id"))
    )


@pytest.fixture(scope="module")
def server():
    """A storage that speaks S3, on this machine."""
    storage = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    storage.start()
    yield "http://{}:{}".format(*storage.get_host_and_port())
    storage.stop()


class Store:
    """An empty bucket, and what rclone must know to reach it."""

    def __init__(self, endpoint):
        self.client = boto3.client(
            "s3", endpoint_url=endpoint, region_name="us-east-1",
            aws_access_key_id="key", aws_secret_access_key="secret",  # noqa: S106 (any will do)
        )  # fmt: skip
        self.settings = self.at(endpoint)

    def at(self, endpoint):
        named = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": endpoint}
        named |= {"ACCESS_KEY_ID": "key", "SECRET_ACCESS_KEY": "secret"}
        return {f"RCLONE_CONFIG_STORE_{name}": value for name, value in named.items()}

    def files(self, prefix):
        """Every object below a prefix with its checksum."""
        pages = self.client.get_paginator("list_objects_v2")
        found = pages.paginate(Bucket="handbooks", Prefix=prefix)
        objects = (one for page in found for one in page.get("Contents", []))
        return {one["Key"].removeprefix(prefix): one["ETag"] for one in objects}

    def head(self, key):
        answer = self.client.head_object(Bucket="handbooks", Key=key)
        return answer.get("CacheControl"), answer["ContentType"]

    def empty(self):
        for name in self.files(""):
            self.client.delete_object(Bucket="handbooks", Key=name)


@pytest.fixture
def store(server):
    found = Store(server)
    found.client.create_bucket(Bucket="handbooks")
    yield found
    found.empty()


@pytest.fixture
def publish(network, store, tmp_path):
    """The step of the CI file that publishes, for the site that was built for an edition."""
    site = tmp_path / "site"
    shutil.copytree(network / "site-north", site)
    shutil.copy(network / "publish.sh", tmp_path)

    def go(check=True, **settings):
        command = ran if check else run
        named = {"EDITION": "north"} | store.settings | settings
        return command(github("publish", "Publish"), tmp_path, **named)

    go.site = site
    return go


def names(folder):
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}


def edit(site, text="changed"):
    """A new release: one page changed, one gone, another version of styles and scripts."""
    home = site / "index.html"
    home.write_text(f"{home.read_text(encoding='utf-8')}<!-- {text} -->", encoding="utf-8")
    shutil.rmtree(site / "glossary")
    old = next((site / "assets").glob("handbook-*"))
    old.rename(old.with_name("handbook-000000000000"))
    return old.name


def test_the_list_of_editions_is_made_from_the_folders(network, tmp_path):
    ran(github("list", "list"), network, GITHUB_OUTPUT=str(tmp_path / "output"))

    name, _, value = (tmp_path / "output").read_text().strip().partition("=")
    assert name == "editions"
    assert json.loads(value) == [*EDITIONS]


def test_both_services_run_the_same_commands():
    steps = [github("publish", "Build"), github("publish", "Publish")]

    assert GITLAB["publish"]["script"] == steps
    assert GITLAB["publish"]["parallel"]["matrix"] == [{"EDITION": [*EDITIONS]}]
    given = GITHUB["jobs"]["publish"]["steps"][-1]["env"]
    assert given.keys() <= GITLAB["publish"]["variables"].keys()


def test_readers_get_the_whole_site_and_a_word_on_how_long_to_keep_it(publish, store):
    publish()

    assert store.files("live/north/").keys() == names(publish.site)
    kinds = {
        "index.html": ("public, max-age=60", "text/html; charset=utf-8"),
        "search/index.json": ("public, max-age=60", "application/json"),
        "assets/images/favicon.svg": ("public, max-age=3600", "image/svg+xml"),
    }
    assert {name: store.head(f"live/north/{name}") for name in kinds} == kinds
    for name in store.files("live/north/assets/handbook-"):
        assert store.head(f"live/north/assets/handbook-{name}")[0] == LASTING


def test_editions_do_not_touch_each_other(publish, store):
    publish(EDITION="south")
    before = store.files("live/south/")

    publish()
    edit(publish.site)
    publish()

    assert store.files("live/south/") == before


def test_a_new_release_takes_the_place_of_the_old_one(publish, store):
    publish()
    old = edit(publish.site)
    publish()

    live = store.files("live/north/").keys()
    kept = {name for name in live if name.startswith(f"assets/{old}/")}
    assert live - kept == names(publish.site)
    assert kept, "pages in browsers' caches need their styles a while longer"
    body = store.client.get_object(Bucket="handbooks", Key="live/north/index.html")["Body"].read()
    assert body == (publish.site / "index.html").read_bytes()
    assert store.head("live/north/assets/handbook-000000000000/css/shell.css")[0] == LASTING
    assert store.head("live/north/index.html")[0] == "public, max-age=60"


def test_old_styles_go_when_their_time_is_over(publish, store):
    publish()
    edit(publish.site)
    publish(KEEP="0s")

    assert store.files("live/north/").keys() == names(publish.site)


def test_nothing_is_sent_twice(publish, store, server):
    publish()
    with counting(server) as (address, asked):
        publish(**store.at(address))

    assert [line for line in asked if line.startswith("PUT")] == []


@pytest.mark.parametrize("allowed", [5, 60])
def test_an_upload_that_fails_leaves_the_old_site(publish, store, server, allowed):
    """However far it came."""
    publish()
    before = store.files("live/north/")
    for page in publish.site.rglob("*.html"):
        page.write_text(f"{page.read_text(encoding='utf-8')}<!-- new -->", encoding="utf-8")
    edit(publish.site)

    with counting(server, puts=allowed) as (address, asked):
        done = publish(check=False, **store.at(address))

    assert done.returncode != 0
    assert sum(line.startswith("PUT") for line in asked) > allowed
    assert store.files("live/north/") == before
    publish()
    assert store.files("live/north/").keys() >= names(publish.site)


def test_pages_follow_what_they_need_and_nothing_goes_before(publish, store, server):
    """A reader in the middle of it finds every page's styles."""
    publish()
    edit(publish.site)
    with counting(server) as (address, asked):
        publish(**store.at(address))

    live = [line for line in asked if "/live/" in line and line.split()[0] in {"PUT", "DELETE"}]
    order = [(line.split()[0], "/assets/handbook-" in line) for line in live]
    assert {*order} == {("PUT", True), ("PUT", False), ("DELETE", False)}
    assert order == sorted(order, key=[("PUT", True), ("PUT", False), ("DELETE", False)].index)


@pytest.mark.parametrize("missing", ["index.html", "404.html"])
def test_half_a_site_is_not_published(publish, store, missing):
    publish()
    before = store.files("")
    (publish.site / missing).unlink()

    assert publish(check=False).returncode != 0
    assert store.files("") == before


@contextmanager
def counting(server, puts=10**6) -> Iterator[tuple[str, list[str]]]:
    """A way to the storage that notes what is asked, and that breaks after so many uploads."""
    asked: list[str] = []

    class Way(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self):
            asked.append(f"{self.command} {self.path}")
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            broken = sum(line.startswith("PUT") for line in asked) > puts
            status, headers, content = (500, {}, b"") if broken else self.ask(body)
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in {"connection", "content-length", "transfer-encoding"}:
                    self.send_header(name, value)
            length = headers.get("Content-Length", 0) if self.command == "HEAD" else len(content)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(content)

        def ask(self, body):
            asking = urllib.request.Request(  # noqa: S310
                server + self.path, body or None, dict(self.headers), method=self.command
            )
            try:
                with urllib.request.urlopen(asking) as answer:  # noqa: S310
                    return answer.status, answer.headers, answer.read()
            except urllib.error.HTTPError as error:
                return error.code, error.headers, error.read()

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = pass_on  # noqa: N815

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Way) as way:
        threading.Thread(target=way.serve_forever).start()
        yield f"http://127.0.0.1:{way.server_port}", asked
        way.shutdown()


# A server of one's own.

WRAP = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    {paths}
    include {folder}/handbook.conf;
}}
"""
PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.fixture(scope="module")
def web(network, tmp_path_factory):
    """A server with our file, in front of a site with compressed files."""
    folder = tmp_path_factory.mktemp("nginx")
    site = folder / "site"
    ran(f"handbook build editions/north --compress --site-dir {site}", network)
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sample = (HERE / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/srv/handbook/site": str(site),
    }.items():
        assert old in sample
        sample = sample.replace(old, new)
    (folder / "handbook.conf").write_text(sample, encoding="utf-8")
    paths = " ".join(f"{name}_temp_path {folder}/{name};" for name in PATHS)
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        user + WRAP.format(folder=folder, paths=paths), encoding="utf-8"
    )
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def get(address, **headers):
    """Status, headers and bytes, once the server is up."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asking = urllib.request.Request(address, headers=named)  # noqa: S310
    for _ in range(100):
        try:
            with urllib.request.urlopen(asking) as answer:  # noqa: S310
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.mark.parametrize(("accepts", "ending"), [("gzip", ".gz"), ("br, gzip", ".br")])
def test_nginx_sends_the_compressed_file_as_it_is(web, tmp_path_factory, accepts, ending):
    status, headers, body = get(web, Accept_Encoding=accepts)

    assert status == 200
    assert headers["Content-Encoding"] == {".gz": "gzip", ".br": "br"}[ending]
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Accept-Encoding" in headers["Vary"]
    assert (
        body
        == next(tmp_path_factory.getbasetemp().glob(f"nginx*/site/index.html{ending}")).read_bytes()
    )


def test_nginx_says_how_long_to_keep_what(web):
    home = get(web)
    style = home[2].decode().partition('rel="stylesheet" href="')[2].partition('"')[0]

    assert style.startswith("assets/handbook-")
    assert home[1]["Cache-Control"] == "no-cache"
    assert get(web + style)[1]["Cache-Control"] == LASTING
    assert get(f"{web}assets/images/favicon.svg")[1]["Cache-Control"] == "public, max-age=3600"
    assert get(web, If_None_Match=home[1]["ETag"])[0] == 304


def test_nginx_shows_our_page_for_what_is_not_there(web):
    for name in (
        "no/such/page/",
        "assets/handbook-000000000000/css/shell.css",
        "outcomes/../../pid",
    ):
        status, headers, body = get(web + name)

        assert status in {400, 404}
        assert status == 400 or b"Page not found" in body
        assert "immutable" not in headers.get("Cache-Control", "")


# What others say of the files.


def test_the_checkers_find_nothing():
    ran(f"shellcheck {HERE / 'publish.sh'}", HERE)
    ran("check-jsonschema --builtin-schema vendor.github-workflows github.yml", HERE)
    ran("check-jsonschema --builtin-schema vendor.gitlab-ci gitlab.yml", HERE)
