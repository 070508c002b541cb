"""How many examples a test takes by chance: few for every change, many times as many in a soak."""

import os

TIMES = int(os.environ.get("HANDBOOK_EXAMPLES", "1"))


def examples(few: int) -> int:
    """`few`, or as many times that as `make soak` asks for."""
    return few * TIMES
