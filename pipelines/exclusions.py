"""What makes two traces two calls whatever they resemble: lots, rounds, years, windows, codes, items of one source. Pure."""

import re
from datetime import date, timedelta
from enum import Enum

from pipelines import editions
from pipelines.traces import Span, Trace

# Relays write the day before or after for « avant le 15 » and for hours past midnight elsewhere.
NEAR = timedelta(days=2)
# Two relays seen on each side of an extension; more than that may be the next monthly round.
EXTENDED = timedelta(days=21)
OPENINGS_APART = timedelta(days=150)
ONE_YEAR = timedelta(days=300)
DATES_APART = timedelta(days=120)


class Window(Enum):
    """How the periods of submission of two notices compare."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    OTHER = "other"


def excluded(one: Trace, other: Trace, window: Window) -> bool:
    """Nothing can make them one call: other years, rounds, lots, codes or dates, or two items of one source."""
    if window is Window.OTHER or _told_apart(one, other, window) or _codes_apart(one, other):
        return True
    return _lots_apart(one, other) or _rounds_apart(one, other) or _years_apart(one, other)


def _codes_apart(one: Trace, other: Trace) -> bool:
    """They cite codes of one family, and no common one: « CERV-2026-CITIZENS-TOWN-TT » and « …-NT »."""
    if not one.codes or not other.codes or one.codes & other.codes:
        return False
    return bool({_family(code) for code in one.codes} & {_family(code) for code in other.codes})


def _family(code: str) -> str:
    return re.split(r"[^a-z0-9]", code, maxsplit=1)[0]


def _lots_apart(one: Trace, other: Trace) -> bool:
    """Each has a lot that the other lacks, or one is a single lot of what the other tells as a whole.

    A relay that counts one more lot tells the same call. A title that forgets its lot is helped by a text that names one
    lot alone, and by its address.
    """
    if not one.lots and not other.lots:
        return False
    here, there = _lots(one), _lots(other)
    if here and there:
        return not (here <= there or there <= here) or min(len(here), len(there)) == 1 < max(len(here), len(there))
    return len(here | there) == 1 and (not one.url or one.url != other.url)


def _lots(trace: Trace) -> frozenset[str]:
    return trace.lots or trace.text_lots


def _rounds_apart(one: Trace, other: Trace) -> bool:
    kinds = {said.split()[0] for said in one.rounds} & {said.split()[0] for said in other.rounds}
    return any(
        not {s for s in one.rounds if s.startswith(kind)} & {s for s in other.rounds if s.startswith(kind)} for kind in kinds
    )


def _years_apart(one: Trace, other: Trace) -> bool:
    """Their titles name other years; or, without a common limit, the years said in the texts or the dates are apart."""
    if editions.years_differ(one.years, other.years):
        return True
    if one.limits and other.limits:
        return False
    here, there = (side.years | side.said_years for side in (one, other))
    if here and there and not here & there:
        return True
    return _dates_apart(one, other)


def _dates_apart(one: Trace, other: Trace) -> bool:
    here, there = all_dates(one), all_dates(other)
    return bool(here and there) and min(abs(a - b) for a in here for b in there) > DATES_APART


def all_dates(trace: Trace) -> frozenset[date]:
    """The whole dates of the text, and the limits."""
    return trace.dates | {day for span in trace.limits for day in span}


def compare_windows(one: Trace, other: Trace) -> Window:
    """Compares the limits to answer, then the openings where a limit is missing."""
    if not one.limits or not other.limits:
        if _openings_apart(one, other):
            return Window.OTHER
        return Window.SAME if _floats_on(one, other) else Window.UNKNOWN
    gaps = [_apart(a, b) for a in one.limits for b in other.limits]
    if min(gaps) <= NEAR:
        return Window.SAME
    last = abs(max(end for _, end in one.limits) - max(end for _, end in other.limits))
    if last <= ONE_YEAR and (_names_limit(one, other) or _names_limit(other, one)):
        return Window.SAME
    return Window.NEAR if last <= EXTENDED else Window.OTHER


def _names_limit(one: Trace, other: Trace) -> bool:
    """The text of one names the limit of the other: another of its sessions, within the year. Asked of like titles alone:
    of 100,000 notices, half of the pairs compared have other dates."""
    if len(set(one.core).intersection(other.core)) < 2 or not any(one.may_say(end.day) for _, end in other.limits):
        return False
    return bool(one.days_and_months & {(end.month, end.day) for _, end in other.limits})


def _apart(one: Span, other: Span) -> timedelta:
    """The days between two limits; none when one is the month of the other."""
    return max(one[0] - other[1], other[0] - one[1], timedelta(0))


def _floats_on(one: Trace, other: Trace) -> bool:
    """A limit said without its year is that of the other, whichever its year."""
    here, there = ({(end.month, end.day) for _, end in (*side.limits, *side.floating)} for side in (one, other))
    return bool(here & there)


def _openings_apart(one: Trace, other: Trace) -> bool:
    if one.opening is None or other.opening is None:
        return False
    return abs(one.opening - other.opening) > OPENINGS_APART


def share_address(one: Trace, other: Trace) -> bool:
    """One's page is the other's, or one links to the other's."""
    return bool(_pages(one) & _pages(other))


def _pages(trace: Trace) -> frozenset[str]:
    return trace.links | {trace.url} if "/" in trace.url or "?" in trace.url else trace.links


def exact_limits(trace: Trace) -> set[date]:
    """The limits that are days, not months nor years."""
    return {end for start, end in trace.limits if start == end}


def two_of_one_source(one: Trace, other: Trace) -> bool:
    """One source gives them under two references."""
    return one.source == other.source and one.reference != other.reference


def say_the_same(one: Trace, other: Trace) -> bool:
    """The same title and the same words."""
    return one.core == other.core and set(one.words) == set(other.words)


def _told_apart(one: Trace, other: Trace, window: Window) -> bool:
    """One source gives two references, and two codes, titles or dates, or two pages without a common code: the European
    portal gives one page to the calls of a project, one title and one text to some of them. Some feeds do rename their
    items at each reading.
    """
    if not two_of_one_source(one, other):
        return False
    if one.identifier and other.identifier and one.identifier != other.identifier:
        return True
    if window is Window.NEAR or set(one.core) != set(other.core) or exact_limits(one) ^ exact_limits(other):
        return True
    pages_differ = bool(one.url and other.url) and one.url != other.url
    return pages_differ and not (one.identifier and other.identifier) and say_the_same(one, other)
