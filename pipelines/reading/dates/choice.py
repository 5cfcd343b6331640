"""Which of the dates read make the call: sessions, later stages, opening. Reading them is done elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from model.deadline import Deadline
from model.evidence import Reading
from pipelines.reading.dates.cues import Sign
from pipelines.reading.dates.found import Found
from pipelines.reading.dates.roles import Use

SURE = 0.75
STAGED = 0.7
"""A stage of the procedure is believed from here beside a surer date."""
_STAGES = frozenset({Sign.STAGE_ONE, Sign.STAGE_TWO})
LONGEST_WINDOW = timedelta(days=400)
"""A call open for longer is rare: the source may hold a wrong year."""
CONFLICT = timedelta(days=10)
"""Two deadlines this close, said in two sentences, are rather one said in two ways."""

Sessions = tuple[Reading[Deadline], ...]


def choose_sessions(found: Sequence[Found], reference: date) -> tuple[Sessions, Sessions]:
    """(dates at which a newcomer may answer, dates of the later stages), both in order and without doubles."""
    ends = _believed([one for one in found if one.ends])
    ends = _after_extension([_before_the_end(one, ends) for one in ends])
    if not ends:
        ends = [one for one in found if one.use is Use.CLOSED]
    first_stage = any(Sign.STAGE_ONE in one.signs for one in ends)
    later = [one for one in ends if first_stage and Sign.STAGE_TWO in one.signs and Sign.STAGE_ONE not in one.signs]
    if not first_stage and len(ends) == 2 and any(Sign.TWO_STAGE in one.signs for one in ends):
        later = [max(ends, key=lambda one: one.deadline.day)]
    sessions = [one for one in ends if one not in later]
    return _readings(_flag_conflicts(sessions)), _readings(later)


def _believed(ends: list[Found]) -> list[Found]:
    """Dates without a word to support them are kept only where there is nothing better; an old date gives way too."""
    sure = [one for one in ends if one.confidence >= SURE]
    kept = [one for one in ends if one in sure or (one.confidence >= STAGED and one.signs & _STAGES)] if sure else ends
    return [one for one in kept if Sign.FORMERLY not in one.signs] or kept


def _after_extension(ends: list[Found]) -> list[Found]:
    """ "Prolongé au": the new date replaces those before it."""
    extended = [one for one in ends if "extended" in one.flags]
    if not extended:
        return ends
    newest = max(extended, key=lambda one: one.deadline.day)
    return [one for one in ends if one.deadline.day >= newest.deadline.day or Sign.STAGE_ONE in one.signs]


def _before_the_end(one: Found, ends: Sequence[Found]) -> Found:
    """A first contact comes before the answer: "le 20 mars 2026, prise de contact avant fin février"."""
    answers = [other.deadline.day for other in ends if "year_shared" not in other.flags]
    if not {"preliminary", "year_shared"} <= set(one.flags) or not answers or one.deadline.day <= max(answers):
        return one
    return replace(one, deadline=replace(one.deadline, day=year_before(one.deadline.day)))


def _flag_conflicts(sessions: list[Found]) -> list[Found]:
    """Two labelled last days a few days apart contradict each other: both are kept, both are flagged."""
    flagged = []
    for one in sessions:
        rivals = [
            other
            for other in sessions
            if other.deadline.day != one.deadline.day
            and abs(other.deadline.day - one.deadline.day) <= CONFLICT
            and other.evidence.quote != one.evidence.quote
            and not {"preliminary", "recurring"} & {*one.flags, *other.flags}
        ]
        flagged.append(replace(one, flags=(*one.flags, "conflict")) if rivals else one)
    return flagged


def _readings(ends: Iterable[Found]) -> Sessions:
    best: dict[date, Found] = {}
    for one in ends:
        held = best.get(one.deadline.day)
        if held is None or _rank(one) > _rank(held):
            best[one.deadline.day] = one
    ordered = sorted(best.values(), key=lambda one: (one.deadline.closes_at, one.position))
    return tuple(_reading(one) for one in ordered)


def _rank(one: Found) -> tuple[bool, float, bool]:
    return one.deadline.hour is not None, one.confidence, one.evidence.place == "text"


def _reading(one: Found) -> Reading[Deadline]:
    flags = list(one.flags)
    if one.first is not None:
        if one.first > one.deadline.day:
            flags.append("window_impossible")
        elif one.deadline.day - one.first > LONGEST_WINDOW:
            flags.append("window_long")
    return Reading(one.deadline, one.evidence, _lowered(one.confidence, flags), tuple(flags))


_DOUBTS = {
    "year_inferred": 0.85, "weekday_mismatch": 0.8, "window_impossible": 0.3, "window_long": 0.6, "tentative": 0.85,
    "day_month_ambiguous": 0.9, "conflict": 0.6, "recurring": 0.8,
}  # fmt: skip


def _lowered(confidence: float, flags: Iterable[str]) -> float:
    for flag in flags:
        confidence *= _DOUBTS.get(flag, 1.0)
    return round(confidence, 2)


def choose_opening(found: Sequence[Found], sessions: Sessions, reference: date) -> Reading[date] | None:
    """The day from which one may answer: the start of a kept window, else the best single day before the last session."""
    last = max((session.value.day for session in sessions), default=None)
    kept = {(session.evidence.place, session.evidence.start, session.value.day) for session in sessions}
    windows = [
        Reading(one.first, one.evidence, one.confidence, tuple(f for f in one.flags if f not in ("midnight", "extended")))
        for one in found
        if one.use is Use.WINDOW and one.first and _same_window(one, kept) and "extended" not in one.flags
    ]
    if windows:
        return min(windows, key=lambda reading: reading.value)
    singles = [_single_opening(one, last, reference) for one in found if one.use is Use.OPENING]
    fitting = [one for one in singles if last is None or one.value <= last]
    return max(fitting, key=lambda one: (one.confidence, one.value), default=None)


def _same_window(one: Found, kept: set[tuple[str, int, date]]) -> bool:
    return any(day == one.deadline.day for _, _, day in kept)


def _single_opening(one: Found, last: date | None, reference: date) -> Reading[date]:
    """An opening whose year was inferred comes before the deadline, and "lancé le" is not a year ahead."""
    day = one.begins
    launched = day - reference > timedelta(days=200)
    if "year_inferred" in one.flags and last is not None:
        day = _latest_before(day, last)
    elif "year_inferred" in one.flags and launched:
        day = year_before(day)
    confidence = one.confidence if last is None or last - day < LONGEST_WINDOW else 0.4
    return Reading(day, one.evidence, _lowered(confidence, one.flags), one.flags)


def _latest_before(day: date, last: date) -> date:
    """The latest occurrence of a day of the year that is not after `last`."""
    if day.month == 2 and day.day == 29:
        return day if day <= last else year_before(day)
    same = day.replace(year=last.year)
    return same if same <= last else year_before(same)


def year_before(day: date) -> date:
    """The same day one year earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)
