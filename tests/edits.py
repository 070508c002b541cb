"""The edits of `history.yml`, carried out on the texts of the real handbook's files."""

import re
import textwrap
from pathlib import Path

import yaml

HISTORY = Path(__file__).parent / "history.yml"
EDITS = yaml.safe_load(HISTORY.read_text(encoding="utf-8"))
FILES = sorted({part.get("in", "curriculum.yml") for edit in EDITS for part in edit["edits"]})


def applied(edit, files):
    """The files (path to text) after an edit."""
    files = dict(files)
    for part in edit["edits"]:
        name = part.get("in", "curriculum.yml")
        files[name] = changed(files[name], part)
    return files


def changed(text, part):
    """A file's text after one part of an edit."""
    if "record" not in part:
        return replaced(text, part["old"], part["new"])
    block = found(text, part["record"])
    indent = re.match(" *", block)[0]
    if "old" in part:
        return text.replace(block, replaced(block, part["old"], part["new"]))
    if "add" in part:
        first, rest = block.split("\n", 1)
        return text.replace(
            block, f"{first}\n{textwrap.indent(part['add'], indent + '  ')}\n{rest}"
        )
    if "insert" in part:
        return before(text, part["record"], textwrap.indent(part["insert"], indent))
    return before(text.replace(block, ""), part["move"], block)


def found(text, id):
    """The lines of a record, from its id on."""
    start = re.search(rf"^( *)- id: {id}\n", text, re.MULTILINE)
    end = re.compile(rf"^(?!{start[1]}  |\n)", re.MULTILINE).search(text, start.end())
    return text[start.start() : end.start() if end else len(text)]


def before(text, id, lines):
    """The text with lines put in before a record; an outcome goes before the list of activities."""
    block = found(text, id)
    if "code:" in lines:
        block = f"    activities:\n{block}"
    return replaced(text, block, lines + block)


def replaced(text, old, new):
    """The text with something that stands in it exactly once replaced, however it is wrapped."""
    if old in text:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        return text.replace(old, new)
    wrapped = re.compile(r"\s+".join(map(re.escape, old.split())))
    assert len(wrapped.findall(text)) == 1, (
        f"{old!r} stands there {len(wrapped.findall(text))} times"
    )
    return wrapped.sub(lambda _: new, text)
