"""Letters and the ledger."""

import contextlib
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.codes import DeliveryState
from model.letter import Letter
from store import deliveries, members
from store.connection import Database, write
from store.deliveries import AlreadyInLedgerError
from tests.store import samples
from tests.store.samples import LATER, NOW

CLAIMED, SENT, TOLD, FAILED = DeliveryState.CLAIMED, DeliveryState.SENT, DeliveryState.TOLD, DeliveryState.FAILED


def _claimed(db: Database, *shown: str, told: tuple[str, ...] = (), cursor: int = 5) -> Letter:
    person = members.subscriber(db, samples.person(0).address)
    person_id = person.id if person else samples.saved_person(db)
    with write(db):
        return deliveries.claim(db, samples.letter(person_id, *shown, told=told), cursor, NOW)


def test_a_claim_fixes_the_bytes_the_ledger_and_the_cursor(db: Database) -> None:
    letter = _claimed(db, "event:2", "reminder:4/2026-04-15/J-14", told=("event:1",))
    assert deliveries.waiting(db) == [letter]
    assert deliveries.letter(db, letter.id) == letter
    assert letter.body == samples.letter(1).body
    assert deliveries.ledger(db, letter.subscriber) == {
        "event:2": CLAIMED,
        "reminder:4/2026-04-15/J-14": CLAIMED,
        "event:1": TOLD,
    }
    [person] = members.subscribers(db)
    assert (person.cursor, person.round_at) == (5, NOW)


def test_a_claim_given_up_leaves_nothing(db: Database) -> None:
    person_id = samples.saved_person(db)
    with contextlib.suppress(InterruptedError), write(db):
        deliveries.claim(db, samples.letter(person_id, "event:1"), 5, NOW)
        raise InterruptedError
    assert deliveries.waiting(db) == []
    assert deliveries.ledger(db, person_id) == {}
    assert members.subscribers(db)[0].cursor == 0


def test_the_same_topic_is_never_claimed_twice(db: Database) -> None:
    letter = _claimed(db, "event:1")
    with pytest.raises(AlreadyInLedgerError, match="event:1"):
        _claimed(db, "event:2", "event:1", cursor=9)
    with pytest.raises(AlreadyInLedgerError), write(db):
        deliveries.tell(db, letter.subscriber, ["event:1"], 9, LATER)
    assert deliveries.waiting(db) == [letter]
    assert members.subscribers(db)[0].cursor == 5


def test_two_people_are_told_the_same_topic_each_once(db: Database) -> None:
    first = samples.saved_person(db)
    second = samples.saved_person(db, address="alex@brumeval.example")
    with write(db):
        deliveries.tell(db, first, ["event:1"], 1, NOW)
        deliveries.tell(db, second, ["event:1"], 1, NOW)
    assert deliveries.ledger(db, first) == deliveries.ledger(db, second) == {"event:1": TOLD}


def test_a_letter_sent_waits_no_more_and_what_was_told_stays_told(db: Database) -> None:
    letter = _claimed(db, "event:2", told=("event:1",))
    with write(db):
        deliveries.mark_sent(db, letter.id, LATER)
    assert deliveries.waiting(db) == []
    assert deliveries.ledger(db, letter.subscriber) == {"event:2": SENT, "event:1": TOLD}
    assert deliveries.letter(db, letter.id) == letter
    [state] = deliveries.letters(db, 10)
    assert (state.state, state.tries, state.tried_at, state.reason) == (SENT, 0, LATER, None)


def test_a_letter_that_will_never_arrive_is_not_tried_again(db: Database) -> None:
    letter = _claimed(db, "event:2")
    with write(db):
        deliveries.mark_failed(db, letter.id, LATER, "550 boîte inconnue")
    assert deliveries.waiting(db) == []
    assert deliveries.ledger(db, letter.subscriber) == {"event:2": FAILED}
    [state] = deliveries.letters(db, 10)
    assert (state.state, state.tries, state.reason) == (FAILED, 1, "550 boîte inconnue")


def test_a_letter_of_someone_who_left_is_suppressed(db: Database) -> None:
    letter = _claimed(db, "event:2")
    with write(db):
        deliveries.mark_suppressed(db, letter.id, LATER, "désabonnement")
    assert deliveries.waiting(db) == []
    assert deliveries.ledger(db, letter.subscriber) == {"event:2": DeliveryState.SUPPRESSED}


