"""A forge for tests, in the place of GitHub's `gh`: it keeps what it is told in a file.

Filters are run by the real jq, on answers in the shape that GitHub gives.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

STATE = Path(os.environ["FAKE_GH"])
EMPTY = {"comments": [], "pulls": [], "issues": [], "reviews": []}


def option(arguments, name, default=""):
    return arguments[arguments.index(name) + 1] if name in arguments else default


def answer(arguments, value):
    """What `--jq` leaves of an answer."""
    command = ["jq", "--raw-output", option(arguments, "--jq", ".")]
    subprocess.run(command, input=json.dumps(value), text=True, check=True)


def text(arguments):
    return Path(option(arguments, "--body-file")).read_text(encoding="utf-8")


def api(state, arguments):
    path = next(part for part in arguments if part.startswith("repos/"))
    if "--input" not in arguments:
        answer(arguments, state[path.rpartition("/")[2].partition("?")[0]])
        return
    given = json.loads(Path(option(arguments, "--input")).read_text(encoding="utf-8"))
    if option(arguments, "--method") == "PATCH":
        id = int(path.rpartition("/")[2])
        next(c for c in state["comments"] if c["id"] == id).update(given)
    else:
        kind = path.rpartition("/")[2]
        user = {"type": "Bot", "login": "github-actions[bot]"}
        state[kind].append({"id": len(state[kind]) + 1, "user": user, **given})


def issues(state, verb, arguments):
    found = state["issues"]
    if verb == "list":
        label = option(arguments, "--label")
        answer(arguments, [i for i in found if i["open"] and i["label"] == label])
    elif verb == "create":
        made = {"number": len(found) + 1, "open": True, "label": option(arguments, "--label")}
        found.append({**made, "body": text(arguments)})
    else:
        one = next(i for i in found if i["number"] == int(arguments[2]))
        one.update({"open": False} if verb == "close" else {"body": text(arguments)})


def pulls(state, verb, arguments):
    head = option(arguments, "--head")
    if verb == "list":
        answer(arguments, [p for p in state["pulls"] if p["head"] == head])
    elif verb == "edit":
        one = next(p for p in state["pulls"] if p["number"] == int(arguments[2]))
        one["body"] = text(arguments)
    else:
        made = {"number": len(state["pulls"]) + 1, "head": head, "body": text(arguments)}
        state["pulls"].append(made)


def main(arguments):
    state = json.loads(STATE.read_text()) if STATE.exists() else EMPTY
    kind, verb = arguments[0], arguments[1] if len(arguments) > 1 else ""
    if kind == "api":
        api(state, arguments)
    elif kind == "issue":
        issues(state, verb, arguments)
    elif kind == "pr":
        pulls(state, verb, arguments)
    STATE.write_text(json.dumps(state))


if __name__ == "__main__":
    main(sys.argv[1:])
