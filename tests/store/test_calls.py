"""Calls, their history, and how they are found again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from model.call import FieldChange
from model.codes import Kind, Scope, Status
from model.deadline import Deadline
from model.facts import Facts
from model.money import Amount
from store import calls, notices
from store.connection import Database, write
from tests.store import samples
from tests.store.samples import LATER, NOW, facts, reading


def _columns(db: Database, call_id: int) -> dict[str, object]:
    return dict(db.execute("SELECT * FROM calls WHERE id = ?", [call_id]).fetchone())


@pytest.mark.parametrize(
    ("days", "deadline"),
    [
        ((), None),
        ((date(2026, 4, 15),), "2026-04-15"),
        ((date(2026, 9, 1), date(2026, 4, 15), date(2026, 1, 10)), "2026-04-15"),
        ((date(2025, 12, 1), date(2026, 1, 10)), "2026-01-10"),
        ((date(2026, 3, 2),), "2026-03-02"),
    ],
)
def test_the_deadline_column_is_the_next_session_not_past(
    db: Database, days: tuple[date, ...], deadline: str | None
) -> None:
    call_id = samples.saved_call(db, facts=facts(*days))
    assert _columns(db, call_id)["deadline"] == deadline


def test_the_deadline_column_is_the_local_date_of_its_zone(db: Database) -> None:
    limit = Deadline(date(2026, 3, 2), zone="Pacific/Noumea")
    call_id = samples.saved_call(db, facts=Facts(sessions=(reading(limit),)))
    assert _columns(db, call_id)["deadline"] == "2026-03-02"


def test_scripts_read_scope_kind_and_opening_without_opening_the_json(db: Database) -> None:
    known = facts(scope=reading(Scope.EUROPE), kind=reading(Kind.FUND), opening=reading(date(2026, 3, 10)))
    row = _columns(db, samples.saved_call(db, facts=known))
    assert (row["scope"], row["kind"], row["opening"], row["status"]) == ("europe", "fund", "2026-03-10", "open")
    row = _columns(db, samples.saved_call(db, facts=facts()))
    assert (row["scope"], row["kind"], row["opening"]) == (None, None, None)


def test_time_moves_the_status_and_the_deadline_alone(db: Database) -> None:
    call_id = samples.saved_call(db)
    with write(db):
        calls.set_status(db, call_id, Status.CLOSED, date(2026, 4, 15))
    assert calls.get(db, call_id) == samples.call(id=call_id, status=Status.CLOSED)
    assert _columns(db, call_id)["deadline"] == "2026-04-15"
    with write(db):
        calls.set_status(db, call_id, Status.PERMANENT, None)
    assert _columns(db, call_id)["deadline"] is None


def test_the_history_starts_with_every_value_that_is_not_empty(db: Database) -> None:
    known = facts(
        date(2026, 4, 15),
        countries=(reading("SN"), reading("ML")),
        amounts=(reading(Amount(None, Decimal(50000), "EUR")),),
        kind=reading(Kind.CALL),
        summary="Eau et assainissement",
    )
    history = {
        version.field: version for version in calls.versions(db, samples.saved_call(db, facts=known, funder="Bailleur"))
    }
    assert set(history) == {"title", "url", "funder", "status", "sessions", "countries", "amounts", "kind", "summary"}
    assert history["countries"].after == '["SN","ML"]'
    assert history["kind"].after == "call"
    assert history["status"].after == "open"
    assert '"maximum":"50000"' in (history["amounts"].after or "")
    assert {(v.before, v.at, v.notice, v.who) for v in history.values()} == {(None, NOW, None, "source")}


def test_the_caller_may_word_the_first_values(db: Database) -> None:
    with write(db):
        call_id = calls.insert(db, samples.call(), NOW, None, first=[FieldChange("sessions", None, "2026-04-15")])
    assert [(version.field, version.after) for version in calls.versions(db, call_id)] == [("sessions", "2026-04-15")]


def test_a_change_keeps_who_made_it_and_by_which_notice(db: Database) -> None:
    call_id = samples.saved_call(db)
    before = len(calls.versions(db, call_id))
    with write(db):
        notice_id = notices.add(db, samples.notice(), call_id)
        moved = samples.call(id=call_id, title="Accès à l’eau")
        calls.update(db, moved, [FieldChange("title", "Accès à l’eau potable", "Accès à l’eau")], LATER, notice_id)
        calls.update(db, moved, [FieldChange("funder", None, "Bailleur")], LATER, None, who="camille")
    first, second = calls.versions(db, call_id)[before:]
    assert (first.field, first.before, first.after) == ("title", "Accès à l’eau potable", "Accès à l’eau")
    assert (first.at, first.notice, first.who) == (LATER, notice_id, "source")
    assert (second.notice, second.who) == (None, "camille")


def test_an_unknown_call_is_told(db: Database) -> None:
    assert calls.get(db, 7) is None
    with pytest.raises(LookupError), write(db):
        calls.update(db, samples.call(id=7), [], NOW, None)
    with pytest.raises(LookupError), write(db):
        calls.set_status(db, 7, Status.OPEN, None)


def test_calls_are_found_by_their_ids_their_status_and_all_together(db: Database) -> None:
    ids = {status: samples.saved_call(db, status=status) for status in Status}
    assert list(calls.some(db, [ids[Status.CLOSED], 99, ids[Status.ANNOUNCED]])) == [
        ids[Status.ANNOUNCED],
        ids[Status.CLOSED],
    ]
    assert {call.status for call in calls.not_over(db)} == set(Status) - {Status.CLOSED, Status.WITHDRAWN}
    assert [call.id for call in calls.every(db)] == list(ids.values())
    samples.saved_call(db, status=Status.OPEN)
    assert calls.counts(db) == {"announced": 1, "upcoming": 1, "open": 2, "permanent": 1, "closed": 1, "withdrawn": 1}


def test_a_call_is_found_by_each_of_its_publications(db: Database) -> None:
    call_id = samples.saved_call(db, identifier="EAU-26", url="https://bailleur.example/eau")
    samples.saved_call(db, identifier=None, url="https://bailleur.example/autre")
    relay = samples.notice(source="relais", reference="9", url="https://relais.example/9", identifier="EAU-2026-01")
    with write(db):
        notices.add(db, relay, call_id)
    found = calls.of_publication(db, "relais", "9")
    assert found is not None
    assert found.id == call_id
    assert calls.of_publication(db, "relais", "10") is None


def test_editions_are_chained(db: Database) -> None:
    first = samples.saved_call(db)
    second = samples.saved_call(db, previous=first)
    kept = calls.get(db, second)
    assert kept is not None
    assert kept.previous == first


def test_an_instant_without_a_zone_is_a_defect(db: Database) -> None:
    naive = datetime(2026, 3, 2, 6, 30)  # noqa: DTZ001 that is the point
    with pytest.raises(ValueError, match="time zone"), write(db):
        calls.insert(db, samples.call(first_seen=naive), NOW, None)


def test_an_instant_of_another_zone_is_kept_in_utc(db: Database) -> None:
    local = NOW.astimezone(ZoneInfo("Indian/Reunion")) + timedelta(microseconds=5)
    call_id = samples.saved_call(db, first_seen=local)
    assert _columns(db, call_id)["first_seen"] == "2026-03-02T06:30:00.000005+00:00"
    assert calls.get(db, call_id) == replace(samples.call(id=call_id), first_seen=local)
