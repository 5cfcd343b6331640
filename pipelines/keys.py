"""The keys by which notices worth comparing are found: two that share none, or one too common, are never compared."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from zlib import crc32

from pipelines import words
from pipelines.traces import Trace

WORD, SURE = 1, 2
"""What a shared key weighs; two traces are worth comparing from `ENOUGH` on."""
ENOUGH = 2

LONG_WORDS = 12
"""Words of a notice that are looked up beside its last day: its longest, the likeliest to be rare."""
DATES = 4
"""Dates of a text looked up when no limit was read in it: its last ones."""
YEAR = 12 * 31


def held(trace: Trace) -> set[int]:
    """The keys under which a trace is found: each a number whose last bit says its weight (see `weight`)."""
    return {*_of_all(trace), *_of_days(trace)}


def asked(trace: Trace) -> set[int]:
    """The keys that a trace looks up: those it is found by, and its title and sums on the day before and the day after."""
    return {*held(trace), *besides(trace)}


def besides(trace: Trace) -> set[int]:
    """What a trace looks up besides the keys that it is found by."""
    found = set(_of_days(trace, (-1, 1), most=0))
    return found - held(trace) if len(trace.limits) + len(trace.floating) != 1 else found


def weight(key: int) -> int:
    """What sharing that key weighs."""
    return SURE if key & 1 else WORD


def _key(kind: int, number: int, weight_: int) -> int:
    """A key of at most 46 bits: numbers of 32 bits, days of 9, kinds of 4, weight of 1."""
    return (number << 4 | kind) << 1 | (weight_ == SURE)


def _of_all(trace: Trace) -> Iterator[int]:
    core = [words.number(stem) for stem in trace.core if stem not in words.COMMON_STEMS]
    for address in (*trace.links, trace.url):
        if "/" in address or "?" in address:
            yield _key(0, crc32(address.encode()), SURE)
    for code in trace.codes:
        yield _key(1, crc32(code.encode()), SURE)
    yield _key(2, crc32(" ".join(sorted(trace.core)).encode()), SURE)
    yield from [_key(3, one ^ other, SURE) for one, other in pairwise(core)]
    yield from [_key(4, number, WORD) for number in core]
    yield from [_key(5, number, WORD) for number in trace.shingles]


def _of_days(trace: Trace, shifts: Iterable[int] = (0,), most: int = LONG_WORDS) -> list[int]:
    """The day of the year beside each telling word and sum: of the year itself one may only have been inferred."""
    limits = [end for _, end in (*trace.limits, *trace.floating)] or sorted(trace.dates, reverse=True)[:DATES]
    if not limits:
        return []
    said = {*map(words.number, trace.core), *trace.words[:most]}
    days = {(_of_year(end) + shift) % YEAR for end in limits for shift in shifts}
    # As `_key` does, without its call: a third of the time.
    found = [(number << 9 | day) << 5 | 6 << 1 for day in days for number in said]
    return found + [_key(7, amount << 9 | day, SURE) for day in days for amount in trace.sums]


def _of_year(day: date) -> int:
    """The rank of a day in a year of long months, so that a day has one rank in all years."""
    return (day.month - 1) * 31 + day.day - 1
