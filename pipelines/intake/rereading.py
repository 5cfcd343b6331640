"""Reads again, under today's rules, all that is kept, and corrects calls in place: what was told stays told, joins stay."""

from dataclasses import dataclass
from datetime import datetime

from model.call import Call, Event
from model.codes import EventKind
from model.facts import Facts
from model.notice import Notice
from pipelines import history, keys, traces
from pipelines.intake import keeping
from pipelines.intake.staff import refolded
from pipelines.intake.taking import Reader
from pipelines.merging import anchored
from pipelines.steps import understand
from store import calls, marks, notices
from store.connection import Database, write

WHO = "relecture"
Publication = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """How many notices and calls came out otherwise, and the events that follow."""

    notices: int
    calls: int
    events: tuple[Event, ...]


def reread(db: Database, now: datetime, reader: Reader = understand) -> Reread:
    """Reads every notice again and makes each call what its notices now say, in one transaction: all or nothing.

    A date that comes out otherwise is told to members, who may hold a wrong one; sums, places and publics better read are
    no news. Which publications speak of one call is left as it is: no machine parts or joins calls that were told. A notice
    whose reading raises keeps what was read in it.
    """
    found = _read_all(db, reader)
    with write(db):
        keeping.write_down(db, "reread", now)
        changed = [_keep(db, notice_id, facts) for notice_id, facts in found.items()].count(True)
        _file_again(db)
        corrected = [_correct(db, call, now) for call in calls.every(db) if call.same_as is None]
    events = tuple(event for told in corrected if told is not None for event in told)
    return Reread(notices=changed, calls=sum(told is not None for told in corrected), events=events)


def _read_all(db: Database, reader: Reader) -> dict[int, Facts]:
    """Notice → what is read in it now, the years of a publication anchored as they were when it came."""
    found: dict[int, Facts] = {}
    known: dict[Publication, Facts] = {}
    for notice_id, notice in notices.every(db):
        publication = (notice.source, notice.reference)
        facts = _read(notice, reader)
        if facts is not None:
            facts = anchored(facts, known[publication]) if publication in known else facts
            found[notice_id] = known[publication] = facts
    return found


def _read(notice: Notice, reader: Reader) -> Facts | None:
    try:
        return reader(notice)
    except Exception:  # noqa: BLE001 the daily intake tells it as an issue and tries again: here it keeps what it had
        return None


def _keep(db: Database, notice_id: int, facts: Facts) -> bool:
    (before,) = notices.said(db, [notice_id])
    if before.facts == facts:
        return False
    notices.reread(db, notice_id, facts)
    return True


def _file_again(db: Database) -> None:
    """The keys by which publications are found follow what is read in them."""
    for call in calls.every(db):
        for one in notices.publications(db, [call.id]):
            (said,) = notices.said(db, [one.notice])
            marks.replace(db, one.source, one.reference, keys.held(traces.of_notice(said.notice, said.facts)))


def _correct(db: Database, before: Call, now: datetime) -> tuple[Event, ...] | None:
    """The events that follow; None when the call comes out the same."""
    decision = history.corrected(before, refolded(db, before), now)
    if not decision.changes:
        return None
    calls.update(db, decision.call, decision.changes, now, None, WHO)
    told = [event for event in decision.events if event.kind is not EventKind.AMENDED]
    written = keeping.append(db, told, before.id, None)
    keeping.weigh_doubts(db, before.id, now)
    return written
