"""When a round is due, as tables of days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests import workdays
from digests.rhythm import Habits, is_due, may_interrupt, missed_days, next_slot
from model.codes import Rhythm
from model.preferences import Preferences
from tests.digests.fakes import PARIS, person


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("rhythm", "weekday", "last", "now", "due"),
    [
        # 2026-09-15 is a Tuesday.
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-14 23:59", False),
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-15 07:29", False),
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-15 07:30", True),
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-16 07:30", True),  # a missed Tuesday is caught up
        (Rhythm.WEEKLY, 1, "2026-09-15 07:30", "2026-09-15 18:00", False),
        (Rhythm.WEEKLY, 1, "2026-09-16 07:30", "2026-09-21 07:30", False),
        (Rhythm.WEEKLY, 1, "2026-09-16 07:30", "2026-09-22 07:30", True),
        (Rhythm.WEEKLY, 4, "2026-09-15 07:30", "2026-09-17 07:30", False),
        (Rhythm.WEEKLY, 4, "2026-09-15 07:30", "2026-09-18 07:30", True),
        (Rhythm.DAILY, 1, "2026-09-15 07:30", "2026-09-15 23:59", False),
        (Rhythm.DAILY, 1, "2026-09-15 07:30", "2026-09-16 07:30", True),
        (Rhythm.DAILY, 1, "2026-09-11 07:30", "2026-09-13 18:00", False),  # Sunday
        (Rhythm.AT_ONCE, 1, "2026-09-11 07:30", "2026-09-13 18:00", False),
        (Rhythm.WEEKLY, 1, "2026-07-07 07:30", "2026-07-14 12:00", False),  # a public holiday
        (Rhythm.WEEKLY, 1, "2026-07-07 07:30", "2026-07-15 07:30", True),
        (Rhythm.WEEKLY, 0, "2026-03-30 07:30", "2026-04-06 12:00", False),  # Easter Monday
        (Rhythm.WEEKLY, 0, "2026-03-30 07:30", "2026-04-07 07:30", True),
        (Rhythm.AT_ONCE, 1, "2026-09-15 07:30", "2026-09-15 07:31", True),
        (Rhythm.MONTHLY, 1, "2026-08-04 07:30", "2026-08-31 07:30", False),
        (Rhythm.MONTHLY, 1, "2026-08-04 07:30", "2026-09-01 07:30", True),  # the first Tuesday of September is the 1st
        (Rhythm.MONTHLY, 1, "2026-09-01 07:30", "2026-09-29 07:30", False),
        (Rhythm.MONTHLY, 0, "2026-08-03 07:30", "2026-09-06 07:30", False),
        (Rhythm.MONTHLY, 0, "2026-08-03 07:30", "2026-09-09 07:30", True),  # missed on Monday the 7th
        (Rhythm.NONE, 1, "2026-01-06 07:30", "2026-09-15 07:30", False),
    ],
)
def test_a_round_is_due_on_its_day_or_on_the_first_run_after_it(
    rhythm: Rhythm, weekday: int, last: str, now: str, due: bool
) -> None:
    someone = person(rhythm=rhythm, weekday=weekday, round_at=at(last).astimezone(UTC))
    assert is_due(someone, at(now).astimezone(UTC)) is due


@pytest.mark.parametrize("rhythm", [one for one in Rhythm if one is not Rhythm.NONE])
def test_the_first_round_is_due_at_once_whatever_the_day(rhythm: Rhythm) -> None:
    assert is_due(person(rhythm=rhythm, weekday=4, round_at=None), at("2026-09-14 07:30"))


def test_somebody_who_wants_no_letter_has_no_first_round_either() -> None:
    assert not is_due(person(rhythm=Rhythm.NONE, round_at=None), at("2026-09-14 07:30"))


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Paris", "2026-09-15T05:29+00:00", "2026-09-15T05:30+00:00"),
        ("Indian/Reunion", "2026-09-15T03:29+00:00", "2026-09-15T03:30+00:00"),
        ("America/Guadeloupe", "2026-09-15T11:29+00:00", "2026-09-15T11:30+00:00"),
        ("Pacific/Tahiti", "2026-09-15T17:29+00:00", "2026-09-15T17:30+00:00"),
        ("Pacific/Noumea", "2026-09-14T20:29+00:00", "2026-09-14T20:30+00:00"),
    ],
)
def test_the_hour_is_that_of_the_person_s_own_clock(zone: str, before: str, after: str) -> None:
    habits = Habits(zone=ZoneInfo(zone))
    someone = person(weekday=1, round_at=datetime(2026, 9, 8, 21, tzinfo=UTC))
    assert not is_due(someone, datetime.fromisoformat(before), habits)
    assert is_due(someone, datetime.fromisoformat(after), habits)


def test_a_pause_has_no_letter_and_the_first_round_after_it_catches_up() -> None:
    pause = Preferences(subscriber=7, pause_from=date(2026, 9, 14), pause_until=date(2026, 9, 20))
    habits = Habits(wishes=pause)
    assert not is_due(person(), at("2026-09-15 07:30"), habits)
    assert not may_interrupt(person(), at("2026-09-16 07:30"), habits)
    assert is_due(person(), at("2026-09-21 07:30"), habits)
    assert missed_days(person(), at("2026-09-21 07:30"), habits) == 0


def test_the_next_round_skips_holidays_and_the_pause() -> None:
    pause = Preferences(subscriber=7, pause_from=date(2026, 7, 20), pause_until=date(2026, 8, 20))
    assert next_slot(person(), at("2026-07-08 07:30"), Habits(wishes=pause)) == at("2026-07-15 07:30")
    assert next_slot(person(), at("2026-07-15 07:30"), Habits(wishes=pause)) == at("2026-08-25 07:30")
    assert next_slot(person(rhythm=Rhythm.MONTHLY), at("2026-09-15 07:30")) == at("2026-10-06 07:30")


@pytest.mark.parametrize("year_easter", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2030-04-21", "2038-04-25"])
def test_easter_monday_is_not_worked(year_easter: str) -> None:
    easter = date.fromisoformat(year_easter)
    assert not workdays.is_working(easter + timedelta(days=1))
    assert not workdays.is_working(easter + timedelta(days=39))
    assert not workdays.is_working(easter + timedelta(days=50))
    assert workdays.is_working(easter + timedelta(days=2))


@pytest.mark.parametrize(
    ("rhythm", "last", "now", "missed"),
    [
        (Rhythm.WEEKLY, "2026-09-08 07:30", "2026-09-15 07:30", 0),
        (Rhythm.WEEKLY, "2026-09-08 07:30", "2026-09-18 07:30", 3),
        (Rhythm.WEEKLY, "2026-08-25 07:30", "2026-09-15 07:30", 14),
        (Rhythm.WEEKLY, "2026-08-25 07:30", "2026-09-16 07:30", 15),
        (Rhythm.DAILY, "2026-09-01 07:30", "2026-09-16 07:30", 14),
        (Rhythm.AT_ONCE, "2026-09-15 07:30", "2026-09-15 07:30", 0),
        (Rhythm.MONTHLY, "2026-08-04 07:30", "2026-09-01 07:30", 0),
        (Rhythm.MONTHLY, "2026-08-04 07:30", "2026-09-21 07:30", 20),
    ],
)
def test_missed_days_count_from_the_day_the_round_should_have_been(rhythm: Rhythm, last: str, now: str, missed: int) -> None:
    assert missed_days(person(rhythm=rhythm, round_at=at(last)), at(now)) == missed


def test_a_person_imported_after_the_day_that_is_played_has_missed_nothing() -> None:
    assert missed_days(person(round_at=None, subscribed_at=at("2026-12-01")), at("2026-09-15")) == 0
