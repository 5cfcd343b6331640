"""Deadlines as iCalendar, read back by another library than the one that wrote them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import vobject

from digests.calendar import Dated, calendar_of, has_dates
from model.call import Call
from model.codes import EventKind, Precision, Status
from model.deadline import BRUSSELS
from model.facts import Facts
from tests.digests.fakes import call, event, on, read

SITE = "https://veilleur.example"


def entries(held: Call, *kinds: EventKind) -> list[Any]:
    events = [event(number, held.id, kind) for number, kind in enumerate((EventKind.NEW, *kinds), 1)]
    body = calendar_of([Dated(call=held, events=events, title=held.title, funder="Agence")], "Mes dates", SITE)
    read_back = vobject.readOne(body.decode())
    read_back.validate(raiseException=True)
    return list(getattr(read_back, "vevent_list", []))


def at(*sessions: Any) -> Call:
    return call(12, facts=Facts(sessions=tuple(read(one) for one in sessions)), title="Eau ; « pour tous », 2026")


def test_a_day_without_an_hour_is_a_whole_day_and_the_eve_when_it_is_excluded() -> None:
    (entry,) = entries(at(on("2026-10-15")))
    assert (entry.dtstart.value, entry.dtend.value) == (date(2026, 10, 15), date(2026, 10, 16))
    (entry,) = entries(at(on("2026-10-15", inclusive=False)))
    assert entry.dtstart.value == date(2026, 10, 14)


def test_an_hour_is_that_of_its_own_zone_in_summer_and_in_winter() -> None:
    for day, utc in (("2026-07-15", 15), ("2026-12-15", 16)):
        (entry,) = entries(at(on(day, "17:00", zone=BRUSSELS)))
        assert entry.dtend.value.astimezone(UTC).hour == utc
        assert entry.dtend.value - entry.dtstart.value == timedelta(minutes=30)


def test_the_uid_stays_and_the_sequence_rises_when_the_date_moves() -> None:
    (before,) = entries(at(on("2026-10-15")))
    (after,) = entries(at(on("2026-11-15")), EventKind.AMENDED, EventKind.DEADLINE_MOVED, EventKind.REOPENED)
    assert before.uid.value == after.uid.value == "appel-12-1@veilleur.example"
    assert (before.sequence.value, after.sequence.value) == ("0", "2")


def test_each_session_has_its_entry_and_a_vague_date_none() -> None:
    vague = on("2026-12-31", precision=Precision.YEAR)
    held = at(on("2026-10-15"), on("2026-11-15"), vague)
    assert [entry.uid.value[:10] for entry in entries(held)] == ["appel-12-1", "appel-12-2"]
    assert has_dates(held)
    assert not has_dates(at(vague))
    assert entries(at()) == []


def test_a_call_withdrawn_is_cancelled() -> None:
    (entry,) = entries(replace(at(on("2026-10-15")), status=Status.WITHDRAWN))
    assert entry.status.value == "CANCELLED"


def test_words_are_escaped_and_the_same_call_gives_the_same_bytes() -> None:
    held = at(on("2026-10-15"))
    (entry,) = entries(held)
    assert entry.summary.value == "Date limite\u00a0: Eau ; « pour tous », 2026"
    assert entry.dtstamp.value == datetime(2026, 9, 10, 6, tzinfo=UTC)
    dated = Dated(call=held, events=[], title="x", funder="")
    assert calendar_of([dated], "n", SITE) == calendar_of([dated], "n", SITE)
