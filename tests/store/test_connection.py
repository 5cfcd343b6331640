"""Opening, writing, and what is said when SQLite refuses."""

import contextlib
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from model.trouble import Trouble
from store import calls, events
from store.connection import Database, connect, create, write
from store.migrations import MIGRATIONS
from tests.store import samples


def test_creating_twice_keeps_what_the_first_time_made(tmp_path: Path) -> None:
    with closing(create(tmp_path / "v.db")) as db:
        call_id = samples.saved_call(db)
    with closing(create(tmp_path / "v.db")) as db:
        assert calls.get(db, call_id) is not None


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    with closing(create(tmp_path / "v.db")) as db:
        samples.saved_call(db)
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(("durable", "synchronous"), [(False, 1), (True, 2)])
def test_a_connection_has_the_settings_of_the_house(tmp_path: Path, durable: bool, synchronous: int) -> None:
    create(tmp_path / "v.db").close()
    with closing(connect(tmp_path / "v.db", durable=durable)) as db:
        asked = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        found = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == ["wal", 1, synchronous, 15_000]


def test_an_odd_path_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "base 100 % sûre ?#&.db"
    create(path).close()
    connect(path).close()
    assert path.exists()


def _nothing(path: Path) -> None: ...


def _a_text(path: Path) -> None:
    path.write_text("ceci n’est pas une base" * 100)


def _an_empty_file(path: Path) -> None:
    path.touch()


def _another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE photos (id)")


def _a_newer_release(path: Path) -> None:
    with closing(create(path)) as db, write(db):
        db["_sqlite_migrations"].insert({"migration_set": MIGRATIONS.name, "name": "9999", "applied_at": "demain"})


def _half_a_file(path: Path) -> None:
    create(path).close()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "said", "advice"),
    [
        (_nothing, "n’existe pas", "veilleur init"),
        (_a_text, "n’est pas une base de données SQLite", "path"),
        (_an_empty_file, "pas encore préparée", "veilleur init"),
        (_another_program, "pas encore préparée", "veilleur init"),
        (_a_newer_release, "version plus récente", "restaurez une sauvegarde"),
        (_half_a_file, "abîmée", "veilleur restore"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_with_what_to_do(
    tmp_path: Path, make: Callable[[Path], None], said: str, advice: str
) -> None:
    make(tmp_path / "v.db")
    with pytest.raises(Trouble) as told:
        connect(tmp_path / "v.db")
    assert said in told.value.message
    assert advice in told.value.hint


@pytest.mark.parametrize(
    ("make", "said"),
    [(_a_text, "SQLite"), (_another_program, "autre programme"), (_a_newer_release, "version plus récente")],
)
def test_init_never_writes_into_a_file_that_is_not_its_own(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "v.db")
    with pytest.raises(Trouble, match=said):
        create(tmp_path / "v.db")
    if make is _another_program:
        with closing(sqlite3.connect(tmp_path / "v.db")) as conn:
            assert [row[0] for row in conn.execute("SELECT name FROM sqlite_master")] == ["photos"]


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="ne peut pas être créée"):
        create(tmp_path / "absent" / "v.db")


def test_all_of_a_transaction_is_kept_or_nothing(db: Database) -> None:
    with contextlib.suppress(ZeroDivisionError), write(db):
        calls.insert(db, samples.call(), samples.NOW, None)
        raise ZeroDivisionError
    assert list(calls.every(db)) == []
    assert not db.conn.in_transaction


def test_a_transaction_inside_another_is_a_defect(db: Database) -> None:
    with pytest.raises(RuntimeError, match="already open"), write(db), write(db):
        pass


def test_writing_outside_a_transaction_is_a_defect(db: Database) -> None:
    with pytest.raises(RuntimeError, match="with write"):
        calls.insert(db, samples.call(), samples.NOW, None)
    with pytest.raises(RuntimeError, match="with write"):
        calls.set_status(db, 1, samples.call().status, None)


def _save_many(db: Database, count: int) -> None:
    with write(db):
        for _ in range(count):
            calls.insert(db, samples.call(facts=samples.facts(summary="mot " * 500)), samples.NOW, None)


def test_a_full_disk_is_told_and_nothing_of_the_transaction_stays(db: Database) -> None:
    size = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {size}")
    with pytest.raises(Trouble, match="Le disque est plein") as told:
        _save_many(db, 200)
    assert "database or disk is full" in told.value.detail
    assert list(calls.every(db)) == []
    db.execute("PRAGMA max_page_count = 1000000")
    assert samples.saved_call(db) == 1


def test_a_read_only_database_is_told(db: Database) -> None:
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(Trouble, match="lecture seule"):
        samples.saved_call(db)


def test_a_lock_kept_by_another_program_is_told(db: Database, tmp_path: Path) -> None:
    db.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / "veilleur.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="occupée par un autre programme"):
            samples.saved_call(db)
    assert samples.saved_call(db) == 1


def test_a_broken_constraint_is_a_defect_and_not_a_trouble(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), write(db):
        events.append(db, samples.event(99))


def test_two_writers_that_read_before_writing_never_fail(tmp_path: Path) -> None:
    create(tmp_path / "v.db").close()

    def work() -> None:
        with closing(connect(tmp_path / "v.db")) as db:
            for _ in range(20):
                with write(db):
                    call_id = calls.insert(db, samples.call(), samples.NOW, None)
                    events.append(db, samples.event(call_id))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(connect(tmp_path / "v.db")) as db:
        assert [event.number for event in events.since(db, 0)] == list(range(1, 41))


def test_a_row_may_be_written_while_all_are_read(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.rows.PAGE", 2)
    ids = [samples.saved_call(db) for _ in range(5)]
    met = []
    for call in calls.every(db):
        met.append(call.id)
        with write(db):
            calls.set_status(db, call.id, call.status, None)
    assert met == ids