def test_a_passing_failure_keeps_the_letter_for_a_later_try(db: Database) -> None:
    letter = _claimed(db, "event:2")
    in_an_hour = NOW + timedelta(hours=1)
    with write(db):
        deliveries.note_try(db, letter.id, NOW, "451 plus tard", in_an_hour)
    assert deliveries.waiting(db) == [letter]
    assert deliveries.waiting(db, NOW) == []
    assert deliveries.waiting_ids(db, in_an_hour) == [letter.id]
    assert deliveries.ledger(db, letter.subscriber) == {"event:2": CLAIMED}
    [state] = deliveries.letters(db, 10)
    assert (state.tries, state.next_try, state.reason) == (1, in_an_hour, "451 plus tard")


@pytest.mark.parametrize("mark", [deliveries.mark_sent, lambda db, i, at: deliveries.mark_failed(db, i, at, "x")])
def test_a_letter_ends_once(db: Database, mark: object) -> None:
    letter = _claimed(db, "event:2")
    with write(db):
        deliveries.mark_sent(db, letter.id, NOW)
    with pytest.raises(ValueError, match="not waiting"), write(db):
        mark(db, letter.id, LATER)  # type: ignore[operator]
    with pytest.raises(ValueError, match="not waiting"), write(db):
        deliveries.note_try(db, letter.id, LATER, "x", LATER)
    assert deliveries.ledger(db, letter.subscriber) == {"event:2": SENT}


def test_waiting_letters_come_oldest_first(db: Database) -> None:
    made = [_claimed(db, f"event:{number}") for number in (3, 1, 2)]
    assert deliveries.waiting(db) == made
    assert [state.id for state in deliveries.letters(db, 2)] == [made[2].id, made[1].id]


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "event:",
        "event:0",
        "event:01x",
        "event:1 ",
        "Event:1",
        "reminder:1",
        "reminder:1/2026-4-1/J-14",
        "reminder:x/2026-04-01/J-7",
        "reminder:1/2026-04-01/J-",
        "event:1/2",
        None,
    ],
)
def test_a_topic_of_another_form_is_refused(db: Database, topic: str) -> None:
    person_id = samples.saved_person(db)
    with pytest.raises(sqlite3.IntegrityError), write(db):
        deliveries.tell(db, person_id, [topic], 1, NOW)
    assert deliveries.ledger(db, person_id) == {}


def test_the_cursor_never_goes_back(db: Database) -> None:
    person_id = samples.saved_person(db)
    with write(db):
        deliveries.tell(db, person_id, [], 7, NOW)
        deliveries.tell(db, person_id, [], 3, LATER)
    [person] = members.subscribers(db)
    assert (person.cursor, person.round_at) == (7, LATER)


def test_a_letter_for_nobody_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), write(db):
        deliveries.claim(db, samples.letter(99, "event:1"), 1, NOW)
    with pytest.raises(LookupError):
        deliveries.letter(db, 1)


topics = st.integers(1, 6).map("event:{}".format) | st.sampled_from(
    ["reminder:1/2026-04-15/J-14", "reminder:1/2026-04-15/J-3"]
)
rounds = st.lists(st.tuples(st.lists(topics, max_size=3, unique=True), st.booleans(), st.booleans()), max_size=6)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=rounds)
def test_whatever_the_rounds_each_topic_has_one_line_and_one_letter(
    db: Database, history: list[tuple[list[str], bool, bool]]
) -> None:
    with write(db):
        db.execute("DELETE FROM deliveries")
        db.execute("DELETE FROM letters")
    person_id = samples.saved_person(db)
    expected: dict[str, DeliveryState] = {}
    for number, (asked, with_letter, sent) in enumerate(history):
        again = bool(set(asked) & set(expected))
        letter = replace(samples.letter(person_id, *asked), message_id=f"<{number}@veille.example>")
        try:
            with write(db):
                if with_letter:
                    made = deliveries.claim(db, letter, number, NOW)
                    if sent:
                        deliveries.mark_sent(db, made.id, LATER)
                else:
                    deliveries.tell(db, person_id, asked, number, NOW)
        except AlreadyInLedgerError:
            assert again
            continue
        assert not again
        expected |= dict.fromkeys(asked, (SENT if sent else CLAIMED) if with_letter else TOLD)
    assert deliveries.ledger(db, person_id) == expected
