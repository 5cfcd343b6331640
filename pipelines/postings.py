"""Which positions hold a key: sorted arrays that answer for thousands of notices at once. No notice is known here."""

from collections.abc import Sequence
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


class _Sorted(NamedTuple):
    """Keys in order, and the position of each."""

    keys: Longs
    places: NDArray[np.int32]

    @classmethod
    def of(cls, some: Longs, places: NDArray[np.int32]) -> "_Sorted":
        order = np.argsort(some, kind="stable")
        return cls(some[order], places[order])

    def with_(self, other: "_Sorted") -> "_Sorted":
        if not len(self.keys) or not len(other.keys):
            return other if len(other.keys) else self
        return _Sorted.of(np.concatenate((self.keys, other.keys)), np.concatenate((self.places, other.places)))

    def spans(self, wanted: Longs) -> tuple[Longs, Longs]:
        """Where the positions of each key begin, and how many they are; `wanted` in order, so that neighbours are looked up
        together: five times faster."""
        first = np.searchsorted(self.keys, wanted, "left")
        return first, np.searchsorted(self.keys, wanted, "right") - first

    def positions(self, first: Longs, count: Longs) -> Longs:
        """The positions in spans, one span after the other."""
        ends = np.cumsum(count)
        within = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - count, count)
        found: Longs = self.places[np.repeat(first, count) + within].astype(np.int64)
        return found


NOTHING = _Sorted(np.empty(0, np.int64), np.empty(0, np.int32))


class Postings:
    """Positions by key: a large sorted array, and a small one of what was filed since."""

    def __init__(self) -> None:
        self._sorted = self._recent = NOTHING

    def file(self, held: Longs, places: NDArray[np.int32]) -> None:
        """Files positions under their keys: a key and its position side by side."""
        if len(held) + len(self._recent.keys) > MERGED:
            self._sorted, self._recent = self._sorted.with_(self._recent).with_(_Sorted.of(held, places)), NOTHING
        else:
            self._recent = self._recent.with_(_Sorted.of(held, places))

    def near(self, wanted: Longs, askers: Longs) -> tuple[Longs, Longs]:
        """(position, other one before it) worth comparing, side by side and in order; `wanted`: the keys that positions look
        up, each beside the position that asks. A key that too many bear is left out."""
        order = np.argsort(wanted)
        wanted, askers = wanted[order], askers[order]
        old, new = self._sorted.spans(wanted), self._recent.spans(wanted)
        borne = old[1] + new[1]
        few = borne <= CAP
        asked = wanted[few], askers[few], borne[few]
        found = [_Found.of(self._sorted, old, few, *asked), _Found.of(self._recent, new, few, *asked)]
        return _best(RARE[len(self._sorted.keys) > MANY], found)


class _Found(NamedTuple):
    """One line each time a position bears a key that another one asks for: who asks, who bears, what it is worth."""

    asker: Longs
    bearer: Longs
    sure: NDArray[np.bool_]
    borne: Longs

    @classmethod
    def of(
        cls, part: _Sorted, spans: tuple[Longs, Longs], few: NDArray[np.bool_], wanted: Longs, askers: Longs, borne: Longs
    ) -> "_Found":
        first, count = spans[0][few], spans[1][few]
        bearer, asker = part.positions(first, count), np.repeat(askers, count)
        before = bearer < asker
        sure, borne = np.repeat(wanted & 1 == keys.SURE - 1, count), np.repeat(borne, count)
        return cls(asker[before], bearer[before], sure[before], borne[before])


def _best(least: float, parts: Sequence[_Found]) -> tuple[Longs, Longs]:
    """The pairs (asker, bearer) that share enough, and of each asker the `NEAREST` that share the rarest keys."""
    found = _Found(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    worth = np.where(found.sure, keys.SURE, keys.WORD)
    pair, pair_of = np.unique(found.asker << 32 | found.bearer, return_inverse=True)
    score = np.bincount(pair_of, worth / np.log2(1.0 + found.borne), len(pair))
    kept = (np.bincount(pair_of, worth, len(pair)) >= keys.ENOUGH) & (score >= least)
    pair, score = pair[kept], score[kept]
    asker = pair >> 32
    order = np.lexsort((pair, -score, asker))
    asker = asker[order]
    rank = np.arange(len(asker)) - np.searchsorted(asker, asker, "left")
    chosen = np.sort(pair[order][rank < NEAREST])
    return chosen >> 32, chosen & 0xFFFFFFFF
