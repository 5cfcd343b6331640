"""Takes notices in, batch after batch, each batch in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from model.call import Call, Event
from model.facts import Facts
from model.notice import Notice, Problem
from pipelines import doubts, history, traces
from pipelines.history import Voice
from pipelines.identity import choose
from pipelines.intake import keeping
from pipelines.intake.candidates import candidates
from pipelines.merging import anchored
from pipelines.steps import understand
from store import calls, issues, joins, notices
from store.connection import Database, write

BATCH = 50
"""Notices a transaction: a kill loses one batch at most, which the next reading of the sources brings again."""

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
            taken += _save_batch(db, batch, read, now, reader, first_reading=first_reading)
    return taken


def retake(db: Database, notice: Notice, now: datetime, *, first_reading: bool, reader: Reader = understand) -> Taken:
    """Takes in again a notice that was taken in once, in another database: whatever it says, it is read and saved."""
    known = notices.publication(db, notice.source, notice.reference)
    read = _freshly(db, notice, known.notice if known is not None else None, reader)
    with write(db):
        return _save(db, read, now, first_reading=first_reading)


def _failed_before(db: Database) -> frozenset[str]:
    """The subjects of the readings that failed and were not settled."""
    return frozenset(issue.subject for issue in issues.open_ones(db) if issue.code == doubts.Code.READING_FAILED)


def _read(db: Database, notice: Notice, failed: frozenset[str], reader: Reader) -> _Read | None:
    """None when the publication says what it said before and that could be read."""
    known = notices.publication(db, notice.source, notice.reference)
    if known is not None and known.fingerprint == notice.fingerprint and doubts.subject(notice) not in failed:
        return None
    return _freshly(db, notice, known.notice if known is not None else None, reader)


def _freshly(db: Database, notice: Notice, before: int | None, reader: Reader) -> _Read:
    facts, problem = _understood(notice, reader)
    heard = _understood(notices.get(db, before), reader)[0] if before is not None else None
    return _Read(notice=notice, facts=facts, heard=heard, problem=problem)


def _understood(notice: Notice, reader: Reader) -> tuple[Facts, Problem | None]:
    """What is read in a notice; what its source states, and a problem, when the reading raises."""
    try:
        return reader(notice), None
    except Exception as failure:  # noqa: BLE001 whatever one text does to the reading must not lose it nor the others
        return notice.given, doubts.unread(notice, failure)


def _save_batch(
    db: Database,
    batch: Sequence[Notice],
    read: Sequence[_Read | None],
    now: datetime,
    reader: Reader,
    *,
    first_reading: bool,
) -> Iterator[Taken]:
    """A feed may give one item twice: the second time, its words are compared with those just saved."""
    met: set[tuple[str, str]] = set()
    for notice, one in zip(batch, read, strict=True):
        key = (notice.source, notice.reference)
        again = _read(db, notice, frozenset(), reader) if key in met else one
        met.add(key)
        yield _touch(db, notice) if again is None else _save(db, again, now, first_reading=first_reading)


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
    trace = traces.of_notice(notice, facts)
    apart = joins.apart(db, notice.source, notice.reference)
    choice = choose(notice, facts, candidates(db, trace), own=own, apart=apart)
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
        pins=keeping.pins(db, call.id) if call is not None else None,
    )
    call_id, notice_id, written = keeping.keep(db, decision, choice, notice, facts, now, own=own)
    keeping.write_down(db, "notice", now, notice_id, first=first_reading)
    problems = tuple(problem for problem in (read.problem, *decision.problems) if problem is not None)
    keeping.note(db, doubts.subject(notice), problems, now)
    doubtful = keeping.weigh_doubts(db, call_id, now, choice.doubles)
    return Taken(
        call_id=call_id,
        new=call is None,
        changed=True,
        reason=choice.reason,
        events=written,
        problems=(*problems, *doubtful),
    )


def _voice(db: Database, call: Call | None, notice: Notice) -> Voice:
    """The official source first; between two of a kind, the first that spoke."""
    if call is None or (call.source, call.reference) == (notice.source, notice.reference):
        return Voice.PRINCIPAL
    takes_over = keeping.is_official(db, notice.source) and not keeping.is_official(db, call.source)
    return Voice.TAKES_OVER if takes_over else Voice.RELAY
