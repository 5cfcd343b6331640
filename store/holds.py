"""Events whose delivery waits: readings under way, and readings that a guard found doubtful. Nothing is judged here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from model.codes import EventKind
from store.connection import Database
from store.rows import as_json, change, from_row, insert, instant, one, rows

TOLD, KNOWN, DROPPED = "told", "known", "dropped"
"""What becomes of a held event: told as any other, told as something already known, or never."""

RELEASED, REFUSED, LAPSED = "released", "dropped", "lapsed"
"""How a hold ends."""

_FIRST = (EventKind.ANNOUNCED.value, EventKind.NEW.value)
_NEVER_HELD = (EventKind.CLOSED.value, EventKind.WITHDRAWN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What a doubtful reading told waits. `code`: what was odd; `lapses_at`: it ends without an answer from then on, None
    when it waits for one; `events`: how many wait, `calls` of how many calls. Instants are UTC."""

    id: int
    source: str
    code: str
    at: datetime
    lapses_at: datetime | None
    events: int
    calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEvent:
    """An event that waits, and when the publication that told it was last met by a reading (UTC)."""

    event: int
    call: int
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Withheld:
    """What letters must not know yet: `events` by number, `calls` of which the very first event waits. `known` are events
    that letters tell as already open."""

    events: frozenset[int] = frozenset()
    calls: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()


def begin(db: Database, source: str, event: int) -> None:
    """A reading of `source` begins after event number `event`. One that was interrupted keeps its own beginning."""
    change(db, "INSERT OR IGNORE INTO readings (source, event) VALUES (?, ?)", (source, event))


def end(db: Database, source: str) -> None:
    """The reading of `source` is judged: nothing of it waits but what `hold` has taken."""
    change(db, "DELETE FROM readings WHERE source = ?", (source,))


def hold(db: Database, source: str, code: str, at: datetime, lapses_at: datetime | None) -> int:
    """Holds what the reading of `source` under way has told: gives how many events. Call it before `end`.

    A source has one hold at a time: a second doubtful reading adds to it. That a call ended is never held.
    """
    begun = one(db, "SELECT event FROM readings WHERE source = ?", (source,))
    told = _told_since(db, source, begun["event"]) if begun else []
    if not told:
        return 0
    standing_ = one(db, "SELECT id FROM holds WHERE source = ? AND ended_at IS NULL", (source,))
    row = {
        "source": source,
        "code": code,
        "at": instant(at),
        "lapses_at": instant(lapses_at) if lapses_at else None,
        "who": "",
    }
    number = standing_["id"] if standing_ else insert(db, "holds", row)
    for event in told:
        change(db, "INSERT OR IGNORE INTO held_events (event, hold) VALUES (?, ?)", (event, number))
    return len(told)


def standing(db: Database) -> list[Hold]:
    """The holds that nobody has ended, the oldest first."""
    sql = """SELECT holds.*, count(event) AS events, count(DISTINCT call) AS calls FROM holds
             JOIN held_events ON hold = holds.id JOIN events ON number = event
             WHERE ended_at IS NULL AND fate IS NULL GROUP BY holds.id ORDER BY holds.id"""
    return [from_row(Hold, row) for row in rows(db, sql)]


def waiting(db: Database, hold_id: int) -> list[HeldEvent]:
    """The events of a hold that wait, in order."""
    sql = """SELECT event, events.call, last_seen FROM held_events JOIN events ON number = event
             LEFT JOIN notices ON notices.id = events.notice
             LEFT JOIN publications p ON p.source = notices.source AND p.reference = notices.reference
             WHERE hold = ? AND fate IS NULL ORDER BY event"""
    return [from_row(HeldEvent, row) for row in rows(db, sql, (hold_id,))]


def close(db: Database, hold_id: int, how: str, at: datetime, who: str, fates: Mapping[int, str]) -> None:
    """Ends a hold: `how` is one of RELEASED, REFUSED, LAPSED, `fates` says of each of its events what becomes of it."""
    change(
        db,
        "UPDATE holds SET ended_at = ?, how = ?, who = ? WHERE id = ? AND ended_at IS NULL",
        (instant(at), how, who, hold_id),
    )
    for event, fate in fates.items():
        change(db, "UPDATE held_events SET fate = ? WHERE event = ? AND fate IS NULL", (fate, event))


def withheld(db: Database) -> Withheld:
    """What waits now: the events held, those never to be told, and those of readings that have not ended."""
    held = rows(db, "SELECT number, call, kind, fate FROM held_events JOIN events ON number = event")
    found = [(row["number"], row["call"], row["kind"], row["fate"]) for row in held]
    found += [(row["number"], row["call"], row["kind"], None) for row in _under_way(db)]
    back = [one for one in found if one[3] in (None, DROPPED)]
    return Withheld(
        events=frozenset(number for number, *_ in back),
        calls=frozenset(call for _, call, kind, _ in back if kind in _FIRST),
        known=frozenset(number for number, _, _, fate in found if fate == KNOWN),
    )


def _told_since(db: Database, source: str, event: int) -> list[int]:
    sql = """SELECT number FROM events JOIN notices ON notices.id = events.notice
             WHERE number > ? AND source = ? AND kind NOT IN (SELECT value FROM json_each(?)) ORDER BY number"""
    return [row["number"] for row in rows(db, sql, (event, source, as_json(_NEVER_HELD)))]


def _under_way(db: Database) -> list[dict[str, object]]:
    sql = """SELECT number, events.call, kind FROM readings JOIN events ON number > readings.event
             JOIN notices ON notices.id = events.notice AND notices.source = readings.source
             WHERE kind NOT IN (SELECT value FROM json_each(?))"""
    return [dict(row) for row in rows(db, sql, (as_json(_NEVER_HELD),))]
