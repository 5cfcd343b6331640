"""Takes notices in and ticks the clock: the only place of the pipelines that saves. What is decided is decided elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from model.call import Call, Event, FieldChange, NewEvent
from model.facts import Facts
from model.notice import Notice, Outcome, Problem
from pipelines import clock, doubts, history, traces
from pipelines.history import Decision, Voice
from pipelines.identity import Choice, choose
from pipelines.merging import anchored
from pipelines.steps import understand
from store import calls, events, issues, notices, sources
from store.connection import Database, write

BATCH = 50
"""Notices a transaction: a kill loses one batch at most, which the next reading of the sources brings again."""

LIKELY = 8
"""Candidates taken from the full-text index; an exact title comes first in its ranking."""

CLOCK_BATCH = 200
Reader = Callable[[Notice], Facts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one notice became.

    `new`: it made a call. `changed`: something was saved but the time of its sight. `reason`: why it was given to that
    call. `events` and `problems` are saved already.
    """

    call_id: int
    new: bool = False
    changed: bool = False
    reason: str = ""
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A notice, what was read in it, what today's reading finds in the one before, and what stopped the reading."""

    notice: Notice
    facts: Facts
    heard: Facts | None = None
    problem: Problem | None = None


def take_in(db: Database, notice: Notice, now: datetime, *, first_reading: bool, reader: Reader = understand) -> Taken:
    """Takes one notice in, in a write transaction of its own. See `take_in_many`."""
    return take_in_many(db, [notice], now, first_reading=first_reading, reader=reader)[0]


def take_in_many(
    db: Database, found: Iterable[Notice], now: datetime, *, first_reading: bool, reader: Reader = understand
) -> list[Taken]:
    """Takes notices in, in their order: one `Taken` each. `now` is aware; `first_reading` as in `model.call.NewEvent`.

    A notice that says what it said before only has its time of sight moved. One whose reading raises is kept with what
    its source states in fields of its own, as a problem, and is read again each time it is met until that works. The
    reading is done before the transaction opens, so that the database is held for some milliseconds a batch; what is
    saved of a batch is all of it or nothing. Raises Trouble when the database cannot be written.
    """
    taken: list[Taken] = []
    todo = iter(found)
    while batch := list(islice(todo, BATCH)):
        failed = _failed_before(db)
        read = [_read(db, notice, failed, reader) for notice in batch]
        with write(db):
            taken += _save_batch(db, batch, read, now, first_reading=first_reading)
    return taken


def see(db: Database, outcome: Outcome) -> None:
    """Notes that the publications met by a reading are still there, whether or not they changed."""
    with write(db):
        notices.touch(db, outcome.source, outcome.seen, outcome.ended_at)


def run_clock(db: Database, now: datetime) -> list[Event]:
    """Moves every call that is not over to where it stands at `now` (aware); gives the events written."""
    written: list[Event] = []
    waiting = iter(calls.not_over(db))
    while batch := list(islice(waiting, CLOCK_BATCH)):
        with write(db):
            for call in batch:
                written += _tick(db, call, now)
    return written


def _tick(db: Database, call: Call, now: datetime) -> list[Event]:
    """The past is looked up only for a call of which the clock has something to say."""
    ticked = clock.tick(call, (), now)
    if ticked.events:
        ticked = clock.tick(call, events.of_call(db, call.id), now)
    if ticked.status is not call.status or len(call.facts.sessions) > 1:
        calls.set_status(db, call.id, ticked.status, ticked.deadline)
    return [events.append(db, event) for event in ticked.events]


def _failed_before(db: Database) -> frozenset[str]:
    """The subjects of the readings that failed and were not settled."""
    return frozenset(issue.subject for issue in issues.open_ones(db) if issue.code == doubts.Code.READING_FAILED)


def _read(db: Database, notice: Notice, failed: frozenset[str], reader: Reader) -> _Read | None:
    """None when the publication says what it said before and that could be read."""
    known = notices.publication(db, notice.source, notice.reference)
    if known is not None and known.fingerprint == notice.fingerprint and doubts.subject(notice) not in failed:
        return None
    facts, problem = _understood(notice, reader)
    heard = _understood(notices.get(db, known.notice), reader)[0] if known is not None else None
    return _Read(notice=notice, facts=facts, heard=heard, problem=problem)


def _understood(notice: Notice, reader: Reader) -> tuple[Facts, Problem | None]:
    """What is read in a notice; what its source states, and a problem, when the reading raises."""
    try:
        return reader(notice), None
    except Exception as failure:  # noqa: BLE001 whatever one text does to the reading must not lose it nor the others
        return notice.given, doubts.unread(notice, failure)


