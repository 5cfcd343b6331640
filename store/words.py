"""What staff add to letters: kept, listed, withdrawn. To whom it is told is decided elsewhere, and stands in the ledger."""

from datetime import date, datetime

from model.word import Word
from store.connection import Database
from store.rows import change, from_row, insert, instant, one, rows, to_row


def add(db: Database, word: Word) -> int:
    """Keeps a word and gives its id."""
    return insert(db, "words", to_row(word))


def withdraw(db: Database, word_id: int, at: datetime) -> bool:
    """No letter tells it from now on; False when there is none that stands under that number."""
    done = change(db, "UPDATE words SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL", (instant(at), word_id))
    return done.rowcount > 0


def standing(db: Database, day: date) -> list[Word]:
    """Those that a letter of `day` may tell, oldest first."""
    found = rows(
        db,
        """SELECT * FROM words WHERE withdrawn_at IS NULL
           AND coalesce(day, :day) >= :day AND coalesce(until, :day) >= :day ORDER BY id""",
        {"day": day.isoformat()},
    )
    return [from_row(Word, row) for row in found]


def told_to(db: Database, word_id: int) -> int:
    """How many people were told it, or will be by a letter that waits."""
    row = one(db, "SELECT count(*) AS number FROM deliveries WHERE topic = ?", (f"word:{word_id}",))
    return int(row["number"]) if row else 0
