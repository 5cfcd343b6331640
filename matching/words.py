"""A member's own words found in a call's: folded, plural or not. The controlled words have their recogniser elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")

Phrase = tuple[str, ...]


def folded(words: str) -> Phrase:
    """« Eaux usées » → ("eau", "usee"): without accents, case, punctuation and the plural's s or x."""
    return tuple(_singular(word) for word in _WORD.findall(_bare(words)))


class Lookout:
    """Looks for many phrases at once in many texts, word for word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """`phrases` as `folded` gives them; an empty one is never met."""
        self._alone: dict[str, Phrase] = {}
        self._starting: dict[str, list[Phrase]] = {}
        for phrase in sorted(dict.fromkeys(phrases), key=len):
            if len(phrase) == 1:
                self._alone[phrase[0]] = phrase
            if phrase:
                self._starting.setdefault(phrase[0], []).append(phrase)

    def found(self, text: str) -> set[Phrase]:
        """Those of the phrases that a text holds."""
        if not self._starting:
            return set()
        met = self._starting.keys() & {_read(word) for word in set(_WORD.findall(text))}
        if all(len(self._starting[word]) == 1 and word in self._alone for word in met):
            return {self._alone[word] for word in met}
        return {phrase for phrase, _, _ in self.places(text)}

    def places(self, text: str) -> Iterator[tuple[Phrase, int, int]]:
        """Where a text holds the phrases: (phrase, start, end), offsets in characters of the text as given."""
        if not self._starting:
            return
        cuts, said = _cut(text)
        for at, word in enumerate(said):
            for phrase in self._starting.get(word, ()):
                last = at + len(phrase) - 1
                if last < len(said) and (last == at or said[at : last + 1] == phrase):
                    yield phrase, cuts[at][0], cuts[last][1]


def places(text: str, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, int, int]]:
    """Where one text holds a few phrases; for many texts, keep a `Lookout`."""
    return Lookout(phrases).places(text)


@lru_cache(maxsize=1024)
def _cut(text: str) -> tuple[list[tuple[int, int]], tuple[str, ...]]:
    """The words of a text: where they stand, and as `folded` would have them. One call is looked up for many members."""
    cuts = [match.span() for match in _WORD.finditer(text)]
    return cuts, tuple(_read(text[start:end]) for start, end in cuts)


@lru_cache(maxsize=262144)
def _read(word: str) -> str:
    return _singular(_bare(word))


@lru_cache(maxsize=65536)
def _bare(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
