"""Finds, among many traces, the few worth comparing, and groups those of one call. `identity` says what is the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from pipelines.identity import Likeness, compare, excluded
from pipelines.traces import Trace

RAREST = 4
"""Words of a title that are looked up: its rarest."""

SHARED = 2
"""How many of them another title must bear, unless one of the two has no more: two words may be misspelt."""

CAP = 4_000
"""A word borne by more titles than that finds nothing: in a poor vocabulary, endless lists would make it quadratic."""

LIKE = 85
"""Titles under this likeness (words sorted, 0–100) are not worth a comparison."""


class Index:
    """Traces by the rare words of their titles, by address and by code. Positions are those of arrival, from 0."""

    def __init__(self, traces: Iterable[Trace] = ()) -> None:
        self.traces: list[Trace] = []
        self._titles: list[str] = []
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        for trace in traces:
            self.add(trace)

    def add(self, trace: Trace) -> int:
        """Puts a trace in the index and gives its position."""
        position = len(self.traces)
        self.traces.append(trace)
        self._titles.append(_sorted(trace))
        for word in set(trace.core):
            self._by_word[word].append(position)
        for key in _keys(trace):
            self._by_key[key].append(position)
        return position

    def near(self, trace: Trace) -> list[int]:
        """The positions worth comparing with the trace, in order."""
        by_key = {position for key in _keys(trace) for position in self._by_key.get(key, ())}
        return sorted(by_key.union(self._like(trace, self._by_words(trace))))

    def _by_words(self, trace: Trace) -> list[int]:
        """The positions of the titles that bear enough of the rarest words of this one."""
        found = [self._by_word[word] for word in set(trace.core) if word in self._by_word]
        rarest = sorted((held for held in found if len(held) <= CAP), key=len)[:RAREST]
        if not rarest:
            return []
        positions, counts = np.unique(np.concatenate([np.array(held) for held in rarest]), return_counts=True)
        kept: list[int] = positions[counts >= min(SHARED, len(rarest))].tolist()
        return kept

    def _like(self, trace: Trace, positions: Sequence[int]) -> list[int]:
        if not positions:
            return []
        titles = [self._titles[position] for position in positions]
        scores = process.cdist([_sorted(trace)], titles, scorer=fuzz.ratio, score_cutoff=LIKE, dtype=np.uint8)[0]
        return [positions[int(place)] for place in np.flatnonzero(scores)]


def clusters(traces: Iterable[Trace]) -> list[int]:
    """The number of the call of each trace, in their order: the position of the first trace of that call.

    As at the intake, each trace joins the likest call already met. It joins none of whose traces excludes it: a title
    without a year must not bridge two editions.
    """
    index = Index()
    calls: list[int] = []
    members: defaultdict[int, list[Trace]] = defaultdict(list)
    for trace in traces:
        joined = _likest(trace, index, calls, members)
        position = index.add(trace)
        calls.append(position if joined is None else joined)
        members[calls[-1]].append(trace)
    return calls


def _likest(trace: Trace, index: Index, calls: Sequence[int], members: dict[int, list[Trace]]) -> int | None:
    found: dict[int, Likeness] = {}
    for position in index.near(trace):
        likeness = compare(trace, index.traces[position])
        call = calls[position]
        if likeness.score and (call not in found or found[call].score < likeness.score):
            found[call] = likeness
    for call in sorted(found, key=lambda call: (-found[call].score, call)):
        if not any(excluded(trace, member) for member in members[call]):
            return call
    return None


def _keys(trace: Trace) -> list[str]:
    return [key for key in (trace.url, f"code {trace.identifier}" if trace.identifier else "") if key]


def _sorted(trace: Trace) -> str:
    return " ".join(sorted(trace.core))
