"""A build makes millions of small things that live to its end: looking for garbage finds none."""

import atexit
import gc


def let_lie() -> None:
    """Look for garbage no more, and not when the program ends: that took a fifth of a build."""
    gc.disable()
    atexit.register(gc.freeze)


def rest() -> None:
    """After a build: look for garbage again, but not through what the build has made."""
    gc.freeze()
    gc.enable()


def sweep() -> None:
    """Throw away what builds have left behind; before the next one in the same program."""
    gc.unfreeze()
    gc.collect()
