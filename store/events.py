"""What happened to calls: added at the end, numbered without gaps, never changed (the schema's triggers see to it)."""

from collections.abc import Iterable
from dataclasses import fields

from model.call import Event, NewEvent
from store.connection import Database
from store.rows import as_json, from_row, insert, one, rows, to_row


def append(db: Database, event: NewEvent) -> Event:
    """Adds the event and gives it its number: the last one plus 1, in the caller's transaction."""
    number = last_number(db) + 1
    row = to_row(event) | {"number": number}
    insert(db, "events", row)
    return Event(**{f.name: getattr(event, f.name) for f in fields(NewEvent)}, number=number)


def since(db: Database, number: int) -> list[Event]:
    """The events after `number`, in order."""
    return [from_row(Event, row) for row in rows(db, "SELECT * FROM events WHERE number > ? ORDER BY number", (number,))]


def of_call(db: Database, call: int) -> list[Event]:
    """The events of one call, in order."""
    return [from_row(Event, row) for row in rows(db, "SELECT * FROM events WHERE call = ? ORDER BY number", (call,))]


def of_calls(db: Database, calls: Iterable[int]) -> list[Event]:
    """The events of several calls, in order."""
    ids = as_json(tuple(calls))
    sql = "SELECT * FROM events WHERE call IN (SELECT value FROM json_each(?)) ORDER BY number"
    return [from_row(Event, row) for row in rows(db, sql, (ids,))]


def last_number(db: Database) -> int:
    """The number of the last event, 0 when there is none."""
    row = one(db, "SELECT coalesce(max(number), 0) AS number FROM events")
    return int(row["number"]) if row else 0
