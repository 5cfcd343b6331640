"""Which positions hold a key: sorted arrays that answer for thousands of notices at once. No notice is known here."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines import keys

Longs = NDArray[np.int64]

CAP = 60
"""A key held by more positions than that finds nothing: comparing all of them would make a day quadratic."""
MERGED = 100_000
"""Lines from which what was added last joins the large array."""
RARE, MANY = (0.5, 0.9), 500_000
"""What the shared keys of a pair are worth at least, among few lines and among many, where chance meetings abound: 0.9 is
two words that three notices have, or one address that four have."""
NEAREST = 12
"""Positions given for one question, those that share the rarest keys."""
AT_ONCE = 500
"""Questions answered together: what bounds the memory."""


class _Sorted(NamedTuple):
    """Keys in order, and the position of each."""

    keys: Longs
    places: NDArray[np.int32]

    @classmethod
    def of(cls, some: Longs, places: NDArray[np.int32]) -> "_Sorted":
        order = np.argsort(some, kind="stable")
        return cls(some[order], places[order])

    def with_(self, other: "_Sorted") -> "_Sorted":
        if not len(self.keys):
            return other
        return _Sorted.of(np.concatenate((self.keys, other.keys)), np.concatenate((self.places, other.places)))

    def look_up(self, questions: Longs, wanted: Longs) -> tuple[Longs, Longs, Longs]:
        """(question, key, position), one line each, for the (question, key) pairs whose key is not too common."""
        first = np.searchsorted(self.keys, wanted, "left")
        count = np.searchsorted(self.keys, wanted, "right") - first
        count[count > CAP] = 0
        ends = np.cumsum(count)
        within = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - count, count)
        found = self.places[np.repeat(first, count) + within]
        return np.repeat(questions, count), np.repeat(wanted, count), found.astype(np.int64)


NOTHING = _Sorted(np.empty(0, np.int64), np.empty(0, np.int32))


class Postings:
    """Positions by key: a large sorted array, a small one that is sorted again after each addition, and what waits."""

    def __init__(self) -> None:
        self._sorted = self._recent = NOTHING
        self._keys, self._places = array("q"), array("i")
        self._done = 0

    def add(self, position: int, held: Iterable[int]) -> None:
        """Files a position under its keys."""
        before = len(self._keys)
        self._keys.extend(held)
        self._places.extend([position] * (len(self._keys) - before))

    def near(self, asked: Iterable[int]) -> list[int]:
        """The positions that share enough of the keys, in order."""
        self._settle()
        wanted = np.fromiter(asked, np.int64)
        question = np.zeros(len(wanted), np.int64)
        old, new = self._sorted.look_up(question, wanted), self._recent.look_up(question, wanted)
        _, chosen = _best(self._least, *(np.concatenate(pair) for pair in zip(old, new, strict=True)))
        return [int(place) for place in chosen]

    def pairs(self, besides: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
        """(position, earlier position) worth comparing, among all those filed; `besides`: the keys that each position, in
        order, looks up besides its own."""
        self._settle(everything=True)
        order = np.argsort(self._sorted.places, kind="stable")
        own_keys, owners = self._sorted.keys[order], self._sorted.places[order]
        todo, start = iter(besides), 0
        while some := [list(one) for one in islice(todo, AT_ONCE)]:
            first, last = np.searchsorted(owners, (start, start + len(some)))
            more = np.repeat(np.arange(start, start + len(some), dtype=np.int64), [len(one) for one in some])
            questions: Longs = np.concatenate((owners[first:last].astype(np.int64), more))
            wanted = np.concatenate((own_keys[first:last], np.fromiter((key for one in some for key in one), np.int64)))
            questions, held, places = self._sorted.look_up(questions, wanted)
            earlier = places < questions
            chosen = _best(self._least, questions[earlier], held[earlier], places[earlier])
            yield from zip(*(side.tolist() for side in chosen), strict=True)
            start += len(some)

    @property
    def _least(self) -> float:
        return RARE[len(self._sorted.keys) > MANY]

    def _settle(self, *, everything: bool = False) -> None:
        """Sorts what was added since the last question; merges it when it has become large."""
        waiting = len(self._keys) - self._done
        if waiting:
            self._recent = _Sorted.of(np.frombuffer(self._keys, np.int64), np.frombuffer(self._places, np.int32))
            self._done = len(self._keys)
        if self._done and (everything or self._done > MERGED):
            self._sorted = self._sorted.with_(self._recent)
            self._recent, self._keys, self._places, self._done = NOTHING, array("q"), array("i"), 0


def _best(least: float, questions: Longs, held: Longs, places: Longs) -> tuple[Longs, Longs]:
    """The pairs (question, position) that share enough, and of each question the `NEAREST` that share the rarest keys."""
    if not len(questions):
        return questions, places
    _, key_of, borne = np.unique(held, return_inverse=True, return_counts=True)
    rarity = np.where(held & 1, 2.0, 1.0) / np.log2(1.0 + borne[key_of])
    pair, pair_of = np.unique(questions << 32 | places, return_inverse=True)
    weight = np.bincount(pair_of, np.where(held & 1, keys.SURE, keys.WORD))
    score = np.bincount(pair_of, rarity)
    kept = (weight >= keys.ENOUGH) & (score >= least)
    pair, score = pair[kept], score[kept]
    asker = pair >> 32
    order = np.lexsort((pair, -score, asker))
    asker = asker[order]
    rank = np.arange(len(asker)) - np.searchsorted(asker, asker, "left")
    chosen = np.sort(pair[order][rank < NEAREST])
    return chosen >> 32, chosen & 0xFFFFFFFF
