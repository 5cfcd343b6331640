"""What members said of calls, series and funders: kept and taken back, never deleted. What it hides is decided elsewhere."""

from datetime import datetime

from model.opinion import Opinion
from store.connection import Database
from store.rows import change, from_row, insert, instant, one, rows, to_row


def say(db: Database, opinion: Opinion) -> int:
    """Keeps an opinion and gives its id; the one that stood for the same member, call and reach is taken back."""
    change(
        db,
        "UPDATE opinions SET undone_at = ? WHERE member = ? AND call = ? AND about = ? AND undone_at IS NULL",
        (instant(opinion.at), opinion.member, opinion.call, opinion.about.value),
    )
    return insert(db, "opinions", to_row(opinion))


def undo(db: Database, opinion_id: int, at: datetime) -> bool:
    """Takes an opinion back; False when it was already, or never was."""
    done = change(db, "UPDATE opinions SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (instant(at), opinion_id))
    return done.rowcount > 0


def get(db: Database, opinion_id: int) -> Opinion | None:
    """The opinion of that id, standing or not."""
    row = one(db, "SELECT * FROM opinions WHERE id = ?", (opinion_id,))
    return from_row(Opinion, row) if row else None


def standing(db: Database, member_id: int | None = None) -> list[Opinion]:
    """The opinions that stand, of one member or of all, oldest first."""
    found = rows(
        db,
        "SELECT * FROM opinions WHERE undone_at IS NULL AND (member = :member OR :member IS NULL) ORDER BY id",
        {"member": member_id},
    )
    return [from_row(Opinion, row) for row in found]
