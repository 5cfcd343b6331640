"""Every percentage of a text, alone or as a range, with its place: "30 à 40 %", "80/20", "la moitié". Not what it is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.reading.view import View


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share in per cent; `low` is there for a range."""

    low: float | None
    high: float
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_SIGN = r" ?(?:%|p\. ?100\b|per ?cent\b|pour ?cents?\b|por ?ciento\b|por ?cento\b)"
_PERCENT = re.compile(
    r"(?<![\d.,])(?:(?P<low>" + _NUMBER + r") ?(?:%|p\. ?100|per ?cent|pour ?cent)?"
    r" ?(?P<link>a|et|-|to|and|y|e|ou|or)(?: jusqu'a)? ?(?:de )?)?(?P<high>" + _NUMBER + r")" + _SIGN
)
_SIGNS, _LONGEST = ("%", "/", "100", "cent", "ciento"), 60
"""One of these is in every percentage, this many characters long at most: most numbers are none."""
_SPLIT = re.compile(r"(?<![\d.,/])(?P<ours>\d{2}) ?%? ?/ ?(?P<theirs>\d{2})(?![\d/.,])(?: ?%)?")
_HALF = re.compile(r"(?<![a-z])(?:la moitie (?=du|des|de)|half (?=of|the))")
_RANGE_LEAD = re.compile(
    r"\b(?:entre|between|de|from|d'une subvention de|atteindre|range|ranging from|variant de|varie de|varient de|allant de|"
    r"va de|varie entre|varies between)[ \n]{0,2}\Z"
)


_HALVES = frozenset(["moitie", "half"])


def find_percentages(view: View) -> Iterator[Percentage]:
    """The percentages in order, looked for only where a number starts, then the halves said in words."""
    taken = 0
    ranks = view.numbers
    if not view.known.isdisjoint(_HALVES):
        ranks = sorted([*ranks, *(rank for rank, word in enumerate(view.words) if word in _HALVES)])
    for rank in ranks:
        word, start = view.words[rank], view.starts[rank]
        if start < taken:
            continue
        one = _figures(view.folded, start) if word.isdigit() else _half(view.folded, word, start)
        if one is not None and 0 < one.high <= 100:
            taken = one.end
            yield one


def _figures(folded: str, start: int) -> Percentage | None:
    near = folded[start : start + _LONGEST]
    if not any(sign in near for sign in _SIGNS):
        return None
    split = _SPLIT.match(folded, start)
    if split is not None and int(split["ours"]) + int(split["theirs"]) == 100:
        return Percentage(None, float(split["ours"]), start, split.end())
    found = _PERCENT.match(folded, start)
    if found is None:
        return None
    high = _value(found["high"])
    if found["low"] is None:
        return Percentage(None, high, start, found.end())
    low = _value(found["low"])
    lead = _RANGE_LEAD.search(folded, max(0, start - 24), start) is not None
    ranged = low < high and found["link"] not in ("ou", "or") and (lead or found["link"] not in ("et", "and", "y", "e"))
    return Percentage(low if ranged else None, max(low, high), start, found.end())


def _half(folded: str, word: str, start: int) -> Percentage | None:
    first = start - 3 if word == "moitie" else start
    found = _HALF.match(folded, max(0, first))
    return Percentage(None, 50.0, start, start + len(word)) if found else None


def _value(figures: str) -> float:
    return float(figures.replace(",", "."))
