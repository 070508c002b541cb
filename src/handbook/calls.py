"""The macro calls in hand-written pages, such as `{{ outcome("ph-3") }}`, with their lines.

Nothing else may stand in braces: Jinja, which expands them, is a whole programming language, and
pages come from strangers' pull requests.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes


class Call(NamedTuple):
    """One call of a macro: its name, its arguments, and where it stands."""

    name: str
    arguments: tuple[object, ...]
    options: tuple[tuple[str, object], ...]
    line: int
    column: int


class NoCall(NamedTuple):
    """Something in braces that is not a macro call with plain words."""

    message: str
    line: int


def calls(text: str) -> Iterator[Call | NoCall]:
    """Every pair of braces in a page, in the order of the text."""
    lines = text.splitlines()
    try:
        # Never rendered here, and `autoescape` would change nothing: only the tree is read.
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        yield NoCall(_unreadable(lines, error.lineno), error.lineno)
        return
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            yield NoCall("only macros may stand in braces", node.lineno)
            continue
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield _call(part, lines)


def _call(node: nodes.Node, lines: list[str]) -> Call | NoCall:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return NoCall("only macros may stand in braces", node.lineno)
    given = [*node.args, *(option.value for option in node.kwargs)]
    if node.dyn_args or node.dyn_kwargs or not all(isinstance(v, nodes.Const) for v in given):
        return NoCall("a macro takes plain words in quotes", node.lineno)
    arguments = tuple(value.as_const() for value in node.args)
    options = tuple((option.key, option.value.as_const()) for option in node.kwargs)
    column = _column(lines, node.lineno, node.node.name, arguments)
    return Call(node.node.name, arguments, options, node.lineno, column)


def _unreadable(lines: list[str], line: int) -> str:
    text = lines[line - 1] if line <= len(lines) else ""
    if re.search("[“”„‘’]", text[text.find("{") :]):
        return "there are curly quotes in these braces"
    return "what stands in braces here cannot be read"


def _column(lines: list[str], line: int, name: str, arguments: tuple[object, ...]) -> int:
    """Where the call stands in its line: jinja2 remembers lines only."""
    first = re.escape(str(arguments[0])) if arguments else ""
    text = lines[line - 1] if line <= len(lines) else ""
    found = re.search(rf"\b{re.escape(name)}\(\s*['\"]?{first}", text)
    return found.start() + 1 if found else 1
