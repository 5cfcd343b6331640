"""When a round is due, as tables of days."""

from datetime import UTC, datetime

import pytest

from digests.owed import is_due
from digests.rhythm import missed_days
from model.codes import Rhythm
from tests.digests.fakes import PARIS, person


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("rhythm", "weekday", "last", "now", "due"),
    [
        # 2026-09-15 is a Tuesday.
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-14 23:59", False),
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-15 00:01", True),
        (Rhythm.WEEKLY, 1, "2026-09-08 07:30", "2026-09-16 07:30", True),  # a missed Tuesday is caught up
        (Rhythm.WEEKLY, 1, "2026-09-15 07:30", "2026-09-15 18:00", False),
        (Rhythm.WEEKLY, 1, "2026-09-16 07:30", "2026-09-21 07:30", False),
        (Rhythm.WEEKLY, 1, "2026-09-16 07:30", "2026-09-22 07:30", True),
        (Rhythm.WEEKLY, 4, "2026-09-15 07:30", "2026-09-17 07:30", False),
        (Rhythm.WEEKLY, 4, "2026-09-15 07:30", "2026-09-18 07:30", True),
        (Rhythm.DAILY, 1, "2026-09-15 07:30", "2026-09-15 23:59", False),
        (Rhythm.DAILY, 1, "2026-09-15 07:30", "2026-09-16 00:01", True),
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


def test_days_are_those_of_paris_and_not_of_utc() -> None:
    late_on_monday = datetime(2026, 9, 14, 22, 30, tzinfo=UTC)  # already Tuesday in Paris
    assert is_due(person(weekday=1), late_on_monday)


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
