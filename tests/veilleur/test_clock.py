"""--today and --now: what the instant of a command is."""

from datetime import UTC, datetime

import pytest

from model.trouble import Trouble
from veilleur.clock import instant


@pytest.mark.parametrize(
    ("today", "now", "expected"),
    [
        ("2026-08-25", None, datetime(2026, 8, 25, 5, 30, tzinfo=UTC)),
        ("2026-01-15", None, datetime(2026, 1, 15, 6, 30, tzinfo=UTC)),
        ("2026-01-15", "2026-08-25T10:00:00+02:00", datetime(2026, 8, 25, 8, 0, tzinfo=UTC)),
        (None, "2026-08-25T10:00:00", datetime(2026, 8, 25, 8, 0, tzinfo=UTC)),
        (None, "2026-08-25T10:00:00Z", datetime(2026, 8, 25, 10, 0, tzinfo=UTC)),
    ],
)
def test_today_is_half_past_seven_in_paris_and_now_wins(today: str | None, now: str | None, expected: datetime) -> None:
    assert instant(today, now) == expected


@pytest.mark.parametrize(("today", "now"), [("25/08/2026", None), ("2026-02-30", None), (None, "demain")])
def test_a_date_that_is_none_shows_how_to_write_it(today: str | None, now: str | None) -> None:
    with pytest.raises(Trouble, match="--"):
        instant(today, now)


def test_without_either_the_clock_is_read_in_utc() -> None:
    assert instant(None, None).tzinfo is UTC
