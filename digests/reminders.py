"""When the end of a call is recalled to one person (J-30, J-14, J-7, J-2), and the day to put its file on the council's
agenda (J-7, J-0); pure, and the words are in `cards`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from digests import workdays
from digests.rhythm import Habits
from model.call import Call, Event
from model.codes import EventKind, Precision
from model.preferences import Reminders
from model.timing import next_session

OFFSETS = (2, 7, 14, 30)
"""Days before the last safe day, the nearest first."""
AGENDA_OFFSETS = (0, 7)
"""Days before the last one to put the file on the agenda of the last sitting that can take it."""

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
    call: Call,
    since: datetime,
    nudged: datetime | None,
    told: Iterable[str],
    now: datetime,
    habits: Habits,
    enter_by: date | None = None,
) -> str:
    """The topic of the reminder of `call` that is due at `now` (aware), empty when none is. `enter_by`: the last day to put
    the file on the agenda of the member's council, when it is known and ahead.

    A step is reached on its day, or on the last working day before it. One that had passed when the person marked the
    call is not caught up. One week (Monday to Sunday) has one reminder of a call at most, save the very day of the agenda:
    the next week then has the step reached meanwhile. The topic carries the date, so that a date that moves starts again,
    and one that moves back does not repeat what was said of it.
    """
    limit, today = next_session(call.facts, now), habits.day_of(now)
    if limit is None or limit.closes_at <= now or limit.precision not in _EXACT:
        return ""
    tomorrow = workdays.after(today)
    steps = [(limit.last_safe_day - timedelta(days=offset), limit.day, offset) for offset in OFFSETS]
    if enter_by is not None and enter_by >= today:
        steps += [(enter_by - timedelta(days=offset), enter_by, offset) for offset in AGENDA_OFFSETS]
    reached = max((step for step in steps if step[0] < tomorrow), default=None)
    if reached is None or reached[0] < habits.day_of(since):
        return ""
    topic = f"reminder:{call.id}/{reached[1]}/J-{reached[2]}"
    nudged_this_week = nudged is not None and habits.day_of(nudged).isocalendar()[:2] == today.isocalendar()[:2]
    return "" if topic in told or (nudged_this_week and reached[2] > 0) else topic
