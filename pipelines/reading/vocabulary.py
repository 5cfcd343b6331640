"""The controlled words of a text, found once for all the readers of a notice. What they mean is the reader's affair."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from model.evidence import Evidence
from pipelines.reading.view import trim, view
from vocabularies.recogniser import Hit, shipped

LONGEST_QUOTE = 300
"""Characters of a quote; a longer sentence is cut around the words, at blanks."""


@lru_cache(maxsize=32)
def hits(text: str) -> Mapping[str, tuple[Hit, ...]]:
    """The hits of a text by vocabulary, in order; a vocabulary without a hit gives an empty tuple."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in shipped().find(text):
        found[hit.vocabulary].append(hit)
    return defaultdict(tuple, {vocabulary: tuple(some) for vocabulary, some in found.items()})


def evidence(place: str, text: str, start: int, end: int) -> Evidence:
    """The sentence that holds `start` to `end`, as written; at most `LONGEST_QUOTE` characters around them."""
    first, last = view(text).sentence(start, end)
    if last - first > LONGEST_QUOTE:
        room = max(LONGEST_QUOTE - (end - start), 0) // 2
        first, last = (
            _at_blank(text, max(first, start - room), start, first),
            _at_blank_back(text, end, min(last, end + room), last),
        )
    first, last = trim(text, min(first, start), max(last, end))
    return Evidence(quote=text[first:last], start=first, end=last, place=place)


def _at_blank(text: str, wanted: int, limit: int, sentence: int) -> int:
    """The first word start at or after `wanted`, so that a cut quote opens on a whole word."""
    if wanted == sentence:
        return wanted
    found = text.find(" ", wanted, limit)
    return limit if found < 0 else found + 1


def _at_blank_back(text: str, limit: int, wanted: int, sentence: int) -> int:
    """The last word end at or before `wanted`."""
    if wanted == sentence:
        return wanted
    found = text.rfind(" ", limit, wanted)
    return limit if found < 0 else found
