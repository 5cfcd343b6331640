"""What each person wishes of letters beyond the rhythm. What follows from a wish is decided elsewhere."""

from model.preferences import Preferences
from store.connection import Database
from store.rows import from_row, one, put_row, rows, to_row


def save(db: Database, wishes: Preferences) -> None:
    """Keeps the wishes of a person, in the place of those before."""
    put_row(db, "preferences", to_row(wishes))


def of(db: Database, subscriber_id: int) -> Preferences:
    """The wishes of a person: the defaults where none were said."""
    row = one(db, "SELECT * FROM preferences WHERE subscriber = ?", (subscriber_id,))
    return from_row(Preferences, row) if row else Preferences(subscriber=subscriber_id)


def every(db: Database) -> dict[int, Preferences]:
    """Subscriber → wishes, for those who said some."""
    found = (from_row(Preferences, row) for row in rows(db, "SELECT * FROM preferences"))
    return {wishes.subscriber: wishes for wishes in found}
