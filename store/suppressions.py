"""Addresses that get no letter until staff lift it. Why one is stopped is decided elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from model.returned import Why
from store.connection import Database
from store.rows import change, from_row, instant, one, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An address that is stopped, since when (UTC) and why."""

    address_key: str
    at: datetime
    why: Why
    reason: str


def stop(db: Database, address: str, why: Why, reason: str, at: datetime) -> bool:
    """No letter to `address` from now on; False when it was stopped already."""
    done = change(
        db,
        "INSERT INTO suppressions (address_key, at, why, reason) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (address_key) WHERE lifted_at IS NULL DO NOTHING",
        (key_of(address), instant(at), why.value, reason),
    )
    return done.rowcount > 0


def lift(db: Database, address: str, at: datetime) -> bool:
    """Letters may go there again; False when it was not stopped."""
    sql = "UPDATE suppressions SET lifted_at = ? WHERE address_key = ? AND lifted_at IS NULL"
    return change(db, sql, (instant(at), key_of(address))).rowcount > 0


def is_stopped(db: Database, address: str) -> bool:
    """Whether no letter may go to that address."""
    sql = "SELECT 1 FROM suppressions WHERE address_key = ? AND lifted_at IS NULL"
    return one(db, sql, (key_of(address),)) is not None


def standing(db: Database) -> list[Suppression]:
    """The addresses that are stopped, oldest first."""
    found = rows(db, "SELECT * FROM suppressions WHERE lifted_at IS NULL ORDER BY id")
    return [from_row(Suppression, row) for row in found]


def key_of(address: str) -> str:
    """The address as it is kept: without case nor double spaces."""
    return " ".join(address.casefold().split())
