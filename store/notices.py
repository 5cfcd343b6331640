"""What sources said: a row only when it changed, and for each publication where its latest notice is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from model.facts import Facts
from model.notice import Notice
from store import search
from store.connection import Database
from store.rows import (
    as_json,
    change,
    change_each,
    from_json,
    from_row,
    insert,
    instant,
    one,
    pack,
    pages,
    rows,
    to_row,
    unpack,
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A notice as taken in: its id, the call it is about, its words (without the source's answer), what was read in it."""

    id: int
    call: int
    notice: Notice
    facts: Facts


def add(db: Database, notice: Notice, call: int, facts: Facts | None = None) -> int:
    """Keeps the notice and what was read in it (by default, what its source states), moves its publication to it and to
    `call`, indexes its words; gives its id."""
    before = publication(db, notice.source, notice.reference)
    row = _without_sender(to_row(notice)) | {"raw": pack(notice.raw), "call": call, "fingerprint": notice.fingerprint}
    row["facts"] = as_json(notice.given if facts is None else facts)
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


def reread(db: Database, notice_id: int, facts: Facts) -> None:
    """Keeps what a reading that had failed has found since."""
    change(db, "UPDATE notices SET facts = ? WHERE id = ?", (as_json(facts), notice_id))


def said(db: Database, notice_ids: Iterable[int]) -> list[Said]:
    """The notices of these ids as they were taken in, in order of id."""
    found = rows(
        db, "SELECT * FROM notices WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (as_json(tuple(notice_ids)),)
    )
    return [_said(row) for row in found]


def publications(db: Database, calls: Iterable[int]) -> list[Publication]:
    """The publications about these calls, in order of call, source and reference."""
    sql = "SELECT * FROM publications WHERE call IN (SELECT value FROM json_each(?)) ORDER BY call, source, reference"
    return [from_row(Publication, row) for row in rows(db, sql, (as_json(tuple(calls)),))]


def unseen(db: Database, source: str, since: datetime) -> list[Publication]:
    """The publications of a source that were met last before `since`."""
    sql = "SELECT * FROM publications WHERE source = ? AND last_seen < ? ORDER BY reference"
    return [from_row(Publication, row) for row in rows(db, sql, (source, instant(since)))]


def move(db: Database, source: str, reference: str, before: int, after: int, since: int = 0) -> int | None:
    """Gives a publication, and what it said of the call `before` from the notice `since` on, to the call `after`; gives
    the first notice moved, if any."""
    where = (source, reference, before, since)
    first = one(db, "SELECT min(id) AS id FROM notices WHERE source = ? AND reference = ? AND call = ? AND id >= ?", where)
    sql = "UPDATE notices SET call = ? WHERE source = ? AND reference = ? AND call = ? AND id >= ?"
    change(db, sql, (after, *where))
    sql = "UPDATE publications SET call = ? WHERE source = ? AND reference = ? AND call = ? AND notice >= ?"
    change(db, sql, (after, *where))
    for concerned in (before, after):
        search.index(db, concerned)
    return first["id"] if first else None


def said_of(db: Database, call: int) -> list[Said]:
    """All that was ever said of that call, as it was taken in, oldest first."""
    return [_said(row) for row in rows(db, "SELECT * FROM notices WHERE call = ? ORDER BY id", (call,))]


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


def _said(row: Row) -> Said:
    facts: Facts = from_json(Facts, row["facts"])
    return Said(id=row["id"], call=row["call"], notice=from_row(Notice, row, raw=b"", sent_by=None), facts=facts)


def _notice(row: Row) -> Notice:
    return from_row(Notice, row, raw=unpack(row["raw"]), sent_by=None)


def _move_publication(db: Database, row: dict[str, object], notice_id: int) -> None:
    change(
        db,
        """INSERT INTO publications (source, reference, call, notice, fingerprint, first_seen, last_seen)
           VALUES (:source, :reference, :call, :notice, :fingerprint, :seen_at, :seen_at)
           ON CONFLICT (source, reference) DO UPDATE SET call = excluded.call, notice = excluded.notice,
             fingerprint = excluded.fingerprint, last_seen = max(last_seen, excluded.last_seen)""",
        row | {"notice": notice_id},
    )


_HAS_DATE = "coalesce(json_array_length({0}.facts, '$.sessions'), 0) > 0 OR json_extract({0}.facts, '$.rolling') IS NOT NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Whether a publication says until when to answer (or always): `has` now, `had` in its notice before, if any."""

    reference: str
    has: bool
    had: bool


def dated(db: Database, source: str, since: datetime) -> list[Dated]:
    """The publications of a source that said something new from `since` (aware) on, in order of notice."""
    sql = f"""SELECT n.reference, {_HAS_DATE.format("n")} AS has, {_HAS_DATE.format("p")} AS had FROM notices n
              LEFT JOIN notices p ON p.id = (SELECT max(id) FROM notices WHERE source = n.source AND reference = n.reference
                AND id < n.id)
              WHERE n.source = ? AND n.seen_at >= ? ORDER BY n.id"""  # noqa: S608 the text is ours
    found = rows(db, sql, (source, instant(since)))
    return [Dated(reference=row["reference"], has=bool(row["has"]), had=bool(row["had"])) for row in found]


def dated_before(db: Database, source: str, before: datetime) -> tuple[int, int]:
    """How many notices a source gave before that instant (aware), and how many say until when to answer."""
    sql = f"SELECT count(*) AS number, sum({_HAS_DATE.format('n')}) AS dated FROM notices n WHERE source = ? AND seen_at < ?"  # noqa: S608
    row = one(db, sql, (source, instant(before)))
    return (row["number"], row["dated"] or 0) if row else (0, 0)


def _without_sender(row: dict[str, object]) -> dict[str, object]:
    """Who proposed a notice stays with the proposal: it is no part of what is published."""
    return {name: value for name, value in row.items() if name != "sent_by"}
