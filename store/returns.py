"""What came back after letters left: bounces, complaints, requests of gateways, each kept once."""

from dataclasses import dataclass
from datetime import datetime

from model.returned import Returned, ReturnKind
from store.connection import Database
from store.rows import change, from_row, instant, one, rows, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReturn(Returned):
    """A return with the instant at which it was read (UTC)."""

    at: datetime


def keep(db: Database, returned: Returned, at: datetime) -> bool:
    """Keeps a return; False when the same message was kept before."""
    row = to_row(returned) | {"at": instant(at)}
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return change(db, f"INSERT OR IGNORE INTO returns ({names}) VALUES ({marks})", row).rowcount > 0  # noqa: S608 ours


def count(db: Database, subscriber_id: int, kind: ReturnKind, since: datetime) -> int:
    """How many returns of that kind a person had from `since` on."""
    sql = "SELECT count(*) AS number FROM returns WHERE subscriber = ? AND kind = ? AND at >= ?"
    row = one(db, sql, (subscriber_id, kind.value, instant(since)))
    return int(row["number"]) if row else 0


def newest(db: Database, kind: ReturnKind, limit: int = 50) -> list[KeptReturn]:
    """The last returns of one kind, newest first."""
    found = rows(db, "SELECT * FROM returns WHERE kind = ? ORDER BY id DESC LIMIT ?", (kind.value, limit))
    return [from_row(KeptReturn, row) for row in found]
