"""Groups the notices of one call among many thousands. `likeness` says what is the same, `keys` what is worth comparing."""

from collections.abc import Iterable

from pipelines import keys
from pipelines.likeness import AGAINST, SAME, TOGETHER, compare
from pipelines.postings import Postings
from pipelines.traces import Trace


class Groups:
    """Traces, and the call that each speaks of. Positions are those of arrival, from 0."""

    def __init__(self, traces: Iterable[Trace] = ()) -> None:
        self.traces: list[Trace] = []
        self.call: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._postings = Postings()
        self._compared: dict[tuple[int, int], int] = {}
        self._file(traces)
        self._join(self._postings.pairs(keys.besides(trace) for trace in self.traces))
        self._compared.clear()

    def add(self, trace: Trace) -> int:
        """The call of one more trace: the position of the first trace of its group, maybe its own."""
        near = self._postings.near(keys.asked(trace))
        position = len(self.traces)
        self._file([trace])
        self._join((position, other) for other in near)
        self._compared.clear()
        return self.call[position]

    def _file(self, traces: Iterable[Trace]) -> None:
        for trace in traces:
            position = len(self.traces)
            self.traces.append(trace)
            self.call.append(position)
            self._members[position] = [position]
            self._postings.add(position, keys.held(trace))

    def _join(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Joins groups, the likest pairs first."""
        found = ((self._compare(later, earlier), earlier, later) for later, earlier in pairs)
        likely = [(points, earlier, later) for points, earlier, later in found if points >= SAME]
        for _, earlier, later in sorted(likely, key=lambda pair: (-pair[0], pair[1:])):
            one, other = sorted((self.call[earlier], self.call[later]))
            if one != other and self._agree(one, other):
                self._merge(one, other)

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
