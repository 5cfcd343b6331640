"""Opens the database and its write transactions. What is read and written stands in the other files, one a table."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from model.trouble import Trouble
from store.failures import told_in_french
from store.migrations import migrate, refuse_newer, refuse_older

__all__ = ["Database", "connect", "create", "write"]

PATIENCE = 15.0
"""Seconds to wait for another writer. A batch of 50 notices holds the lock for some milliseconds; a backup never does."""


def create(path: Path) -> Database:
    """The database at `path`, made or brought to the current schema; it opens it as `connect` does.

    Raises Trouble when the file is not ours, comes from a newer release, or cannot be written.
    """
    _make_private(path)
    with told_in_french():
        db = _open(path)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            _bring_up_to_date(db)
        except BaseException:
            db.close()
            raise
    return db


def connect(path: Path, *, durable: bool = False) -> Database:
    """The existing database at `path`, of the current schema. One connection a thread; the caller closes it.

    `durable`: each commit is on the disk when it returns (the ledger); otherwise the last ones may be lost in a power
    cut, never half of one. Raises Trouble when the file is absent, not ours, of another release or unreadable.
    """
    if not path.exists():
        raise Trouble(f"La base de données n’existe pas : {path}", "Lancez d’abord : veilleur init")
    with told_in_french():
        db = _open(path, durable=durable)
        try:
            refuse_newer(db)
            refuse_older(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def write(db: Database) -> Iterator[None]:
    """One write transaction: all of the block is kept, or nothing of it. Nesting raises RuntimeError.

    Raises Trouble when the disk is full, the file read-only, or another program keeps the lock for 15 seconds.
    """
    if db.conn.in_transaction:
        raise RuntimeError("a write transaction is already open on this connection")
    with told_in_french():
        # Not sqlite-utils' atomic(): its deferred BEGIN fails at once, whatever the timeout, when a transaction that has
        # read wants to write while another writes (243 times in 10 s with two writers; 0 with IMMEDIATE).
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            # A full disk may have ended the transaction already (https://www.sqlite.org/lang_transaction.html).
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise


def _make_private(path: Path) -> None:
    """The file holds addresses of people: it is made readable by its owner alone; SQLite gives its other files the same."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Trouble(
            f"La base de données ne peut pas être créée : {path}",
            "Vérifiez que le dossier existe et que l’utilisateur de Veilleur peut y écrire.",
            detail=str(error),
        ) from error


def _open(path: Path, *, durable: bool = False) -> Database:
    """A connection without implicit transactions: only `write` opens one. mode=rw: a wrong path makes no new file."""
    conn = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        conn.execute("SELECT count(*) FROM sqlite_master")  # the first read: says whether it is a database at all
        return Database(conn)
    except BaseException:
        conn.close()
        raise


def _bring_up_to_date(db: Database) -> None:
    """A step may make a table again, which foreign keys forbid: they are checked at the end instead."""
    db.execute("PRAGMA foreign_keys = OFF")
    with write(db):
        migrate(db)
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration breaks {len(broken)} foreign keys")
    db.execute("PRAGMA foreign_keys = ON")
