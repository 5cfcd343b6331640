"""What a person should know and settle: one open issue for each problem of a subject, however often it comes back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from model.notice import Problem
from store.connection import Database
from store.rows import as_json, change, from_row, instant, rows, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A problem, when it was first and last met (UTC), how often, and when it was settled."""

    id: int
    code: str
    subject: str
    message: str
    detail: str
    opened_at: datetime
    seen_at: datetime
    times: int
    closed_at: datetime | None


def note(db: Database, problem: Problem, at: datetime) -> None:
    """Opens an issue; when one is open for the same code and subject, counts it again with its newest words."""
    change(
        db,
        """INSERT INTO issues (code, subject, message, detail, opened_at, seen_at, times)
           VALUES (:code, :subject, :message, :detail, :at, :at, 1)
           ON CONFLICT (code, subject) WHERE closed_at IS NULL DO UPDATE SET times = times + 1,
             seen_at = max(seen_at, excluded.seen_at), message = excluded.message, detail = excluded.detail""",
        to_row(problem) | {"at": instant(at)},
    )


def settle(db: Database, subject: str, at: datetime, but: Collection[str] = (), among: Collection[str] | None = None) -> int:
    """Closes the open issues of `subject` whose code is not in `but`, and is in `among` when given; gives how many."""
    done = change(
        db,
        """UPDATE issues SET closed_at = ? WHERE subject = ? AND closed_at IS NULL
           AND code NOT IN (SELECT value FROM json_each(?))
           AND (? IS NULL OR code IN (SELECT value FROM json_each(?)))""",
        (instant(at), subject, as_json(sorted(but)), None if among is None else 1, as_json(sorted(among or ()))),
    )
    return done.rowcount


def open_ones(db: Database) -> list[Issue]:
    """The issues not settled, the longest open first."""
    return [from_row(Issue, row) for row in rows(db, "SELECT * FROM issues WHERE closed_at IS NULL ORDER BY opened_at, id")]
