"""The days done."""

import sqlite3
from datetime import date

import pytest

from model.codes import ReadResult
from model.notice import Outcome, Problem
from model.source import SourceState
from store import runs
from store.connection import Database, write
from tests.store.samples import LATER, NOW

DAY = date(2026, 3, 2)


def test_a_run_says_how_it_ended(db: Database) -> None:
    assert runs.last(db) is None
    with write(db):
        run = runs.start(db, DAY, NOW)
    assert runs.last(db) == runs.Run(id=run, day=DAY, started_at=NOW, ended_at=None, state="running", summary={})
    with write(db):
        runs.end(db, run, LATER, "done", {"letters": 3, "failed": {"envoi": "coupé"}})
    summary = {"letters": 3, "failed": {"envoi": "coupé"}}
    assert runs.last(db) == runs.Run(id=run, day=DAY, started_at=NOW, ended_at=LATER, state="done", summary=summary)


def test_a_run_killed_is_told_by_the_next_one(db: Database) -> None:
    with write(db):
        killed = runs.start(db, DAY, NOW)
    with write(db):
        runs.start(db, DAY, LATER)
    assert [row["state"] for row in db.query("SELECT state FROM runs ORDER BY id")] == ["interrupted", "running"]
    assert db.execute("SELECT id FROM runs WHERE ended_at IS NULL").fetchone()[0] == killed


def test_the_end_of_an_unknown_run_is_told(db: Database) -> None:
    with pytest.raises(LookupError), write(db):
        runs.end(db, 4, NOW, "done", {})


def test_how_each_source_was_read_is_kept_with_its_run(db: Database) -> None:
    outcome = Outcome(
        source="bailleur",
        result=ReadResult.READ,
        state=SourceState(source="bailleur"),
        started_at=NOW,
        ended_at=LATER,
        notices=2,
        seen=("1", "2", "3"),
        dropped=(("hors sujet", 4),),
        problems=(Problem(code="thin", subject="bailleur", message="Peu de publications."),),
        requests=5,
        received=1234,
    )
    with write(db):
        run = runs.start(db, DAY, NOW)
        runs.save_outcome(db, run, outcome)
    row = dict(db.execute("SELECT * FROM outcomes").fetchone())
    assert (row["run"], row["source"], row["result"], row["notices"], row["seen"]) == (run, "bailleur", "read", 2, 3)
    assert (row["requests"], row["received"], row["dropped"]) == (5, 1234, '[["hors sujet",4]]')
    assert "Peu de publications." in row["problems"]
    with pytest.raises(sqlite3.IntegrityError), write(db):
        runs.save_outcome(db, run, outcome)
