"""Answering together: what a member says it does about a call, kept, taken back, shown. Decisions are in `matching`."""

from dataclasses import dataclass
from datetime import datetime

from matching import explain
from matching.together import Board, board, refused, undone_by
from model.call import Call
from model.member import Member
from model.together import Saying, Step, Ticket
from model.trouble import Trouble
from store import calls, members, together
from store.connection import Database, write

LONGEST = 500
"""Characters of a message to the others: a line or two, not a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says for its member: `consent` lets the others see its name, for this call alone."""

    member: int
    call: int
    saying: Saying
    consent: bool = False
    message: str = ""
    subscriber: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request for help that waits: its ticket, who asks, and for which call."""

    ticket: Ticket
    step: Step
    member: Member
    call: Call


def say(db: Database, said: Said, now: datetime) -> int:
    """Keeps a step and gives its id; those that it contradicts are taken back, and « aidez-nous » opens a ticket.

    Trouble: no such member or call, a message too long, or a result before the file was sent.
    """
    _both(db, said.member, said.call)
    message = " ".join(said.message.split())
    if len(message) > LONGEST:
        raise Trouble(f"Votre message dépasse {LONGEST} signes.", "Raccourcissez-le : vous en direz plus de vive voix.")
    standing = _standing(db, said.member, said.call)
    why = refused(said.saying, standing)
    if why:
        raise Trouble(why)
    step = Step(
        id=0,
        member=said.member,
        call=said.call,
        said=said.saying,
        at=now,
        consent=said.consent,
        message=message,
        subscriber=said.subscriber,
    )
    with write(db):
        for one in undone_by(said.saying, standing):
            together.undo(db, one.id, now)
        number = together.say(db, step)
        if said.saying is Saying.HELP:
            together.open_ticket(db, number, now)
    return number


def take_back(db: Database, member: int, step_id: int, now: datetime) -> bool:
    """Takes back a step of that member; False when it stood no more. Trouble when it is another member's."""
    held = together.get(db, step_id)
    if held is None or held.member != member:
        raise Trouble("Cette ligne n’est pas celle de votre collectivité.", "Rechargez la page.")
    with write(db):
        return together.undo(db, step_id, now)


def board_of(db: Database, member_id: int, call_id: int, now: datetime) -> Board:
    """What a member sees of a call at `now` (aware). Trouble: no such member or call."""
    viewer, call = _both(db, member_id, call_id)
    steps = together.of_call(db, call_id)
    people = {one.id: one for one in members.every(db) if one.id in {step.member for step in steps}}
    roles = {one.id: explain(call, one, now).role for one in people.values()}
    role = explain(call, viewer, now).role
    return board(call, viewer, role, steps, people, roles)


def requests(db: Database) -> list[Request]:
    """The requests for help that wait for an owner or for an answer, the longest open first."""
    found = []
    for ticket, step in together.open_tickets(db):
        member, call = members.get(db, step.member), calls.get(db, step.call)
        if member is not None and call is not None:
            found.append(Request(ticket, step, member, call))
    return found


def take(db: Database, ticket_id: int, owner: str, now: datetime) -> None:
    """Gives a ticket to somebody of the staff. Trouble: nobody named, or a ticket closed or unknown."""
    if not owner.strip():
        raise Trouble("Dites qui prend cette demande.", "Écrivez un nom.")
    with write(db):
        _must(together.take(db, ticket_id, owner.strip(), now))


def settle(db: Database, ticket_id: int, answer: str, now: datetime) -> None:
    """Closes a ticket with what was done. Trouble: a ticket closed or unknown."""
    with write(db):
        _must(together.close(db, ticket_id, answer.strip(), now))


def _must(done: bool) -> None:
    if not done:
        raise Trouble("Cette demande est déjà close, ou n’existe pas.", "Rechargez la page.")


def _both(db: Database, member_id: int, call_id: int) -> tuple[Member, Call]:
    member, call = members.get(db, member_id), calls.get(db, call_id)
    if member is None or call is None:
        raise Trouble("Cette collectivité ou cet appel n’existe pas.", "Rechargez la page.")
    return member, call


def _standing(db: Database, member_id: int, call_id: int) -> list[Step]:
    return [step for step in together.of_call(db, call_id) if step.member == member_id]
