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


def found(text: str, phrases: Iterable[Phrase]) -> set[Phrase]:
    """Those of the phrases that a text holds, word for word."""
    return {phrase for phrase, _, _ in places(text, phrases)}


def places(text: str, phrases: Iterable[Phrase]) -> Iterator[tuple[Phrase, int, int]]:
    """Where a text holds the phrases: (phrase, start, end), offsets in characters of the text as given."""
    wanted = frozenset(phrases)
    lengths = sorted({len(phrase) for phrase in wanted if phrase})
    said = [(_singular(_bare(m.group())), m.start(), m.end()) for m in _WORD.finditer(text)] if lengths else []
    for at in range(len(said)):
        for length in lengths:
            phrase = tuple(word for word, _, _ in said[at : at + length])
            if phrase in wanted:
                yield phrase, said[at][1], said[at + length - 1][2]


@lru_cache(maxsize=65536)
def _bare(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
