"""The visits of the pages of calls, and what they say together. What they mean is decided elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from model.link import LinkState, Visit
from store.connection import Database
from store.rows import change, from_row, put_row, rows, to_row

KEPT = 10
"""Visits kept of an address: more than any decision looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The page of a call, its last visits, oldest first, and what they say together."""

    call: int
    url: str
    checks: tuple[Visit, ...]
    verdict: LinkState
    checked_at: datetime


def put(db: Database, link: Link) -> None:
    """Keeps the last visits of the page of a call, in place of what was known of it."""
    row = to_row(
        Link(call=link.call, url=link.url, checks=link.checks[-KEPT:], verdict=link.verdict, checked_at=link.checked_at)
    )
    put_row(db, "links", row)


def every(db: Database) -> dict[int, Link]:
    """Call → what is known of its page."""
    return {row["call"]: from_row(Link, row) for row in rows(db, "SELECT * FROM links ORDER BY call")}


def of_call(db: Database, call: int) -> Link | None:
    """What is known of the page of a call."""
    return next((from_row(Link, row) for row in rows(db, "SELECT * FROM links WHERE call = ?", (call,))), None)


def bad(db: Database) -> frozenset[int]:
    """The calls whose page, at the address they still give, is broken or leads elsewhere."""
    sql = """SELECT links.call FROM links JOIN calls ON calls.id = links.call AND calls.url = links.url
             WHERE links.verdict IN ('broken', 'moved')"""
    return frozenset(row["call"] for row in rows(db, sql))


def forget(db: Database, calls: Iterable[int]) -> None:
    """Forgets what is known of the pages of these calls."""
    for call in calls:
        change(db, "DELETE FROM links WHERE call = ?", (call,))
