"""Writes what was decided: a call, its notice, its events, its doubts, and how to do it again. Decides nothing itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from model.call import Call, Event, FieldChange, NewEvent
from model.codes import Showing
from model.deadline import PARIS
from model.facts import Facts
from model.notice import Notice, Problem
from pipelines import conflicts, doubts, keys, seasons, traces
from pipelines.conflicts import Conflict
from pipelines.history import Decision
from pipelines.identity import Choice
from pipelines.pins import Pin, Pins, fixed
from pipelines.questions import questions_of, settled_by
from store import calls, events, inputs, issues, joins, marks, notices, questions, sources, staff_values
from store.connection import Database
from store.joins import Join

SOURCE = "source"


def keep(
    db: Database, decision: Decision, choice: Choice, notice: Notice, facts: Facts, now: datetime, *, own: Call | None
) -> tuple[int, int, tuple[Event, ...]]:
    """Saves what a notice made of a call: the id of the call, that of the notice, the events.

    A publication that joins a call, or opens an edition, leaves its reason in the history; a join can be undone.
    """
    call, changes = decision.call, list(decision.changes)
    call_id = call.id or calls.insert(db, call, now, None)
    notice_id = _keep_notice(db, notice, facts, call_id)
    if (own is None or own.id != call_id) and (call.id or choice.previous):
        changes.append(FieldChange("publication", None, f"{doubts.subject(notice)} ({choice.reason})"))
        if call.id:
            _keep_join(db, notice, call_id, notice_id, choice.reason, now)
    if call.id or changes:
        calls.update(db, replace(call, id=call_id), changes, now, notice_id)
    return call_id, notice_id, append(db, decision.events, call_id, notice_id)


def append(db: Database, new: Sequence[NewEvent], call_id: int, notice_id: int | None) -> tuple[Event, ...]:
    """Numbers and writes events of a call."""
    return tuple(events.append(db, replace(event, call=call_id, notice=notice_id)) for event in new)


def note(db: Database, subject: str, problems: Sequence[Problem], now: datetime) -> None:
    """Opens the problems of a subject, and settles those that it no longer has."""
    issues.settle(db, subject, now, but=[problem.code for problem in problems])
    for problem in problems:
        issues.note(db, problem, now)


def is_official(db: Database, slug: str) -> bool:
    """The funder itself speaks there."""
    source = sources.get(db, slug)
    return source is not None and source.official


def pins(db: Database, call_id: int) -> Pins:
    """What staff have set or confirmed in a call."""
    return {field: Pin(*held) for field, held in staff_values.of_call(db, call_id).items()}


def weigh_doubts(db: Database, call_id: int, now: datetime, doubles: Sequence[int] = ()) -> tuple[Problem, ...]:
    """Compares again all that the sources of a call say: the notes for members are kept, the problems noted and given, and
    staff asked about the values that are no facts."""
    call, set_by_staff = _existing(db, call_id), pins(db, call_id)
    ask(db, call, set_by_staff, now)
    found = conflicts.conflicts(call, _others(db, call), settled=fixed(set_by_staff))
    noted = conflicts.notes(_tellable(db, found))
    if noted != call.notes:
        calls.update(db, replace(call, notes=noted), (), now, None)
    foretell(db, call, now)
    problems = tuple(_call_problems(call, found, doubles))
    known = {issue.code for issue in issues.open_ones(db) if issue.subject == doubts.call_subject(call_id)}
    if problems or known:
        # A resemblance is seen once, when the publication comes: it stays until staff say something.
        kept = [problem.code for problem in problems] + [doubts.Code.MAYBE_SAME]
        issues.settle(db, doubts.call_subject(call_id), now, but=kept)
        for problem in problems:
            issues.note(db, problem, now)
    return problems


def ask(db: Database, call: Call, set_by_staff: Pins, now: datetime) -> None:
    """Asks staff about the doubtful values of a call, and ends the questions that do not stand any more."""
    asked = questions_of(call)
    questions.ask(db, call.id, asked, now)
    for field in sorted(questions.open_fields(db, call.id) - {one.field for one in asked}):
        questions.settle(db, call.id, field, settled_by(call, field, set_by_staff), now)


def _existing(db: Database, call_id: int) -> Call:
    call = calls.get(db, call_id)
    if call is None:
        raise LookupError(f"no call {call_id}")
    return call


def foretell(db: Database, call: Call, now: datetime) -> None:
    """Keeps when the edition after a call that is over is expected, as those up to it suggest."""
    expected = None
    if call.status.is_over:
        past = seasons.windows(calls.editions(db, call.id))
        expected = seasons.expect(past, now.astimezone(ZoneInfo(PARIS)).date())
    calls.set_expected(db, call.id, expected.sentence if expected is not None else "")


def _call_problems(call: Call, found: Sequence[conflicts.Conflict], doubles: Sequence[int]) -> Iterator[Problem]:
    if found:
        yield doubts.disagreeing(call, found)
    if doubles:
        yield doubts.maybe_same(call, doubles)


def _others(db: Database, call: Call) -> list[tuple[str, Facts]]:
    """What the publications of a call say but for its principal one, each with the name of its source."""
    known = notices.publications(db, [call.id])
    if len(known) < 2:
        return []
    said = notices.said(db, [one.notice for one in known if (one.source, one.reference) != (call.source, call.reference)])
    named = {one.notice.source: sources.get(db, one.notice.source) for one in said}
    told = [(source.name if (source := named[one.notice.source]) else one.notice.source, one.facts) for one in said]
    return sorted(told, key=lambda one: one[0])  # the same note whichever spoke first


def _tellable(db: Database, found: Sequence[Conflict]) -> list[Conflict]:
    """Members are not told what a source that is for the house alone says (rule 14)."""
    hidden = {source.name for source in sources.listed(db) if source.show is Showing.INTERNAL} if found else set()
    return [one for one in found if one.source not in hidden]


def _keep_notice(db: Database, notice: Notice, facts: Facts, call_id: int) -> int:
    """A notice read again after a failure says nothing new: it keeps its row."""
    marks.replace(db, notice.source, notice.reference, keys.held(traces.of_notice(notice, facts)))
    known = notices.publication(db, notice.source, notice.reference)
    if known is not None and known.fingerprint == notice.fingerprint and known.call == call_id:
        notices.touch(db, notice.source, [notice.reference], notice.seen_at)
        notices.reread(db, known.notice, facts)
        return known.notice
    return notices.add(db, notice, call_id, facts)


def _keep_join(db: Database, notice: Notice, call_id: int, notice_id: int, reason: str, now: datetime) -> None:
    joins.add(
        db,
        Join(
            id=0,
            source=notice.source,
            reference=notice.reference,
            call=call_id,
            came_from=None,
            since=notice_id,
            reason=reason,
            who=SOURCE,
            at=now,
        ),
    )


def write_down(db: Database, kind: str, now: datetime, notice: int | None = None, **detail: object) -> None:
    """Writes an input, so that a replay does it again."""
    inputs.add(db, kind, now, detail, notice)
