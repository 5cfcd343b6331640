"""What is due to whom (rule 8): pure decisions on events, matches and the ledger; the words of a letter are in `compose`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.rhythm import is_due, missed_days
from model.call import Call, Event
from model.codes import DeliveryState, EventKind, Role, Status
from model.letter import Due, Section
from model.match import Match
from model.member import Subscriber
from model.timing import is_past, next_session, status_at

__all__ = ["BACKLOG_CARDS", "BACKLOG_DAYS", "Owed", "is_due", "owed", "standing", "topic_of"]

BACKLOG_CARDS = 12
BACKLOG_DAYS = 14

_FIRST = frozenset({EventKind.ANNOUNCED, EventKind.NEW})
_MOVED = frozenset({EventKind.DEADLINE_MOVED, EventKind.AMENDED, EventKind.REOPENED})
_SHOWN = frozenset({DeliveryState.CLAIMED, DeliveryState.SENT})
_AHEAD = frozenset({Status.ANNOUNCED, Status.UPCOMING})
_BY_DEADLINE = frozenset({Section.CLOSING, Section.ALREADY_OPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one round owes one person.

    `dues` have a card, in the order of the letter. `told` are topics that enter the ledger without one. `more` is the
    true number of calls already open that this letter counts without showing.
    """

    dues: tuple[Due, ...] = ()
    told: tuple[str, ...] = ()
    more: int = 0


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


def owed(
    subscriber: Subscriber,
    events: Sequence[Event],
    calls: Mapping[int, Call],
    matches: Mapping[int, Match],
    ledger: Mapping[str, DeliveryState],
    now: datetime,
) -> Owed:
    """What is due at `now` (aware) to `subscriber`, who has `ledger` (topic → state).

    `events` holds the whole past of every call concerned: those matched to the member, and those that ended since the
    cursor. An event with a line in the ledger is settled for ever. The events of a call that is not matched get no line:
    if a wider profile matches that call later, its first letter tells it as already open. A call unknown to the person
    is new only by an event that is no backlog: numbered after `since_event`, not of a first reading, in a round that is
    at most 14 days late. What ended concerns those who had a card of it; ending on the announced day concerns nobody.
    """
    dues: list[Due] = []
    told: list[str] = []
    for case in _cases(subscriber, events, calls, matches, ledger, now):
        section = _section(case)
        if section is not None:
            dues.append(Due(call=case.call.id, section=section, events=case.pending))
        elif _is_settled_in_silence(case):
            told.extend(topic_of(event) for event in case.pending)
    dues.sort(key=lambda due: _rank(due, calls, matches, now))
    backlog = [due for due in dues if due.section is Section.ALREADY_OPEN]
    news = [due for due in dues if due.section is not Section.ALREADY_OPEN]
    rest = backlog[BACKLOG_CARDS:]
    told.extend(topic for due in rest for topic in due.topics)
    return Owed(dues=(*news, *backlog[:BACKLOG_CARDS]), told=tuple(told), more=len(rest))


def _cases(
    subscriber: Subscriber,
    events: Sequence[Event],
    calls: Mapping[int, Call],
    matches: Mapping[int, Match],
    ledger: Mapping[str, DeliveryState],
    now: datetime,
) -> Iterator[_Case]:
    late = missed_days(subscriber, now) > BACKLOG_DAYS
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
            fresh=() if late else tuple(event for event in pending if not _is_backlog(event, subscriber)),
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


def _is_backlog(event: Event, subscriber: Subscriber) -> bool:
    return event.first_reading or event.number <= subscriber.since_event


def _section(case: _Case) -> Section | None:
    if case.status.is_over:
        ended = case.shown and any(_ends_early(event, case.call) for event in case.pending)
        return Section.OVER if ended else None
    if case.match is None:
        return None
    return _section_of_met(case) if case.met else _section_of_unknown(case)


def _section_of_unknown(case: _Case) -> Section:
    kinds = {event.kind for event in case.fresh}
    if kinds & _FIRST and case.status in _AHEAD:
        return Section.UPCOMING
    if kinds & (_FIRST | {EventKind.OPENED}):
        return Section.NEW
    return Section.CHANGED if EventKind.REOPENED in kinds else Section.ALREADY_OPEN


def _section_of_met(case: _Case) -> Section | None:
    kinds = {event.kind for event in case.pending}
    if EventKind.OPENED in kinds:
        fresh = any(event.kind is EventKind.OPENED for event in case.fresh)
        return Section.NEW if fresh else Section.ALREADY_OPEN
    if kinds & _MOVED and not _came_back(case.pending):
        return Section.CHANGED
    return Section.CLOSING if EventKind.CLOSING in kinds else None


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
