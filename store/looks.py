"""Who looked at the sources that a person reads, and when. What is due to be looked at is decided elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from store.connection import Database
from store.rows import from_row, insert, rows, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked at a source at `at` (UTC). `note` is what was seen, empty for « rien de nouveau »."""

    id: int
    source: str
    at: datetime
    note: str = ""
    who: str = ""


def add(db: Database, look: Look) -> int:
    """Keeps a look; gives its id. The `id` of `look` is not read."""
    return insert(db, "looks", to_row(look))


def last(db: Database) -> dict[str, Look]:
    """Slug → the last look at each source ever looked at."""
    found = rows(db, "SELECT * FROM looks ORDER BY at, id")
    return {row["source"]: from_row(Look, row) for row in found}


def of_source(db: Database, source: str) -> list[Look]:
    """The looks at one source, the newest first."""
    return [
        from_row(Look, row) for row in rows(db, "SELECT * FROM looks WHERE source = ? ORDER BY at DESC, id DESC", (source,))
    ]
