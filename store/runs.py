"""The days done, and how the reading of each source ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from model.codes import ReadResult
from model.notice import Outcome
from store.connection import Database
from store.rows import as_json, change, from_column, from_row, insert, instant, one, rows, to_row, update

RUNNING = "running"
INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A day done, or being done. `state` is "running", "interrupted" or the word its end gave; instants are UTC."""

    id: int
    day: date
    started_at: datetime
    ended_at: datetime | None
    state: str
    summary: Mapping[str, Any]


def start(db: Database, day: date, at: datetime) -> int:
    """A new run for `day` (Paris); gives its id.

    The caller holds the lock of the day, so a run that still says "running" was killed: it becomes "interrupted".
    """
    change(db, "UPDATE runs SET state = ? WHERE state = ?", (INTERRUPTED, RUNNING))
    row = {"day": day.isoformat(), "started_at": instant(at), "state": RUNNING, "summary": "{}"}
    return insert(db, "runs", row)


def end(db: Database, run: int, at: datetime, state: str, summary: Mapping[str, Any]) -> None:
    """The end of a run: how it ended, in one word, and its counts. LookupError: unknown run."""
    update(db, "runs", {"ended_at": instant(at), "state": state, "summary": as_json(summary)}, run)


def save_outcome(db: Database, run: int, outcome: Outcome) -> None:
    """Keeps how the reading of a source ended in that run (its state for next time: see `store.sources.save_state`)."""
    row = to_row(outcome) | {"run": run, "seen": len(outcome.seen), "verdict": outcome.verdict or outcome.result.value}
    elsewhere = {"state", "changed_pages"}  # rows of other tables
    insert(db, "outcomes", {name: value for name, value in row.items() if name not in elsewhere})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one reading of a source ended: see `model.notice.Outcome`; `seen` is a number here. Instants are UTC."""

    run: int
    source: str
    result: ReadResult
    verdict: str
    lasting: bool
    started_at: datetime
    ended_at: datetime
    notices: int
    seen: int
    requests: int
    received: int


def readings(db: Database, source: str, most: int) -> list[Reading]:
    """The last readings of a source, `most` at most, the newest first: those put off are left out."""
    sql = "SELECT * FROM outcomes WHERE source = ? AND result <> 'skipped' ORDER BY run DESC LIMIT ?"
    return [from_row(Reading, row) for row in rows(db, sql, (source, most))]


def last_readings(db: Database) -> dict[str, Reading]:
    """Slug → the last reading of each source that was not put off."""
    sql = """SELECT o.* FROM outcomes o JOIN (SELECT source, max(run) AS run FROM outcomes WHERE result <> 'skipped'
             GROUP BY source) USING (source, run)"""
    return {row["source"]: from_row(Reading, row) for row in rows(db, sql)}


def healthy_readings(db: Database, source: str, most: int) -> list[datetime]:
    """When the last readings of a source without any problem started, `most` at most, in order."""
    found = rows(
        db,
        """SELECT started_at FROM outcomes WHERE source = ? AND result = 'read' AND problems = '[]'
           ORDER BY started_at DESC LIMIT ?""",
        (source, most),
    )
    return sorted(from_column(datetime, row["started_at"]) for row in found)


def last(db: Database) -> Run | None:
    """The newest run."""
    row = one(db, "SELECT * FROM runs ORDER BY id DESC LIMIT 1")
    return from_row(Run, row, summary=json.loads(row["summary"])) if row else None
