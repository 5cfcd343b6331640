"""The schema, its kept snapshots, and the steps between them."""

import re
import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from model.codes import DeliveryState, EventKind, Kind, ReadResult, Rhythm, Role, Scope, Showing, SourceSetting, Status
from model.opinion import About, Judgement
from model.preferences import Act, How, Reminders
from model.question import Settled
from model.returned import ReturnKind, Why
from model.together import Saying
from model.trouble import Trouble
from store import calls, schema
from store.approvals import Decision
from store.connection import Database, create, write
from store.migrations import MIGRATIONS, migrate, refuse_older
from tests.store import samples

NEWEST = schema.numbers()[-1]


def _from_snapshot(path: Path, number: str) -> None:
    """A database as release `number` left it."""
    with closing(Database(sqlite3.connect(path, isolation_level=None))) as db:
        db.executescript(schema.snapshot(number))
        MIGRATIONS.ensure_migrations_table(db)
        done = [name for name in schema.numbers() if name <= number]
        db["_sqlite_migrations"].insert_all({"migration_set": MIGRATIONS.name, "name": n, "applied_at": "-"} for n in done)


def _described_snapshot(number: str) -> dict[str, str]:
    with closing(Database(memory=True)) as db:
        db.executescript(schema.snapshot(number))
        return schema.described(db)


def test_the_schema_made_from_nothing_is_the_newest_snapshot(db: Database) -> None:
    assert schema.described(db) == _described_snapshot(NEWEST)


@pytest.mark.parametrize("number", schema.numbers())
def test_a_database_of_each_release_comes_to_the_current_schema(tmp_path: Path, number: str) -> None:
    _from_snapshot(tmp_path / "old.db", number)
    with closing(create(tmp_path / "old.db")) as db:
        assert schema.described(db) == _described_snapshot(NEWEST)
        assert samples.saved_call(db) == 1


def test_each_step_has_its_snapshot(db: Database) -> None:
    assert [step.name for step in MIGRATIONS.applied(db)] == schema.numbers()


def _with_step(step: object) -> Migrations:
    steps = Migrations(MIGRATIONS.name)
    steps(name="0001")(lambda db: None)
    steps(name="0002")(step)  # type: ignore[type-var]
    return steps


def test_a_step_that_fails_leaves_everything_as_it_was(db: Database) -> None:
    before = schema.described(db)

    def broken(db: Database) -> None:
        db.execute("ALTER TABLE calls ADD COLUMN colour TEXT")
        db.execute("DROP TABLE nowhere")

    with pytest.raises(sqlite3.OperationalError), write(db):
        migrate(db, _with_step(broken))
    assert schema.described(db) == before
    assert [step.name for step in MIGRATIONS.applied(db)] == ["0001"]


def test_a_step_adds_to_what_is_there_without_losing_it(db: Database) -> None:
    call_id = samples.saved_call(db)
    with write(db):
        migrate(db, _with_step(lambda db: db.execute("ALTER TABLE calls ADD COLUMN colour TEXT DEFAULT 'bleu'")))
    assert db.execute("SELECT id, colour FROM calls").fetchall()[0][:] == (call_id, "bleu")


def test_a_database_not_yet_migrated_is_told_and_left_alone(db: Database) -> None:
    later = _with_step(lambda db: db.execute("ALTER TABLE calls ADD COLUMN colour TEXT"))
    with pytest.raises(Trouble, match="version plus ancienne") as told:
        refuse_older(db, later)
    assert "veilleur init" in told.value.hint
    assert schema.described(db) == _described_snapshot(NEWEST)


def test_every_table_and_every_column_is_explained_inside_the_database(db: Database) -> None:
    silent = []
    for table in _tables(db):
        lines = table.schema.splitlines()
        silent += [] if " -- " in lines[0] else [table.name]
        for column in table.columns:
            line = next(line for line in lines if re.match(rf"\s+{column.name} ", line))
            silent += [] if re.search(r" -- \S", line) else [f"{table.name}.{column.name}"]
    assert silent == []


def _tables(db: Database) -> list[sqlite_utils.db.Table]:
    return [table for table in db.tables if not table.name.startswith(("call_words", "_sqlite", "sqlite"))]


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("sources", "setting", SourceSetting),
        ("sources", "show", Showing),
        ("calls", "status", Status),
        ("calls", "scope", Scope),
        ("calls", "kind", Kind),
        ("events", "kind", EventKind),
        ("subscribers", "rhythm", Rhythm),
        ("matches", "role", Role),
        ("deliveries", "state", DeliveryState),
        ("outcomes", "result", ReadResult),
        ("opinions", "about", About),
        ("opinions", "judgement", Judgement),
        ("together", "said", Saying),
        ("preferences", "reminders", Reminders),
        ("consents", "act", Act),
        ("consents", "how", How),
        ("returns", "kind", ReturnKind),
        ("suppressions", "why", Why),
        ("approvals", "decision", Decision),
        ("questions", "settled_by", Settled),
    ],
)
def test_the_closed_lists_of_the_schema_are_those_of_the_model(
    db: Database, table: str, column: str, words: type[StrEnum]
) -> None:
    allowed = re.search(rf"CHECK \({column} IN \((.*?)\)\)", db[table].schema)
    assert allowed is not None
    assert [word.strip("' ") for word in allowed[1].split(",")] == [word.value for word in words]


def test_every_foreign_key_has_an_index(db: Database) -> None:
    bare = []
    for table in _tables(db):
        led = {index.columns[0] for index in table.indexes} | {table.pks[0]}
        bare += [f"{table.name}.{key.column}" for key in table.foreign_keys if key.column not in led]
    assert bare == []


def test_an_instant_of_another_shape_is_refused(db: Database) -> None:
    samples.saved_call(db)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.execute("UPDATE calls SET first_seen = '2026-03-02 06:30:00'")
    assert next(calls.every(db)).first_seen == samples.NOW
