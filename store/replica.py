"""A database to do everything again in, and what must come out the same. What is done again is decided elsewhere."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from store.connection import Database, create, write
from store.rows import insert, rows

REPLAYED = {
    "calls": "SELECT * FROM calls ORDER BY id",
    "versions": "SELECT * FROM versions ORDER BY id",
    "events": "SELECT * FROM events ORDER BY number",
    "joins": "SELECT * FROM joins ORDER BY id",
    "apart": "SELECT * FROM apart ORDER BY source, reference, call",
    "staff_values": "SELECT * FROM staff_values ORDER BY call, field",
    "publications": "SELECT source, reference, call, notice, fingerprint FROM publications ORDER BY source, reference",
}
"""Name → the rows that the same inputs must give again. When publications were last met is no part of it."""


def empty_copy(db: Database, target: Path) -> Database:
    """A new database at `target` that knows the same sources, and nothing else."""
    made = create(target)
    with write(made):
        for row in rows(db, "SELECT * FROM sources ORDER BY position"):
            insert(made, "sources", dict(row))
    return made


def rows_of(db: Database, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of one of `REPLAYED`, in order."""
    return (tuple(row) for row in rows(db, REPLAYED[name]))


def digest(db: Database, but: Collection[str] = ()) -> str:
    """SHA-256 of all of them, but for some: equal when nothing differs by a byte."""
    hashed = hashlib.sha256()
    for name in (one for one in REPLAYED if one not in but):
        hashed.update(f"{name}\n".encode())
        for row in rows_of(db, name):
            hashed.update(f"{row!r}\n".encode())
    return hashed.hexdigest()
