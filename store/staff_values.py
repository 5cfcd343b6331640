"""What staff have set in calls, field by field. What a field may hold is decided elsewhere."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.connection import Database
from store.rows import as_json, change, instant, rows


def put(db: Database, call: int, field: str, value: Any, who: str, at: datetime) -> None:
    """The value of a field, as JSON can write it, from now on."""
    change(
        db,
        """INSERT INTO staff_values (call, field, value, who, at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (call, field) DO UPDATE SET value = excluded.value, who = excluded.who, at = excluded.at""",
        (call, field, as_json(value), who, instant(at)),
    )


def let_go(db: Database, call: int, field: str) -> None:
    """The field is the sources' again."""
    change(db, "DELETE FROM staff_values WHERE call = ? AND field = ?", (call, field))


def of_call(db: Database, call: int) -> Mapping[str, tuple[Any, str]]:
    """Field → its value as JSON gives it back, and who set it."""
    found = rows(db, "SELECT field, value, who FROM staff_values WHERE call = ? ORDER BY field", (call,))
    return {row["field"]: (json.loads(row["value"]), row["who"]) for row in found}
