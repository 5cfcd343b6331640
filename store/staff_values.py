"""What staff have set or confirmed in calls, field by field. What a field may hold is decided elsewhere."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.connection import Database
from store.rows import as_json, change, instant, rows


def put(db: Database, call: int, field: str, value: Any, who: str, at: datetime, *, confirmed: bool = False) -> None:
    """The value of a field, as JSON can write it, from now on; `confirmed`: the list of the values found right."""
    change(
        db,
        """INSERT INTO staff_values (call, field, value, who, at, confirmed) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (call, field) DO UPDATE SET
             value = excluded.value, who = excluded.who, at = excluded.at, confirmed = excluded.confirmed""",
        (call, field, as_json(value), who, instant(at), int(confirmed)),
    )


def let_go(db: Database, call: int, field: str) -> None:
    """The field is the sources' again."""
    change(db, "DELETE FROM staff_values WHERE call = ? AND field = ?", (call, field))


def of_call(db: Database, call: int) -> Mapping[str, tuple[Any, str, bool]]:
    """Field → its value as JSON gives it back, who set it, and whether it only confirms."""
    found = rows(db, "SELECT field, value, who, confirmed FROM staff_values WHERE call = ? ORDER BY field", (call,))
    return {row["field"]: (json.loads(row["value"]), row["who"], bool(row["confirmed"])) for row in found}
