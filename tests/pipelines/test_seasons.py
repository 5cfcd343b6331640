"""When the next edition may be expected: only where the past supports it, and with its spread."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.seasons import MARGIN, Window, expect, windows
from pipelines.wording import NBSP
from tests.pipelines.fakes import call, facts

TODAY = date(2026, 9, 1)


def past(*said: str) -> list[Window]:
    """Windows from « 2024-04-04 » or « 2024-01-10/2024-04-04 »."""
    made = []
    for one in said:
        opening, _, deadline = one.rpartition("/")
        made.append(Window(date.fromisoformat(opening) if opening else None, date.fromisoformat(deadline)))
    return made


YEARLY = past("2023-01-10/2023-04-04", "2024-01-15/2024-04-02", "2025-01-12/2025-04-09", "2026-01-11/2026-04-03")


def test_a_yearly_call_is_expected_around_the_days_of_the_past() -> None:
    found = expect(YEARLY, TODAY)
    assert found is not None
    assert found.earliest <= date(2027, 4, 2) < date(2027, 4, 9) <= found.latest
    assert found.latest - found.earliest < timedelta(days=24)
    assert found.opening is not None
    assert found.opening[0] <= date(2027, 1, 12) <= found.opening[1]
    assert (found.editions, found.spread, found.tried, found.foretold) == (4, 7, 1, 1)
    assert found.sentence.startswith(
        f"La dernière fois{NBSP}: du 11{NBSP}janvier au 3{NBSP}avril 2026{NBSP}; ouverture attendue"
    )
    assert found.sentence.endswith(f"d’après 4{NBSP}éditions.")


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("one edition", past("2026-04-03")),
        ("two editions: nothing confirms their gap", past("2025-04-03", "2026-04-03")),
        ("no season", past("2022-03-01", "2023-09-15", "2024-01-20", "2026-06-30")),
        ("months too close: cut-offs of one edition", past("2026-01-15", "2026-02-15", "2026-03-15")),
        ("a call that stopped for years", past("2016-04-01", "2017-04-01", "2022-04-01")),
        ("stopped since", past("2021-04-01", "2022-04-01", "2023-04-01")),
        (
            "a drift that the rule would have missed",
            past("2019-01-01", "2020-02-05", "2021-03-15", "2022-04-25", "2023-06-04"),
        ),
    ],
)
def test_nothing_is_expected_when_the_past_does_not_support_it(why: str, said: list[Window]) -> None:
    assert expect(said, TODAY if "stopped" in why else said[-1].deadline + timedelta(days=90)) is None, why


@pytest.mark.parametrize(
    ("why", "said", "around"),
    [
        ("every six months", past("2025-03-15", "2025-09-15", "2026-03-14"), date(2026, 9, 14)),
        ("every two years", past("2020-05-01", "2022-05-03", "2024-05-02"), date(2026, 5, 2)),
        ("one year missed", past("2021-06-15", "2022-06-15", "2024-06-14", "2025-06-15"), date(2026, 6, 15)),
        ("over the new year", past("2023-12-28", "2025-01-04", "2025-12-30"), date(2026, 12, 31)),
    ],
)
def test_other_rhythms(why: str, said: list[Window], around: date) -> None:
    found = expect(said, said[-1].deadline + timedelta(days=30))
    assert found is not None, why
    assert found.earliest <= around <= found.latest, why


def test_an_opening_is_expected_only_when_most_are_known() -> None:
    found = expect(past("2023-04-04", "2024-01-15/2024-04-02", "2025-04-09", "2026-04-03"), TODAY)
    assert found is not None
    assert found.opening is None


def test_the_editions_of_a_chain_are_read_in_order() -> None:
    chain = [
        call(facts("2025-04-04"), number=1),
        call(facts(), number=2),
        call(facts("2026-03-01", "2026-09-15", opening="2026-01-10"), number=3),
    ]
    assert windows(chain) == past("2025-04-04", "2026-01-10/2026-09-15")


@given(st.integers(1, 360), st.lists(st.integers(-12, 12), min_size=4, max_size=9))
def test_a_season_kept_within_two_weeks_is_found_again_the_year_after(start: int, offs: list[int]) -> None:
    *before, last = [date(2015 + n, 1, 1) + timedelta(days=start + off) for n, off in enumerate(offs)]
    found = expect([Window(None, day) for day in before], before[-1])
    if found is not None:
        assert min(abs(found.earliest - last), abs(found.latest - last)) <= 2 * timedelta(days=24) or (
            found.earliest <= last <= found.latest
        )
        assert found.latest - found.earliest >= 2 * MARGIN
