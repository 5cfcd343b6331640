"""The append-only list of what happened."""

import sqlite3
from dataclasses import replace

import pytest

from model.call import Event
from model.codes import EventKind
from store import events
from store.connection import Database, write
from tests.store import samples


def _two_events(db: Database) -> list[Event]:
    first, second = samples.saved_call(db), samples.saved_call(db)
    with write(db):
        return [
            events.append(db, samples.event(first, before="a", after="b", first_reading=True)),
            events.append(db, samples.event(second, kind=EventKind.CLOSED)),
        ]


def test_events_come_back_after_the_number_asked_for(db: Database) -> None:
    told = _two_events(db)
    assert [event.number for event in told] == [1, 2]
    assert events.since(db, 0) == told
    assert events.since(db, 1) == told[1:]
    assert events.since(db, 2) == []


def test_events_of_a_call_or_of_several_come_in_order(db: Database) -> None:
    told = _two_events(db)
    assert events.of_call(db, told[0].call) == told[:1]
    assert events.of_calls(db, [told[1].call, told[0].call]) == told
    assert events.of_calls(db, []) == []


def test_an_event_already_numbered_takes_a_number_of_its_own(db: Database) -> None:
    told = _two_events(db)
    with write(db):
        again = events.append(db, told[0])
    assert again == replace(told[0], number=3)


def test_nothing_happened_yet_is_number_zero(db: Database) -> None:
    assert events.last_number(db) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET sentence = 'autre' WHERE number = 1",
        "DELETE FROM events WHERE number = 2",
        "DELETE FROM events",
        "INSERT INTO events SELECT 4, call, kind, at, sentence, before, after, notice, first_reading FROM events LIMIT 1",
        "INSERT INTO events SELECT 0, call, kind, at, sentence, before, after, notice, first_reading FROM events LIMIT 1",
        "INSERT OR REPLACE INTO events SELECT 1, call, 'closed', at, sentence, before, after, notice, 0 FROM events LIMIT 1",
        "INSERT INTO events SELECT 3, call, 'exploded', at, sentence, before, after, notice, 0 FROM events LIMIT 1",
    ],
)
def test_no_statement_changes_removes_skips_or_invents_an_event(db: Database, statement: str) -> None:
    told = _two_events(db)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    assert events.since(db, 0) == told


def test_even_another_program_cannot_replace_an_event(db: Database, tmp_path: object) -> None:
    told = _two_events(db)
    path = db.execute("PRAGMA database_list").fetchone()["file"]
    other = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError):
        other.execute(
            "REPLACE INTO events SELECT 2, call, 'new', at, sentence, before, after, notice, 0 FROM events LIMIT 1"
        )
    other.close()
    assert events.since(db, 0) == told
