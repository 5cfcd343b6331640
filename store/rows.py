"""Between the nouns of the model and the values of a row, and the statements all tables share. No table is named here."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from sqlite3 import Cursor, Row
from typing import Any, TypeVar, cast, get_origin, get_type_hints

from sqlite_utils import Database

from model.codec import from_plain, to_plain
from store.failures import told_in_french

T = TypeVar("T")
Values = Mapping[str, Any]

PAGE = 500
"""Rows held in memory at once by the readers of a whole table."""


def instant(at: datetime) -> str:
    """An aware instant as UTC text of one width, which sorts. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"an instant without time zone: {at!r}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_json(held: Any) -> str:
    """JSON text of what the model's codec can write: the same text as that of `to_plain`."""
    return json.dumps(held, default=_one_level, ensure_ascii=False, separators=(",", ":"))


def _one_level(held: Any) -> Any:
    """What the C encoder cannot write itself, one level at a time: 2.6 times faster than `to_plain` of the whole."""
    if is_dataclass(held):
        return {name: getattr(held, name) for name in held.__dataclass_fields__}
    return to_plain(held)


def from_json(kind: type[T] | Any, text: str) -> T:
    """The inverse of `as_json` for the type `kind`."""
    read: T = from_plain(kind, json.loads(text))
    return read


def pack(raw: bytes) -> bytes:
    """Bytes made small."""
    return zlib.compress(raw)


def unpack(packed: bytes) -> bytes:
    """The inverse of `pack`."""
    return zlib.decompress(packed)


def to_row(held: Any) -> dict[str, Any]:
    """Column → value for each field of a dataclass but `id`, which the database gives."""
    return {name: to_column(getattr(held, name)) for name in held.__dataclass_fields__ if name != "id"}


def to_column(held: Any) -> Any:
    """One value as SQLite keeps it: sequences, maps and dataclasses become JSON, instants sortable UTC."""
    if held is None or type(held) in (str, int, bytes):
        return held
    if isinstance(held, datetime):
        return instant(held)
    if isinstance(held, (date, time)):
        return held.isoformat()
    if isinstance(held, Enum):
        return held.value
    if isinstance(held, (tuple, Mapping)) or is_dataclass(held):
        return as_json(held)
    return int(held) if isinstance(held, bool) else held


def from_row(kind: type[T], row: Row, **instead: Any) -> T:
    """The dataclass `kind` from the columns of the same names; `instead` gives the fields that are not columns."""
    read = {name: from_column(hint, row[name]) for name, hint in _hints(cast(Any, kind)) if name not in instead}
    return kind(**read, **instead)


def from_column(hint: Any, value: Any) -> Any:
    """The inverse of `to_column` for the type `hint`."""
    if hint is bool:
        return bool(value)
    if value is None or hint is bytes:
        return value
    return from_plain(hint, json.loads(value) if _is_structured(hint) else value)


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(get_type_hints(kind).items())


@cache
def _is_structured(hint: Any) -> bool:
    origin = get_origin(hint)
    return is_dataclass(hint) or (isinstance(origin, type) and issubclass(origin, (tuple, Mapping)))


def rows(db: Database, sql: str, values: Sequence[Any] | Values = ()) -> Iterator[Row]:
    """The rows of a query, one at a time. Nothing may be written on `db` before the last one: see `pages`."""
    with told_in_french():
        yield from db.conn.execute(sql, values)


def pages(db: Database, sql: str, after: int = 0) -> Iterator[Row]:
    """The rows of `sql`, which takes :after (an id) and :page (a number of rows) and gives ids in order.

    A page is read whole, so the caller may write between two rows and memory stays flat.
    """
    while page := list(rows(db, sql, {"after": after, "page": PAGE})):
        yield from page
        after = page[-1]["id"]


def one(db: Database, sql: str, values: Sequence[Any] | Values = ()) -> Row | None:
    """The first row of a query, if any."""
    return next(rows(db, sql, values), None)


def change(db: Database, sql: str, values: Sequence[Any] | Values = ()) -> Cursor:
    """Runs one writing statement inside the caller's transaction; RuntimeError when none is open."""
    if not db.conn.in_transaction:
        raise RuntimeError("writing needs an open transaction: with write(db):")
    return db.conn.execute(sql, values)


def change_each(db: Database, sql: str, many: Iterable[Sequence[Any] | Values]) -> None:
    """The same statement for each of `many`, inside the caller's transaction."""
    if not db.conn.in_transaction:
        raise RuntimeError("writing needs an open transaction: with write(db):")
    db.conn.executemany(sql, many)


def insert(db: Database, table: str, row: Values) -> int:
    """Adds a row and gives its id (0 for a table without one)."""
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return change(db, f"INSERT INTO {table} ({names}) VALUES ({marks})", row).lastrowid or 0  # noqa: S608 names are ours


def put_row(db: Database, table: str, row: Values) -> None:
    """Adds a row, in place of the one that has the same key."""
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    change(db, f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608 names are ours


def update(db: Database, table: str, row: Values, row_id: int) -> None:
    """Sets columns of the row of that id; LookupError when there is none."""
    sets = ", ".join(f"{name} = :{name}" for name in row)
    done = change(db, f"UPDATE {table} SET {sets} WHERE id = :row_id", {**row, "row_id": row_id})  # noqa: S608 names are ours
    if done.rowcount == 0:
        raise LookupError(f"no row {row_id} in {table}")
