"""When the end of a call is recalled to one person (J-30, J-14, J-7, J-2); pure, and the words are in `compose`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digests import workdays
from digests.rhythm import Habits
from model.call import Call, Event
from model.codes import EventKind, Precision
from model.preferences import Reminders
from model.timing import next_session

OFFSETS = (2, 7, 14, 30)
"""Days before the last safe day, the nearest first."""

_EXACT = (Precision.DAY, Precision.MINUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one person said and was told.

    `useful`: call → when they marked it so. `refused`: calls that are not for their member. `told_at`: topic → when it
    was shown, or claimed to be. Instants are aware.
    """

    useful: Mapping[int, datetime] = field(default_factory=dict)
    refused: frozenset[int] = frozenset()
    told_at: Mapping[str, datetime] = field(default_factory=dict)


NOTHING = Memory()


def wanted_since(memory: Memory, habits: Habits, events: Iterable[Event]) -> dict[int, datetime]:
    """Call → since when its end is to be recalled, by the person's wishes: when marked useful, or first shown."""
    if habits.wishes.reminders is Reminders.NONE:
        return {}
    if habits.wishes.reminders is Reminders.USEFUL:
        return dict(memory.useful)
    shown: dict[int, datetime] = {}
    for event in events:
        at = memory.told_at.get(f"event:{event.number}")
        if at is not None:
            shown[event.call] = min(at, shown.get(event.call, at))
    return shown | dict(memory.useful)


def nudged_at(memory: Memory, events: Iterable[Event]) -> dict[int, datetime]:
    """Call → when its end was last told to the person, as a reminder or as a call that closes soon."""
    found: dict[int, list[datetime]] = defaultdict(list)
    for topic, at in memory.told_at.items():
        if topic.startswith("reminder:"):
            found[int(topic.removeprefix("reminder:").partition("/")[0])].append(at)
    for event in events:
        at_closing = memory.told_at.get(f"event:{event.number}") if event.kind is EventKind.CLOSING else None
        if at_closing is not None:
            found[event.call].append(at_closing)
    return {call: max(instants) for call, instants in found.items()}


def reminder_of(
    call: Call, since: datetime, nudged: datetime | None, told: Iterable[str], now: datetime, habits: Habits
) -> str:
    """The topic of the reminder of `call` that is due at `now` (aware), empty when none is.

    A step is reached on its day, or on the last working day before it. One that had passed when the person marked the
    call is not caught up. One week (Monday to Sunday) has one reminder of a call at most: the next week then has the step
    reached meanwhile. The topic carries the date, so that a date that moves starts again, and one that moves back does
    not repeat what was said of it.
    """
    limit, today = next_session(call.facts, now), habits.day_of(now)
    if limit is None or limit.closes_at <= now or limit.precision not in _EXACT:
        return ""
    tomorrow = workdays.after(today)
    steps = ((offset, limit.last_safe_day - timedelta(days=offset)) for offset in OFFSETS)
    reached = next(((offset, day) for offset, day in steps if day < tomorrow), None)
    if reached is None or reached[1] < habits.day_of(since):
        return ""
    topic = f"reminder:{call.id}/{limit.day}/J-{reached[0]}"
    if topic in told or (nudged is not None and habits.day_of(nudged).isocalendar()[:2] == today.isocalendar()[:2]):
        return ""
    return topic
