"""What time alone does to a call, whatever the number of ticks and the changes of hour."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.call import Call, Event
from model.codes import EventKind, Kind, Precision, Status
from model.deadline import BRUSSELS, PARIS, Deadline
from pipelines import clock
from tests.pipelines.fakes import NOW, brussels, call, facts, happened, limit, numbered, read

CLOSING, CLOSED, OPENED = EventKind.CLOSING, EventKind.CLOSED, EventKind.OPENED


def paris(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(PARIS))


def ticked(known: Call, now: datetime, past: list[Event] | None = None) -> list[tuple[EventKind, datetime]]:
    return [(event.kind, event.at) for event in clock.tick(known, past or [], now).events]


@pytest.mark.parametrize(
    ("why", "said", "before", "at"),
    [
        ("a whole day", limit("2026-06-15"), "2026-06-15 23:59:59", "2026-06-16 00:00"),
        ("avant le 15", limit("2026-06-15", inclusive=False), "2026-06-14 23:59:59", "2026-06-15 00:00"),
        ("an hour is itself the limit", limit("2026-06-15 12:00"), "2026-06-15 11:59:59", "2026-06-15 12:00"),
        ("an hour elsewhere", limit("2026-06-15 17:00", "America/New_York"), "2026-06-15 22:59:59", "2026-06-15 23:00"),
        ("the day that summer time begins", limit("2026-03-29"), "2026-03-29 23:59:59", "2026-03-30 00:00"),
        ("the day that summer time ends", limit("2026-10-25"), "2026-10-25 23:59:59", "2026-10-26 00:00"),
        ("the end of a month", limit("2026-06-30", precision=Precision.MONTH), "2026-06-30 23:59:59", "2026-07-01 00:00"),
    ],
)
def test_a_call_closes_at_the_first_instant_that_is_too_late(why: str, said: Deadline, before: str, at: str) -> None:
    known = call(facts(said))
    assert CLOSED not in [kind for kind, _ in ticked(known, paris(before))], why
    assert ticked(known, paris(at)) == [(CLOSED, paris(at))], why
    assert clock.tick(known, [], paris(at)).status is Status.CLOSED


@pytest.mark.parametrize(
    ("why", "said", "at"),
    [
        ("two weeks before the last day", limit("2026-06-15"), "2026-06-01 00:00"),
        ("before the last safe day", limit("2026-06-15", inclusive=False), "2026-05-31 00:00"),
        ("an hour does not count", limit("2026-06-15 12:00"), "2026-06-01 00:00"),
        ("over the change of hour", limit("2026-04-05"), "2026-03-22 00:00"),
        ("over the other change of hour", limit("2026-11-01"), "2026-10-18 00:00"),
    ],
)
def test_a_call_is_closing_at_midnight_two_weeks_before_its_last_safe_day(why: str, said: Deadline, at: str) -> None:
    known = call(facts(said))
    assert ticked(known, paris(at) - timedelta(seconds=1)) == [], why
    assert ticked(known, paris(at)) == [(CLOSING, paris(at))], why
    assert ticked(known, paris(at) + timedelta(days=5)) == [(CLOSING, paris(at))], why


@pytest.mark.parametrize(
    ("why", "known", "past"),
    [
        ("first seen with less to go", call(facts("2026-03-20")), []),
        (
            "moved with less to go",
            call(facts("2026-06-15")),
            [happened(EventKind.DEADLINE_MOVED, at=paris("2026-06-05 08:00"), after="2026-06-15")],
        ),
        ("opened with less to go", call(facts("2026-06-15", opening="2026-06-05")), []),
        ("known to the year only", call(facts(limit("2026-06-15", precision=Precision.YEAR))), []),
        ("said already", call(facts("2026-06-15")), [happened(CLOSING, after="2026-06-15")]),
        ("said, then given an hour", call(facts(brussels("2026-06-15 12:00"))), [happened(CLOSING, after="2026-06-15")]),
        ("closed by its source", call(facts("2026-06-15", status=Status.CLOSED)), []),
        ("permanent", call(facts(kind=Kind.FUND)), []),
        ("not open yet", call(facts("2026-06-15", status=Status.UPCOMING, opening="2026-06-12")), []),
    ],
)
def test_a_call_is_not_said_to_be_closing(why: str, known: Call, past: list[Event]) -> None:
    now = paris("2026-03-12 08:00") if why.startswith("first seen") else paris("2026-06-10 08:00")
    assert CLOSING not in [kind for kind, _ in ticked(known, now, past)], why


def test_a_sum_amended_late_does_not_silence_the_closing() -> None:
    past = [happened(EventKind.AMENDED, at=paris("2026-06-05 08:00"), after="grant –5000 EUR")]
    assert ticked(call(facts("2026-06-15")), paris("2026-06-06 08:00"), past) == [(CLOSING, paris("2026-06-01 00:00"))]


def test_a_moved_date_is_said_to_be_closing_again() -> None:
    past = [
        happened(CLOSING, 1, at=paris("2026-05-01 00:00"), after="2026-05-15"),
        happened(EventKind.DEADLINE_MOVED, 2, at=paris("2026-05-10 08:00"), after="2026-06-15"),
    ]
    assert ticked(call(facts("2026-06-15")), paris("2026-06-02 08:00"), past) == [(CLOSING, paris("2026-06-01 00:00"))]


def test_a_call_opens_at_midnight_of_its_day_where_it_is() -> None:
    known = call(facts("2026-06-15", opening="2026-03-29"))
    assert ticked(known, paris("2026-03-28 23:59:59")) == []
    assert ticked(known, paris("2026-03-29 00:00")) == [(OPENED, paris("2026-03-29 00:00"))]
    event = clock.tick(known, [], paris("2026-03-30 08:00")).events[0]
    assert event.sentence.replace("\u00a0", " ") == "Appel ouvert, date limite : 15 juin 2026"


def test_a_call_first_seen_open_does_not_open() -> None:
    assert ticked(call(facts("2026-06-15", opening="2026-03-01")), paris("2026-03-12 08:00")) == []


def test_a_call_that_opened_and_closed_while_nobody_ticked_is_only_closed() -> None:
    known = call(facts("2026-05-15", opening="2026-04-01"))
    assert ticked(known, paris("2026-06-10 08:00")) == [(CLOSED, paris("2026-05-16 00:00"))]


def test_the_next_session_becomes_the_deadline() -> None:
    known = call(facts("2026-04-15", "2026-10-15"))
    assert clock.tick(known, [], paris("2026-04-15 20:00")).deadline == date(2026, 4, 15)
    after = clock.tick(known, [], paris("2026-04-16 00:00"))
    assert (after.deadline, after.status, after.events) == (date(2026, 10, 15), Status.OPEN, ())


def test_a_session_close_behind_another_is_closing_once_it_is_the_next() -> None:
    known = call(facts("2026-04-15", "2026-04-20"))
    past = [happened(CLOSING, at=paris("2026-04-01 00:00"), after="2026-04-15")]
    assert ticked(known, paris("2026-04-15 20:00"), past) == []
    assert ticked(known, paris("2026-04-16 07:30"), past) == [(CLOSING, paris("2026-04-16 00:00"))]


def test_a_reopened_call_closes_again_on_the_same_day_when_its_source_goes_back() -> None:
    past = [
        happened(CLOSED, 1, after="2026-03-01"),
        happened(EventKind.REOPENED, 2, after="2026-04-01"),
        happened(EventKind.DEADLINE_MOVED, 3, after="2026-03-01"),
    ]
    known = replace(call(facts("2026-03-01")), status=Status.OPEN)
    assert [kind for kind, _ in ticked(known, NOW, past)] == [CLOSED]
    assert ticked(known, NOW, past[:1]) == []


def test_what_is_over_stays_over() -> None:
    known = replace(call(facts("2026-06-15")), status=Status.WITHDRAWN)
    assert clock.tick(known, [], NOW) == clock.Tick(status=Status.WITHDRAWN, deadline=date(2026, 6, 15))


# Days around the two changes of hour of 2026, so that many examples cross one.
DAYS = st.dates(date(2026, 3, 1), date(2026, 4, 30)) | st.dates(date(2026, 10, 1), date(2026, 11, 30))
ZONES = st.sampled_from([PARIS, BRUSSELS, "UTC", "America/New_York", "Indian/Reunion"])


@st.composite
def limits(draw: st.DrawFn, zone: str) -> Deadline:
    hour = draw(st.none() | st.times(time(6), time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0)))
    return Deadline(draw(DAYS), hour, zone, Precision.DAY, draw(st.booleans()))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Call, list[datetime]]:
    """A call as first seen, and the instants of a tick a day from then, for some weeks."""
    zone = draw(ZONES)
    sessions = draw(st.lists(limits(zone), max_size=3))
    opening = draw(st.none() | DAYS)
    known = facts(*sessions, opening=opening.isoformat() if opening else None)
    first_seen = datetime.combine(draw(DAYS), time(5, 30), UTC)
    hours = draw(st.lists(st.integers(0, 20), min_size=5, max_size=45))
    ticks = [first_seen + timedelta(days=n, hours=h) for n, h in enumerate(hours)]
    return call(known, at=first_seen), sorted(ticks)


def lived(known: Call, ticks: list[datetime]) -> tuple[Call, list[Event]]:
    """The call and its events after these ticks."""
    past: list[Event] = []
    for now in ticks:
        result = clock.tick(known, past, now)
        past += numbered(result.events, len(past) + 1)
        known = replace(known, status=result.status)
    return known, past


Key = tuple[EventKind, datetime, str | None]


def keys(past: list[Event]) -> list[Key]:
    return [(event.kind, event.at, event.after) for event in past]


@given(worlds())
def test_one_tick_after_days_of_silence_writes_what_daily_ticks_write_but_for_what_has_become_pointless(
    world: tuple[Call, list[datetime]],
) -> None:
    known, ticks = world
    daily, by_day = lived(known, ticks)
    once, at_once = lived(known, ticks[-1:])
    assert once.status is daily.status
    assert set(keys(at_once)) <= set(keys(by_day))
    pointless = {key for key in keys(by_day) if key not in keys(at_once)}
    for kind, _, after in pointless:
        passed = kind is CLOSING and not _ahead(known, after, ticks[-1])
        assert passed or (kind in (OPENED, CLOSING) and once.status is Status.CLOSED)


@given(worlds())
def test_ticking_again_and_again_writes_nothing_twice(world: tuple[Call, list[datetime]]) -> None:
    known, ticks = world
    _, once = lived(known, ticks)
    _, often = lived(known, sorted([*ticks, *ticks, *(tick + timedelta(minutes=7) for tick in ticks)]))
    assert len(set(keys(often))) == len(often)
    assert set(keys(once)) <= set(keys(often))
    assert sum(event.kind is CLOSED for event in often) <= 1


@given(worlds())
def test_an_event_never_comes_before_its_time(world: tuple[Call, list[datetime]]) -> None:
    known, ticks = world
    past: list[Event] = []
    for now in ticks:
        result = clock.tick(known, past, now)
        assert all(known.first_seen <= event.at <= now for event in result.events)
        past += numbered(result.events, len(past) + 1)
        known = replace(known, status=result.status)


def _ahead(known: Call, after: str | None, now: datetime) -> bool:
    """The session of that day is still to come."""
    days = [s.value for s in known.facts.sessions if s.value.day.isoformat() == (after or "")[:10]]
    return any(session.closes_at > now for session in days)


def test_evidence_plays_no_part() -> None:
    known = call(facts("2026-06-15"))
    other = replace(known, facts=replace(known.facts, sessions=(read(limit("2026-06-15"), "autrement"),)))
    assert clock.tick(known, [], paris("2026-06-02 08:00")) == clock.tick(other, [], paris("2026-06-02 08:00"))
