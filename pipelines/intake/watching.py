"""What time and absence do: the clock ticks, publications are seen again or no more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from model.call import Call, Event
from model.codes import ReadResult
from model.notice import Outcome
from pipelines import clock, doubts
from pipelines.intake import keeping
from pipelines.vanishing import MISSED, ROLLING, is_few, is_gone, is_healthy
from store import calls, events, issues, notices, questions, runs, sources
from store.connection import Database, write

CLOCK_BATCH = 200
ASKED_AFTER = timedelta(days=30)
"""How long staff are still asked about a doubtful value that says a call is over."""
HEALTHY = 30
"""Healthy readings looked back at: a month of them."""


def see(db: Database, outcome: Outcome) -> None:
    """Notes that the publications met by a reading are still there, whether or not they changed, and tells staff of those
    that several healthy readings have not met: nothing is withdrawn for that."""
    with write(db):
        notices.touch(db, outcome.source, outcome.seen, outcome.ended_at)
        if outcome.result is ReadResult.READ and is_healthy(outcome):
            _tell_gone(db, outcome)


def _tell_gone(db: Database, outcome: Outcome) -> None:
    """The publications of calls still open that the last healthy readings have missed; none when so many are gone at
    once that the list itself must have changed: the health of the source says so."""
    source = sources.get(db, outcome.source)
    readings = [*runs.healthy_readings(db, outcome.source, HEALTHY), outcome.started_at]
    if source is None or source.recipe in ROLLING or len(readings) < MISSED:
        return
    unseen = notices.unseen(db, outcome.source, readings[-MISSED])
    held = calls.some(db, [known.call for known in unseen])
    gone = [one for one in unseen if one.call in held and is_gone(held[one.call], one.last_seen, readings)]
    if is_few(len(gone), len(outcome.seen)):
        for said in notices.said(db, [known.notice for known in gone]):
            issues.note(db, doubts.gone(said.notice, MISSED), outcome.ended_at)


def run_clock(db: Database, now: datetime) -> list[Event]:
    """Moves every call that is not over to where it stands at `now` (aware); gives the events written."""
    written: list[Event] = []
    with write(db):
        questions.settle_unseen(db, now - ASKED_AFTER, now)
    waiting = iter(calls.not_over(db))
    while batch := list(islice(waiting, CLOCK_BATCH)):
        with write(db):
            written += _tick_all(db, batch, now)
    return written


def tick_between(db: Database, first: int, last: int, now: datetime) -> list[Event]:
    """Ticks again the calls of these ids that are not over, as one batch of `run_clock` did."""
    with write(db):
        return _tick_all(db, [call for call in calls.not_over(db) if first <= call.id <= last], now)


def _tick_all(db: Database, batch: Sequence[Call], now: datetime) -> list[Event]:
    if not batch:
        return []
    keeping.write_down(db, "clock", now, first=batch[0].id, last=batch[-1].id)
    return [event for call in batch for event in _tick(db, call, now)]


def _tick(db: Database, call: Call, now: datetime) -> list[Event]:
    """The past is looked up only for a call of which the clock has something to say."""
    ticked = clock.tick(call, (), now)
    if ticked.events:
        ticked = clock.tick(call, events.of_call(db, call.id), now)
    if ticked.status is not call.status or len(call.facts.sessions) > 1:
        calls.set_status(db, call.id, ticked.status, ticked.deadline)
    if ticked.status.is_over:
        ended = replace(call, status=ticked.status)
        keeping.ask(db, ended, keeping.pins(db, call.id), now)
        keeping.foretell(db, ended, now)
    return [events.append(db, event) for event in ticked.events]
