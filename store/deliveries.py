"""Letters and the ledger: claim, then send, then mark. What is due to whom is decided elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import IntegrityError

from model.codes import DeliveryState
from model.letter import Letter
from store.connection import Database
from store.members import move_cursor
from store.rows import change, from_row, insert, instant, one, pack, rows, to_row, unpack


class AlreadyInLedgerError(Exception):
    """A topic is already in the subscriber's ledger: claiming it again would tell the same thing twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterState:
    """A letter as `status` shows it, without its bytes nor its address. Instants are UTC; `reason`: of the last failure."""

    id: int
    subscriber: int
    subject: str
    composed_at: datetime
    state: DeliveryState
    tries: int
    tried_at: datetime | None
    next_try: datetime | None
    reason: str | None


def claim(db: Database, letter: Letter, cursor: int | None, round_at: datetime) -> Letter:
    """Fixes the letter, its ledger lines and the subscriber's cursor, in the caller's one transaction; gives it its id.

    `cursor` is None for a letter out of turn: the round of the rhythm is still to come. From the commit on, the letter is
    sent from these bytes, however often the process dies. Raises AlreadyInLedgerError when a topic was told before: the
    caller's transaction must then be given up.
    """
    kept = to_row(letter) | {"state": DeliveryState.CLAIMED.value, "tries": 0}
    elsewhere = {"body", "shown", "told"}  # rows of other tables, not columns
    letter_id = insert(db, "letters", {name: value for name, value in kept.items() if name not in elsewhere})
    insert(db, "bodies", {"letter": letter_id, "body": pack(letter.body)})
    _enter(db, letter.subscriber, letter.shown, letter_id, DeliveryState.CLAIMED, round_at)
    _enter(db, letter.subscriber, letter.told, letter_id, DeliveryState.TOLD, round_at)
    if cursor is not None:
        move_cursor(db, letter.subscriber, cursor, round_at)
    return replace(letter, id=letter_id)


def tell(db: Database, subscriber_id: int, topics: Iterable[str], cursor: int, round_at: datetime) -> None:
    """A round with nothing to show: the topics enter the ledger as told, and the cursor moves. Raises as `claim` does."""
    _enter(db, subscriber_id, topics, None, DeliveryState.TOLD, round_at)
    move_cursor(db, subscriber_id, cursor, round_at)


def waiting_ids(db: Database, now: datetime | None = None) -> list[int]:
    """The letters claimed and not sent, oldest first.

    With `now`, without those whose next try is later, nor those that staff refused or have not answered in time.
    """
    found = rows(
        db,
        """SELECT id FROM letters LEFT JOIN approvals ON approvals.letter = letters.id
           WHERE state = 'claimed' AND (:now IS NULL OR (coalesce(next_try, '') <= :now AND (
             approvals.letter IS NULL OR decision = 'approved' OR (decision IS NULL AND lapses_at <= :now))))
           ORDER BY id""",
        {"now": instant(now) if now else None},
    )
    return [row["id"] for row in found]


def waiting(db: Database, now: datetime | None = None) -> list[Letter]:
    """The letters of `waiting_ids`, whole: where there are many, take them one by one with `letter`."""
    return [letter(db, letter_id) for letter_id in waiting_ids(db, now)]


def letter(db: Database, letter_id: int) -> Letter:
    """The letter of that id, with its bytes and its lines; LookupError when there is none."""
    lines = list(rows(db, "SELECT topic, state FROM deliveries WHERE letter = ? ORDER BY rowid", (letter_id,)))
    told = DeliveryState.TOLD.value
    return replace(
        to_send(db, letter_id),
        shown=tuple(line["topic"] for line in lines if line["state"] != told),
        told=tuple(line["topic"] for line in lines if line["state"] == told),
    )


def to_send(db: Database, letter_id: int) -> Letter:
    """The letter of that id with its bytes, without its lines of the ledger; LookupError when there is none."""
    row = one(
        db, "SELECT letters.*, body FROM letters JOIN bodies ON letter = letters.id WHERE letters.id = ?", (letter_id,)
    )
    if row is None:
        raise LookupError(f"no letter {letter_id}")
    return from_row(Letter, row, body=unpack(row["body"]), shown=(), told=())


def start_if_new(db: Database, letter_id: int, at: datetime) -> bool:
    """An attempt begins, unless an earlier one has an end that is not known; gives whether it began."""
    done = change(
        db,
        "UPDATE letters SET started_at = ? WHERE id = ? AND state = 'claimed' AND started_at IS NULL",
        (instant(at), letter_id),
    )
    return done.rowcount > 0


def is_started(db: Database, letter_id: int) -> bool:
    """Whether an attempt began of which the end is not known."""
    row = one(db, "SELECT started_at FROM letters WHERE id = ?", (letter_id,))
    return bool(row and row["started_at"])


