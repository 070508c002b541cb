"""Mistakes that people make in real files, made at random but always the same ones."""

import re

WRONG = ["null", "[]", "{}", "[a, [b]]", "{a: b}", "no", "2026-02-30", "-1", "''", "<b>x</b>"]
WRONG += ["../x", "javascript:alert(1)", "*x", "&x", "!!int 3", "@x", "%x", "'it's'", "a: b", "|"]
FIELD = re.compile(r"^(\s*(?:- )?)([a-z_]+):(?: (.*))?$")


def delete_line(lines, at, random):
    del lines[at]


def duplicate_line(lines, at, random):
    lines.insert(at, lines[at])


def indent(lines, at, random):
    lines[at] = " " * random.choice([1, 2, 3]) + lines[at]


def outdent(lines, at, random):
    lines[at] = lines[at][random.choice([1, 2]) :]


def drop_colon(lines, at, random):
    lines[at] = lines[at].replace(":", "", 1)


def drop_space(lines, at, random):
    lines[at] = re.sub(r"([:-]) ", r"\1", lines[at], count=1)


def drop_quote(lines, at, random):
    lines[at] = lines[at][::-1].replace('"', "", 1)[::-1]


def add_quote(lines, at, random):
    lines[at] = re.sub(r": ", f": {random.choice(QUOTES)}", lines[at], count=1)


def swap_lines(lines, at, random):
    lines[at], lines[at - 1] = lines[at - 1], lines[at]


def wrong_value(lines, at, random):
    lines[at] = FIELD.sub(rf"\1\2: {random.choice(WRONG)}", lines[at])


def misspell_field(lines, at, random):
    found = FIELD.match(lines[at])
    lines[at] = f"{found[1]}{_misspelt(found[2], random)}:{lines[at][found.end(2) + 1 :]}"


def misspell_value(lines, at, random):
    start = len(lines[at]) - len(lines[at].lstrip(" -"))
    lines[at] = lines[at][:start] + _misspelt(lines[at][start:], random)


def put_in(lines, at, random):
    column = random.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:column] + random.choice(FOREIGN) + lines[at][column:]


def put_before(lines, at, random):
    start = len(lines[at]) - len(lines[at].lstrip())
    lines[at] = lines[at][:start] + random.choice(FOREIGN) + lines[at][start:]


def cut_off(lines, at, random):
    lines[at] = lines[at][: random.randrange(len(lines[at]))]
    del lines[at + 1 :]


def _misspelt(word, random):
    at = random.randrange(len(word))
    return word[:at] + random.choice(["", "x", word[at] * 2, word[at].upper()]) + word[at + 1 :]


QUOTES = ['"', "'", "“", "[", "{"]
FOREIGN = ["\t", "\u00a0", "“", "\u200b", "\0", "<i>", "!tag ", "&anchor ", "*alias ", "<<: ", "# "]
FOREIGN += ["{{ x }}", "---\n", "<<<<<<< HEAD\n", "\u2028", "\\", "é", "🙂", ": ", "- "]
MUTATORS = (
    delete_line, duplicate_line, indent, outdent, drop_colon, drop_space, drop_quote, add_quote,
    swap_lines, wrong_value, wrong_value, misspell_field, misspell_value, put_in, put_before,
    cut_off,
)  # fmt: skip
# Where a mistake of that kind can be made.
NEEDS = {"drop_quote": '"', "drop_colon": ":", "add_quote": ": "}


def mutate(text, random):
    """The text with one mistake in it, and the number of the line where that was made."""
    lines = text.splitlines()
    mutator = random.choice(MUTATORS)
    needs = NEEDS.get(mutator.__name__, "")
    fields_only = mutator in {wrong_value, misspell_field}
    able = [
        n for n, line in enumerate(lines)
        if line.strip() and needs in line and (FIELD.match(line) or not fields_only)
    ]  # fmt: skip
    at = random.choice(able)
    mutator(lines, at, random)
    return "\n".join([*lines, ""]), at + 1, mutator.__name__
