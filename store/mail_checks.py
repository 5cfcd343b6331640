"""What the checks of the mail settings found, so that a production sends only what was checked."""

from datetime import datetime

from store.connection import Database
from store.rows import insert, instant, one


def keep(db: Database, settings: str, passed: bool, at: datetime) -> None:
    """Keeps the result of a check of `settings` (a hash of them)."""
    insert(db, "mail_checks", {"at": instant(at), "settings": settings, "passed": int(passed)})


def has_passed(db: Database, settings: str) -> bool:
    """Whether the last check of those very settings passed."""
    row = one(db, "SELECT passed FROM mail_checks WHERE settings = ? ORDER BY id DESC LIMIT 1", (settings,))
    return bool(row and row["passed"])
