"""When a person's round of letters is due, from their rhythm and their own clock; what the round says is in `owed`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digests import workdays
from model.codes import Rhythm
from model.deadline import PARIS
from model.member import Subscriber
from model.preferences import Preferences

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one person's letters are timed: their wishes, and the zone of their clock."""

    wishes: Preferences = field(default_factory=lambda: Preferences(subscriber=0))
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(PARIS))

    def day_of(self, now: datetime) -> date:
        """The person's day at `now` (aware)."""
        return now.astimezone(self.zone).date()


USUAL = Habits()


def is_due(subscriber: Subscriber, now: datetime, habits: Habits = USUAL) -> bool:
    """Whether a round of letters is due to `subscriber` at `now` (aware), by the person's own clock.

    The first round is due at once, whatever the day: it tells what is already open. A later one is due on the first run
    at or after the day and hour of the rhythm, so that a missed Tuesday is caught up on Wednesday, and once only for each
    such day. A day that is not worked gives way to the next one that is. The monthly day is the first of the month that
    falls on the subscriber's weekday. An immediate rhythm has a round at every run of a working day. None in a pause.
    """
    if subscriber.rhythm is Rhythm.NONE or habits.wishes.pauses_on(habits.day_of(now)):
        return False
    if subscriber.round_at is None:
        return True
    if subscriber.rhythm is Rhythm.AT_ONCE:
        return workdays.is_working(habits.day_of(now))
    return subscriber.round_at < _last_slot(subscriber, now, habits)


def may_interrupt(subscriber: Subscriber, now: datetime, habits: Habits = USUAL) -> bool:
    """Whether a letter may leave out of turn at `now`: on a working day, to somebody who wants letters and is not away."""
    today = habits.day_of(now)
    wanted = subscriber.rhythm is not Rhythm.NONE and subscriber.round_at is not None
    return wanted and workdays.is_working(today) and not habits.wishes.pauses_on(today)


def next_slot(subscriber: Subscriber, now: datetime, habits: Habits = USUAL) -> datetime:
    """The next day and hour of the rhythm after `now`, outside the pause; `now` itself for who wants no letter."""
    if subscriber.rhythm is Rhythm.NONE:
        return now
    day = habits.day_of(now)
    while True:
        if _is_nominal(subscriber, day):
            held = workdays.on_or_after(day)
            if not habits.wishes.pauses_on(held) and _at(held, habits) > now:
                return _at(held, habits)
        day += _DAY


def missed_days(subscriber: Subscriber, now: datetime, habits: Habits = USUAL) -> int:
    """How many days ago the oldest round not held should have been; 0 when none was missed (rule 8 counts to 14).

    Days of a pause are not missed.
    """
    done, today = habits.day_of(subscriber.round_at or subscriber.subscribed_at), habits.day_of(now)
    until = habits.wishes.pause_until
    if until is not None and habits.wishes.pauses_on(until) and until < today:
        done = max(done, until)
    due = done + _DAY
    while due < today and not _is_nominal(subscriber, due):
        due += _DAY
    return max(0, (today - due).days)


def _last_slot(subscriber: Subscriber, now: datetime, habits: Habits) -> datetime:
    """The last instant, `now` included, at which this rhythm sends."""
    instants = (_at(workdays.on_or_after(day), habits) for day in _nominals(subscriber, habits.day_of(now)))
    return next(instant for instant in instants if instant <= now)


def _nominals(subscriber: Subscriber, today: date) -> Iterator[date]:
    """The days of the rhythm, worked or not, from `today` back; four months hold at least three of them."""
    days = (today - _DAY * number for number in range(124))
    return (day for day in days if _is_nominal(subscriber, day))


def _is_nominal(subscriber: Subscriber, day: date) -> bool:
    if subscriber.rhythm is Rhythm.WEEKLY:
        return day.weekday() == subscriber.weekday
    if subscriber.rhythm is Rhythm.MONTHLY:
        return day.weekday() == subscriber.weekday and day.day <= 7
    return True


def _at(day: date, habits: Habits) -> datetime:
    return datetime.combine(day, habits.wishes.hour, habits.zone)
