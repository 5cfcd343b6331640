"""What a notice makes of a call: its new values, its versions, its events, its problems. Nothing is saved here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from model.call import Call, FieldChange, NewEvent
from model.codes import EventKind, Status
from model.doubt import is_stale
from model.facts import Facts
from model.notice import Notice, Problem
from model.timing import status_at
from pipelines import documents, doubts
from pipelines.changes import Change, differences
from pipelines.happenings import AHEAD, Happening, Turn, happenings, next_plain, standing
from pipelines.merging import fill, renew
from pipelines.pins import Pins, fixed, pinned

# The events that tell a status: after one of them, the status of the dates is saved with it.
TELL_STATUS = {EventKind.REOPENED, EventKind.WITHDRAWN, EventKind.CLOSED, EventKind.OPENED}

# What a second source may tell of a call met in the same reading: nobody has been told anything yet, so that a value it
# adds or corrects is no change (412 false ones on the day a feed that repeats the EU portal was added).
ENDS = {EventKind.CLOSED, EventKind.WITHDRAWN}


class Voice(Enum):
    """How a notice speaks for its call: it is the principal one, takes that place (official source), or relays it."""

    PRINCIPAL = "principal"
    TAKES_OVER = "takes_over"
    RELAY = "relay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The call as it becomes, every value that changed, the events, and what staff should know."""

    call: Call
    changes: tuple[FieldChange, ...] = ()
    events: tuple[NewEvent, ...] = ()
    problems: tuple[Problem, ...] = ()


def decide(
    call: Call | None,
    notice: Notice,
    facts: Facts,
    now: datetime,
    *,
    first_reading: bool,
    previous: int | None = None,
    voice: Voice = Voice.PRINCIPAL,
    heard: Facts | None = None,
    pins: Pins | None = None,
) -> Decision:
    """What `notice`, in which `facts` were read, makes of `call` (None: a new one, after the edition `previous`).

    `now` is aware. `heard` is what today's reading finds in the notice that this one replaces: sums, places and publics
    that it finds there already are an improvement of the reading, not news, and write versions without an event.
    `pins` are what staff have set in the call: no notice changes it.
    Dates are always news: a member may hold a wrong one. What the clock will say (opening, closing by the date) is left
    to the clock, with the status that goes with it.
    """
    if call is None:
        return _first(notice, facts, now, first_reading, previous)
    relays = voice is Voice.RELAY
    merged = fill(call.facts, facts) if relays else renew(call.facts, facts, now)
    after = _relayed(call, notice, merged.facts) if relays else _renewed(call, notice, merged.facts)
    vanished = [name for name in merged.vanished if name not in fixed(pins or {})]
    problems = doubts.vanished(notice, vanished) if voice is Voice.PRINCIPAL else ()
    turn = Turn(call, pinned(after, pins or {}), now)
    found = happenings(turn, amendments=not relays, heard=heard)
    if voice is not Voice.PRINCIPAL and call.first_seen == now:
        found = [one for one in found if one[0] in ENDS]
    return _decision(turn, found, problems)


def corrected(call: Call, after: Call, now: datetime) -> Decision:
    """What it makes of a call that staff change a value of it, join it to another one, or undo that: as a notice would."""
    turn = Turn(call, after, now)
    return _decision(turn, happenings(turn))


def _decision(turn: Turn, found: Sequence[Happening], problems: tuple[Problem, ...] = ()) -> Decision:
    after = replace(turn.after, status=_saved_status(turn, found))
    return Decision(
        call=after,
        changes=differences(turn.before, after),
        events=tuple(_event(after.id, turn.now, kind, change) for kind, change in found),
        problems=problems,
    )


def _first(notice: Notice, facts: Facts, now: datetime, first_reading: bool, previous: int | None) -> Decision:
    status = status_at(facts, now)
    call = Call(
        id=0,
        title=notice.title,
        url=notice.url,
        source=notice.source,
        reference=notice.reference,
        facts=facts,
        status=status,
        first_seen=now,
        funder=notice.funder,
        identifier=notice.identifier,
        title_fr=notice.title_fr,
        title_fr_label=notice.title_fr_label,
        previous=previous,
        documents=notice.documents,
    )
    return Decision(call=call, events=(first_event(call, now, first_reading=first_reading),))


def first_event(call: Call, now: datetime, *, first_reading: bool) -> NewEvent:
    """What is told of a call met for the first time: announced, or new."""
    status = status_at(call.facts, now)
    return NewEvent(
        call=call.id,
        kind=EventKind.ANNOUNCED if status in AHEAD else EventKind.NEW,
        at=now,
        sentence=standing(call.facts, status, now),
        after=next_plain(call.facts, now),
        first_reading=first_reading or is_stale(call.facts.status),
    )


def _relayed(call: Call, notice: Notice, facts: Facts) -> Call:
    """A relay gives no title, no address and no document, only what is still missing."""
    known = replace(call, facts=facts, funder=call.funder or notice.funder, identifier=call.identifier or notice.identifier)
    return known if call.title_fr else replace(known, title_fr=notice.title_fr, title_fr_label=notice.title_fr_label)


def _renewed(call: Call, notice: Notice, facts: Facts) -> Call:
    """The principal notice gives the title and the address; what it no longer says of the rest stays."""
    french = notice if notice.title_fr else call
    return replace(
        call,
        title=notice.title,
        url=notice.url,
        source=notice.source,
        reference=notice.reference,
        facts=facts,
        funder=notice.funder or call.funder,
        identifier=notice.identifier or call.identifier,
        title_fr=french.title_fr,
        title_fr_label=french.title_fr_label,
        documents=documents.renew(call.documents, notice.documents),
    )


def _saved_status(turn: Turn, found: Sequence[Happening]) -> Status:
    """The status to keep: what an event has just told, else the old one where the clock is about to tell the new one."""
    if any(kind in TELL_STATUS for kind, _ in found):
        return turn.status
    opens_by_date = turn.before.status in AHEAD and turn.status not in AHEAD
    return turn.before.status if turn.was_over or turn.status.is_over or opens_by_date else turn.status


def _event(call: int, now: datetime, kind: EventKind, change: Change) -> NewEvent:
    return NewEvent(call=call, kind=kind, at=now, sentence=change.sentence, before=change.before, after=change.after)
