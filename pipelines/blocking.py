"""Groups the notices of one call among many thousands. `likeness` says what is the same, `keys` what is worth comparing."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from pipelines import keys
from pipelines.likeness import AGAINST, SAME, TOGETHER, compare
from pipelines.postings import Longs, Postings
from pipelines.shelf import Shelf, file
from pipelines.spreading import share_out
from pipelines.traces import Trace

BLOCK = 250
"""Traces whose neighbours a process looks for at once."""
FEW_BLOCKS = 8
"""Blocks that are not worth another process."""


class Groups:
    """Traces, and the call that each speaks of. Positions are those of arrival, from 0."""

    def __init__(self, traces: Iterable[Trace] = ()) -> None:
        self.traces = traces if isinstance(traces, Shelf) else Shelf(traces)
        self.call = list(range(len(self.traces)))
        self._members = {position: [position] for position in self.call}
        self._postings = Postings()
        self._postings.file(*self.traces.held(0, len(self.traces)))
        self._compared: dict[tuple[int, int], int] = {}
        blocks = -(-len(self.traces) // BLOCK)
        found = share_out(self._alike, blocks) if blocks > FEW_BLOCKS else map(self._alike, range(blocks))
        self._join(b"".join(found))

    def add(self, trace: Trace) -> int:
        """The call of one more trace: the position of the first trace of its group, maybe its own."""
        position = self.traces.put(file(trace))
        self.call.append(position)
        self._members[position] = [position]
        self._postings.file(*self.traces.held(position, position + 1))
        self._join(self._alike_from(position, position + 1))
        return self.call[position]

    def _alike(self, block: int) -> bytes:
        return self._alike_from(block * BLOCK, min((block + 1) * BLOCK, len(self.traces)))

    def _alike_from(self, start: int, stop: int) -> bytes:
        """The pairs of the traces from `start` to `stop`, excluded, with one before, that are the same: three numbers of
        32 bits each, the points and both positions."""
        besides = [array("q", keys.besides(self.traces[position])) for position in range(start, stop)]
        near = self._postings.near(*self._asked(start, stop, besides))
        found = array("i")
        for later, earlier in zip(*(side.tolist() for side in near), strict=True):
            points = self._compare(later, earlier)
            if points >= SAME:
                found.extend((points, later, earlier))
        return found.tobytes()

    def _asked(self, start: int, stop: int, besides: Sequence["array[int]"]) -> tuple[Longs, Longs]:
        held, places = self.traces.held(start, stop)
        who = np.repeat(np.arange(start, stop), [len(one) for one in besides])
        more = np.frombuffer(b"".join(besides), np.int64)
        return np.concatenate((held, more)), np.concatenate((places.astype(np.int64), who))

    def _join(self, found: bytes) -> None:
        """Joins groups, the likest pairs first."""
        alike = np.frombuffer(found, np.int32).reshape(-1, 3).tolist()
        self._compared = {(later, earlier): points for points, later, earlier in alike}
        for _, earlier, later in sorted((-points, earlier, later) for points, later, earlier in alike):
            one, other = sorted((self.call[earlier], self.call[later]))
            if one != other and self._agree(one, other):
                self._merge(one, other)
        self._compared.clear()

    def _agree(self, one: int, other: int) -> bool:
        """No pair of the two groups speaks against their being one call, and together they speak for it."""
        given = [self._points(a, b) for a in self._members[one] for b in self._members[other]]
        return min(given) >= AGAINST and sum(given) >= TOGETHER * len(given)

    def _points(self, one: int, other: int) -> int:
        pair = (one, other) if one > other else (other, one)
        if pair not in self._compared:
            self._compared[pair] = self._compare(*pair)
        return self._compared[pair]

    def _compare(self, one: int, other: int) -> int:
        return compare(self.traces[one], self.traces[other]).score

    def _merge(self, one: int, other: int) -> None:
        for position in self._members[other]:
            self.call[position] = one
        self._members[one] += self._members.pop(other)


def clusters(traces: Iterable[Trace]) -> list[int]:
    """The number of the call of each trace, in their order: the position of the first trace of that call."""
    return Groups(traces).call
