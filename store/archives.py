"""Sources whose closed calls were read once, and what they gave. What may be concluded from it is decided elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime

from store.connection import Database
from store.rows import from_row, put_row, rows, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The closed calls of a source were read at `at` (UTC): `calls` were kept, the `oldest` deadline among them."""

    source: str
    at: datetime
    calls: int
    oldest: date | None


def save(db: Database, archive: Archive) -> None:
    """Keeps that a source's closed calls were read, in place of what was known of it."""
    put_row(db, "archives", to_row(archive))


def done(db: Database) -> dict[str, Archive]:
    """Slug → what its archive gave."""
    return {row["source"]: from_row(Archive, row) for row in rows(db, "SELECT * FROM archives")}