def mark_started(db: Database, letter_id: int, at: datetime) -> bool:
    """An attempt begins; True when an earlier one had begun too, of which the end is not known (the process died)."""
    before = is_started(db, letter_id)
    change(db, "UPDATE letters SET started_at = ? WHERE id = ? AND state = 'claimed'", (instant(at), letter_id))
    return before


def mark_unstarted(db: Database, letter_id: int) -> None:
    """The attempt that had begun certainly did not take place."""
    change(db, "UPDATE letters SET started_at = NULL WHERE id = ?", (letter_id,))


def mark_sent(db: Database, letter_id: int, at: datetime) -> None:
    """The mail server has taken the letter: its claimed lines are sent. ValueError when it was no longer waiting."""
    _end(db, letter_id, at, DeliveryState.SENT, None)


def mark_failed(db: Database, letter_id: int, at: datetime, reason: str) -> None:
    """The letter will never arrive: it is not tried again. ValueError when it was no longer waiting."""
    _end(db, letter_id, at, DeliveryState.FAILED, reason)


def mark_suppressed(db: Database, letter_id: int, at: datetime, reason: str) -> None:
    """The letter must not leave any more (the person has left meanwhile). ValueError when it was no longer waiting."""
    _end(db, letter_id, at, DeliveryState.SUPPRESSED, reason)


def note_try(db: Database, letter_id: int, at: datetime, reason: str, next_try: datetime) -> None:
    """A passing failure: the letter still waits, until `next_try` at least. ValueError when it was no longer waiting."""
    done = change(
        db,
        """UPDATE letters SET tries = tries + 1, tried_at = ?, next_try = ?, reason = ?, started_at = NULL
           WHERE id = ? AND state = 'claimed'""",
        (instant(at), instant(next_try), reason, letter_id),
    )
    _must_have_waited(done.rowcount, letter_id)


def ledger(db: Database, subscriber_id: int) -> dict[str, DeliveryState]:
    """Topic → state of all that was told to a person, or will be by a letter that waits."""
    found = rows(db, "SELECT topic, state FROM deliveries WHERE subscriber = ? ORDER BY rowid", (subscriber_id,))
    return {row["topic"]: DeliveryState(row["state"]) for row in found}


def told_at(db: Database, subscriber_id: int) -> dict[str, datetime]:
    """Topic → the instant (UTC) at which it entered its state, for what was shown or waits to be."""
    sql = "SELECT topic, at FROM deliveries WHERE subscriber = ? AND state IN ('claimed', 'sent')"
    return {row["topic"]: datetime.fromisoformat(row["at"]) for row in rows(db, sql, (subscriber_id,))}


def sources_told(db: Database, subscriber_id: int) -> frozenset[str]:
    """The slugs of the sources whose calls had a card in a letter to a person."""
    sql = """SELECT DISTINCT calls.source FROM deliveries JOIN events ON events.number = CAST(substr(topic, 7) AS INTEGER)
             JOIN calls ON calls.id = events.call
             WHERE subscriber = ? AND topic GLOB 'event:*' AND state IN ('claimed', 'sent')"""
    return frozenset(row["source"] for row in rows(db, sql, (subscriber_id,)))


def last_letter_at(db: Database, subscriber_id: int) -> datetime | None:
    """When the person's last letter was composed (UTC)."""
    row = one(db, "SELECT max(composed_at) AS at FROM letters WHERE subscriber = ?", (subscriber_id,))
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None


def letters(db: Database, limit: int) -> list[LetterState]:
    """The newest letters, for `status`."""
    found = rows(db, "SELECT * FROM letters ORDER BY id DESC LIMIT ?", (limit,))
    return [from_row(LetterState, row) for row in found]


def _enter(
    db: Database, subscriber: int, topics: Iterable[str], letter_id: int | None, state: DeliveryState, at: datetime
) -> None:
    for topic in topics:
        line = {"subscriber": subscriber, "topic": topic, "letter": letter_id, "state": state.value, "at": instant(at)}
        try:
            insert(db, "deliveries", line)
        except IntegrityError as error:
            if error.sqlite_errorname != "SQLITE_CONSTRAINT_UNIQUE":
                raise
            raise AlreadyInLedgerError(f"subscriber {subscriber}: {topic}") from error


def _end(db: Database, letter_id: int, at: datetime, state: DeliveryState, reason: str | None) -> None:
    when, failed = instant(at), int(state is DeliveryState.FAILED)
    done = change(
        db,
        """UPDATE letters SET state = ?, tried_at = ?, tries = tries + ?, next_try = NULL, reason = ?,
                started_at = NULL
           WHERE id = ? AND state = 'claimed'""",
        (state.value, when, failed, reason, letter_id),
    )
    _must_have_waited(done.rowcount, letter_id)
    change(
        db,
        "UPDATE deliveries SET state = ?, at = ? WHERE letter = ? AND state = 'claimed'",
        (state.value, when, letter_id),
    )


def _must_have_waited(changed: int, letter_id: int) -> None:
    if changed == 0:
        raise ValueError(f"letter {letter_id} is not waiting to be sent")
