"""A source's health over days: quiet on what passes, one issue, doubtful news held, told once when they are released."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from crawlers import guards, health
from crawlers.health import Code
from day import daily, source_health
from day.means import Means
from model.codes import ReadResult
from model.notice import Notice, Outcome, Problem
from model.source import SourceState
from model.trouble import Trouble
from store import holds, issues, page_changes, runs, sources
from store.connection import connect
from tests.day.test_daily import NOW, broken, definition, means, notice, says

__all__ = ["means"]

DAY = timedelta(days=1)


def ends(*codes: Code, at: datetime = NOW, seen: Sequence[str] = ("1",), **fields: Any) -> Outcome:
    problems = tuple(health.problem(code, "reseau", "détail") for code in codes)
    state = fields.pop("state", SourceState(source="reseau", last_ok=at, volumes=(len(seen),)))
    given = {"result": ReadResult.READ, "verdict": str(codes[0] if codes else "read"), **fields}
    return Outcome(
        source="reseau", state=state, started_at=at, ended_at=at, notices=1, seen=tuple(seen), problems=problems, **given
    )


def fails(*codes: Code, lasting: bool = True, **fields: Any) -> Outcome:
    return ends(*codes, result=ReadResult.FAILED, lasting=lasting, seen=(), **fields)


def do(means: Means, at: datetime, *told: Notice | Outcome) -> Any:
    return daily.run(replace(means, read=says(*told)), at)


def letters(means: Means) -> list[str]:
    with closing(sqlite3.connect(means.database)) as db:
        return [row[0] for row in db.execute("SELECT subject FROM letters ORDER BY id")]


def told_of(means: Means) -> list[str]:
    """The topics of the ledger, in order."""
    with closing(sqlite3.connect(means.database)) as db:
        return [row[0] for row in db.execute("SELECT topic FROM deliveries ORDER BY rowid")]


def opened(means: Means) -> list[tuple[str, str]]:
    with closing(connect(means.database)) as db:
        return [(one.code, one.subject) for one in issues.open_ones(db)]


def fresh(reference: str, at: datetime) -> Notice:
    return replace(notice(reference), seen_at=at, title=f"Appel à projets {reference} : eau potable au Sénégal")


def test_the_class_of_each_reading_is_kept(means: Means) -> None:
    do(means, NOW, notice(), ends())
    do(means, NOW + DAY, fails(Code.TIME_OUT, lasting=False, at=NOW + DAY))
    do(means, NOW + 2 * DAY, fails(Code.NOT_FOUND, at=NOW + 2 * DAY))
    with closing(connect(means.database)) as db:
        kept = [(one.verdict, one.lasting) for one in runs.readings(db, "reseau", 10)]
        assert kept == [("not_found", True), ("time_out", False), ("read", False)]
        assert runs.last_readings(db)["reseau"].verdict == "not_found"


def test_a_source_has_one_issue_whatever_goes_wrong_and_none_once_it_is_well(means: Means) -> None:
    do(means, NOW, notice(), ends(Code.ITEM_UNREADABLE, Code.TOO_FEW, Code.UNKNOWN_WORD))
    assert opened(means) == [("too_few", "reseau")]
    do(means, NOW + DAY, fails(Code.NOT_FOUND, Code.UNKNOWN_WORD))
    assert opened(means) == [("not_found", "reseau")]
    do(means, NOW + 2 * DAY, fails(Code.SERVER_ERROR, lasting=False))
    assert opened(means) == [("not_found", "reseau")]
    do(means, NOW + 3 * DAY, ends())
    assert opened(means) == []


def test_the_other_problems_are_in_the_detail_of_the_one_told(means: Means) -> None:
    do(means, NOW, notice(), ends(Code.UNKNOWN_WORD, Code.TOO_FEW))
    with closing(connect(means.database)) as db:
        (issue,) = issues.open_ones(db)
    assert health.ADVICE[Code.UNKNOWN_WORD] in issue.detail


@pytest.fixture
def held(means: Means) -> Means:
    """A source read for days, then one doubtful reading with two new calls."""
    do(means, NOW, notice(), ends())
    at = NOW + DAY
    report = do(means, at, fresh("2", at), fresh("3", at), ends(Code.UNUSUAL_VOLUME, at=at, seen=["1", "2", "3"]))
    assert report.held == 2
    assert report.new_calls == 2
    return means


def test_what_a_doubtful_reading_told_is_written_and_waits(held: Means) -> None:
    assert len(letters(held)) == 1
    assert told_of(held) == ["event:1"]
    assert opened(held) == [("unusual_volume", "reseau")]
    with closing(connect(held.database)) as db:
        (issue,) = issues.open_ones(db)
    assert issue.detail.startswith("2 événements de 2 appels attendent : veilleur source release reseau")


def test_what_is_released_is_told_once_as_new_although_the_cursor_has_moved(held: Means) -> None:
    with closing(connect(held.database)) as db:
        source_health.release(db, "reseau", NOW + 2 * DAY, "Léa")
    at = NOW + 2 * DAY
    for _ in range(2):
        do(held, at, ends(at=at, seen=["1", "2", "3"]))
        at += DAY
    assert told_of(held) == ["event:1", "event:2", "event:3"]
    assert "2 nouveaux appels" in letters(held)[1].replace("\N{NO-BREAK SPACE}", " ")
    assert len(letters(held)) == 2
    assert opened(held) == []


def test_what_staff_refuse_is_never_told(held: Means) -> None:
    with closing(connect(held.database)) as db:
        source_health.release(db, "reseau", NOW + 2 * DAY, tell=False)
    do(held, NOW + 2 * DAY, ends(at=NOW + 2 * DAY, seen=["1", "2", "3"]))
    assert told_of(held) == ["event:1"]
    with closing(connect(held.database)) as db, pytest.raises(Trouble, match="Rien n’attend"):
        source_health.release(db, "reseau", NOW)


def test_a_healthy_reading_does_not_free_what_waits_and_its_own_news_leave(held: Means) -> None:
    at = NOW + 2 * DAY
    do(held, at, fresh("4", at), ends(at=at, seen=["1", "2", "3", "4"]))
    assert told_of(held) == ["event:1", "event:4"]
    assert opened(held) == [("unusual_volume", "reseau")]


def test_without_an_answer_what_the_source_still_shows_is_told_as_already_open_and_the_rest_never(held: Means) -> None:
    for day in (2, 3):
        do(held, NOW + day * DAY, ends(at=NOW + day * DAY, seen=["1", "2"]))
    assert told_of(held) == ["event:1"]
    at = NOW + 6 * DAY  # a Monday: no letter leaves on a Sunday
    report = do(held, at, ends(at=at, seen=["1", "2"]))
    assert report.lapsed == 2
    assert told_of(held) == ["event:1", "event:2"]
    assert letters(held)[1].startswith("Déjà ouvert")
    do(held, at + DAY, ends(at=at + DAY, seen=["1", "2", "3"]))
    assert told_of(held) == ["event:1", "event:2"]


def test_what_waits_does_not_lapse_while_its_source_cannot_be_read(held: Means) -> None:
    for day in (4, 5):
        do(held, NOW + day * DAY, fails(Code.NOT_FOUND, at=NOW + day * DAY))
    assert told_of(held) == ["event:1"]
    at = NOW + 6 * DAY
    do(held, at, ends(at=at, seen=["1", "2", "3"]))
    assert set(told_of(held)) == {"event:1", "event:2", "event:3"}


def test_a_reading_killed_before_its_end_tells_nothing_until_it_has_been_judged(means: Means) -> None:
    do(means, NOW, notice(), ends())
    at = NOW + DAY

    def killed(*_: object) -> Any:
        yield from (fresh(str(number), at) for number in range(2, 60))
        raise RuntimeError("coupure")

    daily.run(replace(means, read=killed), at)
    assert told_of(means) == ["event:1"]
    later = at + timedelta(hours=1)
    do(means, later, ends(Code.UNUSUAL_VOLUME, at=later, seen=[str(number) for number in range(1, 60)]))
    assert told_of(means) == ["event:1"]
    with closing(connect(means.database)) as db:
        (hold,) = holds.standing(db)
    assert hold.calls == 50


def test_the_volume_that_staff_accepted_is_the_usual_one(held: Means) -> None:
    memory = {guards.MEMORY: guards.Past(met=1, known={"0": guards.Known(missed=2), "1": guards.Known()}).written()}
    at = NOW + 2 * DAY
    do(held, at, ends(at=at, state=SourceState(source="reseau", last_ok=at, volumes=(1, 1, 3), memory=memory)))
    with closing(connect(held.database)) as db:
        source_health.release(db, "reseau", at)
        state = sources.states(db)["reseau"]
    assert state.volumes == (3, 3, 3)
    assert list(guards.Past.of(state.memory).known) == ["1"]


def without_date(reference: str, at: datetime) -> Notice:
    return replace(fresh(reference, at), text="Pour les communes françaises. Projets d’accès à l’eau potable au Sénégal.")


def test_dates_that_are_no_longer_read_make_the_reading_doubtful(means: Means) -> None:
    numbers = ("1", "2", "3")
    do(means, NOW, *(fresh(one, NOW) for one in numbers), ends(seen=numbers))
    at = NOW + DAY
    do(means, at, *(without_date(one, at) for one in numbers), ends(at=at, seen=numbers))
    assert ("dates_lost", "reseau") in opened(means)
    with closing(connect(means.database)) as db:
        assert runs.readings(db, "reseau", 1)[0].verdict == "dates_lost"


def test_one_date_that_a_page_no_longer_gives_is_no_alarm(means: Means) -> None:
    numbers = ("1", "2", "3")
    do(means, NOW, *(fresh(one, NOW) for one in numbers), ends(seen=numbers))
    at = NOW + DAY
    changed = [replace(fresh(one, at), title=f"{one} : eau et assainissement") for one in ("2", "3")]
    do(means, at, without_date("1", at), *changed, ends(at=at, seen=numbers))
    assert ("dates_lost", "reseau") not in opened(means)


def test_far_fewer_dates_than_the_definition_expects_make_the_reading_doubtful(means: Means) -> None:
    strict = replace(means, definitions=[replace(definition(), with_deadline=90)])
    report = do(strict, NOW, *(without_date(str(one), NOW) for one in range(1, 5)), ends(seen=["1", "2", "3", "4"]))
    assert report.held == 4


def test_a_changed_page_is_kept_and_stays_the_issue_of_a_source_that_cannot_be_read(means: Means) -> None:
    changed = (("https://reseau.exemple/", "Nouvel appel 2027"),)
    do(means, NOW, fails(Code.LAYOUT_CHANGED, Code.PAGE_CHANGED, changed_pages=changed))
    assert opened(means) == [("page_changed", "reseau")]
    do(means, NOW + DAY, fails(Code.LAYOUT_CHANGED))
    assert opened(means) == [("page_changed", "reseau")]
    with closing(connect(means.database)) as db:
        (change,) = page_changes.since(db, NOW)
    assert (change.source, change.url, change.words) == ("reseau", "https://reseau.exemple/", "Nouvel appel 2027")
    do(means, NOW + 2 * DAY, ends())
    assert opened(means) == []


def test_a_crawl_that_breaks_leaves_the_issues_of_the_others(means: Means) -> None:
    report = daily.run(replace(means, read=broken(RuntimeError("cassé"))), NOW)
    assert list(report.failed) == ["lecture des sources"]
    assert isinstance(report.problems, list)


def test_the_gravest_problem_speaks_and_what_ends_a_reading_comes_before_remarks() -> None:
    def problem(code: str) -> Problem:
        return Problem(code=code, subject="s", message=code)

    assert source_health.verdicts.gravest([]) is None
    first = source_health.verdicts.gravest([problem("unknown_word"), problem("item_unreadable"), problem("not_found")])
    assert first is not None
    assert first.code == "not_found"
