"""When a person's round of letters is due, from the days of their rhythm in Paris; what the round says is in `owed`."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from model.codes import Rhythm
from model.deadline import PARIS
from model.member import Subscriber

_DAY = timedelta(days=1)


def is_due(subscriber: Subscriber, now: datetime) -> bool:
    """Whether a round of letters is due to `subscriber` at `now` (aware); days are those of Paris.

    The first round is due at once, whatever the day: it tells what is already open. A later one is due on the first run
    at or after its day, so that a missed Tuesday is caught up on Wednesday, and once only for each such day. The monthly
    day is the first of the month that falls on the subscriber's weekday. An immediate rhythm has a round at every run.
    """
    if subscriber.rhythm is Rhythm.NONE:
        return False
    if subscriber.rhythm is Rhythm.AT_ONCE or subscriber.round_at is None:
        return True
    return _paris_day(subscriber.round_at) < _last_slot(subscriber, _paris_day(now))


def missed_days(subscriber: Subscriber, now: datetime) -> int:
    """How many days ago the oldest round not held should have been; 0 when none was missed (rule 8 counts to 14)."""
    done = _paris_day(subscriber.round_at or subscriber.subscribed_at)
    today = _paris_day(now)
    due = done + _DAY
    while due < today and _last_slot(subscriber, due) <= done:
        due += _DAY
    return max(0, (today - due).days)


def _paris_day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(PARIS)).date()


def _last_slot(subscriber: Subscriber, today: date) -> date:
    """The last day, `today` included, on which this rhythm sends."""
    if subscriber.rhythm is Rhythm.WEEKLY:
        return _weekday_on_or_before(today, subscriber.weekday)
    if subscriber.rhythm is Rhythm.MONTHLY:
        return _monthly_slot(today, subscriber.weekday)
    return today


def _weekday_on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _monthly_slot(today: date, weekday: int) -> date:
    slot = _weekday_on_or_before(today.replace(day=7), weekday)
    if slot <= today:
        return slot
    return _weekday_on_or_before((today.replace(day=1) - _DAY).replace(day=7), weekday)
