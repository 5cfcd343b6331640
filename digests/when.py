"""The deadline of a call in words, hours in Paris and where the member is; whether a call is over is decided elsewhere."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from digests import french
from digests.draft import Doubt, When
from digests.zones import OVERSEAS
from model.codes import Kind, Precision, Status
from model.deadline import PARIS, Deadline
from model.doubt import is_stale, is_to_check
from model.evidence import Reading
from model.facts import Facts
from model.timing import next_session

_SAID = {"usual_hour_17": "Heure non précisée\u00a0; d’habitude 17\u00a0h, heure de Bruxelles, sur ce portail"}
"""Flags that the reader of a letter should know."""

_URGENT = 7
_SOON = 21
_NEAR = 300
"""Under so many days, a short date needs no year."""


def when_of(facts: Facts, status: Status, now: datetime, department: str | None = None) -> When:
    """Until when one may answer, seen at `now` (aware) from `department` (INSEE code, for overseas hours)."""
    session = next_session(facts, now)
    if session is None:
        return _without_date(facts, status)
    reading = next(held for held in facts.sessions if held.value == session)
    text, left = _words(session, now), max(-1, session.days_left(now))
    doubtful = is_to_check("sessions", reading)
    return When(
        text="" if doubtful else text,
        short=_short(session, left),
        label=_label(facts),
        left=french.days_left(left) if session.precision in (Precision.DAY, Precision.MINUTE) else "",
        urgency=_urgency(left),
        notes=(*_hours(session, department), *_said(reading), *_others(facts, session, now)),
        doubts=(Doubt(text, reading.evidence.quote),) if doubtful else (),
    )


def _label(facts: Facts) -> str:
    """What ends on the day of a training or an event is its registration."""
    registers = facts.kind is not None and facts.kind.value in (Kind.TRAINING, Kind.EVENT)
    return "Inscription" if registers else "Date limite"


def day_of(plain: str | None) -> date | None:
    """The day in an event's plain value (`2026-09-15T12:00+02:00`), None when it holds something else, or several."""
    if plain is None or "," in plain:
        return None
    try:
        return date.fromisoformat(plain[:10])
    except ValueError:
        return None


def _without_date(facts: Facts, status: Status) -> When:
    if status is Status.PERMANENT:
        return _all_year(facts)
    if status is Status.OPEN and facts.status is not None and is_stale(facts.status):
        doubt = Doubt("en cours, sans date, depuis plus d’un an", facts.status.evidence.quote)
        return When(text="", short="en cours (à vérifier)", doubts=(doubt,))
    if status in (Status.ANNOUNCED, Status.UPCOMING):
        return When(label="Dates", text="à venir", short="dates à venir")
    return When(text="non précisée", short="date limite non précisée")


def _all_year(facts: Facts) -> When:
    """What shows a standing facility: that it takes answers at any time, what it says of itself, or that it is a fund."""
    shown = (("rolling", facts.rolling), ("status", facts.status), ("kind", facts.kind))
    said = [(field, held) for field, held in shown if held is not None]
    text = "toute l’année, sans date limite"
    if not said or any(not is_to_check(field, held) for field, held in said):
        return When(label="Dépôt", text=text, short="toute l’année")
    return When(label="Dépôt", text="", short="toute l’année (à vérifier)", doubts=(Doubt(text, said[0][1].evidence.quote),))


def _words(deadline: Deadline, now: datetime) -> str:
    if deadline.precision not in (Precision.DAY, Precision.MINUTE):
        return f"{french.vague_day(deadline.day, deadline.precision)} (jour non précisé)"
    if deadline.hour is None:
        day = french.long_day(deadline.day)
        if deadline.inclusive:
            return day
        return f"avant le {day} (dernier jour sûr{french.NBSP}: le {french.long_day(deadline.last_safe_day)})"
    return _with_hour(deadline)


def _with_hour(deadline: Deadline) -> str:
    paris = deadline.closes_at.astimezone(ZoneInfo(PARIS))
    return f"{french.long_day(paris.date())} à {french.hour(paris.time())}"


def _hours(deadline: Deadline, department: str | None) -> list[str]:
    """Whose hour is shown: that of Paris, then the source's own when it differs, then the member's overseas."""
    if deadline.hour is None:
        return []
    notes, paris = ["heure de Paris"], deadline.closes_at.astimezone(ZoneInfo(PARIS))
    own = OVERSEAS.get(department or "", (PARIS, ""))[0]
    told = {moment.utcoffset() for moment in (paris, deadline.closes_at.astimezone(ZoneInfo(own)))}
    if deadline.closes_at.astimezone(ZoneInfo(deadline.zone)).utcoffset() not in told:
        place = get_timezone_location(deadline.zone, locale="fr", return_city=True)
        notes.append(f"le {french.short_day(deadline.day)} à {french.hour(deadline.hour)}, heure de {place}")
    if department in OVERSEAS:
        zone, place = OVERSEAS[department]
        local = deadline.closes_at.astimezone(ZoneInfo(zone))
        notes.append(f"le {french.short_day(local.date())} à {french.hour(local.time())} {place}")
    sentence = f"{french.NBSP}; ".join(notes)
    return [sentence[:1].upper() + sentence[1:]]


def _said(reading: Reading[Deadline]) -> list[str]:
    return [_SAID[flag] for flag in reading.flags if flag in _SAID]


def _short(deadline: Deadline, left: int) -> str:
    if deadline.precision not in (Precision.DAY, Precision.MINUTE):
        return french.vague_day(deadline.day, deadline.precision)
    day = french.near_day(deadline.day) if 0 <= left < _NEAR else french.short_day(deadline.day)
    return f"{'jusqu’au' if deadline.inclusive else 'avant le'} {day}"


def _urgency(left: int) -> str:
    if left < 0:
        return "none"
    if left <= _URGENT:
        return "now"
    return "soon" if left <= _SOON else "calm"


def _others(facts: Facts, session: Deadline, now: datetime) -> list[str]:
    after = max(session.closes_at, now)
    later = [_day("sessions", held) for held in facts.sessions if held.value.closes_at > after]
    stages = [_day("later_stages", held) for held in facts.later_stages if held.value.closes_at > now]
    notes = []
    if later:
        notes.append(f"Autres sessions{french.NBSP}: {french.listed(later, 3)}")
    if stages:
        notes.append(f"Étape suivante, sur sélection{french.NBSP}: {french.listed(stages, 3)}")
    return notes


def _day(field: str, held: Reading[Deadline]) -> str:
    deadline = held.value
    exact = deadline.precision in (Precision.DAY, Precision.MINUTE)
    said = french.short_day(deadline.day) if exact else french.vague_day(deadline.day, deadline.precision)
    return f"{said} (à vérifier)" if is_to_check(field, held) else said
