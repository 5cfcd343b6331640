"""Letters that staff look at before they leave, and what they answered. When a letter needs it is decided elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.connection import Database
from store.rows import change, from_row, insert, instant, rows


class Decision(StrEnum):
    """What staff answered."""

    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A letter that waits for an answer; without one it leaves from `lapses_at` on, or never when that is None (UTC)."""

    letter: int
    subscriber: int
    subject: str
    asked_at: datetime
    lapses_at: datetime | None


def ask(db: Database, letter_id: int, at: datetime, lapses_at: datetime | None) -> None:
    """The letter waits for staff."""
    row = {"letter": letter_id, "asked_at": instant(at), "lapses_at": instant(lapses_at) if lapses_at else None, "who": ""}
    insert(db, "approvals", row)


def answer(db: Database, letter_id: int, decision: Decision, who: str, at: datetime) -> bool:
    """Keeps an answer; False when the letter waited for none."""
    done = change(
        db,
        "UPDATE approvals SET decision = ?, decided_at = ?, who = ? WHERE letter = ? AND decision IS NULL",
        (decision.value, instant(at), who, letter_id),
    )
    return done.rowcount > 0


def waiting(db: Database) -> list[Waiting]:
    """The letters not yet answered nor sent, oldest first."""
    found = rows(
        db,
        """SELECT letter, subscriber, subject, asked_at, lapses_at FROM approvals JOIN letters ON letters.id = letter
           WHERE decision IS NULL AND letters.state = 'claimed' ORDER BY letter""",
    )
    return [from_row(Waiting, row) for row in found]
