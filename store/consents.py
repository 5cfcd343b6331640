"""The record of consent: who agreed to what, when, how, in front of which words. Added at the end, never changed."""

from model.preferences import Act, Consent
from store.connection import Database
from store.rows import from_row, insert, rows, to_row


def add(db: Database, consent: Consent) -> None:
    """Adds a line."""
    insert(db, "consents", to_row(consent))


def of(db: Database, subscriber_id: int) -> list[Consent]:
    """The lines of one person, oldest first."""
    found = rows(db, "SELECT * FROM consents WHERE subscriber = ? ORDER BY id", (subscriber_id,))
    return [from_row(Consent, row) for row in found]


def last_acts(db: Database) -> dict[int, Act]:
    """Subscriber → the last act that says whether letters are wanted (a change of wishes says nothing of it)."""
    sql = "SELECT subscriber, act FROM consents WHERE act <> 'changed' ORDER BY id"
    return {row["subscriber"]: Act(row["act"]) for row in rows(db, sql)}
