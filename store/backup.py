"""Copies the whole database while others use it, and puts a copy back in its place: whole, or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from model.trouble import Trouble
from store.connection import Database, create
from store.failures import told_in_french

_COMPANIONS = ("-wal", "-shm", "-journal")
_ANOTHER = "Vérifiez le nom du fichier, ou essayez une autre sauvegarde."


def backup(db: Database, target: Path) -> None:
    """Writes a copy of the database as it is now to `target`, a new file; readers and writers go on meanwhile.

    Raises Trouble when `target` exists or cannot be written; then nothing is left of it.
    """
    if target.exists():
        raise Trouble(
            f"Ce fichier existe déjà : {target}", "Donnez un autre nom : une sauvegarde n’en remplace jamais une autre."
        )
    with _draft_of(target) as draft:
        with told_in_french():
            db.execute("VACUUM INTO ?", (str(draft),))
        _check(draft)
        _sync(draft)  # VACUUM INTO does not
        os.replace(draft, target)
    _sync(target.parent)


def restore(backup: Path, target: Path) -> Path | None:
    """Puts the copy `backup` in the place of the database `target`; gives where the replaced one was kept, if any.

    The copy is checked and brought to the current schema before anything moves, so a failure or a kill leaves the old
    database, never half of one. Raises Trouble when the backup is absent, damaged or of a newer release, or when another
    program has the database open.
    """
    if not backup.is_file():
        raise Trouble(f"Cette sauvegarde n’existe pas : {backup}", "Vérifiez le nom du fichier.")
    with _draft_of(target) as draft:
        _copy(backup, draft)
        _check(draft)
        create(draft).close()
        _sync(draft)
        kept = _keep_aside(target)
        os.replace(draft, target)
    _sync(target.parent)
    return kept


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """A name beside `target` for a file not yet whole; nothing of it is left at the end. OSError becomes Trouble.

    The file is made beforehand, empty and private, since it will hold addresses.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        yield draft
    except OSError as error:
        raise Trouble(
            f"On ne peut pas écrire dans ce dossier : {draft.parent}",
            "Vérifiez qu’il existe, qu’il reste de la place et que l’utilisateur de Veilleur peut y écrire.",
            detail=str(error),
        ) from error
    finally:
        for name in _with_companions(draft):
            name.unlink(missing_ok=True)


def _copy(backup: Path, draft: Path) -> None:
    """Through SQLite rather than byte by byte: a backup that is a live database has part of itself in its WAL."""
    with told_in_french(_ANOTHER), closing(_read_only(backup)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _check(file: Path) -> None:
    """Raises Trouble unless the file is a whole database of Veilleur."""
    with told_in_french(_ANOTHER), closing(_read_only(file)) as conn:
        found = [row[0] for row in conn.execute("PRAGMA integrity_check(5)")]
        broken = conn.execute("PRAGMA foreign_key_check").fetchall()
        tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if found != ["ok"] or broken:
        raise Trouble(
            "Cette copie de la base de données est abîmée : elle n’est pas utilisée.",
            _ANOTHER,
            detail="; ".join(found) if found != ["ok"] else f"{len(broken)} broken foreign keys",
        )
    if "deliveries" not in tables:
        raise Trouble("Ce fichier n’est pas une sauvegarde de Veilleur.", _ANOTHER)


def _keep_aside(target: Path) -> Path | None:
    """Gives the database a second name, its own staying until the very instant it is replaced."""
    if not target.exists():
        return None
    _empty_wal(target)
    kept = _free_name(target)
    for name, other in zip(_with_companions(target)[1:], _with_companions(kept)[1:], strict=True):
        # Left only by a database too damaged to open: beside another database, a WAL would destroy it.
        if name.exists():
            os.replace(name, other)
    try:
        os.link(target, kept)
    except OSError:  # a file system without hard links
        shutil.copy2(target, kept)
    return kept


def _empty_wal(target: Path) -> None:
    """Brings the last writes into the file itself; leaving WAL mode needs the database for oneself alone.

    Raises Trouble when another program has it open: it would go on writing into the replaced file.
    """
    with closing(sqlite3.connect(target, timeout=2.0)) as conn:
        try:
            conn.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                return  # damaged: kept aside as it is, with its companions
            raise Trouble(
                "La base de données est ouverte par un autre programme de Veilleur.",
                "Arrêtez le site, le planificateur et toute commande en cours, puis relancez la restauration.",
                detail=str(error),
            ) from error
        except sqlite3.DatabaseError:
            return  # not a database any more


def _free_name(target: Path) -> Path:
    number = 1
    while (name := target.with_name(f"{target.name}.avant-restauration-{number}")).exists():
        number += 1
    return name


def _with_companions(file: Path) -> list[Path]:
    return [file, *(file.with_name(file.name + suffix) for suffix in _COMPANIONS)]


def _sync(path: Path) -> None:
    """On the disk, not only in memory: the content of a file, or the names of a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
