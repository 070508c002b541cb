"""Random YAML as people might write it: any quotes, brackets and blocks, remarks anywhere."""

from hypothesis import strategies as st

KEYS = ["id", "title", "summary", "resources", "url", "domains", "glossary", "source", "a b"]
WORDS = ["no", "1.10", "2026-01-02", "~x", "a", "it's", 'say "so"', "C:\\x", "héllo", "🙂", "x#y"]
WORDS += [
    "a: b",
    "- c",
    "# d",
    "a  b",
    "[e]",
    "{f",
    "&g",
    "*h",
    "",
    "null",
    "%",
    "@i",
    "x:",
    "end ",
]
LONG = "A long text that goes on and on with a few words more than there is room for on one line."


@st.composite
def files(draw):
    """The text of a file. Most can be read; those that cannot must be passed over."""
    return _Writer(draw).file()


class _Writer:
    def __init__(self, draw):
        self.draw = draw
        self.count = 0

    def one_of(self, *choices):
        return self.draw(st.sampled_from(choices))

    def often(self):
        return self.one_of(True, True, False)

    def remark(self):
        """Nothing, or a remark that occurs only once."""
        if self.one_of(True, True, True, False):
            return ""
        self.count += 1
        return self.one_of("#", "# ", "## ") + f"remark {self.count}" + self.one_of("", " ", ": 'x")

    def beside(self):
        remark = self.remark()
        return self.one_of(" ", "  ", "\t") + remark if remark else self.one_of("", "", " ")

    def above(self, indent):
        """Blank lines and remarks on lines of their own."""
        lines = self.draw(
            st.lists(st.sampled_from(["", "remark", "remark", "outside"]), max_size=2)
        )
        text = ""
        for line in lines:
            text += (
                " " * (0 if line == "outside" else indent) + (self.remark() if line else "") + "\n"
            )
        return text

    def file(self):
        top = self.one_of("", "", "---\n", "%YAML 1.1\n---  # remark 0\n")
        end = self.one_of("", "", "...\n", "...  # the end\n")
        body = self.above(0) + self.fields(0, 3) + self.above(self.one_of(0, 2))
        text = top + body + end
        return text.replace("\n", self.one_of("\n", "\n", "\r\n"))

    def fields(self, indent, depth):
        keys = self.draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
        return "".join(self.field(key, indent, depth) for key in keys)

    def field(self, key, indent, depth):
        pad = " " * indent
        name = self.one_of(key, key, f'"{key}"', f"'{key}'")
        above = self.above(indent)
        if self.one_of(*[False] * 9, True):
            inner = self.above(indent + 2)
            return f"{above}{pad}? {name}{self.beside()}\n{inner}{pad}:{self.value(indent, depth)}"
        return f"{above}{pad}{name}:{self.value(indent, depth)}"

    def value(self, indent, depth):
        """What follows a colon, up to and with the end of its last line."""
        kind = self.one_of("text", "text", "block", "flow", "fields", "items") if depth else "text"
        if kind == "text" and self.one_of(*[True] * 6, False):
            return f" {self.text(indent + 1)}{self.beside()}\n"
        if kind == "text":
            above = f"{self.beside()}\n{self.above(indent + 2)}"
            return f"{above}{' ' * (indent + 2)}{self.text(indent + 1)}{self.beside()}\n"
        if kind == "block":
            return f" {self.block(indent)}"
        if kind == "flow":
            return f" {self.flow(indent + 1, 2)}{self.beside()}\n"
        if kind == "fields":
            inner = indent + self.one_of(1, 2, 2, 4)
            return f"{self.beside()}\n{self.fields(inner, depth - 1)}"
        return f"{self.beside()}\n{self.items(indent + self.one_of(0, 2, 2, 3), depth - 1)}"

    def items(self, indent, depth):
        return "".join(
            self.above(indent) + self.item(indent, depth) for _ in range(self.one_of(1, 2, 3))
        )

    def item(self, indent, depth):
        pad = " " * indent + "-"
        if depth and self.often():
            gap = self.one_of(" ", " ", "   ")
            record = self.fields(indent + 1 + len(gap), depth - 1)
            first = record.lstrip()
            if self.often() and not record.startswith("\n") and not first.startswith("#"):
                return pad + gap + first
            return f"{pad}{self.beside()}\n{record}"
        if depth and self.one_of(True, False):
            return f"{pad} {self.items(indent + 2, depth - 1).lstrip()}"
        return pad + self.value(indent, 0 if self.often() else depth)

    def text(self, indent):
        """A text without quotes, in quotes, on one line or on several."""
        words = self.draw(st.lists(st.sampled_from([*WORDS, LONG]), min_size=1, max_size=4))
        broken = "\n" * self.one_of(1, 1, 2, 3) + " " * indent
        join = self.one_of(" ", " ", broken, f"  {broken}")
        style = self.one_of("plain", "plain", "single", "double")
        if style == "single":
            return "'" + join.join(word.replace("'", "''") for word in words) + "'"
        if style == "double":
            join = self.one_of(join, f"\\{broken}", "\\n", "\\x2E ", f"\\ {broken}")
            escaped = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
            return '"' + join.join(escaped) + '"'
        return join.join(word for word in words if word) or "x"

    def block(self, indent):
        mark = self.one_of("|", ">") + self.one_of("", "-", "+", "2", "2-", "+2")
        remark = self.remark()
        inner = " " * (indent + 2)
        lines = self.draw(
            st.lists(st.sampled_from([*WORDS, LONG, "", "  deeper", "\ttab"]), max_size=5)
        )
        body = "".join(f"{inner}{line}\n" if line else "\n" for line in lines)
        return f"{mark}{' ' + remark if remark else ''}\n{body}"

    def flow(self, indent, depth):
        items = [self.flow_item(indent, depth) for _ in range(self.one_of(0, 1, 2, 3))]
        keyed = self.one_of(True, False)
        if keyed:
            items = [f"{key}: {item}" for key, item in zip(KEYS, items, strict=False)]
        text = self.space(indent)
        for n, item in enumerate(items):
            text += item + self.space(indent) + ("," if n + 1 < len(items) else "")
            text += self.space(indent)
        return ("{" if keyed else "[") + text + ("}" if keyed else "]")

    def flow_item(self, indent, depth):
        if depth and self.one_of(True, False, False):
            return self.flow(indent, depth - 1)
        return self.one_of("a", "b c", '"quoted"', "'it''s'", "1.10", "no", "x-1", LONG)

    def space(self, indent):
        """Space inside brackets: perhaps line breaks and remarks."""
        if self.often():
            return self.one_of("", " ")
        return f"{self.beside()}\n{self.above(indent)}{' ' * indent}"
