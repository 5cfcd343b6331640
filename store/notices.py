"""What sources said: a row only when it changed, and for each publication where its latest notice is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from model.notice import Notice
from store import search
from store.connection import Database
from store.rows import change, change_each, from_row, insert, instant, one, pack, pages, rows, to_row, unpack


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One thing a source publishes: the call it is about, its latest notice, and when it was first and last met (UTC)."""

    source: str
    reference: str
    call: int
    notice: int
    fingerprint: str
    first_seen: datetime
    last_seen: datetime


def publication(db: Database, source: str, reference: str) -> Publication | None:
    """What is known of that publication."""
    row = one(db, "SELECT * FROM publications WHERE source = ? AND reference = ?", (source, reference))
    return from_row(Publication, row) if row else None


def add(db: Database, notice: Notice, call: int) -> int:
    """Keeps the notice, moves its publication to it and to `call`, indexes its words; gives its id."""
    before = publication(db, notice.source, notice.reference)
    row = to_row(notice) | {"raw": pack(notice.raw), "call": call, "fingerprint": notice.fingerprint}
    notice_id = insert(db, "notices", row)
    _move_publication(db, row, notice_id)
    for concerned in {call, before.call if before else call}:
        search.index(db, concerned)
    return notice_id


def touch(db: Database, source: str, references: Iterable[str], seen_at: datetime) -> None:
    """Notes that these publications were met again; unknown references are ignored."""
    at = instant(seen_at)
    change_each(
        db,
        "UPDATE publications SET last_seen = max(last_seen, ?) WHERE source = ? AND reference = ?",
        ((at, source, reference) for reference in references),
    )


def get(db: Database, notice_id: int) -> Notice:
    """The notice of that id; LookupError when there is none."""
    row = one(db, "SELECT * FROM notices WHERE id = ?", (notice_id,))
    if row is None:
        raise LookupError(f"no notice {notice_id}")
    return _notice(row)


def of_call(db: Database, call: int) -> list[Notice]:
    """All that was ever said of that call, oldest first."""
    return [_notice(row) for row in rows(db, "SELECT * FROM notices WHERE call = ? ORDER BY id", (call,))]


def texts(db: Database, wanted: Collection[int]) -> dict[int, str]:
    """Call id → the text of its principal publication as last read; without the calls that have none."""
    found = rows(
        db,
        """SELECT calls.id AS call, notices.text AS text FROM calls
        JOIN publications ON publications.source = calls.source AND publications.reference = calls.reference
        JOIN notices ON notices.id = publications.notice""",
    )
    return {row["call"]: row["text"] for row in found if row["call"] in wanted and row["text"]}


def every(db: Database) -> Iterator[tuple[int, Notice]]:
    """Each notice with its id, in order of id; the caller may write meanwhile."""
    for row in pages(db, "SELECT * FROM notices WHERE id > :after ORDER BY id LIMIT :page"):
        yield row["id"], _notice(row)


def _notice(row: Row) -> Notice:
    return from_row(Notice, row, raw=unpack(row["raw"]))


def _move_publication(db: Database, row: dict[str, object], notice_id: int) -> None:
    change(
        db,
        """INSERT INTO publications (source, reference, call, notice, fingerprint, first_seen, last_seen)
           VALUES (:source, :reference, :call, :notice, :fingerprint, :seen_at, :seen_at)
           ON CONFLICT (source, reference) DO UPDATE SET call = excluded.call, notice = excluded.notice,
             fingerprint = excluded.fingerprint, last_seen = max(last_seen, excluded.last_seen)""",
        row | {"notice": notice_id},
    )
