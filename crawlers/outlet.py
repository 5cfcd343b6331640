"""The child's side of the pipe: writes notices, outcomes and beats, each outcome once. Nothing is decided here."""

import os

from crawlers.wire import Beat, encode
from model.notice import Notice, Outcome


class Outlet:
    """Writes lines to a file descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._pipe = os.fdopen(descriptor, "wb", buffering=0)
        self._ended: set[str] = set()

    def write(self, notice: Notice) -> None:
        """Hands a notice over."""
        self._send(notice)

    def end(self, outcome: Outcome) -> None:
        """Hands an outcome over, unless its source has one."""
        if outcome.source not in self._ended:
            self._ended.add(outcome.source)
            self._send(outcome)

    def beat(self) -> None:
        """Tells that the child lives."""
        self._send(Beat())

    def close(self) -> None:
        """Nothing more will come."""
        self._pipe.close()

    def _send(self, thing: Notice | Outcome | Beat) -> None:
        """A raw write may take only part of a long line."""
        left = memoryview(encode(thing))
        while left:
            left = left[self._pipe.write(left) or 0 :]
