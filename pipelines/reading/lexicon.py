"""Finds the cue words of a reader in a view, all at once and in linear time. What the cues mean is the reader's affair."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

from pipelines.reading.view import View

K = TypeVar("K")


class Cue(NamedTuple, Generic[K]):
    """A cue met in a text: what it stands for and its place (offsets in the stored text, end excluded)."""

    kind: K
    start: int
    end: int


class Lexicon(Generic[K]):
    """Terms by what they stand for: folded words separated by blanks; a final `*` lets the last word go on.

    Where two terms overlap, the leftmost then longest one is met.
    """

    def __init__(self, terms: Mapping[K, Iterable[str]]) -> None:
        kinds: dict[str, K] = {}
        for kind, group in terms.items():
            for term in group:
                words = " " + "  ".join(term.rstrip("*").split())
                kinds.setdefault(words if term.endswith("*") else words + " ", kind)
        self._kinds = [(kind, len(words.split()) - 1) for words, kind in kinds.items()]
        self._machine = ahocorasick_rs.AhoCorasick(list(kinds), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, view: View) -> list[Cue[K]]:
        """The cues of a text, in order, none inside another."""
        starts, words, cues = view.starts, view.words, []
        for index, first, _ in self._machine.find_matches_as_indexes(view.spaced):
            kind, further = self._kinds[index]
            word = bisect_left(view.spaced_starts, first)
            final = word + further
            cues.append(Cue(kind, starts[word], starts[final] + len(words[final])))
        return cues

    @classmethod
    def of_blocks(cls, blocks: Mapping[K, str]) -> "Lexicon[K]":
        """A lexicon of terms written in blocks, parted by `|`; blanks and line ends around a term do not count."""
        return cls(
            {kind: [" ".join(term.split()) for term in block.split("|") if term.strip()] for kind, block in blocks.items()}
        )
