"""What is kept beside a call for members: the next edition as its past suggests, and what sources that may be named say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.codes import Showing
from pipelines import intake
from store import calls, sources
from store.connection import Database, write
from tests.pipelines.fakes import NOW, TITLE, facts, notice
from tests.pipelines.test_intake import db, source, take

__all__ = ["db"]

DAY = timedelta(days=1)


def editions(db: Database, *years: int) -> list[int]:
    """One edition a year on one page, each seen in its time, closed by the clock."""
    numbers = []
    for year in years:
        now = datetime(year, 2, 1, 6, 30, tzinfo=UTC)
        said = facts(f"{year}-04-0{year % 5 + 1}", opening=f"{year}-01-15")
        (taken,) = take(db, notice(f"{TITLE} {year}", at=now, given=said), now=now)
        numbers.append(taken.call_id)
        intake.run_clock(db, now + 100 * DAY)
    return numbers


def test_a_call_that_ends_tells_when_the_next_edition_is_expected(db: Database) -> None:
    numbers = editions(db, 2023, 2024, 2025, 2026)
    assert len(set(numbers)) == 4
    told = [held.expected if (held := calls.get(db, number)) is not None else "" for number in numbers]
    assert told[:2] == ["", ""]
    assert "d’après 3\u00a0éditions" in told[2]
    assert "clôture attendue entre le 25\u00a0mars 2027 et le 12\u00a0avril 2027" in told[3]


def test_a_call_that_reopens_expects_nothing_any_more(db: Database) -> None:
    last = editions(db, 2024, 2025, 2026)[-1]
    now = datetime(2026, 6, 1, 6, 30, tzinfo=UTC)
    take(db, notice(f"{TITLE} 2026", at=now, given=facts("2026-07-15", opening="2026-01-15")), now=now)
    held = calls.get(db, last)
    assert held is not None
    assert not held.expected


@pytest.mark.parametrize(("show", "told"), [(Showing.EXTRACT, True), (Showing.INTERNAL, False)])
def test_a_source_for_the_house_alone_is_not_named_to_members(db: Database, show: Showing, told: bool) -> None:
    with write(db):
        listed = [source("fonds-eau", official=True), replace(source("relais"), show=show)]
        sources.save_list(db, listed)
    take(db, notice(TITLE, given=facts("2026-06-15")))
    relayed = notice(TITLE, source="relais", url="https://relais.example/7", given=facts("2026-06-20"))
    (taken,) = take(db, relayed, now=NOW + DAY)
    held = calls.get(db, taken.call_id)
    assert held is not None
    assert bool(held.notes) is told
    assert "sources_disagree" in [problem.code for problem in taken.problems]
