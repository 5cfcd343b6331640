"""Kills `veilleur` with SIGKILL at its N-th commit: `python -m tests.veilleur.killed_day N before|after ARGUMENTS…`.

The transactions are the only places where the state on the disk changes, so that N × (before, after) are all the points at
which a death can matter. It is a program of its own: nothing in Veilleur knows of it.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import store.connection
from store.connection import Database

KILL_AT, MOMENT = int(sys.argv[1]), sys.argv[2]
original = store.connection.write
commits = 0


@contextmanager
def deadly_write(db: Database) -> Iterator[None]:
    """The real transaction, with death just before or just after its COMMIT."""
    global commits
    commits += 1
    with original(db):
        yield
        if commits == KILL_AT and MOMENT == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    if commits == KILL_AT and MOMENT == "after":
        os.kill(os.getpid(), signal.SIGKILL)


# Before any room imports it by name.
store.connection.write = deadly_write

from veilleur.cli import main  # noqa: E402

try:
    main(sys.argv[3:])
finally:
    sys.stderr.write(f"commits: {commits}\n")
