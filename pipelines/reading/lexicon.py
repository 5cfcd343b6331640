"""Finds the cue words of a reader in a view, all at once and in linear time. What the cues mean is the reader's affair."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick_rs

from pipelines.reading.view import View

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Cue(Generic[K]):
    """A cue met in a text: what it stands for and its place (offsets in the stored text, end excluded)."""

    kind: K
    start: int
    end: int


class Lexicon(Generic[K]):
    """Terms by what they stand for: folded words separated by blanks; a final `*` lets the last word go on.

    Where two terms overlap, the leftmost then longest one is met.
    """

    def __init__(self, terms: Mapping[K, Iterable[str]]) -> None:
        flat = [(" " + term.rstrip("*"), kind, term.endswith("*")) for kind, group in terms.items() for term in group]
        self._kinds = [(kind, goes_on) for _, kind, goes_on in flat]
        self._machine = ahocorasick_rs.AhoCorasick([term for term, _, _ in flat])

    def find(self, view: View) -> list[Cue[K]]:
        """The cues of a text, in order, none inside another."""
        joined, met = view.joined, []
        for index, first, last in self._machine.find_matches_as_indexes(joined, overlapping=True):
            kind, goes_on = self._kinds[index]
            if goes_on or last == len(joined) or joined[last] == " ":
                met.append((first, -last, kind))
        met.sort(key=_place)
        cues: list[Cue[K]] = []
        taken = -1
        for first, minus_last, kind in met:
            if first >= taken:
                taken = -minus_last
                cues.append(self._cue(view, kind, first, taken))
        return cues

    @classmethod
    def of_blocks(cls, blocks: Mapping[K, str]) -> "Lexicon[K]":
        """A lexicon of terms written in blocks, parted by `|`; blanks and line ends around a term do not count."""
        return cls(
            {kind: [" ".join(term.split()) for term in block.split("|") if term.strip()] for kind, block in blocks.items()}
        )

    @staticmethod
    def _cue(view: View, kind: K, first: int, last: int) -> Cue[K]:
        word = bisect_left(view.joined_starts, first)
        final = bisect_left(view.joined_starts, last) - 1
        return Cue(kind, view.starts[word], view.starts[final] + len(view.words[final]))


def _place(met: tuple[int, int, object]) -> tuple[int, int]:
    return met[0], met[1]
