"""Takes in calls that were over before we watched: kept with their words and their place among editions, told to nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from model.call import Call, FieldChange
from model.codes import Status
from model.facts import Facts
from model.notice import Notice
from model.timing import status_at
from pipelines import history, identity, traces
from pipelines.identity import Candidate, choose
from pipelines.intake import keeping
from pipelines.intake.candidates import candidates, of_calls
from pipelines.intake.taking import Reader
from pipelines.steps import understand
from store import calls, notices
from store.connection import Database, write


class Fate(StrEnum):
    """What became of a notice of the archive: kept, known already, or left to the daily reading as it is not over."""

    KEPT = "kept"
    KNOWN = "known"
    NOT_OVER = "not_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """How many notices had each fate, and the oldest last day among those that are over."""

    kept: int = 0
    known: int = 0
    not_over: int = 0
    oldest: date | None = None


def take_in_archive(db: Database, found: Iterable[Notice], now: datetime, reader: Reader = understand) -> Archived:
    """Takes in the closed calls among these notices, one transaction each, oldest deadline first so that editions chain.

    No event is written and nobody is told: windows and volumes gain years behind them. A call already known, or not over at
    `now` (aware), is left as it is. A notice whose reading raises is not kept: an archive may be read again.
    """
    read = sorted(
        ((notice, reader(notice)) for notice in found), key=lambda pair: (_end(pair[1], pair[0]), pair[0].reference)
    )
    fates = []
    for notice, facts in read:
        with write(db):
            fates.append(_save(db, notice, facts, now))
    days = [one.value.day for _, facts in read for one in facts.sessions if one.value.closes_at < now]
    counts = {fate.value: fates.count(fate) for fate in Fate}
    return Archived(**counts, oldest=min(days, default=None))


def retake_archive(db: Database, notice: Notice, now: datetime, reader: Reader = understand) -> None:
    """Takes in again, in another database, a notice of the archive that was kept once."""
    with write(db):
        _save(db, notice, reader(notice), now)


def _end(facts: Facts, notice: Notice) -> datetime:
    return max((one.value.closes_at for one in facts.sessions), default=notice.seen_at)


def _save(db: Database, notice: Notice, facts: Facts, now: datetime) -> Fate:
    if notices.publication(db, notice.source, notice.reference) is not None:
        return Fate.KNOWN
    if status_at(facts, now) is not Status.CLOSED:
        return Fate.NOT_OVER
    near = candidates(db, traces.of_notice(notice, facts))
    choice = choose(notice, facts, near)
    if choice.call is not None:
        return Fate.KNOWN
    decision = history.decide(None, notice, facts, now, first_reading=True, previous=choice.previous)
    call_id, notice_id, _ = keeping.keep(db, replace(decision, events=()), choice, notice, facts, now, own=None)
    for one in near:
        _follow(db, one, call_id, now)
    keeping.write_down(db, "notice", now, notice_id, first=True, archive=True)
    return Fate.KEPT


def _follow(db: Database, later: Candidate, archived: int, now: datetime) -> None:
    """Puts the archived call before a call already known, when that one is its next edition."""
    call = later.call
    said = notices.of_call(db, call.id)
    if not said:
        return
    others = of_calls(db, [archived, *([call.previous] if call.previous else [])])
    if identity.edition_before(said[-1], call.facts, others) == archived:
        _put_before(db, call, archived, now)


def _put_before(db: Database, call: Call, archived: int, now: datetime) -> None:
    before = str(call.previous) if call.previous else None
    change = FieldChange("previous", before, str(archived))
    calls.update(db, replace(call, previous=archived), [change], now, None)
