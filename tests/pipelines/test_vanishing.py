"""A publication that disappears: told to staff after several healthy readings, never a withdrawal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.codes import ReadResult, Status
from model.notice import Outcome, Problem
from model.source import SourceState
from pipelines import intake
from pipelines.doubts import Code
from pipelines.vanishing import MISSED, is_few, is_gone
from store import calls, connection, issues, runs, sources
from store.connection import Database, write
from tests.pipelines.fakes import NOW, call, facts
from tests.pipelines.test_intake import DAY, paper, source, take

READINGS = [NOW + n * 2 * DAY for n in range(1, MISSED + 1)]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = connection.create(tmp_path / "v.sqlite")
    listed = [replace(source("fonds-eau", official=True), recipe="html_list"), source("relais")]
    with write(made):
        sources.save_list(made, listed)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("why", "status", "readings", "gone"),
    [
        ("five readings over eight days", Status.OPEN, READINGS, True),
        ("four readings", Status.OPEN, READINGS[:4], False),
        ("five readings in five days", Status.OPEN, [NOW + n * DAY for n in range(1, 6)], False),
        ("readings from before its last sight", Status.OPEN, [NOW - n * DAY for n in range(8, 0, -1)], False),
        ("a call that is over", Status.CLOSED, READINGS, False),
    ],
)
def test_when_a_publication_is_gone(why: str, status: Status, readings: list, gone: bool) -> None:  # type: ignore[type-arg]
    assert is_gone(call(facts("2026-12-15"), status=status), NOW, readings) is gone, why


def test_a_large_disappearance_is_that_of_a_list() -> None:
    assert is_few(3, 10)
    assert is_few(20, 400)
    assert not is_few(150, 600)


def read(db: Database, day: int, *seen: str, slug: str = "fonds-eau", problems: tuple[Problem, ...] = ()) -> None:
    """A reading of the source, on a later day, that met these references."""
    at = NOW + day * DAY
    outcome = Outcome(
        source=slug,
        result=ReadResult.READ,
        state=SourceState(source=slug),
        started_at=at,
        ended_at=at + timedelta(minutes=1),
        seen=seen,
        problems=problems,
    )
    intake.see(db, outcome)
    with write(db):
        runs.save_outcome(db, runs.start(db, date(2026, 3, 10) + day * DAY, at), outcome)


def codes(db: Database) -> list[str]:
    return [issue.code for issue in issues.open_ones(db)]


def test_staff_are_told_and_nothing_is_withdrawn(db: Database) -> None:
    kept, gone = "https://fonds-eau.example/1", "https://fonds-eau.example/2"
    take(db, paper("2026-12-15", url=kept), paper("2026-12-15", title="Bourses du littoral atlantique", url=gone))
    for day in range(1, MISSED + 3):
        read(db, day, kept)
    assert codes(db) == []
    read(db, MISSED + 5, kept)
    assert codes(db) == [Code.PUBLICATION_VANISHED]
    assert calls.counts(db)["open"] == 2


def test_a_reading_with_a_problem_proves_no_absence(db: Database) -> None:
    take(db, paper("2026-12-15", url="https://fonds-eau.example/1"))
    for day in range(1, 30, 2):
        read(db, day, problems=(Problem(code="too_few", subject="fonds-eau", message="…"),))
    assert codes(db) == []


def test_what_leaves_a_feed_says_nothing(db: Database) -> None:
    take(db, paper("2026-12-15", source="relais", url="https://relais.example/1"))
    for day in range(1, 30, 2):
        read(db, day, slug="relais")
    assert codes(db) == []
