"""Python's collector of cycles, put to rest while hundreds of thousands of small values without any are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Stops the collector, and starts it again if it was on.

    Matches hold no cycle, yet each hundred thousand of them makes it look through all members and calls again: on 200 calls
    and 35,000 members that was a third of the time (1.2 s of processor, 0.8 without).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
