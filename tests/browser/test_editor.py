"""VS Code and every editor with the same YAML server: nothing to set up but to open the folder."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
NODE = Path(sys.executable).parent / "node"


class Server:
    """yaml-language-server on a folder, asked as an editor asks it.

    https://microsoft.github.io/language-server-protocol/
    """

    def __init__(self, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            [NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.asked = 0
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self.tell("initialized")

    def close(self):
        self.process.kill()
        self.process.communicate()

    def tell(self, method, **params):
        self._send({"method": method, "params": params})

    def ask(self, method, **params):
        """The answer to a question."""
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        return self._until(lambda m: m.get("id") == self.asked and "method" not in m)["result"]

    def open(self, name, text):
        """What the editor marks in a file with this text: line and message of each."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        told = self._until(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        marked = told["params"]["diagnostics"]
        return [(mark["range"]["start"]["line"], mark["message"]) for mark in marked]

    def at(self, method, name, line, character):
        where = {"line": line, "character": character}
        uri = (self.folder / name).as_uri()
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=where)

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _until(self, wanted):
        while True:
            message = self._receive()
            if "method" in message and "id" in message:  # it asks us; an editor without settings
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [{} for _ in items] or None})
            if wanted(message):
                return message

    def _receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has stopped"
        return json.loads(self.process.stdout.read(length))


@pytest.fixture
def editor(tmp_path):
    for name in ("curriculum.yml", "resources.yml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("schema", "frameworks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    server = Server(tmp_path)
    yield server
    server.close()


@pytest.mark.parametrize(
    "name", ["curriculum.yml", "resources.yml", "frameworks/consultant-practice.yml"]
)
def test_nothing_is_marked_where_all_is_well(editor, name):
    assert editor.open(name, (ROOT / name).read_text(encoding="utf-8")) == []


def test_a_mistake_is_marked_at_its_line(editor):
    text = (ROOT / "resources.yml").read_text(encoding="utf-8")
    wrong = text.replace("kind: framework", "kind: framewrk", 1).replace("use:", "usage:", 1)
    lines = wrong.splitlines()

    marked = dict(editor.open("resources.yml", wrong))

    assert "Value is not accepted" in marked[lines.index("    kind: framewrk")]
    assert "usage" in marked[lines.index("    usage: mentioned")]


def test_ids_are_completed_and_new_ones_are_not_refused(editor):
    text = (ROOT / "resources.yml").read_text(encoding="utf-8")
    lines = text.replace("      - ph-2\n", "      - brand-new-outcome\n      - \n", 1).splitlines()
    line = lines.index("      - ")

    marked = dict(editor.open("resources.yml", "\n".join(lines)))
    offered = {item["label"] for item in editor.at("completion", "resources.yml", line, 8)["items"]}

    assert line - 1 not in marked
    assert {"ph-3", "pcp-1"} <= offered
    assert "all-our-health" not in offered


def test_a_field_is_explained(editor):
    text = (ROOT / "resources.yml").read_text(encoding="utf-8")
    editor.open("resources.yml", text)
    line = text.splitlines().index("    use: mentioned")

    hover = editor.at("hover", "resources.yml", line, 5)

    assert "How the handbook lists it" in json.dumps(hover["contents"])
