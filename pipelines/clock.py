"""What time alone does to a call: it opens, it is about to close, it closes. Pure: the clock is an argument."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.call import Call, Event, NewEvent
from model.codes import EventKind, Precision, Status
from model.deadline import Deadline
from model.timing import next_session, opens_at, status_at
from pipelines import wording
from pipelines.changes import plain
from pipelines.happenings import AHEAD
from pipelines.wording import COLON

NOTICE_DAYS = 14
"""A call is said to be closing this many days before its last safe day: time for a council's agenda."""

# A date known to the quarter or the year only is too vague to say that its end is near.
VAGUE = (Precision.QUARTER, Precision.YEAR)
TELL_DATE = (EventKind.DEADLINE_MOVED, EventKind.REOPENED, EventKind.AMENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Where the call stands now, the day of its next session not past (its last one when all are), and what to write."""

    status: Status
    deadline: date | None
    events: tuple[NewEvent, ...] = ()


def tick(call: Call, past: Sequence[Event], now: datetime) -> Tick:
    """What the clock says of `call` at `now` (aware), given all its events so far.

    Each event carries the instant at which it happened, not that of the tick, so that ten missed days caught up at once
    give what ten daily ticks give. What has become pointless is not written: a call that is over by `now` did not
    "open", and a session that has passed is not "closing". `call.status` is the one last saved: a call saved as over
    stays so, since only a notice reopens it. Ticking twice writes nothing twice.
    """
    limit = next_session(call.facts, now)
    day = limit.day if limit else None
    status = status_at(call.facts, now)
    if call.status.is_over:
        return Tick(status=call.status, deadline=day)
    if status is Status.CLOSED and limit is not None:
        events = [_closed(call, past, limit)]
    else:
        events = [*_opened(call, status, now), *_closing(call, past, now)]
    return Tick(status=status, deadline=day, events=tuple(event for event in events if not _told(event, past)))


def _closed(call: Call, past: Sequence[Event], limit: Deadline) -> NewEvent:
    """The last session is past. The source's own closing is an event of the history, not of the clock."""
    at = max(limit.closes_at, _known_at(call, past, limit))
    return _event(call, EventKind.CLOSED, at, f"Appel clos, date limite{COLON}{wording.deadline(limit)}", plain(limit))


def _opened(call: Call, status: Status, now: datetime) -> Iterator[NewEvent]:
    """Midnight of the opening day where the call is; one first seen open has not opened before our eyes."""
    opening = opens_at(call.facts)
    if call.status not in AHEAD or status in AHEAD or opening is None or opening > now:
        return
    limit = next_session(call.facts, now)
    until = f", date limite{COLON}{wording.deadline(limit)}" if limit else ""
    yield _event(call, EventKind.OPENED, max(opening, call.first_seen), f"Appel ouvert{until}", plain(call.facts.opening))


def _closing(call: Call, past: Sequence[Event], now: datetime) -> Iterator[NewEvent]:
    """Fourteen days before the last safe day of the next session, once a date.

    Not for a date learnt, nor for a call opened, with less than that to go: its first, moved or opened event has just
    said the date. When sessions follow each other more closely, a session is next only once the one before has passed.
    """
    limit = next_session(call.facts, now)
    if limit is None or limit.precision in VAGUE:
        return
    at = closing_at(limit)
    opening = opens_at(call.facts)
    if _known_at(call, past, limit) > at or (opening is not None and opening > at):
        return
    before = [s.value.closes_at for s in call.facts.sessions if s.value.closes_at < limit.closes_at]
    at = max([at, *before])
    if at <= now < limit.closes_at:
        yield _event(
            call, EventKind.CLOSING, at, f"Clôture dans deux semaines au plus{COLON}{wording.deadline(limit)}", plain(limit)
        )


def _known_at(call: Call, past: Sequence[Event], limit: Deadline) -> datetime:
    """When the date was first told: at first sight, or by the event that moved it there."""
    day = limit.day.isoformat()
    return max([call.first_seen, *(event.at for event in past if event.kind in TELL_DATE and day in (event.after or ""))])


def closing_at(limit: Deadline) -> datetime:
    """The instant (UTC) from which a limit is near: local midnight, 14 days before its last safe day."""
    day = limit.last_safe_day - timedelta(days=NOTICE_DAYS)
    return datetime.combine(day, time(), ZoneInfo(limit.zone)).astimezone(UTC)


def _told(event: NewEvent, past: Sequence[Event]) -> bool:
    """Already written: the same closing date, or the same opening or closing since the call was last reopened."""
    same = [old for old in past if old.kind is event.kind and (old.after or "")[:10] == (event.after or "")[:10]]
    if event.kind is EventKind.CLOSING:
        return bool(same)
    reopened = max((old.number for old in past if old.kind is EventKind.REOPENED), default=0)
    return any(old.number > reopened for old in same)


def _event(call: Call, kind: EventKind, at: datetime, sentence: str, after: str | None) -> NewEvent:
    return NewEvent(call=call.id, kind=kind, at=at, sentence=sentence, after=after)
