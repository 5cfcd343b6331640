"""Calls that were over before we watched: kept and chained to their editions, without an event, and never twice."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from day.replay import replay
from model.codes import Status
from model.notice import Notice
from pipelines import intake
from store import calls, connection, events, sources
from store.connection import Database
from tests.pipelines.fakes import NOW
from tests.pipelines.test_intake import DAY, given_only, paper, source, take

SERIES = "Fonds de soutien aux jumelages océaniens"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "veilleur.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    made = connection.create(path)
    with connection.write(made):
        sources.save_list(made, [source("fonds-eau", official=True), source("relais")])
    yield made
    made.close()


def edition(year: int, **more: str) -> Notice:
    url = f"https://fonds-eau.example/{year}"
    said = {"title": f"{SERIES} {year}", "reference": str(year), "url": url, **more}
    return paper(f"{year}-04-30", opening=f"{year}-01-10", **said)


def test_closed_calls_are_kept_without_an_event_and_chained_before_the_one_that_is_open(db: Database) -> None:
    (now_open,) = take(db, edition(2026))
    told = events.last_number(db)
    archived = intake.take_in_archive(db, [edition(2025), edition(2023), edition(2024)], NOW, given_only)
    assert (archived.kept, archived.known, archived.not_over) == (3, 0, 0)
    assert events.last_number(db) == told
    chain = calls.editions(db, now_open.call_id)
    assert [call.facts.sessions[0].value.day.year for call in chain] == [2023, 2024, 2025, 2026]
    assert {call.status for call in chain[:3]} == {Status.CLOSED}
    intake.run_clock(db, NOW + DAY)
    assert [event.call for event in events.since(db, told)] == [now_open.call_id] * len(events.since(db, told))


def test_what_is_known_or_not_over_is_left_as_it_is(db: Database) -> None:
    (known,) = take(db, edition(2026))
    before = calls.get(db, known.call_id)
    archived = intake.take_in_archive(db, [edition(2026), edition(2027)], NOW, given_only)
    assert (archived.kept, archived.known, archived.not_over) == (0, 1, 1)
    assert calls.get(db, known.call_id) == before
    relayed = edition(2025, source="relais", reference="r", url="https://relais.example/r")
    intake.take_in_archive(db, [edition(2025)], NOW, given_only)
    assert intake.take_in_archive(db, [relayed], NOW, given_only).known == 1


def test_reading_the_archive_twice_keeps_nothing_twice(db: Database) -> None:
    once = intake.take_in_archive(db, [edition(2024), edition(2025)], NOW, given_only)
    twice = intake.take_in_archive(db, [edition(2024), edition(2025)], NOW + DAY, given_only)
    assert (once.kept, twice.kept, twice.known) == (2, 0, 2)


def test_an_archived_call_that_opens_again_is_told(db: Database) -> None:
    intake.take_in_archive(db, [edition(2025)], NOW, given_only)
    told = events.last_number(db)
    later = paper("2026-05-30", title=f"{SERIES} 2025", reference="2025", url="https://fonds-eau.example/2025",
                  opening="2026-04-01")  # fmt: skip
    take(db, later, now=NOW + timedelta(days=3))
    assert events.last_number(db) == told + 1


def test_a_replay_takes_the_archive_in_again_without_an_event(db: Database, path: Path, tmp_path: Path) -> None:
    take(db, edition(2026))
    intake.take_in_archive(db, [edition(2024), edition(2025)], NOW + DAY, given_only)
    done = replay(path, tmp_path / "again.db", reader=given_only)
    assert (done.same, done.differences, done.refused) == (True, (), ())
