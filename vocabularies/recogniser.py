"""Finds the controlled words in a text: all vocabularies in one pass, longest match, place of each. Takes no decision."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

from vocabularies import applicants, countries, funders, groups, programmes, themes
from vocabularies.term import Term, Written, fold

# A text is cut into words and the gaps between them; each piece becomes one character, so that the automaton compares
# whole words (no "Niger" inside "Nigeria") and the number of a piece gives back its place in the original text.
# The first alternative parts "AICTSénégal": regional networks glue an acronym to the country that follows.
_PIECES = re.compile(r"[A-Z]{3,}(?=[A-Z][a-zà-ÿ]{3})|[^\W_]+|[\W_]+")
_GLUED = re.compile(r"[A-Z][A-Z]{3}[a-zà-ÿ]{3}")
_PLAIN_PIECES = re.compile(r"[^\W_]+|[\W_]+")
_PIECES_DECOMPOSED = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|(?:(?![^\W_]).)+", re.DOTALL)
_COMBINING = re.compile(r"[\u0300-\u036f]")
_SOFT = " &\t\r\n\u00a0\u202f\u2009\u00ad'’‘`´_-‐‑‒–"
_GAP, _WALL, _OTHER, _FIRST = "\x01", "\x02", "\x03", 0x100
_SURROGATES = range(0xD800, 0xE000)
_REMEMBERED, _LONG = 200_000, 40


class Hit(NamedTuple):
    """A wording met: `start` and `end` are offsets in the original text, `said` the words there."""

    vocabulary: str
    code: str
    start: int
    end: int
    said: str
    weight: float


def pieces(text: str) -> list[str]:
    """The text cut into words and gaps, in order; joined they give the text back."""
    if _COMBINING.search(text):
        return _PIECES_DECOMPOSED.findall(text)
    # Two alternatives that start with a class are cut three times as fast; few texts glue an acronym.
    return (_PIECES if _GLUED.search(text) else _PLAIN_PIECES).findall(text)


class _Alphabet(dict[str, str]):
    """Gives each piece its character: that of its folded word when a term uses it, else one that no term uses."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: dict[str, str] = {}

    def letter(self, piece: str) -> str:
        """The character of a piece of a term: that of its word, made on first use, or of its kind of gap."""
        if not piece[0].isalnum():
            return _GAP if _is_soft(piece) else _WALL
        folded = fold(piece)
        if folded not in self.letters:
            number = _FIRST + len(self.letters)
            self.letters[folded] = chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
        return self.letters[folded]

    def __missing__(self, piece: str) -> str:
        gap = _GAP if _is_soft(piece) else _WALL
        letter = self.letters.get(fold(piece), _OTHER) if piece[0].isalnum() else gap
        if len(self) < _REMEMBERED and len(piece) < _LONG:
            self[piece] = letter
        return letter


class _Layer:
    """The terms that compete for the same words (a country hides the shorter name inside its own)."""

    def __init__(self, terms: Iterable[Term], alphabet: _Alphabet) -> None:
        spelled: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            letters = "".join(alphabet.letter(piece) for piece in pieces(term.words)).strip(_GAP + _WALL)
            if letters:
                spelled[letters].append(term)
        self.terms = [_distinct(some) for some in spelled.values()]
        self.automaton = AhoCorasick(list(spelled), matchkind=MATCHKIND_LEFTMOST_LONGEST)

    def find(self, text: str, letters: str, places: Sequence[int]) -> Iterator[Hit]:
        """`letters`: a character a piece; `places`: where each piece starts, and the end of the text."""
        for number, first, last in self.automaton.find_matches_as_indexes(letters):
            start, end = places[first], places[last]
            for term in self.terms[number]:
                if term.written is Written.ANY or _is_written_so(term, text, start, end):
                    yield Hit(term.vocabulary, term.code, start, end, text[start:end], term.weight)


def _distinct(terms: Iterable[Term]) -> tuple[Term, ...]:
    """One term for each word of a vocabulary: the surest, then the one least particular about writing."""
    strictness = list(Written)
    ranked = sorted(terms, key=lambda term: (-term.weight, strictness.index(term.written)))
    return tuple({(term.vocabulary, term.code): term for term in reversed(ranked)}.values())


# Vocabularies whose words must not be counted inside each other's: "fleuve Niger" is a basin, not the country.
_LAYERS = dict.fromkeys(("country", "group", "demonym", "city", "territory", "trap"), "place")


class Recogniser:
    """Holds terms ready for search. Searching is pure and safe from several threads."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._alphabet = _Alphabet()
        apart: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            apart[_LAYERS.get(term.vocabulary, term.vocabulary)].append(term)
        self._layers = [_Layer(some, self._alphabet) for some in apart.values()]

    def find(self, text: str) -> list[Hit]:
        """Every wording met, in the order of the text; of two that overlap in one vocabulary, the leftmost then the longest.

        Case, accents, plurals, hyphens, apostrophes and single line ends do not matter; only whole words count.
        """
        cut = pieces(text)
        letters = "".join(map(self._alphabet.__getitem__, cut))
        places = [0, *accumulate(map(len, cut))]
        hits = [hit for layer in self._layers for hit in layer.find(text, letters, places)]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _is_soft(gap: str) -> bool:
    """A gap that words of one name may have between them: spaces, a hyphen, an apostrophe, one line end."""
    return gap.count("\n") < 2 and not gap.strip(_SOFT)


def _is_written_so(term: Term, text: str, start: int, end: int) -> bool:
    if term.written is Written.EXACT:
        return text[start:end].replace("’", "'").removesuffix("s") == term.words.removesuffix("s")
    in_slug = text[start - 1 : start] in ("-", "_") or text[end : end + 1] in ("-", "_")
    return in_slug or not text[start:end].islower()


@cache
def shipped(extra: tuple[Term, ...] = ()) -> Recogniser:
    """The recogniser of all shipped vocabularies, and of the staff's own words when given."""
    return Recogniser([*every_term(), *extra])


def every_term() -> Iterator[Term]:
    """The terms of all shipped vocabularies."""
    for vocabulary in (countries, groups, themes, applicants, programmes, funders):
        yield from vocabulary.terms()
