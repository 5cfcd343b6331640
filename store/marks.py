"""The keys by which publications worth comparing are found. What a key is made of is decided elsewhere."""

from collections.abc import Iterable
from typing import NamedTuple

from store.connection import Database
from store.rows import as_json, change, change_each, rows


class Bearer(NamedTuple):
    """A publication that bears a key, and how many bear it."""

    mark: int
    source: str
    reference: str
    borne: int


def replace(db: Database, source: str, reference: str, marks: Iterable[int]) -> None:
    """The keys of a publication, instead of those it had."""
    change(db, "DELETE FROM marks WHERE source = ? AND reference = ?", (source, reference))
    added = ((mark, source, reference) for mark in sorted(set(marks)))
    change_each(db, "INSERT INTO marks (mark, source, reference) VALUES (?, ?, ?)", added)


def bearers(db: Database, marks: Iterable[int], most: int) -> list[Bearer]:
    """The publications that bear these keys, those of more than `most` publications left out, in order of key."""
    found = rows(
        db,
        """WITH common AS (
             SELECT mark, count(*) AS borne FROM marks WHERE mark IN (SELECT value FROM json_each(?))
             GROUP BY mark HAVING borne <= ?)
           SELECT mark, source, reference, borne FROM common JOIN marks USING (mark) ORDER BY mark, source, reference""",
        (as_json(tuple(marks)), most),
    )
    return [Bearer(**row) for row in map(dict, found)]
