"""All that made calls and events what they are, in order, so that it can be done again. Nothing is done here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.connection import Database
from store.rows import as_json, from_column, insert, instant, one, pages, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What was done, as of which instant (UTC), with which notice, and with what else (JSON values)."""

    id: int
    kind: str
    at: datetime
    notice: int | None
    detail: Mapping[str, Any]


def add(db: Database, kind: str, at: datetime, detail: Mapping[str, Any], notice: int | None = None) -> int:
    """Writes what is being done, in the transaction that does it; gives its id."""
    return insert(db, "inputs", {"kind": kind, "at": instant(at), "notice": notice, "detail": as_json(dict(detail))})


def count(db: Database) -> int:
    """How many there are."""
    found = one(db, "SELECT count(*) AS n FROM inputs")
    return int(found["n"]) if found else 0


def taken_at(db: Database, call: int) -> Mapping[int, datetime]:
    """Notice → when it was first taken in, for the notices of a call."""
    found = rows(
        db,
        """SELECT notice, min(at) AS at FROM inputs JOIN notices ON notices.id = inputs.notice
           WHERE notices.call = ? GROUP BY notice""",
        (call,),
    )
    return {row["notice"]: from_column(datetime, row["at"]) for row in found}


def every(db: Database) -> Iterator[Input]:
    """All inputs, in order; the caller may write meanwhile, elsewhere."""
    for row in pages(db, "SELECT * FROM inputs WHERE id > :after ORDER BY id LIMIT :page"):
        yield Input(
            id=row["id"],
            kind=row["kind"],
            at=from_column(datetime, row["at"]),
            notice=row["notice"],
            detail=json.loads(row["detail"]),
        )
