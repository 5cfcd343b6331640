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
    """The publications that bear these keys, those of more than `most` publications left out, in order of key. A key of
    thousands is not counted to its end."""
    found = rows(
        db,
        """WITH asked AS (SELECT value AS mark FROM json_each(:marks)),
             few AS (SELECT mark, (
                       SELECT count(*) FROM (SELECT 1 FROM marks WHERE mark = asked.mark LIMIT :most + 1)) AS borne
                     FROM asked)
           SELECT mark, source, reference, borne FROM few JOIN marks USING (mark)
           WHERE borne <= :most ORDER BY mark, source, reference""",
        {"marks": as_json(tuple(marks)), "most": most},
    )
    return [Bearer(**row) for row in map(dict, found)]
