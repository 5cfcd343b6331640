"""The day at its hour in Paris, whatever the season, once, as a process of its own."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers.blocking import BlockingScheduler

from tests.veilleur.conftest import House
from veilleur import scheduler
from veilleur.lock import only_one
from veilleur.settings import parse

PARIS = ZoneInfo("Europe/Paris")
CONFIG = Path("config.toml")


def made(text: str = "") -> BlockingScheduler:
    return scheduler.make(parse(text, CONFIG), CONFIG)


def next_day(text: str, after: datetime) -> datetime:
    fired: datetime | None = made(text).get_jobs()[0].trigger.get_next_fire_time(None, after)
    assert fired is not None
    return fired


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=PARIS), datetime(2026, 7, 2, 7, 30, tzinfo=PARIS)),
        (datetime(2026, 3, 28, 12, tzinfo=PARIS), datetime(2026, 3, 29, 7, 30, tzinfo=PARIS)),
        (datetime(2026, 10, 24, 12, tzinfo=PARIS), datetime(2026, 10, 25, 7, 30, tzinfo=PARIS)),
        (datetime(2026, 12, 31, 7, 29, tzinfo=PARIS), datetime(2026, 12, 31, 7, 30, tzinfo=PARIS)),
    ],
)
def test_the_day_is_at_half_past_seven_in_paris_in_winter_in_summer_and_between(after: datetime, expected: datetime) -> None:
    assert next_day("", after) == expected


def test_the_hour_is_the_one_that_is_set() -> None:
    assert next_day("[schedule]\nat = '06:15'\n", datetime(2026, 7, 1, 12, tzinfo=PARIS)).hour == 6


def test_a_day_missed_while_the_machine_slept_is_done_once() -> None:
    job = made().get_jobs()[0]
    assert job.coalesce is True
    assert job.max_instances == 1
    assert job.misfire_grace_time >= 3600


def test_the_day_is_a_process_whose_exit_code_is_seen(house: House) -> None:
    with only_one(house.database):
        assert scheduler.run_day(house.folder / "config.toml") == 3
