"""The best calls of each member, as last computed. The score is computed elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date

from model.match import Match
from store.connection import Database
from store.rows import change, change_each, from_row, rows, to_column

KEPT = 200
"""Matches kept for each member."""


def replace(db: Database, member_id: int, matches: Sequence[Match], aside: Mapping[int, int] | None = None) -> None:
    """Keeps the 200 best of `matches` in place of what the member had; `aside`: call → the opinion that holds it back."""
    best = sorted(matches, key=lambda match: (-match.score, match.call))[:KEPT]
    change(db, "DELETE FROM matches WHERE member = ?", (member_id,))
    change(db, "DELETE FROM set_aside WHERE member = ?", (member_id,))
    change_each(
        db,
        "INSERT INTO matches (member, call, role, score, reasons, council, enter_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (member_id, one.call, one.role.value, one.score, to_column(one.reasons), _day(one.council), _day(one.enter_by))
            for one in best
        ),
    )
    held = ((member_id, call, opinion) for call, opinion in (aside or {}).items())
    change_each(db, "INSERT INTO set_aside (member, call, opinion) VALUES (?, ?, ?)", held)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def of_member(db: Database, member_id: int) -> dict[int, Match]:
    """Call → match, best first."""
    found = rows(db, "SELECT * FROM matches WHERE member = ? ORDER BY score DESC, call", (member_id,))
    return {match.call: match for match in (from_row(Match, row) for row in found)}


def set_aside(db: Database, member_id: int) -> dict[int, int]:
    """Call → the opinion of the member that holds it back, for the opinions that still stand."""
    found = rows(
        db,
        """SELECT set_aside.call, set_aside.opinion FROM set_aside JOIN opinions ON opinions.id = set_aside.opinion
           WHERE set_aside.member = ? AND undone_at IS NULL ORDER BY set_aside.call""",
        (member_id,),
    )
    return {row["call"]: row["opinion"] for row in found}
