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


def since(db: Database, at: datetime) -> list[PageChange]:
    """The changes seen from `at` (aware) on, in order."""
    return [
        from_row(PageChange, row) for row in rows(db, "SELECT * FROM page_changes WHERE at >= ? ORDER BY id", (instant(at),))
    ]
