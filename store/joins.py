"""Why publications speak of one call, and what staff have told apart. Who is the same is decided elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from store.connection import Database
from store.rows import change, from_row, insert, instant, one, rows, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A publication that joined the call of another one.

    `came_from`: the call it spoke of until then; `since`: the first of its notices that came with it.
    """

    id: int
    source: str
    reference: str
    call: int
    came_from: int | None
    since: int
    reason: str
    who: str
    at: datetime
    undone_at: datetime | None = None
    undone_by: str | None = None


def add(db: Database, join: Join) -> int:
    """Writes a join (its `id` is ignored); gives its id."""
    return insert(db, "joins", to_row(join))


def get(db: Database, join_id: int) -> Join | None:
    """The join of that id."""
    row = one(db, "SELECT * FROM joins WHERE id = ?", (join_id,))
    return from_row(Join, row) if row else None


def of_call(db: Database, call: int) -> list[Join]:
    """The joins that made this call what it is, undone ones included, in order."""
    return [from_row(Join, row) for row in rows(db, "SELECT * FROM joins WHERE call = ? ORDER BY id", (call,))]


def of_publication(db: Database, source: str, reference: str) -> list[Join]:
    """The joins of a publication, undone ones included, in order."""
    found = rows(db, "SELECT * FROM joins WHERE source = ? AND reference = ? ORDER BY id", (source, reference))
    return [from_row(Join, row) for row in found]


def undo(db: Database, join: Join, who: str, at: datetime) -> None:
    """Notes that a join was undone, and that its publication does not speak of that call."""
    change(db, "UPDATE joins SET undone_at = ?, undone_by = ? WHERE id = ?", (instant(at), who, join.id))
    change(
        db,
        "INSERT OR IGNORE INTO apart (source, reference, call, who, at) VALUES (?, ?, ?, ?, ?)",
        (join.source, join.reference, join.call, who, instant(at)),
    )


def together(db: Database, source: str, reference: str, call: int) -> None:
    """Forgets that a publication was told apart from a call: staff have joined them."""
    change(db, "DELETE FROM apart WHERE source = ? AND reference = ? AND call = ?", (source, reference, call))


def apart(db: Database, source: str, reference: str) -> frozenset[int]:
    """The calls that this publication does not speak of."""
    found = rows(db, "SELECT call FROM apart WHERE source = ? AND reference = ?", (source, reference))
    return frozenset(row["call"] for row in found)
