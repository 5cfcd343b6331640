"""Copies of the whole database, and putting one back."""

import contextlib
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from model.trouble import Trouble
from store import backup as backups
from store import calls, events
from store.backup import backup, restore
from store.connection import Database, connect, create, write
from store.migrations import MIGRATIONS
from tests.store import samples


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "veilleur.db"


@pytest.fixture
def copy(db: Database, tmp_path: Path) -> Path:
    """A backup of a database with one call; the database has two by now, and is closed."""
    samples.saved_call(db)
    backup(db, tmp_path / "copie.db")
    samples.saved_call(db)
    db.close()
    return tmp_path / "copie.db"


def _count(path: Path) -> int:
    with closing(connect(path)) as db:
        return len(list(calls.every(db)))


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_backup_is_a_whole_private_database_and_nothing_else_is_left(copy: Path) -> None:
    assert _count(copy) == 1
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert _names(copy.parent) - {"copie.db-wal", "copie.db-shm"} == {"veilleur.db", "copie.db"}


def test_a_backup_never_replaces_a_file(db: Database, tmp_path: Path) -> None:
    (tmp_path / "copie.db").write_text("précieux")
    with pytest.raises(Trouble, match="existe déjà"):
        backup(db, tmp_path / "copie.db")
    assert (tmp_path / "copie.db").read_text() == "précieux"


def test_a_backup_into_no_folder_is_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="ne peut pas écrire"):
        backup(db, tmp_path / "absent" / "copie.db")


def test_a_backup_while_others_write_is_the_database_of_one_instant(place: Path, tmp_path: Path) -> None:
    create(place).close()
    enough = threading.Event()

    def work() -> None:
        with closing(connect(place)) as db:
            while not enough.is_set():
                with write(db):
                    events.append(db, samples.event(calls.insert(db, samples.call(), samples.NOW, None)))

    writer = threading.Thread(target=work)
    writer.start()
    with closing(connect(place)) as db:
        for number in range(5):
            backup(db, tmp_path / f"copie-{number}.db")
    enough.set()
    writer.join()
    for number in range(5):
        with closing(connect(tmp_path / f"copie-{number}.db")) as copied:
            kept = [event.number for event in events.since(copied, 0)]
            assert kept == list(range(1, len(kept) + 1))
            assert len(list(calls.every(copied))) == len(kept)


def test_restoring_keeps_the_replaced_database_aside(copy: Path, place: Path) -> None:
    kept = restore(copy, place)
    assert kept is not None
    assert (_count(place), _count(kept), _count(copy)) == (1, 2, 1)
    assert restore(copy, place) not in (None, kept)


def test_restoring_where_there_is_nothing_makes_the_database(copy: Path, tmp_path: Path) -> None:
    assert restore(copy, tmp_path / "neuve.db") is None
    assert _count(tmp_path / "neuve.db") == 1
    assert stat.S_IMODE((tmp_path / "neuve.db").stat().st_mode) == 0o600


def test_restoring_a_live_database_takes_what_its_wal_holds(place: Path, tmp_path: Path) -> None:
    with closing(create(place)) as db:
        samples.saved_call(db)
        assert (tmp_path / "veilleur.db-wal").stat().st_size > 0
        restore(place, tmp_path / "autre.db")
    assert _count(tmp_path / "autre.db") == 1


def _absent(copy: Path) -> None:
    copy.unlink()


def _a_text(copy: Path) -> None:
    copy.write_text("rien" * 5000)


def _half(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)


def _damaged(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)


def _foreign(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute("CREATE TABLE photos (id)")


def _newer(copy: Path) -> None:
    with closing(connect(copy)) as db, write(db):
        db["_sqlite_migrations"].insert({"migration_set": MIGRATIONS.name, "name": "9999", "applied_at": "demain"})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_absent, "n’existe pas"),
        (_a_text, "n’est pas une base"),
        (_half, "abîmée"),
        (_damaged, "abîmée"),
        (_foreign, "n’est pas une sauvegarde"),
        (_newer, "version plus récente"),
    ],
)
def test_a_backup_that_cannot_be_used_leaves_the_database_alone(
    copy: Path, place: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(copy)
    with pytest.raises(Trouble) as told:
        restore(copy, place)
    assert said in told.value.message
    assert told.value.hint
    assert _count(place) == 2
    assert {name for name in _names(place.parent) if "avant" in name or "tmp" in name} == set()


def test_a_database_in_use_is_not_replaced(copy: Path, place: Path) -> None:
    with closing(connect(place)) as user:
        assert calls.get(user, 1) is not None
        with pytest.raises(Trouble, match="ouverte par un autre programme") as told:
            restore(copy, place)
        assert "Arrêtez" in told.value.hint
        assert samples.saved_call(user) == 3
    assert _count(place) == 3


@pytest.mark.parametrize("content", [b"plus rien de lisible" * 500, b""])
def test_a_damaged_database_is_replaced_and_kept_with_its_wal(copy: Path, place: Path, content: bytes) -> None:
    place.write_bytes(content)
    wal = place.with_name("veilleur.db-wal")
    wal.write_bytes(b"restes d'une autre base")
    kept = restore(copy, place)
    assert kept is not None
    assert kept.read_bytes() == content
    assert not wal.exists() or wal.stat().st_size == 0
    assert _count(place) == 1


@contextlib.contextmanager
def _dying_at(step: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(backups, step, die)
        with pytest.raises(KeyboardInterrupt):
            yield


@pytest.mark.parametrize("step", ["_copy", "_check", "create", "_sync", "_keep_aside", "_empty_wal"])
def test_a_restoration_cut_at_any_step_leaves_the_old_database_whole(
    copy: Path, place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with _dying_at(step, monkeypatch):
        restore(copy, place)
    assert _count(place) == 2
    assert not [name for name in _names(place.parent) if "tmp" in name]


@pytest.mark.parametrize("step", ["_check", "_sync"])
def test_a_backup_cut_at_any_step_leaves_nothing(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with _dying_at(step, monkeypatch):
        backup(db, tmp_path / "copie.db")
    assert _names(tmp_path) == {"veilleur.db", "veilleur.db-wal", "veilleur.db-shm"}


def test_a_full_disk_leaves_no_half_backup(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_sync", full)
    with pytest.raises(Trouble, match="ne peut pas écrire") as told:
        backup(db, tmp_path / "copie.db")
    assert "No space left" in told.value.detail
    assert "copie.db" not in _names(tmp_path)
