"""The calls and the history of each of their values. Which call a notice is about and what changed is decided elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from model.call import Call, FieldChange
from model.codes import Status
from model.timing import next_session
from store import rows as table
from store import search as words
from store.connection import Database
from store.rows import as_json, change_each, from_row, instant, pages, rows, to_row

_NOTHING = (None, "", ())
_MOST_EDITIONS = 100
_OVER = tuple(status.value for status in Status if status.is_over)
# Where the call was read and how it is kept, not what it says: no history of its own.
_NOT_VERSIONED = frozenset({"id", "facts", "first_seen", "source", "reference", "notes", "expected"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One value of a call that changed: plain texts, None for nothing. `who` is "source" or a person of the staff."""

    field: str
    before: str | None
    after: str | None
    at: datetime
    notice: int | None
    who: str


def insert(db: Database, call: Call, at: datetime, notice: int | None, first: Sequence[FieldChange] | None = None) -> int:
    """Adds the call (its `id` is ignored), the first version of each of its values, and its words; gives its id.

    `at`: now, in UTC; it also says which session is the next. `notice` is None when the notice is not yet kept. `first`:
    the first values in the caller's words, so that they read like the changes that follow; otherwise plain JSON.
    """
    call_id = table.insert(db, "calls", _row(call, at))
    _add_versions(db, call_id, _first_values(call) if first is None else first, at, notice, "source")
    words.index(db, call_id)
    return call_id


def update(
    db: Database, call: Call, changes: Sequence[FieldChange], at: datetime, notice: int | None, who: str = "source"
) -> None:
    """Keeps the call as it is now, adds `changes` to its history, and indexes it again. LookupError: unknown id."""
    table.update(db, "calls", _row(call, at), call.id)
    _add_versions(db, call.id, changes, at, notice, who)
    words.index(db, call.id)


def set_status(db: Database, call_id: int, status: Status, deadline: date | None) -> None:
    """What time alone changes: where the call stands, and the day of its next session. LookupError: unknown id."""
    row = {"status": status.value, "deadline": deadline.isoformat() if deadline else None}
    table.update(db, "calls", row, call_id)


def set_expected(db: Database, call_id: int, expected: str) -> None:
    """When the edition after this one is expected, in French; "" for nothing."""
    table.change(db, "UPDATE calls SET expected = ? WHERE id = ? AND expected <> ?", (expected, call_id, expected))


def get(db: Database, call_id: int) -> Call | None:
    """The call of that id."""
    return next(iter(_calls(db, "WHERE id = ?", (call_id,))), None)


def some(db: Database, ids: Iterable[int]) -> dict[int, Call]:
    """Id → call, for those of `ids` that exist and stand for themselves (see `model.call.Call.same_as`), in order of id."""
    found = _calls(db, "WHERE same_as IS NULL AND id IN (SELECT value FROM json_each(?))", (as_json(tuple(ids)),))
    return {call.id: call for call in found}


def every(db: Database) -> Iterator[Call]:
    """All calls, in order of id; the caller may write meanwhile."""
    return (from_row(Call, row) for row in pages(db, "SELECT * FROM calls WHERE id > :after ORDER BY id LIMIT :page"))


def not_over(db: Database) -> list[Call]:
    """The calls that are neither closed nor withdrawn nor joined to another one, in order of id."""
    return _calls(db, "WHERE same_as IS NULL AND status NOT IN (SELECT value FROM json_each(?))", (as_json(_OVER),))


def editions(db: Database, call_id: int) -> list[Call]:
    """The call and those of the editions before it, the oldest first: an archive read late gives older ones later ids."""
    sql = """WITH RECURSIVE chain(id, back) AS (
               SELECT :call, 0 UNION SELECT previous, back + 1 FROM calls JOIN chain USING (id)
               WHERE previous IS NOT NULL AND back < :most)
             SELECT id FROM chain ORDER BY back DESC"""
    ids = [int(row["id"]) for row in rows(db, sql, {"call": call_id, "most": _MOST_EDITIONS})]
    found = _calls(db, "WHERE id IN (SELECT value FROM json_each(?))", (as_json(ids),))
    held = {call.id: call for call in found}  # those that staff have joined to another one too: they are its past
    return [held[one] for one in ids if one in held]


def after(db: Database, call_id: int) -> list[Call]:
    """The editions right after this one, in order of id: several when a call was parted."""
    return _calls(db, "WHERE previous = ?", (call_id,))


def of_publication(db: Database, source: str, reference: str) -> Call | None:
    """The call that this publication is about."""
    place = "WHERE id = (SELECT call FROM publications WHERE source = ? AND reference = ?)"
    return next(iter(_calls(db, place, (source, reference))), None)


def search(db: Database, text: str, limit: int = 20) -> list[Call]:
    """The calls that have all the words of `text`, best first (see `store.search.find`)."""
    return _in_order(db, words.find(db, text, limit))


def resembling(db: Database, title: str, limit: int = 20) -> list[Call]:
    """The calls whose title shares words with `title`, the closest first (see `store.search.resembling`)."""
    return _in_order(db, words.resembling(db, title, limit))


def versions(db: Database, call: int) -> list[Version]:
    """The history of the call, oldest first."""
    return [from_row(Version, row) for row in rows(db, "SELECT * FROM versions WHERE call = ? ORDER BY id", (call,))]


def counts(db: Database) -> dict[str, int]:
    """Status → number of calls, in the order of the statuses; 0 where there is none."""
    sql = "SELECT status, count(*) AS n FROM calls WHERE same_as IS NULL GROUP BY status"
    found = {row["status"]: row["n"] for row in rows(db, sql)}
    return {status.value: found.get(status.value, 0) for status in Status}


def _calls(db: Database, where: str, values: Sequence[Any] | Mapping[str, Any]) -> list[Call]:
    return [from_row(Call, row) for row in rows(db, f"SELECT * FROM calls {where} ORDER BY id", values)]  # noqa: S608 ours


def _in_order(db: Database, ids: Sequence[int]) -> list[Call]:
    found = some(db, ids)
    return [found[call_id] for call_id in ids if call_id in found]


def _row(call: Call, now: datetime) -> dict[str, Any]:
    """The columns of the call: its fields, and those that scripts read without opening the JSON."""
    session, facts = next_session(call.facts, now), call.facts
    return to_row(call) | {
        "deadline": session.day.isoformat() if session else None,
        "opening": facts.opening.value.isoformat() if facts.opening else None,
        "scope": facts.scope.value.value if facts.scope else None,
        "kind": facts.kind.value.value if facts.kind else None,
    }


def _first_values(call: Call) -> list[FieldChange]:
    """Each value that is not empty: what the history starts from."""
    own = {f.name: getattr(call, f.name) for f in fields(call) if f.name not in _NOT_VERSIONED}
    # The status computed wins over the one said under the same name: it is what the history of a call follows.
    return [
        FieldChange(name, None, _text(value)) for name, value in (call.facts.values() | own).items() if value not in _NOTHING
    ]


def _text(value: Any) -> str:
    plain = table.to_column(value)
    return plain if isinstance(plain, str) else as_json(plain)


def _add_versions(
    db: Database, call_id: int, changes: Iterable[FieldChange], at: datetime, notice: int | None, who: str
) -> None:
    when = instant(at)
    change_each(
        db,
        "INSERT INTO versions (call, field, before, after, at, notice, who) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((call_id, change.field, change.before, change.after, when, notice, who) for change in changes),
    )