def _save_batch(
    db: Database, batch: Sequence[Notice], read: Sequence[_Read | None], now: datetime, *, first_reading: bool
) -> Iterator[Taken]:
    """A feed may give one item twice: the second time, its words are those just saved."""
    saved: dict[tuple[str, str], str] = {}
    for notice, one in zip(batch, read, strict=True):
        key, fingerprint = (notice.source, notice.reference), notice.fingerprint
        if one is None or saved.get(key) == fingerprint:
            yield _touch(db, notice)
        else:
            yield _save(db, one, now, first_reading=first_reading)
        saved[key] = fingerprint


def _touch(db: Database, notice: Notice) -> Taken:
    notices.touch(db, notice.source, [notice.reference], notice.seen_at)
    known = notices.publication(db, notice.source, notice.reference)
    if known is None:
        raise LookupError(f"no publication {doubts.subject(notice)}")
    return Taken(call_id=known.call)


def _save(db: Database, read: _Read, now: datetime, *, first_reading: bool) -> Taken:
    notice = read.notice
    own = calls.of_publication(db, notice.source, notice.reference)
    facts = anchored(read.facts, own.facts) if own is not None else read.facts
    choice = choose(notice, facts, _candidates(db, notice), own=own)
    call = calls.get(db, choice.call) if choice.call is not None else None
    decision = history.decide(
        call,
        notice,
        facts,
        now,
        first_reading=first_reading,
        previous=choice.previous,
        voice=_voice(db, call, notice),
        heard=read.heard if own is not None and own.id == choice.call else None,
    )
    moved = own is None or own.id != choice.call
    call_id, written = _keep(db, decision, choice, notice, now, moved=moved)
    problems = tuple(problem for problem in (read.problem, *decision.problems) if problem is not None)
    _note(db, notice, problems, now)
    return Taken(call_id=call_id, new=call is None, changed=True, reason=choice.reason, events=written, problems=problems)


def _candidates(db: Database, notice: Notice) -> Sequence[Call]:
    """The calls of the same code, the same address or the same words, each once."""
    code = notice.identifier if traces.own_identifier(notice.identifier, notice.reference) else None
    found = [
        *(calls.with_identifier(db, code) if code else ()),
        *calls.with_url(db, notice.url),
        *calls.search(db, " ".join(traces.core(traces.plain(notice.title))), LIKELY),
    ]
    return list({call.id: call for call in found}.values())


def _voice(db: Database, call: Call | None, notice: Notice) -> Voice:
    """The official source first; between two of a kind, the first that spoke."""
    if call is None or (call.source, call.reference) == (notice.source, notice.reference):
        return Voice.PRINCIPAL
    takes_over = _is_official(db, notice.source) and not _is_official(db, call.source)
    return Voice.TAKES_OVER if takes_over else Voice.RELAY


def _is_official(db: Database, slug: str) -> bool:
    source = sources.get(db, slug)
    return source is not None and source.official


def _keep(
    db: Database, decision: Decision, choice: Choice, notice: Notice, now: datetime, *, moved: bool
) -> tuple[int, tuple[Event, ...]]:
    """Saves a decision; a publication that joins a call, or opens an edition, leaves its reason in the history."""
    call, changes = decision.call, list(decision.changes)
    call_id = call.id or calls.insert(db, call, now, None)
    notice_id = _add_notice(db, notice, call_id)
    if moved and (call.id or choice.previous):
        changes.append(FieldChange("publication", None, f"{doubts.subject(notice)} ({choice.reason})"))
    if call.id or changes:
        calls.update(db, replace(call, id=call_id), changes, now, notice_id)
    return call_id, tuple(_append(db, decision.events, call_id, notice_id))


def _add_notice(db: Database, notice: Notice, call_id: int) -> int:
    """A notice read again after a failure says nothing new: it keeps its row."""
    known = notices.publication(db, notice.source, notice.reference)
    if known is not None and known.fingerprint == notice.fingerprint and known.call == call_id:
        notices.touch(db, notice.source, [notice.reference], notice.seen_at)
        return known.notice
    return notices.add(db, notice, call_id)


def _append(db: Database, new: Sequence[NewEvent], call_id: int, notice_id: int) -> Iterator[Event]:
    for event in new:
        yield events.append(db, replace(event, call=call_id, notice=notice_id))


def _note(db: Database, notice: Notice, problems: Sequence[Problem], now: datetime) -> None:
    issues.settle(db, doubts.subject(notice), now, but=[problem.code for problem in problems])
    for problem in problems:
        issues.note(db, problem, now)
