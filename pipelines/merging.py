"""One set of facts out of what was known and what a notice now says. Nothing here tells whether a change matters."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from model.codes import AmountRole, Precision, Status
from model.deadline import Deadline
from model.evidence import Reading
from model.facts import Facts
from model.money import Amount
from model.timing import is_past

Sums = tuple[Reading[Amount], ...]

# The EU portal's seconds change from day to day, and 23 h 59 is the end of the day to everybody.
JITTER = timedelta(seconds=60)

# What a member decides on: staff are told when a source stops saying it, or when two sources disagree on it.
IMPORTANT = ("sessions", "opening", "amounts", "countries", "groups", "eligible")

# Lists of places and publics are said in too many ways for a difference between two sources to prove a disagreement.
DISPUTABLE = ("sessions", "opening", "amounts")
FINENESS = (Precision.MINUTE, Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR)


@dataclass(frozen=True, slots=True)
class Merged:
    """`vanished`: the important fields that were known and are no longer said, in the order of `IMPORTANT`."""

    facts: Facts
    vanished: tuple[str, ...] = ()


def anchored(said: Facts, known: Facts) -> Facts:
    """The facts read again in a publication, without the years that only the passing of time has changed.

    "Avant le 15 mars" read in February is this year's; a comma changed in November must not make it next year's. A date
    said to come back every year does move.
    """
    limits = {(s.value.day.month, s.value.day.day): s.value for s in known.sessions}
    sessions = tuple(_with_known_year(s, limits.get((s.value.day.month, s.value.day.day))) for s in said.sessions)
    opening, before = said.opening, known.opening
    if opening and before and _is_year_guessed(opening) and _same_date(opening.value, before.value):
        opening = replace(opening, value=before.value)
    return replace(said, sessions=sessions, opening=opening)


def _with_known_year(said: Reading[Deadline], known: Deadline | None) -> Reading[Deadline]:
    if known is None or not _is_year_guessed(said):
        return said
    return replace(said, value=replace(said.value, day=known.day))


def _is_year_guessed(said: Reading[Any]) -> bool:
    return "year_inferred" in said.flags and "recurring" not in said.flags


def _same_date(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def renew(known: Facts, said: Facts, now: datetime) -> Merged:
    """What the principal publication now says replaces what was known, field by field.

    An empty field never erases: a page cut short or a sentence missed by the reading must not make a date disappear
    from members' letters. The old value stays and staff are told. Two exceptions: a call said to be permanent loses its
    dates, and "closed" or "withdrawn" is forgotten when a date still to come is newly said.
    """
    merged: dict[str, Any] = {f.name: getattr(said, f.name) or getattr(known, f.name) for f in fields(Facts)}
    permanent = said.rolling is not None and said.rolling.value and not said.sessions
    if permanent:
        merged["sessions"] = ()
    elif said.sessions:
        merged["sessions"] = tuple(_finest(known, session) for session in said.sessions)
    if said.status is None and _comes_back(known, said, now):
        merged["status"] = None
    lost = [name for name in IMPORTANT if getattr(known, name) and not getattr(said, name)]
    vanished = tuple(name for name in lost if not (permanent and name == "sessions"))
    return Merged(Facts(**merged), vanished=vanished)


def fill(known: Facts, said: Facts) -> Merged:
    """What a relay says only fills what the principal publication leaves empty; where both speak, the principal wins.

    A relay's status is not taken: relays leave pages "open" for years, or close them on their own date.
    """
    empty = {f.name: getattr(said, f.name) for f in fields(Facts) if not getattr(known, f.name) and f.name != "status"}
    return Merged(replace(known, **empty))


RELAYED = timedelta(days=21)
"""A relay gives as launch the day on which it took the call up, often a week or two later: no doubt about the opening."""


def disputes(one: Facts, other: Facts) -> tuple[str, ...]:
    """The dates and sums that both state, differently."""
    return tuple(name for name in DISPUTABLE if _differs(name, getattr(one, name), getattr(other, name)))


def _differs(name: str, one: Any, other: Any) -> bool:
    if not one or not other:
        return False
    if name == "sessions":
        return not same_deadlines([s.value for s in one], [s.value for s in other])
    if name == "amounts":
        return sums_apart(one, other)
    return bool(abs(one.value - other.value) > RELAYED)


def sums_apart(one: Sums, other: Sums) -> bool:
    """Both state sums of one role and currency, and no bound is common."""
    here, there = _bounds(one), _bounds(other)
    return any(not here[key] & there[key] for key in here.keys() & there.keys())


def _bounds(amounts: Sums) -> dict[tuple[AmountRole | None, str], set[Decimal]]:
    held: dict[tuple[AmountRole | None, str], set[Decimal]] = {}
    for amount in (a.value for a in amounts):
        bounds = {b for b in (amount.minimum, amount.maximum) if b is not None}
        if bounds:
            held.setdefault((amount.role, amount.currency), set()).update(bounds)
    return held


def same_deadlines(one: list[Deadline], other: list[Deadline]) -> bool:
    """The same limits in any order, but for seconds and for how finely they are said."""
    here, there = (sorted(side, key=lambda d: d.closes_at) for side in (one, other))
    return len(here) == len(there) and all(same_deadline(a, b) for a, b in zip(here, there, strict=True))


def same_deadline(one: Deadline, other: Deadline) -> bool:
    """The same limit: one instant but for a minute, or one said more finely than the other ("septembre", "le 15")."""
    return abs(one.closes_at - other.closes_at) <= JITTER or refines(one, other) or refines(other, one)


def refines(fine: Deadline, coarse: Deadline) -> bool:
    """`fine` says the hour of the coarse day, or the day of the coarse month, quarter or year."""
    if FINENESS.index(_fineness(fine)) >= FINENESS.index(_fineness(coarse)):
        return False
    return _period(fine, coarse.precision) == _period(coarse, coarse.precision)


def _fineness(limit: Deadline) -> Precision:
    if limit.precision in (Precision.MINUTE, Precision.DAY):
        return Precision.DAY if limit.hour is None else Precision.MINUTE
    return limit.precision


def _period(limit: Deadline, precision: Precision) -> tuple[int, ...]:
    day = limit.last_safe_day if limit.hour is None else limit.day
    if precision is Precision.YEAR:
        return (day.year,)
    if precision is Precision.QUARTER:
        return (day.year, (day.month - 1) // 3)
    return (day.year, day.month) if precision is Precision.MONTH else (day.year, day.month, day.day)


def _finest(known: Facts, said: Reading[Deadline]) -> Reading[Deadline]:
    """What was known of the same limit, when it is finer than what is now said."""
    return next((old for old in known.sessions if refines(old.value, said.value)), said)


def _comes_back(known: Facts, said: Facts, now: datetime) -> bool:
    if known.status is None or known.status.value not in (Status.CLOSED, Status.WITHDRAWN):
        return False
    moved = not same_deadlines([s.value for s in known.sessions], [s.value for s in said.sessions])
    return bool(said.sessions) and moved and not is_past(said, now)
