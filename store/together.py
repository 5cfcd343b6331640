"""What members say they do about calls, and requests for help: kept and taken back. Who may see it is decided elsewhere."""

from datetime import datetime

from model.together import Step, Ticket
from store.connection import Database
from store.rows import change, from_row, insert, instant, one, rows, to_row


def say(db: Database, step: Step) -> int:
    """Keeps a step and gives its id; the same one said before by that member of that call is taken back."""
    change(
        db,
        "UPDATE together SET undone_at = ? WHERE member = ? AND call = ? AND said = ? AND undone_at IS NULL",
        (instant(step.at), step.member, step.call, step.said.value),
    )
    return insert(db, "together", to_row(step))


def undo(db: Database, step_id: int, at: datetime) -> bool:
    """Takes a step back; False when it was already, or never was."""
    done = change(db, "UPDATE together SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (instant(at), step_id))
    return done.rowcount > 0


def get(db: Database, step_id: int) -> Step | None:
    """The step of that id, standing or not."""
    row = one(db, "SELECT * FROM together WHERE id = ?", (step_id,))
    return from_row(Step, row) if row else None


def of_call(db: Database, call_id: int) -> list[Step]:
    """The steps that stand about a call, oldest first."""
    found = rows(db, "SELECT * FROM together WHERE call = ? AND undone_at IS NULL ORDER BY id", (call_id,))
    return [from_row(Step, row) for row in found]


def of_member(db: Database, member_id: int) -> list[Step]:
    """The steps that stand of a member, oldest first."""
    found = rows(db, "SELECT * FROM together WHERE member = ? AND undone_at IS NULL ORDER BY id", (member_id,))
    return [from_row(Step, row) for row in found]


def open_ticket(db: Database, step_id: int, at: datetime) -> int:
    """Opens the request for help of a step, without an owner yet."""
    return insert(db, "tickets", to_row(Ticket(id=0, step=step_id, opened_at=at)))


def take(db: Database, ticket_id: int, owner: str, at: datetime) -> bool:
    """Gives the ticket an owner, the last one winning; False when it is closed or unknown."""
    done = change(
        db,
        "UPDATE tickets SET owner = ?, taken_at = ? WHERE id = ? AND closed_at IS NULL",
        (owner, instant(at), ticket_id),
    )
    return done.rowcount > 0


def close(db: Database, ticket_id: int, answer: str, at: datetime) -> bool:
    """Settles the ticket with what was done; False when it already was."""
    done = change(
        db,
        "UPDATE tickets SET answer = ?, closed_at = ? WHERE id = ? AND closed_at IS NULL",
        (answer, instant(at), ticket_id),
    )
    return done.rowcount > 0


def ticket_of(db: Database, step_id: int) -> Ticket | None:
    """The request for help that a step opened."""
    row = one(db, "SELECT * FROM tickets WHERE step = ?", (step_id,))
    return from_row(Ticket, row) if row else None


def open_tickets(db: Database) -> list[tuple[Ticket, Step]]:
    """The requests not settled whose « aidez-nous » still stands, the longest open first."""
    found = rows(
        db,
        """SELECT tickets.* FROM tickets JOIN together ON together.id = tickets.step
           WHERE closed_at IS NULL AND undone_at IS NULL ORDER BY opened_at, tickets.id""",
    )
    tickets = [from_row(Ticket, row) for row in found]
    steps = {one.step: get(db, one.step) for one in tickets}
    return [(ticket, step) for ticket in tickets if (step := steps[ticket.step]) is not None]
