"""The best calls of each member, as last computed. The score is computed elsewhere."""

from collections.abc import Sequence

from model.match import Match
from store.connection import Database
from store.rows import change, change_each, from_row, rows, to_column

KEPT = 200
"""Matches kept for each member."""


def replace(db: Database, member_id: int, matches: Sequence[Match]) -> None:
    """Keeps the 200 best of `matches` in place of what the member had."""
    best = sorted(matches, key=lambda match: (-match.score, match.call))[:KEPT]
    change(db, "DELETE FROM matches WHERE member = ?", (member_id,))
    change_each(
        db,
        "INSERT INTO matches (member, call, role, score, reasons) VALUES (?, ?, ?, ?, ?)",
        ((member_id, one.call, one.role.value, one.score, to_column(one.reasons)) for one in best),
    )


def of_member(db: Database, member_id: int) -> dict[int, Match]:
    """Call → match, best first."""
    found = rows(db, "SELECT * FROM matches WHERE member = ? ORDER BY score DESC, call", (member_id,))
    return {match.call: match for match in (from_row(Match, row) for row in found)}
