"""When the next edition of a call may be expected, from its past ones; nothing when the past does not support it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from model.call import Call
from model.codes import Precision
from pipelines import wording
from pipelines.editions import last_deadline

FEWEST = 3
"""Editions without which nothing is expected: two dates make one gap, which nothing confirms."""
YEAR = 365.2425
EARLIEST_GAP, LATEST_GAP = timedelta(days=75), timedelta(days=1200)
"""Under the one, two rounds are cut-offs of one edition; over the other, the call has stopped and come back."""
IRREGULAR = timedelta(days=45)
"""A gap that is further than that from the usual one: the call has no season."""
ROUNDS = (0.5, 1.0, 2.0, 3.0)
"""Usual rhythms, in years."""
MARGIN = timedelta(days=7)
"""What is added on each side of what was seen: few editions never show the whole spread."""
CENTRAL = 2 / 3
"""Share of past editions that the same rule must have foretold, where there are enough to try."""
LATE = timedelta(days=60)
"""How long after the expected end an edition is still awaited."""


@dataclass(frozen=True, slots=True)
class Window:
    """One past edition: its opening day when it is known, and its last deadline."""

    opening: date | None
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The next edition: its deadline between two days, its opening too when openings are known.

    `spread`: days between the earliest and the latest past deadline, brought to one year. `tried` past editions were
    foretold from those before them, of which `foretold` fell where they were expected. `sentence` is in French.
    """

    earliest: date
    latest: date
    opening: tuple[date, date] | None
    editions: int
    spread: int
    tried: int
    foretold: int
    sentence: str


def windows(chain: Iterable[Call]) -> list[Window]:
    """The past editions of a chain, in order; those without an exact deadline say nothing."""
    found = [(call.facts.opening, last_deadline(call.facts)) for call in chain]
    known = [
        Window(opening.value if opening else None, limit.day)
        for opening, limit in found
        if limit is not None and limit.precision in (Precision.DAY, Precision.MINUTE)
    ]
    return sorted(known, key=lambda window: window.deadline)


def expect(past: Sequence[Window], today: date) -> Expected | None:
    """When the edition after `past` (in order) is expected; None when there are fewer than three, when their gaps follow
    no rhythm, when the same rule would have missed more than a third of the past, or when it is already long overdue."""
    guessed = _guess(past)
    if guessed is None or today > guessed[1] + LATE:
        return None
    tries = [(past[:n], past[n]) for n in range(FEWEST, len(past))]
    hits = [_foretells(before, window) for before, window in tries]
    if tries and sum(hits) < CENTRAL * len(tries):
        return None
    opening = _opening(past, guessed)
    return Expected(
        earliest=guessed[0],
        latest=guessed[1],
        opening=opening,
        editions=len(past),
        spread=(guessed[1] - guessed[0] - 2 * MARGIN).days,
        tried=len(tries),
        foretold=sum(hits),
        sentence=_sentence(past, guessed, opening),
    )


def _foretells(before: Sequence[Window], after: Window) -> bool:
    guessed = _guess(before)
    return guessed is not None and guessed[0] <= after.deadline <= guessed[1]


def _guess(past: Sequence[Window]) -> tuple[date, date] | None:
    """The earliest and the latest deadline: each past one, moved on by whole rounds, a margin on each side."""
    rhythm = _rhythm([window.deadline for window in past])
    if rhythm is None:
        return None
    last = past[-1].deadline
    moved = [_on(window.deadline, last, rhythm) for window in past]
    return min(moved) - MARGIN, max(moved) + MARGIN


def _rhythm(days: Sequence[date]) -> float | None:
    """The usual round, in years, when every gap is a whole number of them but for some weeks."""
    if len(days) < FEWEST:
        return None
    gaps = [after - before for before, after in pairwise(days)]
    if any(gap < EARLIEST_GAP or gap > LATEST_GAP for gap in gaps):
        return None
    usual = sorted(gaps)[(len(gaps) - 1) // 2].days / YEAR
    rhythm = min(ROUNDS, key=lambda round_: abs(round_ - usual))
    return rhythm if all(abs(_off(gap, rhythm)) <= IRREGULAR for gap in gaps) else None


def _off(gap: timedelta, rhythm: float) -> timedelta:
    """How far a gap is from a whole number of rounds; an edition may have been missed."""
    rounds = max(1, round(gap.days / YEAR / rhythm))
    return gap - timedelta(days=rounds * rhythm * YEAR)


def _on(day: date, last: date, rhythm: float) -> date:
    """A past day moved on by whole rounds, to the round after the last edition."""
    years = (round((last - day).days / YEAR / rhythm) + 1) * rhythm
    if years != int(years):
        return day + timedelta(days=round(years * YEAR))
    day = day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day
    return day.replace(year=day.year + int(years))


def _opening(past: Sequence[Window], guessed: tuple[date, date]) -> tuple[date, date] | None:
    """The openings, as long before the deadlines as they were; None unless most are known."""
    lengths = [window.deadline - window.opening for window in past if window.opening is not None]
    if len(lengths) < FEWEST or len(lengths) < CENTRAL * len(past):
        return None
    return guessed[0] + MARGIN - max(lengths), guessed[1] - MARGIN - min(lengths)


def _sentence(past: Sequence[Window], guessed: tuple[date, date], opening: tuple[date, date] | None) -> str:
    """« Les années passées : du 10 janvier au 4 avril ; clôture attendue entre … et … (4 éditions). »"""
    last = past[-1]
    start = f"du {wording.day(last.opening, year=False)} au " if last.opening else "clôture le "
    before = f"La dernière fois{wording.COLON}{start}{wording.day(last.deadline)}"
    opens = f"ouverture attendue entre le {wording.day(opening[0])} et le {wording.day(opening[1])}, " if opening else ""
    closes = f"clôture attendue entre le {wording.day(guessed[0])} et le {wording.day(guessed[1])}"
    return f"{before}{wording.NBSP}; {opens}{closes}, d’après {len(past)}{wording.NBSP}éditions."
