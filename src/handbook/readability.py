"""How many years of school a text asks for: the grade level of Flesch and Kincaid.

J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, "Derivation of new readability
formulas …", Research Branch Report 8-75, Naval Technical Training Command, 1975:

    0.39 × words / sentences + 11.8 × syllables / words − 15.59

It is a rough measure, made for English, and says nothing about a text of a few words. Libraries
that work it out look words up in a pronouncing dictionary under a licence that we cannot take
over, so we count syllables by rule, as the report's authors did for words of several.
"""

import re
from functools import lru_cache

LEAST = 20  # words; of fewer, the grade is an accident
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
PLAIN_WORD = re.compile(r"[a-zA-Z]+(?:'[a-zA-Z]+)?")  # the same in ASCII, and quicker
LETTER = re.compile(r"[^\W\d_]")
# A sentence ends with its mark, and so do a paragraph, a heading and an item of a list.
END = re.compile(r"[.!?:;](?=[\s\"'”’)*_]|$)|\n(?=\s*(?:\n|(?:[-+*]|\d+[.)])\s))")
MARKUP = re.compile(
    r"(?ms)^(```|~~~).*?^\1|<!--.*?-->|^\s*(?:\||#|!!!|\?\?\?).*?$|^\[[^\]\n]+\]:.*?$|<[^>\n]+>"
)
MARKED = re.compile(r"[\[<{`|#~!?]")  # most texts hold none of what is to be taken out
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)(?:\{[^}\n]*\})?")
MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
VOWELS = re.compile(r"[aeiouy]+")
# An e that is written and not spoken: 'state', 'places', 'worked'; but 'table', 'boxes', 'wanted'.
SILENT = re.compile(
    r"[^aeiouy](?<![^aeiouyrl]l)e$|(?<![aeiouycgsxz])(?<!ch)(?<!sh)(?<![^aeiouyrl]l)es$"
    r"|(?<![aeiouytd])(?<![^aeiouyrl]l)ed$"
)
# The same inside a word: 'useful', 'lately', 'improvement', 'somebody'.
INSIDE = re.compile(
    r"[^aeiouyl]e(?=(?:body|ful|fully|fore|less|lines?|ly|ment|ness|one|thing|times?)s?$)"
)
# Vowels side by side that are spoken apart ('area', 'create', 'being', 'actual'), and 'rhythm'.
APART = re.compile(
    r"(?<![cstg])i(?=a)|(?<![cstgnl])i(?=o)|(?<=[dr])i(?=ou)|i(?=u|et|enc)|ea(?=t[eio]|ct)"
    r"|(?<=[rd])ea(?=s?$)|eo(?![pru])|[eouy]i(?=ng)|(?<!q)ua(?=[lt])|ue(?=nc)|(?:s|th)m$"
    r"|(?<=o)o(?=per)"
)


def grade(text: str) -> float | None:
    """The grade level of a text in Markdown, or nothing if there is too little of it."""
    if MARKED.search(text):
        text = MACRO.sub("this", LINK.sub(r"\1", MARKUP.sub("\n\n", text)))
    words = (PLAIN_WORD if text.isascii() else WORD).findall(text)
    if len(words) < LEAST:
        return None
    sentences = sum(1 for part in END.split(text) if LETTER.search(part))
    spoken = sum(map(syllables, words))
    return round(0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59, 1)


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one. Right for 19 words in 20."""
    root = word.lower().replace("’", "'").partition("'")[0]
    spoken = len(VOWELS.findall(root)) + len(APART.findall(root)) - len(INSIDE.findall(root))
    return max(1, spoken - bool(SILENT.search(root)))
