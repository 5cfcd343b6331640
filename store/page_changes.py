"""Pages that changed while their source could not be read. Who is told of them is decided elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from store.connection import Database
from store.rows import from_row, insert, instant, rows, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """A page of a source that was not the same at `at` (UTC): `words` are the first lines it did not have before."""

    id: int
    source: str
    url: str
    at: datetime
    words: str = ""


def add(db: Database, change: PageChange) -> int:
    """Keeps a change; gives its number. The `id` of `change` is not read."""
    return insert(db, "page_changes", to_row(change))


def unread(db: Database) -> list[PageChange]:
    """The last change of each page whose source has not been read since, in order."""
    sql = """SELECT * FROM page_changes WHERE id IN (SELECT max(id) FROM page_changes GROUP BY source, url)
             AND at > coalesce((SELECT last_ok FROM source_states WHERE source = page_changes.source), '') ORDER BY id"""
    return [from_row(PageChange, row) for row in rows(db, sql)]


def sources(db: Database) -> dict[int, str]:
    """Number of a change → the source of its page."""
    return {row["id"]: row["source"] for row in rows(db, "SELECT id, source FROM page_changes")}


def since(db: Database, at: datetime) -> list[PageChange]:
    """The changes seen from `at` (aware) on, in order."""
    return [
        from_row(PageChange, row) for row in rows(db, "SELECT * FROM page_changes WHERE at >= ? ORDER BY id", (instant(at),))
    ]
