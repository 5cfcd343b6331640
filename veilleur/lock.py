"""One day at a time: a lock that the system frees by itself when its holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.trouble import Trouble


class Busy(Trouble):
    """Another run holds the lock: the command line exits with 3."""


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Holds the lock of this database, or raises Busy at once.

    `flock` on a file beside the base: the kernel lets go of it when the process ends, kill -9 included, so no lock is ever
    left; the file itself stays, and only tells who holds it. Children do not inherit it (PEP 446).
    """
    path = database.with_name(database.name + ".lock")
    handle = _open(path)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            raise Busy(
                f"Veilleur travaille déjà sur cette base ({_holder(path)}).",
                "Attendez la fin de cette exécution, puis relancez : rien n’est perdu.",
            ) from cause
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as cause:
        raise Trouble(
            f"Le verrou « {path} » ne peut pas être créé.",
            "Vérifiez que le dossier existe et qu’il est inscriptible.",
            str(cause),
        ) from cause


def _holder(path: Path) -> str:
    pid = path.read_text(encoding="ascii", errors="replace").strip()
    return f"processus {pid}" if pid else "processus inconnu"
