"""Traces by the hundred thousand in little memory, with the keys that each is found by. Nothing is compared here.

Each trace is kept as bytes and opened when it is asked for: as objects they would take three times the room, and each
process that looks at them would copy them all.
"""

import pickle
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from pipelines import keys
from pipelines.traces import Trace

OPEN = 500
"""Traces kept open: those of the calls that are being compared."""


class Filed(NamedTuple):
    """A trace made small, and the keys it is found by: what one process sends to another."""

    packed: bytes
    held: bytes


def file(trace: Trace) -> Filed:
    """A trace ready for a shelf."""
    return Filed(pickle.dumps(trace, pickle.HIGHEST_PROTOCOL), array("q", keys.held(trace)).tobytes())


class Shelf(Sequence[Trace]):
    """Traces by position, from 0, in the order of arrival."""

    def __init__(self, traces: Iterable[Trace] = ()) -> None:
        self._packed, self._ends = bytearray(), array("q", [0])
        self._held, self._held_ends = array("q"), array("q", [0])
        self._open = lru_cache(maxsize=OPEN)(self._opened)
        for trace in traces:
            self.put(file(trace))

    def put(self, filed: Filed) -> int:
        """Adds a trace at the end; gives its position."""
        self._packed += filed.packed
        self._ends.append(len(self._packed))
        self._held.frombytes(filed.held)
        self._held_ends.append(len(self._held))
        return len(self) - 1

    def held(self, start: int, stop: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The keys of the traces from position `start` to `stop`, excluded, and the position that each is of; to be let go
        before a trace is put."""
        ends = np.array(self._held_ends[start : stop + 1], np.int64)
        held = np.frombuffer(self._held, np.int64)[ends[0] : ends[-1]]
        return held, np.repeat(np.arange(start, stop, dtype=np.int32), np.diff(ends))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> Trace: ...
    @overload
    def __getitem__(self, place: slice) -> list[Trace]: ...
    def __getitem__(self, place: int | slice) -> Trace | list[Trace]:
        if isinstance(place, slice):
            return [self._open(one) for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._open(place % len(self))

    def _opened(self, place: int) -> Trace:
        packed = self._packed[self._ends[place] : self._ends[place + 1]]
        made: Trace = pickle.loads(packed)  # noqa: S301 bytes of this very process
        return made
