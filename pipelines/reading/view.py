"""A text prepared once for all readers: folded letters, words and sentences, with offsets in the text as stored."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from string import ascii_lowercase

_PUNCTUATION = {
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ",
    "\u2002": " ", "\u2003": " ", "\u200b": " ", "\ufeff": " ", "\t": " ", "\r": " ", "İ": "i", "ı": "i",
}  # fmt: skip
_WORD = re.compile(r"[a-zœßµ]+|\d+")
_END = re.compile(r"[.!?…](?:[ \n]|(?=[A-ZÀÉÈÊ][a-zéèà]))|\n|[;•●▪|]")
_ABBREVIATIONS = frozenset(
    [
        "art", "al", "env", "etc", "ex", "max", "min", "mm", "mme", "mr", "mrs", "no", "nb", "p", "pp", "st", "ste", "tel",
        "cf", "vol", "approx", "incl", "hrs", "jan", "janv", "feb", "fev", "fevr", "mar", "apr", "avr", "jun", "jul", "juil",
        "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m", "e.g", "i.e", *ascii_lowercase,
    ]
)  # fmt: skip
_LONGEST_ABBREVIATION = 8


def _folding() -> dict[int, str]:
    table = {ord(mark): plain for mark, plain in _PUNCTUATION.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table.setdefault(code, base.lower())
    return table


_FOLDING = _folding()


def fold(text: str) -> str:
    """Lower case without accents, typographic marks made plain; exactly as long as `text`, so offsets are shared."""
    folded = text.lower() if "İ" not in text else text.replace("İ", "i").lower()
    for sign in set(folded):
        plain = _FOLDING.get(ord(sign))
        if plain is not None:
            folded = folded.replace(sign, plain)
    return folded


@dataclass(slots=True)
class View:
    """Read-only: `starts` gives each word's place in the text.

    `spaced` is the words with a space on both sides of each, so that terms that follow one another never share a space;
    `numbers` are the ranks of the words in figures, `known` the words met.
    """

    text: str
    folded: str
    words: list[str]
    starts: list[int]
    spaced: str
    spaced_starts: list[int]
    numbers: list[int]
    known: frozenset[str]
    breaks: list[int] = field(default_factory=list)
    _whole: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The sentences asked for, by rank: readers ask for the same ones."""

    def met(self, words: Set[str]) -> list[tuple[str, int]]:
        """Those of the words that the text holds, each time with its place, in order."""
        met = self.known & words
        if not met:
            return []
        return [(word, start) for word, start in zip(self.words, self.starts, strict=True) if word in met]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentence (or line, or cell) that holds `start` to `end`, without outer blanks."""
        left = bisect_right(self.breaks, start)
        right = bisect_right(self.breaks, end - 1) if end > start + 1 else left
        if left == right and left in self._whole:
            return self._whole[left]
        first = self.breaks[left - 1] if left else 0
        last = self.breaks[right] if right < len(self.breaks) else len(self.text)
        span = trim(self.text, first, last)
        if left == right:
            self._whole[left] = span
        return span


_OUTER = " \n\t\r\u00a0\u202f;|•●▪"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same span without blanks and separators at its two ends."""
    words = text[start:end]
    kept = words.lstrip(_OUTER)
    start += len(words) - len(kept)
    return start, start + len(kept.rstrip(_OUTER))


@lru_cache(maxsize=32)
def view(text: str) -> View:
    """The view of a text; kept for the readers that follow one another on the same notice."""
    folded = fold(text)
    words: list[str] = []
    starts: list[int] = []
    for one in _WORD.finditer(folded):  # a list of a thousand matches would wake the garbage collector
        words.append(one.group())
        starts.append(one.start())
    spaced_starts = list(accumulate([len(word) + 2 for word in words[:-1]], initial=0)) if words else []
    spaced = " " + "  ".join(words) + " " if words else ""
    numbers = [rank for rank, word in enumerate(words) if word[0] <= "9"]
    return View(text, folded, words, starts, spaced, spaced_starts, numbers, frozenset(words), _breaks(text, folded))


def _breaks(text: str, folded: str) -> list[int]:
    found = []
    for mark in _END.finditer(text):
        sign = text[mark.start()]
        if sign == "." and _goes_on(text, folded, mark.start(), mark.end()):
            continue
        if sign == "\n" and _is_wrapped(text, mark.start()):
            continue
        found.append(mark.end())
    return found


def _is_wrapped(text: str, newline: int) -> bool:
    """A line that stops in mid-sentence: the next one starts with a small letter. A row of a table stops."""
    before, after = text[newline - 1 : newline].strip(), text[newline + 1 : newline + 2]
    if not after.islower() or not (before.isalnum() or before == ","):
        return False
    return text.find("|", text.rfind("\n", 0, newline) + 1, newline) < 0


def _goes_on(text: str, folded: str, dot: int, after: int) -> bool:
    """A full stop that ends an abbreviation, or that a small letter follows, does not end the sentence."""
    if "\n" in text[dot:after]:
        return False
    following = text[after : after + 1]
    if following.islower():
        return True
    first = max(0, dot - _LONGEST_ABBREVIATION)
    word = max(folded.rfind(sign, first, dot) for sign in " (\n") + 1
    return folded[max(first, word) : dot] in _ABBREVIATIONS
