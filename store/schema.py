"""Reads the kept snapshots of the schema, and says what a database holds so that both can be compared. No statement here.

The commented schema is the newest file of `snapshots/`: every table and column is explained there, and SQLite keeps the
explanations inside the database.
"""

import re
from importlib.resources import files

from sqlite_utils import Database

_COMMENT = re.compile(r"--[^\n]*")
_SPACE = re.compile(r"\s+")
# FTS5 makes its own tables; sqlite-utils keeps the migrations in its own.
_NOT_OURS = re.compile(r"sqlite_|_sqlite_|idx__sqlite_|call_words_")


def snapshot(number: str) -> str:
    """The SQL that makes the schema of release `number` ("0001") from nothing."""
    return files("store").joinpath("snapshots", f"{number}.sql").read_text(encoding="utf-8")


def numbers() -> list[str]:
    """The releases that have a snapshot, oldest first."""
    kept = files("store").joinpath("snapshots").iterdir()
    return sorted(file.name.removesuffix(".sql") for file in kept if file.name.endswith(".sql"))


def described(db: Database) -> dict[str, str]:
    """The name of each table, index and trigger of ours → its SQL without comments nor layout: equal when the schema is."""
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return {name: _SPACE.sub("", _COMMENT.sub("", sql)) for name, sql in found if not _NOT_OURS.match(name)}
