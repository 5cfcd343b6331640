"""What staff are asked about calls: one open question for each field of a call. What is doubtful is decided elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from model.question import Asked, Question, Settled
from store.connection import Database
from store.rows import as_json, change, from_row, instant, rows

_WITH_CALL = "SELECT questions.*, title, url, scope FROM questions JOIN calls ON calls.id = questions.call"


def ask(db: Database, call: int, questions: Sequence[Question], at: datetime) -> None:
    """Opens a question for each field, or says again one that is open with the values as they now are."""
    for one in questions:
        change(
            db,
            """INSERT INTO questions (call, field, doubts, opened_at, seen_at) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (call, field) WHERE settled_at IS NULL DO UPDATE SET
                 doubts = excluded.doubts, seen_at = max(seen_at, excluded.seen_at)""",
            (call, one.field, as_json(one.doubts), instant(at), instant(at)),
        )


def settle(db: Database, call: int, field: str, by: Settled, at: datetime) -> None:
    """Ends the open question on that field of the call, if there is one."""
    change(
        db,
        "UPDATE questions SET settled_at = ?, settled_by = ? WHERE call = ? AND field = ? AND settled_at IS NULL",
        (instant(at), by.value, call, field),
    )


def settle_unseen(db: Database, before: datetime, at: datetime) -> int:
    """Ends the questions on calls that are over and of which nothing was heard since `before`; gives how many."""
    done = change(
        db,
        """UPDATE questions SET settled_at = ?, settled_by = ? WHERE settled_at IS NULL AND seen_at < ?
           AND call IN (SELECT id FROM calls WHERE status IN ('closed', 'withdrawn'))""",
        (instant(at), Settled.OVER.value, instant(before)),
    )
    return done.rowcount


def open_fields(db: Database, call: int) -> frozenset[str]:
    """The fields of a call on which a question is open."""
    found = rows(db, "SELECT field FROM questions WHERE call = ? AND settled_at IS NULL", (call,))
    return frozenset(row["field"] for row in found)


def open_ones(db: Database) -> list[Asked]:
    """The questions that wait, in order of id."""
    return [from_row(Asked, row) for row in rows(db, f"{_WITH_CALL} WHERE settled_at IS NULL ORDER BY questions.id")]


def get(db: Database, number: int) -> Asked | None:
    """The question of that number, open or not."""
    found = rows(db, f"{_WITH_CALL} WHERE questions.id = ?", (number,))
    return next((from_row(Asked, row) for row in found), None)


def open_on(db: Database, call: int, field: str) -> Asked | None:
    """The question that waits on that field of a call."""
    found = rows(db, f"{_WITH_CALL} WHERE settled_at IS NULL AND call = ? AND field = ?", (call, field))
    return next((from_row(Asked, row) for row in found), None)


def count(db: Database) -> int:
    """How many wait."""
    return sum(row["n"] for row in rows(db, "SELECT count(*) AS n FROM questions WHERE settled_at IS NULL"))
