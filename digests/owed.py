"""What is due to whom (rule 8): pure decisions on events, matches and the ledger; the words of a letter are in `compose`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.reminders import NOTHING, Memory, nudged_at, reminder_of, wanted_since
from digests.rhythm import USUAL, Habits, is_due, missed_days, next_slot
from digests.tags import dates_moved
from model.call import Call, Event
from model.codes import DeliveryState, EventKind, Kind, Role, Status
from model.letter import Due, Section
from model.match import Match
from model.member import Subscriber
from model.preferences import Reminders
from model.timing import is_past, next_session, status_at

__all__ = ["BACKLOG_CARDS", "BACKLOG_DAYS", "Owed", "is_due", "limited", "out_of_turn", "owed", "standing", "topic_of"]

BACKLOG_CARDS = 12
BACKLOG_DAYS = 14
URGENT_DAYS = 21
"""What leaves fewer days than this does not wait for the day of the rhythm."""

_FIRST = frozenset({EventKind.ANNOUNCED, EventKind.NEW})
_MOVED = frozenset({EventKind.DEADLINE_MOVED, EventKind.AMENDED, EventKind.REOPENED})
_SHOWN = frozenset({DeliveryState.CLAIMED, DeliveryState.SENT})
_AHEAD = frozenset({Status.ANNOUNCED, Status.UPCOMING})
_BY_DEADLINE = frozenset({Section.CLOSING, Section.ALREADY_OPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one round owes one person.

    `dues` have a card, in the order of the letter. `told` are topics that enter the ledger without one. `more` is the
    true number of calls already open that this letter counts without showing, `rest` that of the calls that a person
    who wants few in one letter finds on the site instead.
    """

    dues: tuple[Due, ...] = ()
    told: tuple[str, ...] = ()
    more: int = 0
    rest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One call before one person. `pending`: its events not in the ledger; `fresh`: those that are no backlog."""

    call: Call
    match: Match | None
    status: Status
    pending: tuple[Event, ...]
    fresh: tuple[Event, ...]
    met: bool
    shown: bool


def topic_of(event: Event) -> str:
    """The key of the ledger for an event."""
    return f"event:{event.number}"


def standing(call: Call, now: datetime) -> Status:
    """Where it stands at `now`: what was saved as over stays so until an event says otherwise."""
    return call.status if call.status.is_over else status_at(call.facts, now)


def out_of_turn(whole: Owed) -> Owed:
    """Only what does not wait for the day of the rhythm; the rest stays owed."""
    return Owed(dues=tuple(due for due in whole.dues if due.urgent))


def limited(whole: Owed, most: int | None) -> Owed:
    """At most `most` cards, the first ones; the others are counted, enter the ledger as told, and stand on the site."""
    if most is None or len(whole.dues) <= most:
        return whole
    left = whole.dues[most:]
    told = (*whole.told, *(topic for due in left for topic in due.topics))
    backlog = sum(due.section is Section.ALREADY_OPEN for due in left)
    return Owed(dues=whole.dues[:most], told=told, more=whole.more + backlog, rest=len(left) - backlog)


def owed(
    subscriber: Subscriber,
    events: Sequence[Event],
    calls: Mapping[int, Call],
    matches: Mapping[int, Match],
    ledger: Mapping[str, DeliveryState],
    now: datetime,
    habits: Habits = USUAL,
    memory: Memory = NOTHING,
) -> Owed:
    """What is due at `now` (aware) to `subscriber`, who has `ledger` (topic → state), `habits` and `memory`.

    `events` holds the whole past of every call concerned: those matched to the member, those that ended since the
    cursor, those marked useful. An event with a line in the ledger is settled for ever. The events of a call that is not
    matched get no line: if a wider profile matches that call later, its first letter tells it as already open. A call
    unknown to the person is new only by an event that is no backlog: numbered after `since_event`, not of a first
    reading, not in a pause, in a round that is at most 14 days late. What ended concerns those who had a card of it;
    ending on the announced day concerns nobody. A call that the member refused gives nothing.
    """
    since, nudged = wanted_since(memory, habits, events), nudged_at(memory, events)
    dues: dict[int, Due] = {}
    told: list[str] = []
    for case in _cases(subscriber, events, calls, matches, ledger, now, habits):
        if case.call.id in memory.refused:
            continue
        quiet = case.call.id in since or habits.wishes.reminders is Reminders.NONE
        section = _section(case, quiet)
        if section is not None:
            dues[case.call.id] = Due(call=case.call.id, section=section, events=case.pending)
        elif _is_settled_in_silence(case):
            told.extend(topic_of(event) for event in case.pending)
    for number, at in since.items():
        call = calls.get(number)
        if call is not None and number not in memory.refused and not standing(call, now).is_over:
            enter_by = matches[number].enter_by if number in matches else None
            topic = reminder_of(call, at, nudged.get(number), ledger, now, habits, enter_by)
            if topic:
                due = dues.get(number, Due(call=number, section=Section.CLOSING))
                dues[number] = replace(due, reminder=topic)
    later = next_slot(subscriber, now, habits)
    judged = (replace(due, urgent=_is_urgent(due, calls[due.call], later, now, habits)) for due in dues.values())
    return _in_order(sorted(judged, key=lambda due: _rank(due, calls, matches, now)), told)


def _in_order(dues: Sequence[Due], told: Sequence[str]) -> Owed:
    """News first, then twelve of what is already open; the others of these are told and counted."""
    backlog = [due for due in dues if due.section is Section.ALREADY_OPEN]
    news = [due for due in dues if due.section is not Section.ALREADY_OPEN]
    rest = backlog[BACKLOG_CARDS:]
    silent = (topic for due in rest for topic in due.topics)
    return Owed(dues=(*news, *backlog[:BACKLOG_CARDS]), told=(*told, *silent), more=len(rest))


def _is_urgent(due: Due, call: Call, next_round: datetime, now: datetime, habits: Habits) -> bool:
    """A reminder, a wanted appeal, news that leave fewer than 21 days, what the next round would tell too late."""
    if due.reminder:
        return True
    if due.section is Section.ALREADY_OPEN or due.section is Section.OVER:
        return False
    if call.facts.kind is not None and call.facts.kind.value is Kind.APPEAL:
        return habits.wishes.appeals
    session = next_session(call.facts, now)
    if not habits.wishes.urgent or session is None or session.closes_at <= now:
        return False
    if session.closes_at <= next_round:
        return True
    return session.days_left(now) < URGENT_DAYS and _is_news(due)


def _is_news(due: Due) -> bool:
    """A call that the person does not know, one that opens again, or a date brought forward."""
    if due.section is Section.CHANGED:
        moved = dates_moved([event for event in due.events if event.kind in _MOVED])
        return (moved is not None and moved[1] < moved[0]) or any(event.kind is EventKind.REOPENED for event in due.events)
    return due.section in (Section.NEW, Section.UPCOMING)


def _cases(
    subscriber: Subscriber,
    events: Sequence[Event],
    calls: Mapping[int, Call],
    matches: Mapping[int, Match],
    ledger: Mapping[str, DeliveryState],
    now: datetime,
    habits: Habits,
) -> Iterator[_Case]:
    late = missed_days(subscriber, now, habits) > BACKLOG_DAYS
    for number, past in _by_call(events).items():
        call = calls.get(number)
        states = [ledger.get(topic_of(event)) for event in past]
        pending = tuple(event for event, state in zip(past, states, strict=True) if state is None)
        if call is None or not pending:
            continue
        yield _Case(
            call=call,
            match=_alertable(matches.get(number)),
            status=standing(call, now),
            pending=pending,
            fresh=() if late else tuple(event for event in pending if not _is_backlog(event, subscriber, habits)),
            met=len(pending) < len(past),
            shown=any(state in _SHOWN for state in states),
        )


def _by_call(events: Sequence[Event]) -> Mapping[int, list[Event]]:
    grouped: dict[int, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.number):
        grouped[event.call].append(event)
    return grouped


def _alertable(match: Match | None) -> Match | None:
    return match if match is not None and match.role is not Role.NO else None


def _is_backlog(event: Event, subscriber: Subscriber, habits: Habits) -> bool:
    before = event.first_reading or event.number <= subscriber.since_event
    return before or habits.wishes.pauses_on(habits.day_of(event.at))


def _section(case: _Case, quiet: bool) -> Section | None:
    """`quiet`: the end of the call is recalled otherwise, or not at all."""
    if case.status.is_over:
        ended = case.shown and any(_ends_early(event, case.call) for event in case.pending)
        return Section.OVER if ended else None
    if case.match is None:
        return None
    return _section_of_met(case, quiet) if case.met else _section_of_unknown(case)


def _section_of_unknown(case: _Case) -> Section:
    kinds = {event.kind for event in case.fresh}
    if kinds & _FIRST and case.status in _AHEAD:
        return Section.UPCOMING
    if kinds & (_FIRST | {EventKind.OPENED}):
        return Section.NEW
    return Section.CHANGED if EventKind.REOPENED in kinds else Section.ALREADY_OPEN


def _section_of_met(case: _Case, quiet: bool) -> Section | None:
    kinds = {event.kind for event in case.pending}
    if EventKind.OPENED in kinds:
        fresh = any(event.kind is EventKind.OPENED for event in case.fresh)
        return Section.NEW if fresh else Section.ALREADY_OPEN
    if kinds & _MOVED and not _came_back(case.pending):
        return Section.CHANGED
    return Section.CLOSING if EventKind.CLOSING in kinds and not quiet else None


def _came_back(events: Sequence[Event]) -> bool:
    """A deadline that moved and moved back within one round changed nothing for the reader."""
    moves = [event for event in events if event.kind in _MOVED]
    only_dates = all(event.kind is EventKind.DEADLINE_MOVED for event in moves)
    return only_dates and moves[0].before is not None and moves[0].before == moves[-1].after


def _ends_early(event: Event, call: Call) -> bool:
    """Withdrawn, or closed by its source before the day it had announced."""
    if event.kind is EventKind.CLOSED:
        return not is_past(call.facts, event.at)
    return event.kind is EventKind.WITHDRAWN


def _is_settled_in_silence(case: _Case) -> bool:
    return case.match is not None and not case.status.is_over


def _rank(due: Due, calls: Mapping[int, Call], matches: Mapping[int, Match], now: datetime) -> tuple[int, float, float, int]:
    """The order of the letter: by section, then what closes first or what fits best, then the older call."""
    session = next_session(calls[due.call].facts, now)
    closes = session.closes_at.timestamp() if session else float("inf")
    match = matches.get(due.call)
    fit = -float(match.score) if match else 0.0
    first, second = (closes, fit) if due.section in _BY_DEADLINE else (fit, closes)
    return list(Section).index(due.section), first, second, due.call
