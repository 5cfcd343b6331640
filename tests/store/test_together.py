"""Answering together: what was said is kept and taken back, and a request for help has an owner."""

from dataclasses import replace
from typing import Any

from model.together import Saying, Step
from store import members, together
from store.connection import Database, write
from tests.store import samples


def _step(db: Database, **fields: Any) -> Step:
    with write(db):
        member = members.save(db, samples.member())
    usual: dict[str, Any] = {
        "id": 0,
        "member": member,
        "call": samples.saved_call(db),
        "said": Saying.SEEKING,
        "at": samples.NOW,
    }
    return Step(**(usual | fields))


def test_a_step_comes_back_as_it_was_said(db: Database) -> None:
    said = _step(db, consent=True, message="Nous avons un partenaire à Thiès.")
    with write(db):
        number = together.say(db, said)
    kept = replace(said, id=number)
    assert together.get(db, number) == kept
    assert together.of_call(db, said.call) == [kept]
    assert together.of_member(db, said.member) == [kept]


def test_the_same_step_said_again_replaces_the_one_before(db: Database) -> None:
    said = _step(db, consent=True)
    with write(db):
        together.say(db, said)
        together.say(db, replace(said, consent=False, at=samples.LATER))
        together.say(db, replace(said, said=Saying.ANSWERING))
    assert [(one.said, one.consent) for one in together.of_call(db, said.call)] == [
        (Saying.SEEKING, False),
        (Saying.ANSWERING, True),
    ]


def test_a_step_is_taken_back_once(db: Database) -> None:
    said = _step(db)
    with write(db):
        number = together.say(db, said)
        assert together.undo(db, number, samples.LATER)
        assert not together.undo(db, number, samples.LATER)
    assert together.of_call(db, said.call) == []
    kept = together.get(db, number)
    assert kept is not None
    assert kept.undone_at == samples.LATER


def test_a_request_for_help_waits_for_an_owner_then_for_an_answer(db: Database) -> None:
    said = _step(db, said=Saying.HELP)
    with write(db):
        number = together.say(db, said)
        ticket = together.open_ticket(db, number, samples.NOW)
    assert [(one.owner, step.id) for one, step in together.open_tickets(db)] == [("", number)]
    with write(db):
        assert together.take(db, ticket, "Chargée de mission Sahel", samples.LATER)
        assert together.close(db, ticket, "Relecture faite", samples.LATER)
        assert not together.close(db, ticket, "Relecture faite", samples.LATER)
        assert not together.take(db, ticket, "Une autre", samples.LATER)
    kept = together.ticket_of(db, number)
    assert kept is not None
    assert (kept.owner, kept.answer, kept.closed_at) == ("Chargée de mission Sahel", "Relecture faite", samples.LATER)
    assert together.open_tickets(db) == []


def test_a_request_taken_back_leaves_the_list_of_those_to_answer(db: Database) -> None:
    said = _step(db, said=Saying.HELP)
    with write(db):
        number = together.say(db, said)
        together.open_ticket(db, number, samples.NOW)
        together.undo(db, number, samples.LATER)
    assert together.open_tickets(db) == []
