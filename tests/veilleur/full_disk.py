"""Runs `veilleur` on a disk that is nearly full: `python full_disk.py ARGUMENTS…`. PRAGMA max_page_count plays the disk."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import store.connection

original = store.connection._open


def nearly_full(path: Path, *, durable: bool = False) -> store.connection.Database:
    """The real connection, which may grow by two pages."""
    db = original(path, durable=durable)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 2}")
    return db


store.connection._open = nearly_full

from veilleur.cli import main  # noqa: E402

main(sys.argv[1:])
