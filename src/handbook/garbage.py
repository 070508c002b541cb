"""A build makes millions of small things that live to its end: looking for garbage finds none."""

import atexit
import gc


def let_lie() -> None:
    """Look for garbage no more, and not when the program ends: that took a fifth of a build."""
    gc.disable()
    atexit.register(gc.freeze)
