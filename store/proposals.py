"""What people propose by e-mail: one row a message, whatever becomes of it. What is proposed is judged elsewhere."""

from dataclasses import replace
from datetime import datetime

from model.notice import Notice
from model.proposal import Proposal, ProposalState
from store.connection import Database
from store.rows import change, from_row, insert, instant, one, rows, to_row


def add(db: Database, notice: Notice, at: datetime) -> bool:
    """Keeps what the sender of `notice` proposes; False when this message is already there, decided or not."""
    if notice.sent_by is None:
        raise ValueError("a proposal has a sender")
    if one(db, "SELECT 1 FROM proposals WHERE source = ? AND reference = ?", (notice.source, notice.reference)):
        return False
    held = Proposal(id=0, source=notice.source, reference=notice.reference, at=at, sender=notice.sent_by.address,
                    is_staff=notice.sent_by.is_staff, notice=replace(notice, sent_by=None, raw=b""))  # fmt: skip
    insert(db, "proposals", to_row(held))
    return True


def get(db: Database, number: int) -> Proposal | None:
    """The proposal of that number."""
    row = one(db, "SELECT * FROM proposals WHERE id = ?", (number,))
    return from_row(Proposal, row) if row else None


def waiting(db: Database) -> list[Proposal]:
    """Those that nobody decided yet, the oldest first."""
    found = rows(db, "SELECT * FROM proposals WHERE state = ? ORDER BY id", (ProposalState.WAITING.value,))
    return [from_row(Proposal, row) for row in found]


def every(db: Database) -> list[Proposal]:
    """All of them, the newest first."""
    return [from_row(Proposal, row) for row in rows(db, "SELECT * FROM proposals ORDER BY id DESC")]


def decide(db: Database, number: int, state: ProposalState, at: datetime, who: str, reason: str, call: int | None) -> bool:
    """Keeps what was decided; False when it was decided before."""
    done = change(
        db,
        """UPDATE proposals SET state = ?, decided_at = ?, who = ?, reason = ?, call = ? WHERE id = ? AND state = ?""",
        (state.value, instant(at), who, reason, call, number, ProposalState.WAITING.value),
    )
    return done.rowcount == 1


def forget(db: Database, address: str) -> int:
    """Takes the address of a person out of all that they proposed; gives how many."""
    return change(db, "UPDATE proposals SET sender = NULL WHERE lower(sender) = lower(?)", (address.strip(),)).rowcount
