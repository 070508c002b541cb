"""Only an edition extends pages: those of its base.

    extends: end    # in a handbook that stands on no other

Delete the line. The page is then one of your own.
"""

from collections.abc import Iterator

from handbook.problems import Problem
from handbook.site import Site

RULE = "extends-nothing"


def check(site: Site) -> Iterator[Problem]:
    for text in site.texts:
        if text.front.extends and not text.parts:
            message = "there is no base whose page this could extend"
            place = text.front.place("extends")
            yield Problem(place, RULE, message, "delete this line: only an edition has a base")
