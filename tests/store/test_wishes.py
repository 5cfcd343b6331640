"""Wishes, consent, returns, stopped addresses, approvals and checks: what is kept comes back as it was."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from model.preferences import Act, Consent, How, Preferences, Reminders
from model.returned import Returned, ReturnKind, Why
from store import approvals, consents, deliveries, mail_checks, preferences, returns, suppressions
from store.approvals import Decision
from store.connection import Database, write
from tests.store.samples import LATER, NOW, letter, saved_person


def test_wishes_are_the_defaults_until_some_are_said_then_those(db: Database) -> None:
    someone = saved_person(db)
    assert preferences.of(db, someone) == Preferences(subscriber=someone)
    said = Preferences(
        subscriber=someone,
        hour=time(18, 5),
        zone="Indian/Reunion",
        urgent=False,
        pause_from=date(2026, 7, 1),
        pause_until=date(2026, 8, 31),
        most=10,
        reminders=Reminders.ALL,
        appeals=True,
        quiet_months=True,
    )
    with write(db):
        preferences.save(db, replace(said, most=3))
        preferences.save(db, said)
    assert preferences.of(db, someone) == said
    assert preferences.every(db) == {someone: said}


def test_the_record_of_consent_keeps_every_line_and_the_last_one_that_counts(db: Database) -> None:
    someone = saved_person(db)
    lines = [
        Consent(subscriber=someone, at=NOW, act=act, how=How.PAGE, notice="1", words="Je veux ces lettres.")
        for act in (Act.ASKED, Act.GIVEN, Act.CHANGED)
    ]
    with write(db):
        for line in lines:
            consents.add(db, line)
    assert consents.of(db, someone) == lines
    assert consents.last_acts(db) == {someone: Act.GIVEN}


def test_the_same_message_that_came_back_is_kept_once(db: Database) -> None:
    someone = saved_person(db)
    back = Returned(mark="abc", kind=ReturnKind.SOFT, subscriber=someone, reason="452 plein")
    with write(db):
        assert returns.keep(db, back, NOW)
        assert not returns.keep(db, back, LATER)
        assert returns.keep(db, replace(back, mark="def"), LATER)
    assert returns.count(db, someone, ReturnKind.SOFT, NOW) == 2
    assert returns.count(db, someone, ReturnKind.SOFT, LATER) == 1
    assert [one.mark for one in returns.newest(db, ReturnKind.SOFT)] == ["def", "abc"]


def test_an_address_is_stopped_whatever_its_case_until_it_is_lifted(db: Database) -> None:
    with write(db):
        assert suppressions.stop(db, "Camille@Brumeval.example", Why.HARD, "550", NOW)
        assert not suppressions.stop(db, "camille@brumeval.example", Why.STAFF, "", LATER)
    assert suppressions.is_stopped(db, "CAMILLE@brumeval.example")
    assert [one.why for one in suppressions.standing(db)] == [Why.HARD]
    with write(db):
        assert suppressions.lift(db, "camille@brumeval.example", LATER)
        assert not suppressions.lift(db, "camille@brumeval.example", LATER)
    assert not suppressions.is_stopped(db, "camille@brumeval.example")


@pytest.mark.parametrize(
    ("lapses", "decision", "leaves", "leaves_later"),
    [
        (None, None, False, False),
        (LATER, None, False, True),
        (None, Decision.APPROVED, True, True),
        (LATER, Decision.REFUSED, False, False),
    ],
)
def test_a_letter_that_waits_for_staff_leaves_when_they_say_so_or_when_the_time_has_lapsed(
    db: Database, lapses: object, decision: Decision | None, leaves: bool, leaves_later: bool
) -> None:
    someone = saved_person(db)
    with write(db):
        held = deliveries.claim(db, letter(someone, "event:1"), 1, NOW)
        approvals.ask(db, held.id, NOW, lapses)  # type: ignore[arg-type]
    assert [one.letter for one in approvals.waiting(db)] == [held.id]
    if decision:
        with write(db):
            assert approvals.answer(db, held.id, decision, "Jeanne", NOW)
            assert not approvals.answer(db, held.id, decision, "Jeanne", NOW)
        assert approvals.waiting(db) == []
    assert (deliveries.waiting_ids(db, NOW) == [held.id]) is leaves
    assert (deliveries.waiting_ids(db, LATER + timedelta(hours=1)) == [held.id]) is leaves_later


def test_a_letter_out_of_turn_leaves_the_round_where_it_is(db: Database) -> None:
    someone = saved_person(db)
    with write(db):
        deliveries.claim(db, letter(someone, "event:1", "quiet:2026-02"), None, NOW)
    row = db.execute("SELECT cursor, round_at FROM subscribers").fetchone()
    assert tuple(row) == (0, None)
    assert deliveries.told_at(db, someone) == {"event:1": NOW, "quiet:2026-02": NOW}
    assert deliveries.last_letter_at(db, someone) == NOW
    assert deliveries.last_letter_at(db, someone + 1) is None


def test_only_the_last_check_of_the_very_same_settings_counts(db: Database) -> None:
    with write(db):
        mail_checks.keep(db, "a", True, NOW)
    assert mail_checks.has_passed(db, "a")
    assert not mail_checks.has_passed(db, "b")
    with write(db):
        mail_checks.keep(db, "a", False, LATER)
    assert not mail_checks.has_passed(db, "a")
